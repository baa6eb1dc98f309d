// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Commands;

/// <summary><c>unsent</c>, <c>retry</c>, <c>cancel</c></summary>
internal sealed class UnsentCommands : ICommandGroup
{
    public IEnumerable<Command> Create(CommandRunner runner) => [Unsent(runner), Retry(runner), Cancel(runner)];

    private static Command Unsent(CommandRunner runner)
    {
        var with = Arguments.JidArgument("With whom.");
        var command = new Command("unsent", "Shows your edits, reactions and retractions that wait to be sent or failed.") { with };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var account = await session.AccountAsync(null, cancellationToken);
                        var peer = parsed.GetRequiredValue(with);
                        var acts = await session.Client.Conversations.UnsentActsAsync(new(account, peer), cancellationToken);
                        foreach (var act in acts)
                        {
                            session.Printer.Print(() => EventText.Unsent(act, session.Words), json => JsonShapes.UnsentAct(json, act));
                        }

                        if (acts.Count == 0)
                        {
                            session.Printer.PrintForPeople(session.Words("cli.unsent.empty", ("peer", peer.ToString())));
                        }

                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static Command Retry(CommandRunner runner)
    {
        var (with, id) = Parts();
        var encryption = Arguments.EncryptionOption("How to protect it (default: auto).");
        var timeout = Arguments.AckTimeoutOption();
        var command = new Command("retry", "Does once more what failed: a message of yours, or what unsent shows.")
        {
            with,
            id,
            encryption,
            timeout,
        };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var sent = await AckWait.RunAsync(
                            session,
                            async token =>
                            {
                                var account = await session.ConnectedAccountAsync(null, token);
                                return await RetryAsync(
                                    session.Client.Conversations,
                                    new(account, parsed.GetRequiredValue(with)),
                                    new(parsed.GetRequiredValue(id)),
                                    parsed.GetValue(encryption),
                                    token
                                );
                            },
                            parsed.GetValue(timeout),
                            cancellationToken
                        );
                        session.Printer.Print(
                            () => session.Words("cli.done"),
                            json => JsonShapes.Acknowledged(json, sent.Id, sent.Encryption)
                        );
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    // What failed under that id, an act or a message.
    private static async Task<((MessageId Id, EncryptionKind Encryption) Sent, Task Acked)> RetryAsync(
        IConversations conversations,
        ConversationId conversation,
        MessageId id,
        EncryptionChoice encryption,
        CancellationToken cancellationToken
    )
    {
        if ((await conversations.UnsentActsAsync(conversation, cancellationToken)).Any(act => act.Id == id))
        {
            var act = await conversations.RetryActAsync(conversation, id, encryption, cancellationToken);
            return ((act.Act.Id, act.Act.Encryption), act.Acked);
        }

        var message = await conversations.RetryAsync(conversation, id, encryption, cancellationToken);
        return ((message.Message.Id, message.Message.Encryption), message.Acked);
    }

    private static Command Cancel(CommandRunner runner)
    {
        var (with, id) = Parts();
        var command = new Command(
            "cancel",
            "Stops what waits to be sent, or gives up what failed: a message of yours, or what unsent shows."
        )
        {
            with,
            id,
        };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var account = await session.AccountAsync(null, cancellationToken);
                        var message = new MessageId(parsed.GetRequiredValue(id));
                        if (
                            !await session.Client.Conversations.CancelAsync(
                                new(account, parsed.GetRequiredValue(with)),
                                message,
                                cancellationToken
                            )
                        )
                        {
                            throw new CliException(ExitCode.Failed, "tooLate", session.Words("cli.cancel.tooLate"));
                        }

                        session.Printer.Print(() => session.Words("cli.done"), json => json.WriteString("id", message.Value));
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static (Argument<Jid> With, Argument<string> Id) Parts() =>
        (Arguments.JidArgument("With whom."), new("ID") { Description = "The id, as unsent or history shows it." });
}
