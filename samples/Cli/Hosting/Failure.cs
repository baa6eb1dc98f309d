// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Cli.Output;
using ChatSecure.Errors;

namespace ChatSecure.Cli.Hosting;

/// <summary>A failure as it is told to the outside: the exit code, a stable word for programs and one line for people.</summary>
internal sealed record Failure(ExitCode ExitCode, string Reason, string Message)
{
    /// <summary>The members of a group who can't be encrypted to.</summary>
    public IReadOnlyList<Jid> Members { get; private init; } = [];

    /// <summary>The one table from kinds of errors to exit codes.</summary>
    public static ExitCode ExitCodeOf(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.AuthenticationFailed => ExitCode.AuthenticationRefused,
            ErrorKind.InsecureConnection => ExitCode.NoSecureConnection,
            ErrorKind.StorageKey or ErrorKind.StorageDamaged => ExitCode.Database,
            ErrorKind.CannotEncrypt => ExitCode.CannotEncrypt,
            ErrorKind.TimedOut => ExitCode.TimedOut,
            _ => ExitCode.Failed,
        };

    /// <summary>Describes a failure of the engine, of the machine or of this program. Never quotes more of an exception than its message.</summary>
    public static Failure Of(Exception exception, Words words) =>
        exception switch
        {
            CliException own => new(own.ExitCode, own.Reason, own.Message),
            BrandException brand => new(ExitCodeOf(brand.Kind), Word.Of(brand.Kind), TerminalText.Indented(brand.Message)),
            MissingKeysException missing => Of(missing.Kind, $"{Detail(missing)} {string.Join(", ", missing.Members)}", words) with
            {
                Members = missing.Members,
            },
            ChatSecureException engine => Of(engine.Kind, Detail(engine), words),
            OperationCanceledException => new(ExitCode.Failed, "cancelled", words("cli.cancelled")),
            IOException or UnauthorizedAccessException => Of(ErrorKind.Failed, exception.Message, words),
            _ => new(ExitCode.Failed, Word.Of(ErrorKind.Failed), words("cli.defect", ("type", exception.GetType().Name))),
        };

    /// <summary>Describes a kind of failure in the brand's words.</summary>
    public static Failure Of(ErrorKind kind, string? detail, Words words)
    {
        var text = words(TextId.Of(kind));
        return new(ExitCodeOf(kind), Word.Of(kind), string.IsNullOrEmpty(detail) ? text : $"{text} ({TerminalText.OneLine(detail)})");
    }

    private static string Detail(ChatSecureException exception) =>
        exception.Condition is { Length: > 0 } condition ? $"{exception.Message} [{condition}]" : exception.Message;
}
