// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Encryption;

namespace ChatSecure.Cli.Commands;

/// <summary><c>otr compare</c>: has a private conversation for as long as it takes to compare a secret (SMP).</summary>
internal static class OtrCompareCommand
{
    public static Command Create(CommandRunner runner)
    {
        var with = Arguments.JidArgument("With whom; who must be there and take part.");
        var secret = new Option<string>("--secret-env")
        {
            HelpName = "NAME",
            Required = true,
            Description = "Environment variable with what both people know; capitals, spaces and punctuation count.",
        };
        var question = new Option<string?>("--question") { HelpName = "TEXT", Description = "A question whose answer is the secret." };
        var answers = new Option<bool>("--answer") { Description = "Wait until the other side begins, and answer." };
        answers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<bool>() && result.GetResult(question) is { Implicit: false })
            {
                result.AddError("--answer and --question exclude each other.");
            }
        });
        var timeout = Arguments.SecondsOption("--timeout", "Give up after S seconds (default: 120).", TimeSpan.FromSeconds(120));
        var command = new Command("compare", "Compares a secret that both people know: equal ones verify the other side's key.")
        {
            with,
            secret,
            question,
            answers,
            timeout,
        };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    async (session, cancellationToken) =>
                    {
                        var peer = parsed.GetRequiredValue(with);
                        var name = parsed.GetRequiredValue(secret);
                        var known = session.Io.Variable(name) is { Length: > 0 } value
                            ? value
                            : throw CliException.Usage(session.Words("cli.input.variableNotSet", ("name", name)));
                        var outcome = await AckWait.RunAsync(
                            session,
                            async ct =>
                            {
                                var account = await session.ConnectedAccountAsync(null, ct);
                                var comparison = new Comparison(session, account, peer, known);
                                var end = parsed.GetValue(answers)
                                    ? await comparison.AnswerAsync(ct)
                                    : await comparison.BeginAsync(parsed.GetValue(question), ct);
                                return (end, Task.CompletedTask);
                            },
                            parsed.GetValue(timeout),
                            cancellationToken
                        );
                        return Print(session, outcome);
                    },
                    token
                )
        );
        return command;
    }

    private static ExitCode Print(Session session, OtrChanged outcome)
    {
        var text = session.Words(TextId.Of(outcome.Smp!.Value), ("trust", session.Words(TextId.Of(outcome.Trust ?? TrustLevel.Undecided))));
        if (outcome.Smp != OtrSmpProgress.Succeeded)
        {
            throw new CliException(ExitCode.Failed, Word.Of(outcome.Smp.Value), text);
        }

        session.Printer.Print(() => text, json => JsonShapes.Otr(json, outcome));
        return ExitCode.Done;
    }

    /// <summary>One comparison, by the events that tell how far it is.</summary>
    private sealed class Comparison(Session session, Jid account, Jid peer, string secret)
    {
        private IOtr Otr => session.Client.Otr;

        public async Task<OtrChanged> BeginAsync(string? question, CancellationToken cancellationToken)
        {
            await using var events = session.Client.EventsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            if ((await Otr.StatusAsync(account, peer, cancellationToken)).State != OtrState.Encrypted)
            {
                await Otr.StartAsync(account, peer, cancellationToken);
                await NextAsync(events, changed => changed.State == OtrState.Encrypted);
            }

            await Otr.CompareSecretsAsync(account, peer, secret, question, cancellationToken);
            return await NextAsync(events, IsEnd);
        }

        public async Task<OtrChanged> AnswerAsync(CancellationToken cancellationToken)
        {
            await using var events = session.Client.EventsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            if (!(await Otr.StatusAsync(account, peer, cancellationToken)).IsSecretAsked)
            {
                var asked = await NextAsync(events, changed => changed.Smp == OtrSmpProgress.Asked);
                if (asked.Question is { } question)
                {
                    session.Printer.PrintForPeople(session.Words("otr.smp.question", ("question", TerminalText.OneLine(question))));
                }
            }

            await Otr.CompareSecretsAsync(account, peer, secret, question: null, cancellationToken);
            return await NextAsync(events, IsEnd);
        }

        private static bool IsEnd(OtrChanged changed) =>
            changed.Smp is OtrSmpProgress.Succeeded or OtrSmpProgress.Failed or OtrSmpProgress.Aborted;

        private async Task<OtrChanged> NextAsync(IAsyncEnumerator<ChatEvent> events, Func<OtrChanged, bool> isIt)
        {
            while (await events.MoveNextAsync())
            {
                if (events.Current is OtrChanged changed && changed.Account == account && changed.Peer == peer && isIt(changed))
                {
                    return changed;
                }
            }

            throw new OperationCanceledException();
        }
    }
}
