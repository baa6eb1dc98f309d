// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Commands;

/// <summary><c>send</c>, <c>history</c>, <c>search</c></summary>
internal sealed class MessageCommands : ICommandGroup
{
    private const int MaxPage = 1000;
    private const int MaxBodyCharacters = 65_536;

    public IEnumerable<Command> Create(CommandRunner runner) => [Send(runner), History(runner), Search(runner)];

    private static Command Send(CommandRunner runner)
    {
        var to = new Option<Jid>("--to")
        {
            HelpName = "JID",
            Required = true,
            Description = "To whom.",
            CustomParser = Arguments.BareJid,
        };
        var encryption = Arguments.EncryptionOption(
            "How to protect it (default: auto, which is never plain text in a conversation that was ever encrypted)."
        );
        var replyTo = new Option<string?>("--reply-to") { HelpName = "ID", Description = "The message that this one answers." };
        var replaces = new Option<string?>("--replaces") { HelpName = "ID", Description = "The message of yours that this one corrects." };
        var attach = new AttachOptions();
        var link = new Option<string[]>("--link")
        {
            HelpName = "URL",
            Description = "Ask this page of the text what it tells of itself, and tell that with the message; several times for several.",
        };
        link.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => !InputFormats.IsLink(token.Value)))
            {
                result.AddError("--link: expected an https:// address.");
            }
        });
        var timeout = Arguments.AckTimeoutOption();
        var command = new Command("send", "Sends a message; done when the server has acknowledged it.")
        {
            to,
            encryption,
            replyTo,
            replaces,
            link,
            timeout,
        };
        attach.AddTo(command);
        var text = attach.AddText(command);
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    (session, cancellationToken) =>
                        SendAsync(
                            session,
                            parsed.GetRequiredValue(to),
                            parsed.GetValue(text) ?? string.Empty,
                            new OutgoingMessage(string.Empty, parsed.GetValue(encryption))
                            {
                                ReplyTo = Id(parsed.GetValue(replyTo)),
                                Replaces = Id(parsed.GetValue(replaces)),
                                Attachments = [.. attach.Read(parsed, session)],
                            },
                            parsed.GetValue(timeout),
                            cancellationToken,
                            parsed.GetValue(link)
                        ),
                    token
                )
        );
        return command;
    }

    private static MessageId? Id(string? text) => string.IsNullOrEmpty(text) ? null : new MessageId(text);

    internal static async Task<ExitCode> SendAsync(
        Session session,
        Jid to,
        string text,
        OutgoingMessage outgoing,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        IReadOnlyList<string>? links = null
    )
    {
        var body = text == "-" ? await ReadBodyAsync(session, cancellationToken) : text;
        return await PrintSentAsync(
            session,
            async (account, token) =>
            {
                var told = new List<LinkMetadata>();
                foreach (var link in links ?? [])
                {
                    told.Add(await session.Client.Conversations.FetchLinkAsync(account, new(link), token));
                }

                var message = outgoing with { Body = body, Links = [.. told] };
                return await session.Client.Conversations.SendAsync(new(account, to), message, token);
            },
            timeout,
            cancellationToken
        );
    }

    /// <summary>Sends something, waits for the server's word and says how it was protected.</summary>
    internal static async Task<ExitCode> PrintSentAsync(
        Session session,
        Func<Jid, CancellationToken, Task<SendReceipt>> send,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var receipt = await AckWait.RunAsync(
            session,
            async token =>
            {
                var receipt = await send(await session.ConnectedAccountAsync(null, token), token);
                return (receipt, receipt.Acked);
            },
            timeout,
            cancellationToken
        );
        var message = receipt.Message;
        session.Printer.Print(
            () => session.Words("send.done", ("lock", session.Words(TextId.LockOf(message)))),
            json => JsonShapes.Acknowledged(json, message.Id, message.Encryption)
        );
        return ExitCode.Done;
    }

    private static async Task<string> ReadBodyAsync(Session session, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(session.Io.Input, leaveOpen: true);
        var buffer = new char[MaxBodyCharacters + 1];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return length <= MaxBodyCharacters
            ? new string(buffer, 0, length).TrimEnd('\r', '\n')
            : throw CliException.Usage(session.Words("cli.input.textTooLong"));
    }

    private static Command History(CommandRunner runner)
    {
        var with = Arguments.JidArgument("With whom.");
        var limit = Arguments.CountOption("--limit", "At most N messages (default: 50).", 50, MaxPage);
        var before = new Option<string?>("--before") { HelpName = "ID", Description = "The page before the one that gave this 'before'." };
        var fetch = new Option<bool>("--fetch")
        {
            Description = "First fetch earlier messages from the server, if it has some that are not here yet.",
        };
        var command = new Command("history", "Shows the newest messages of a conversation from the local archive, oldest first.")
        {
            with,
            limit,
            before,
            fetch,
        };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var isFetching = parsed.GetValue(fetch);
                        var account = isFetching
                            ? await session.ConnectedAccountAsync(null, cancellationToken)
                            : await session.AccountAsync(null, cancellationToken);
                        var conversation = new ConversationId(account, parsed.GetRequiredValue(with));
                        if (isFetching)
                        {
                            await session.Client.Conversations.FillGapAsync(conversation, cancellationToken);
                        }

                        var page = await session.Client.Conversations.HistoryAsync(
                            conversation,
                            parsed.GetValue(limit),
                            parsed.GetValue(before),
                            cancellationToken
                        );
                        PrintMessages(
                            session,
                            page.Messages,
                            page.Before,
                            () => session.Words("history.empty", ("peer", conversation.Peer.ToString()))
                        );
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static Command Search(CommandRunner runner)
    {
        var words = new Argument<string>("WORDS") { Description = "What to look for." };
        var with = new Option<Jid?>("--with")
        {
            HelpName = "JID",
            Description = "Only in the conversation with this contact.",
            CustomParser = result => Arguments.BareJid(result),
        };
        var limit = Arguments.CountOption("--limit", "At most N messages (default: 50).", 50, MaxPage);
        var command = new Command("search", "Finds messages in the local archive by their words.") { words, with, limit };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var query = parsed.GetRequiredValue(words);
                        var found = await session.Client.Conversations.SearchAsync(
                            await session.AccountAsync(null, cancellationToken),
                            query,
                            parsed.GetValue(with),
                            parsed.GetValue(limit),
                            cancellationToken
                        );
                        PrintMessages(session, found, before: null, () => session.Words("search.title", ("words", query), ("count", 0)));
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    // The oldest message carries the cursor of the page before it.
    private static void PrintMessages(Session session, IReadOnlyList<ChatMessage> messages, string? before, Func<string> none)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            var (message, cursor) = (messages[i], i == 0 ? before : null);
            session.Printer.Print(
                () => EventText.Message(message, session.Words, session.Time),
                json =>
                {
                    JsonShapes.StoredMessage(json, message);
                    JsonShapes.Optional(json, "before", cursor);
                }
            );
        }

        if (messages.Count == 0)
        {
            session.Printer.PrintForPeople(none());
        }
        else if (before is not null)
        {
            session.Printer.PrintForPeople(session.Words("cli.history.older", ("cursor", before)));
        }
    }
}
