// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ChatSecure.Cli.Hosting;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Commands;

/// <summary><c>--attach</c>, and what is told of each file.</summary>
internal sealed class AttachOptions
{
    private readonly Option<string[]> _files = new("--attach")
    {
        HelpName = "FILE",
        Description = "Send this file with it; several times for several files.",
    };
    private readonly Option<string[]> _descriptions = OneEach("--describe", "TEXT", "What the file shows, in words.");
    private readonly Option<string[]> _seconds = OneEach(
        "--seconds",
        "S",
        "How long the sound or film lasts; with --inline, a sound is a voice message."
    );
    private readonly Option<string[]> _packs = OneEach("--sticker-pack", "ID", "The pack that the picture is a sticker of.");
    private readonly Option<bool> _inline = new("--inline")
    {
        Description = "The files are part of the conversation, as pictures and voice messages are, rather than documents to keep.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _files, _descriptions, _seconds, _packs, _inline })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(Check);
    }

    /// <summary>Has the command take a text, which a message with files can do without.</summary>
    public Argument<string?> AddText(Command command)
    {
        var text = new Argument<string?>("TEXT")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The message; - reads it from standard input. Put -- before a text that begins with a dash.",
        };
        command.Arguments.Add(text);
        command.Validators.Add(result =>
        {
            if (result.GetValue(text) is null && result.GetValue(_files) is not { Length: > 0 })
            {
                result.AddError("A message has a TEXT or --attach.");
            }
        });
        return text;
    }

    /// <summary>The files, in the order in which they were named.</summary>
    /// <exception cref="CliException">One is not there.</exception>
    public IEnumerable<OutgoingAttachment> Read(ParseResult parsed, Session session)
    {
        var (descriptions, seconds, packs) = (parsed.GetValue(_descriptions), parsed.GetValue(_seconds), parsed.GetValue(_packs));
        return (parsed.GetValue(_files) ?? []).Select(
            (path, i) =>
                Attachments.FromFile(path, session) with
                {
                    Description = At(descriptions, i),
                    Duration = At(seconds, i) is { } text ? Seconds(text) : null,
                    StickerPack = At(packs, i),
                    IsInline = parsed.GetValue(_inline),
                }
        );
    }

    private static Option<string[]> OneEach(string name, string valueName, string description) =>
        new(name) { HelpName = valueName, Description = description + " As many times as --attach, in that order; '' for none." };

    // Nothing said of one kind, or something of each file.
    private static string? At(string[]? all, int index) => all is { Length: > 0 } && all[index].Length > 0 ? all[index] : null;

    private static TimeSpan? Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and <= Attachments.MaxSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private void Check(CommandResult result)
    {
        var count = result.GetValue(_files)?.Length ?? 0;
        foreach (var option in new[] { _descriptions, _seconds, _packs })
        {
            if (result.GetValue(option) is { Length: > 0 } told && told.Length != count)
            {
                result.AddError($"{option.Name}: as many times as --attach.");
            }
        }

        if ((result.GetValue(_seconds) ?? []).Any(text => text.Length > 0 && Seconds(text) is null))
        {
            result.AddError($"{_seconds.Name}: expected a number of seconds.");
        }
    }
}
