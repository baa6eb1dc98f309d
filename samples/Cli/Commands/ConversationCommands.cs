// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Cli.Commands;

/// <summary><c>conversations</c> and <c>conversations pin|unpin|mute|unmute|archive|unarchive|encryption|read|delete</c>, <c>draft</c>, <c>typing</c></summary>
internal sealed class ConversationCommands : ICommandGroup
{
    private const int MaxList = 1000;

    private delegate Task Work(IConversations conversations, ConversationId conversation, CancellationToken cancellationToken);

    public IEnumerable<Command> Create(CommandRunner runner)
    {
        yield return List(runner);
        yield return Draft(runner);
        yield return Typing(runner);
    }

    private static Command List(CommandRunner runner)
    {
        var archived = new Option<bool>("--archived") { Description = "Those that are put away." };
        var limit = Arguments.CountOption("--limit", "At most N conversations (default: 200).", 200, MaxList);
        var command = new Command("conversations", "Lists the conversations: pinned ones first, then the one with the newest message.")
        {
            archived,
            limit,
            Changing(runner, "pin", "Puts a conversation before all others.", change => change with { IsPinned = true }),
            Changing(runner, "unpin", "Puts it back among the others.", change => change with { IsPinned = false }),
            Mute(runner),
            Changing(
                runner,
                "unmute",
                "Lets a conversation make itself heard again.",
                change => change with { MutedUntil = DateTimeOffset.MinValue }
            ),
            Changing(runner, "archive", "Puts a conversation away.", change => change with { IsArchived = true }),
            Changing(runner, "unarchive", "Takes it out again.", change => change with { IsArchived = false }),
            Encryption(runner),
            Make(
                runner,
                new("read", "Marks all messages as read, and tells the other side if it asked for that."),
                isOnline: true,
                _ => (conversations, conversation, token) => conversations.MarkReadAsync(conversation, token)
            ),
            Make(
                runner,
                new("delete", "Erases a conversation with its messages and files on this device; the others keep theirs."),
                isOnline: false,
                _ => (conversations, conversation, token) => conversations.DeleteAsync(conversation, token)
            ),
        };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(parsed, (session, ct) => ListAsync(session, parsed.GetValue(archived), parsed.GetValue(limit), ct), token)
        );
        return command;
    }

    private static async Task<ExitCode> ListAsync(Session session, bool archived, int limit, CancellationToken cancellationToken)
    {
        var account = await session.AccountAsync(null, cancellationToken);
        var conversations = archived
            ? await session.Client.Conversations.ListArchivedAsync(account, limit, cancellationToken)
            : await session.Client.Conversations.ListAsync(account, limit, cancellationToken);
        foreach (var conversation in conversations)
        {
            session.Printer.Print(
                () => ConversationText.Row(conversation, session),
                json => ConversationShapes.Conversation(json, conversation)
            );
        }

        if (conversations.Count == 0)
        {
            session.Printer.PrintForPeople(session.Words("conversations.filter.empty"));
        }

        return ExitCode.Done;
    }

    private static Command Encryption(CommandRunner runner)
    {
        var with = Arguments.JidArgument("With whom, or which room.");
        var choice = Arguments.EncryptionOption("What would be asked for.");
        var command = new Command("encryption", "Says how what is written next is protected; ends with 6 if it can't be sent.")
        {
            with,
            choice,
        };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    (session, ct) => EncryptionAsync(session, parsed.GetRequiredValue(with), parsed.GetValue(choice), ct),
                    token
                )
        );
        return command;
    }

    private static async Task<ExitCode> EncryptionAsync(
        Session session,
        Jid peer,
        EncryptionChoice choice,
        CancellationToken cancellationToken
    )
    {
        var account = await session.ConnectedAccountAsync(null, cancellationToken);
        var encryption = await session.Client.Conversations.EncryptionAsync(new(account, peer), choice, cancellationToken);
        session.Printer.Print(
            () =>
                encryption switch
                {
                    { Kind: { } kind } => session.Words(TextId.Of(kind)),
                    { Reason: { } reason } => session.Words("cli.encryption.blocked", ("reason", TerminalText.OneLine(reason))),
                    _ => session.Words("cli.encryption.unknown"),
                },
            json => ConversationShapes.Encryption(json, peer, encryption)
        );
        return encryption.MaySend ? ExitCode.Done : ExitCode.CannotEncrypt;
    }

    private static Command Mute(CommandRunner runner)
    {
        var duration = Arguments.OptionalSecondsOption("--for", "For S seconds (default: for ever).");
        return Make(
            runner,
            new("mute", "Keeps a conversation from making itself heard.") { duration },
            isOnline: false,
            parsed =>
                (conversations, conversation, token) =>
                    conversations.ChangeAsync(
                        new(conversation)
                        {
                            MutedUntil = parsed.GetValue(duration) is { } time ? runner.Time.GetUtcNow() + time : DateTimeOffset.MaxValue,
                        },
                        token
                    )
        );
    }

    private static Command Changing(
        CommandRunner runner,
        string name,
        string description,
        Func<ConversationChange, ConversationChange> change
    ) =>
        Make(
            runner,
            new(name, description),
            isOnline: false,
            _ => (conversations, conversation, token) => conversations.ChangeAsync(change(new(conversation)), token)
        );

    private static Command Draft(CommandRunner runner)
    {
        var with = Arguments.JidArgument("With whom, or which room.");
        var text = new Argument<string?>("TEXT")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "What to keep; empty for nothing. Without it, shows what is kept.",
        };
        var command = new Command("draft", "Shows or keeps what was typed and not sent.") { with, text };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, ct) =>
                    {
                        var account = await session.AccountAsync(null, ct);
                        var conversation = new ConversationId(account, parsed.GetRequiredValue(with));
                        if (parsed.GetValue(text) is { } typed)
                        {
                            await session.Client.Conversations.SaveDraftAsync(conversation, typed, ct);
                        }

                        var draft = (await session.Client.Conversations.FindConversationAsync(conversation, ct))?.Draft;
                        session.Printer.Print(
                            () => TerminalText.Indented(draft ?? string.Empty),
                            json => ConversationShapes.Draft(json, conversation, draft)
                        );
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static Command Typing(CommandRunner runner)
    {
        var state = Arguments.WordArgument<TypingState>("STATE", "What you do.");
        return Make(
            runner,
            new("typing", "Tells the other side what you do.") { state },
            isOnline: true,
            parsed =>
                (conversations, conversation, token) => conversations.SetTypingAsync(conversation, parsed.GetRequiredValue(state), token)
        );
    }

    private static Command Make(CommandRunner runner, Command command, bool isOnline, Func<ParseResult, Work> work)
    {
        var with = Arguments.JidArgument("With whom, or which room.");
        command.Arguments.Insert(0, with);
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, ct) =>
                    {
                        var account = isOnline ? await session.ConnectedAccountAsync(null, ct) : await session.AccountAsync(null, ct);
                        var peer = parsed.GetRequiredValue(with);
                        await work(parsed)(session.Client.Conversations, new(account, peer), ct);
                        session.Printer.Print(() => session.Words("cli.done"), json => json.WriteString("with", peer.ToString()));
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }
}
