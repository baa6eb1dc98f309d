// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;

namespace ChatSecure.Cli.Commands;

/// <summary><c>link</c> and <c>link read</c></summary>
internal sealed class LinkCommand : ICommandGroup
{
    public IEnumerable<Command> Create(CommandRunner runner)
    {
        var url = new Argument<string>("URL") { Description = "The page, https." };
        url.Validators.Add(result =>
        {
            if (!InputFormats.IsLink(result.GetValueOrDefault<string>()))
            {
                result.AddError("URL: expected an https:// address.");
            }
        });
        var command = new Command(
            "link",
            "Asks a page what it tells of itself, through the account's proxy. Its site learns that you looked."
        )
        {
            url,
            Read(runner),
        };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var account = await session.AccountAsync(null, cancellationToken);
                        var link = await session.Client.Conversations.FetchLinkAsync(
                            account,
                            new(parsed.GetRequiredValue(url)),
                            cancellationToken
                        );
                        session.Printer.Print(() => EventText.Link(link), json => JsonShapes.Link(json, link));
                        return ExitCode.Done;
                    },
                    token
                )
        );
        yield return command;
    }

    private static Command Read(CommandRunner runner)
    {
        var uri = new Argument<string>("URI") { Description = "The link, xmpp:." };
        var command = new Command("read", "Shows what an xmpp: link wants, and does nothing else.") { uri };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    (session, _) =>
                    {
                        var link = ChatLinks.Read(session, parsed.GetRequiredValue(uri));
                        session.Printer.Print(() => ChatLinks.Describe(session, link), json => JsonShapes.ChatLink(json, link));
                        return Task.FromResult(ExitCode.Done);
                    },
                    token
                )
        );
        return command;
    }
}
