// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Errors;

namespace ChatSecure.Cli.Commands;

/// <summary>Waits until the server has acknowledged what was queued.</summary>
internal static class AckWait
{
    /// <summary>Queues something and waits for its acknowledgement.</summary>
    /// <returns>What queueing gave.</returns>
    /// <exception cref="CliException">It took too long; what was queued by then is sent later.</exception>
    public static async Task<T> RunAsync<T>(
        Session session,
        Func<CancellationToken, Task<(T Receipt, Task Acked)>> queue,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        using var deadline = new CancellationTokenSource(timeout, session.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var isQueued = false;
        try
        {
            var (receipt, acked) = await queue(both.Token);
            isQueued = true;
            await acked.WaitAsync(both.Token);
            return receipt;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CliException(
                ExitCode.TimedOut,
                Word.Of(ErrorKind.TimedOut),
                session.Words(isQueued ? "send.queued" : TextId.Of(ErrorKind.TimedOut))
            );
        }
    }
}
