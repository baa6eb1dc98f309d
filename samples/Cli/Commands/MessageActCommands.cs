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

/// <summary><c>retract</c>, <c>react</c>, <c>forward</c>, <c>delete</c></summary>
internal sealed class MessageActCommands : ICommandGroup
{
    public IEnumerable<Command> Create(CommandRunner runner) => [Retract(runner), React(runner), Forward(runner), Delete(runner)];

    private static Command Retract(CommandRunner runner)
    {
        var (with, id, encryption, timeout) = Parts();
        var command = new Command("retract", "Takes a message of yours back, as far as the others' apps heed that.")
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
                    (session, cancellationToken) =>
                        RunAsync(
                            session,
                            parsed.GetRequiredValue(with),
                            (conversation, ct) =>
                                session.Client.Conversations.RetractAsync(
                                    conversation,
                                    new(parsed.GetRequiredValue(id)),
                                    parsed.GetValue(encryption),
                                    ct
                                ),
                            parsed.GetValue(timeout),
                            cancellationToken
                        ),
                    token
                )
        );
        return command;
    }

    private static Command React(CommandRunner runner)
    {
        var (with, id, encryption, timeout) = Parts();
        var emojis = new Argument<string[]>("EMOJI")
        {
            Description = "All of your reactions to the message; none takes the former ones back.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("react", "Reacts to a message with emojis.") { with, id, emojis, encryption, timeout };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    (session, cancellationToken) =>
                        RunAsync(
                            session,
                            parsed.GetRequiredValue(with),
                            (conversation, ct) =>
                                session.Client.ReactAsync(
                                    conversation,
                                    new(parsed.GetRequiredValue(id)),
                                    parsed.GetValue(emojis) ?? [],
                                    parsed.GetValue(encryption),
                                    ct
                                ),
                            parsed.GetValue(timeout),
                            cancellationToken
                        ),
                    token
                )
        );
        return command;
    }

    private static Command Forward(CommandRunner runner)
    {
        var (with, id, encryption, timeout) = Parts();
        encryption.Description = "How to protect it (default: auto).";
        var to = new Option<Jid>("--to")
        {
            HelpName = "JID",
            Required = true,
            Description = "To whom.",
            CustomParser = Arguments.BareJid,
        };
        var command = new Command("forward", "Sends the text and the files of a message to somebody else.")
        {
            with,
            id,
            to,
            encryption,
            timeout,
        };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    (session, cancellationToken) =>
                        MessageCommands.PrintSentAsync(
                            session,
                            (account, ct) =>
                                session.Client.ForwardAsync(
                                    new(account, parsed.GetRequiredValue(with)),
                                    new(parsed.GetRequiredValue(id)),
                                    new(account, parsed.GetRequiredValue(to)),
                                    parsed.GetValue(encryption),
                                    ct
                                ),
                            parsed.GetValue(timeout),
                            cancellationToken
                        ),
                    token
                )
        );
        return command;
    }

    private static Command Delete(CommandRunner runner)
    {
        var with = Arguments.JidArgument("With whom.");
        var ids = new Argument<string[]>("ID")
        {
            Description = "The messages' ids, as history shows them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("delete", "Erases messages with their files on this device; the others keep theirs.") { with, ids };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var conversation = new ConversationId(
                            await session.AccountAsync(null, cancellationToken),
                            parsed.GetRequiredValue(with)
                        );
                        var named = parsed.GetRequiredValue(ids);
                        await session.Client.Conversations.DeleteAsync(conversation, named, cancellationToken);
                        session.Printer.Print(() => session.Words("cli.done"), json => json.WriteNumber("deleted", named.Length));
                        return ExitCode.Done;
                    },
                    token
                )
        );
        return command;
    }

    private static (Argument<Jid> With, Argument<string> Id, Option<EncryptionChoice> Encryption, Option<TimeSpan> Timeout) Parts() =>
        (
            Arguments.JidArgument("With whom."),
            new("ID") { Description = "The message's id, as history shows it." },
            Arguments.EncryptionOption("How to protect that (default: auto). Never less than the message was."),
            Arguments.AckTimeoutOption()
        );

    private static async Task<ExitCode> RunAsync(
        Session session,
        Jid with,
        Func<ConversationId, CancellationToken, Task<ActReceipt>> act,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var receipt = await AckWait.RunAsync(
            session,
            async token =>
            {
                var account = await session.ConnectedAccountAsync(null, token);
                var receipt = await act(new(account, with), token);
                return (receipt, receipt.Acked);
            },
            timeout,
            cancellationToken
        );
        session.Printer.Print(
            () => session.Words("cli.done"),
            json => JsonShapes.Acknowledged(json, receipt.Act.Id, receipt.Act.Encryption)
        );
        return ExitCode.Done;
    }
}
