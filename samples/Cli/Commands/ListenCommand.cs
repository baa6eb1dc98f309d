// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Accounts;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Errors;

namespace ChatSecure.Cli.Commands;

/// <summary><c>listen</c></summary>
internal sealed class ListenCommand : ICommandGroup
{
    private const int MaxCount = 1_000_000;

    public IEnumerable<Command> Create(CommandRunner runner)
    {
        var duration = Arguments.OptionalSecondsOption("--for", "Stop after S seconds.");
        var count = Arguments.OptionalCountOption("--count", "Stop after N messages.", MaxCount);
        var command = new Command("listen", "Connects and prints what happens, until stopped.") { duration, count };
        command.SetAction(
            (parsed, token) =>
                runner.RunAsync(
                    parsed,
                    (session, cancellationToken) =>
                        ListenAsync(session, parsed.GetValue(duration), parsed.GetValue(count), cancellationToken),
                    token
                )
        );
        yield return command;
    }

    private static async Task<ExitCode> ListenAsync(Session session, TimeSpan? duration, int? count, CancellationToken cancellationToken)
    {
        var accounts = await session.AccountsAsync(null, cancellationToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = new CancellationTokenSource(duration ?? Timeout.InfiniteTimeSpan, session.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, end.Token);

        // From before the connection on, so that nothing of the catch-up is missed.
        session.Printer.PrintForPeople(session.Words("listen.waiting", ("address", string.Join(", ", accounts))));
        var events = session.Client.EventsAsync(both.Token);
        using var network = new NetworkWatch(session.Client.Accounts);
        var connecting = Task.WhenAll(accounts.Select(account => session.Client.Accounts.ConnectAsync(account, both.Token)));
        try
        {
            var printing = PrintAsync(session, events, count, both.Token);
            if (await Task.WhenAny(connecting, printing) == connecting)
            {
                await connecting;
            }

            await printing;
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            // Time is up, or the person has seen enough: both are a good end.
        }
        finally
        {
            await end.CancelAsync();
        }

        return ExitCode.Done;
    }

    private static async Task PrintAsync(
        Session session,
        IAsyncEnumerable<ChatEvent> events,
        int? count,
        CancellationToken cancellationToken
    )
    {
        var left = count;
        await foreach (var chatEvent in events.WithCancellation(cancellationToken))
        {
            Print(session, chatEvent);
            if (chatEvent is ConnectionChanged { Status: { State: ConnectionState.Failed } status })
            {
                throw new ChatSecureException(status.Reason ?? ErrorKind.Failed, status.Message ?? string.Empty);
            }

            if (chatEvent is MessageAdded { Message.DecryptFailure: null } && --left == 0)
            {
                return;
            }
        }
    }

    private static void Print(Session session, ChatEvent chatEvent)
    {
        if (!session.Settings.Json)
        {
            if (EventText.Of(chatEvent, session.Words, session.Time) is { } line)
            {
                session.Printer.PrintForPeople(line);
            }

            return;
        }

        if (Notification.Of(chatEvent, session.Words) is { } notification)
        {
            session.Printer.Print(
                () => string.Empty,
                json =>
                {
                    json.WriteString("event", notification.Name);
                    json.WriteString("account", chatEvent.Account.ToString());
                    notification.WriteMembers(json);
                }
            );
        }
    }
}
