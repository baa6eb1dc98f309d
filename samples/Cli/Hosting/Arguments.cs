// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Cli.Output;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;

namespace ChatSecure.Cli.Hosting;

/// <summary>Reads the kinds of values that several commands take. What can't be read becomes a usage error that does not quote it.</summary>
internal static class Arguments
{
    public static Argument<Jid> JidArgument(string description, string name = "JID") =>
        new(name) { Description = description, CustomParser = BareJid };

    /// <summary>An address, or its name alone, which only the brand can complete; or, if it takes that, a link, which only the engine can read.</summary>
    public static Argument<string> AccountArgument(string description, bool takesLink = false)
    {
        var argument = new Argument<string>("JID") { Description = description };
        argument.Validators.Add(result =>
        {
            var text = result.Tokens[0].Value;
            if (takesLink && ChatLinks.IsLink(text))
            {
                return;
            }

            if (
                !TryParseBareJid(text.Contains('@', StringComparison.Ordinal) ? text : $"{text}@a.invalid", out var jid)
                || jid.Local is null
            )
            {
                result.AddError("JID: expected an address like name@domain.");
            }
        });
        return argument;
    }

    public static Argument<Jid?> OptionalJidArgument(string description) =>
        new("JID")
        {
            Description = description,
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result => BareJid(result),
        };

    public static Argument<Fingerprint> FingerprintArgument() =>
        new("FINGERPRINT")
        {
            Description = "64 hexadecimal digits; spaces, colons and dashes are ignored.",
            CustomParser = result => Parse<Fingerprint>(result, Encryption.Fingerprint.TryParse, "a fingerprint of 64 hexadecimal digits"),
        };

    /// <summary>A key, or the URI of a QR code with keys.</summary>
    public static Argument<string> KeyArgument()
    {
        var argument = new Argument<string>("KEY")
        {
            Description = "64 hexadecimal digits (spaces, colons and dashes are ignored), or an xmpp: URI as QR codes hold.",
        };
        argument.Validators.Add(result =>
        {
            var text = result.Tokens is [var token] ? token.Value : string.Empty;
            if (!Encryption.Fingerprint.TryParse(text, out _) && !KeyUri.TryParse(text, out _))
            {
                result.AddError($"{argument.Name}: expected a fingerprint of 64 hexadecimal digits, or an xmpp: URI with keys.");
            }
        });
        return argument;
    }

    /// <summary>Shows a link as a QR code, too.</summary>
    public static Option<bool> CodeOption(string description) => new("--qr") { Description = description };

    public static Option<int> CountOption(string name, string description, int defaultValue, int max) =>
        new(name)
        {
            HelpName = "N",
            Description = description,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result => Number(result, max),
        };

    public static Option<int?> OptionalCountOption(string name, string description, int max) =>
        new(name)
        {
            HelpName = "N",
            Description = description,
            CustomParser = result => Number(result, max),
        };

    public static Option<TimeSpan> SecondsOption(string name, string description, TimeSpan defaultValue) =>
        new(name)
        {
            HelpName = "S",
            Description = description,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = Seconds,
        };

    public static Option<TimeSpan?> OptionalSecondsOption(string name, string description) =>
        new(name)
        {
            HelpName = "S",
            Description = description,
            CustomParser = result => Seconds(result),
        };

    public static Option<EncryptionChoice> EncryptionOption(string description) =>
        new("--encryption")
        {
            HelpName = Word.List<EncryptionChoice>(),
            Description = description,
            DefaultValueFactory = _ => EncryptionChoice.Auto,
            CustomParser = Enum<EncryptionChoice>,
        };

    /// <summary>One of the words of an enumeration.</summary>
    public static Argument<T> WordArgument<T>(string name, string description)
        where T : struct, Enum => new(name) { Description = $"{description} {Word.List<T>()}", CustomParser = Enum<T> };

    /// <summary>The same as an option.</summary>
    public static Option<T> WordOption<T>(string name, string description)
        where T : struct, Enum =>
        new(name)
        {
            HelpName = Word.List<T>(),
            Description = description,
            CustomParser = Enum<T>,
        };

    public static Option<TimeSpan> AckTimeoutOption() =>
        SecondsOption("--timeout", "Give up waiting for the server after S seconds (default: 30).", TimeSpan.FromSeconds(30));

    public static Jid BareJid(ArgumentResult result) => Parse<Jid>(result, TryParseBareJid, "an address like name@domain");

    public static T Enum<T>(ArgumentResult result)
        where T : struct, Enum => Parse<T>(result, Word.TryParse, "one of " + Word.List<T>());

    public static bool TryParseBareJid(string? text, out Jid jid) => Jid.TryParse(text, out jid) && jid.IsBare;

    private static int Number(ArgumentResult result, int max) =>
        Parse(
            result,
            (string? text, out int number) =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= max,
            $"a number from 1 to {max}"
        );

    private static TimeSpan Seconds(ArgumentResult result) =>
        Parse(
            result,
            (string? text, out TimeSpan time) =>
            {
                var isValid =
                    double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                    && seconds is > 0 and <= 1_000_000;
                time = isValid ? TimeSpan.FromSeconds(seconds) : default;
                return isValid;
            },
            "a number of seconds"
        );

    private static T Parse<T>(ArgumentResult result, TryParse<T> tryParse, string expected)
        where T : struct
    {
        if (tryParse(result.Tokens[0].Value, out var value))
        {
            return value;
        }

        result.AddError($"{NameOf(result)}: expected {expected}.");
        return default;
    }

    private static string NameOf(ArgumentResult result) => result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;

    private delegate bool TryParse<T>(string? text, out T value);
}
