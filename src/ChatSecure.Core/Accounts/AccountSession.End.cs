// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Core.Accounts;

/// <content>How a session ends, within the time that was promised.</content>
internal sealed partial class AccountSession
{
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(5);

    // What was promised to an app that ends is 5 seconds, whatever the server does.
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(4);

    /// <summary>Leaves the server without this device's token for quick logins, without anything that wakes it, and without its keys, if that can be done in
    /// passing.</summary>
    public Task LeaveAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
            InPassingAsync("Revoking the token", Client.RevokeTokenAsync, cancellationToken),
            InPassingAsync("Ending push", Push.EndAsync, cancellationToken),
            InPassingAsync("Taking this device off the lists", Directory.LeaveAsync, cancellationToken)
        );

    private async Task InPassingAsync(string step, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(LeaveTimeout, _services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await run(either.Token).ConfigureAwait(false);
        }
        catch (ChatSecureException e)
        {
            LogStepFailed(step, e.Kind, e.Condition);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogStepFailed(step, ErrorKind.TimedOut, null);
        }
    }

    public ValueTask DisposeAsync() => EndAsync(suspends: false, CancellationToken.None);

    /// <summary>Disconnects and frees everything, within 5 seconds.</summary>
    /// <param name="suspends">Whether to leave the stream for the next session to resume. That is done only if the stream's state and the store are in step:
    /// an unacknowledged message would be sent again with the stream and from the outbox, and what the archive still holds has not been read.</param>
    /// <param name="cancellationToken">Cuts the connection instead of waiting for the server.</param>
    public async ValueTask EndAsync(bool suspends, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(EndTimeout, _services.Time);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        await _outbox.DisposeAsync().ConfigureAwait(false);
        if (Otr is not null)
        {
            await Otr.DisposeAsync().ConfigureAwait(false);
        }

        await _followUps.DisposeAsync().ConfigureAwait(false);
        await Groups.DisposeAsync().ConfigureAwait(false);
        if (suspends && _outbox.IsSettled && IsSynchronized)
        {
            await Client.SuspendAsync(cut.Token).ConfigureAwait(false);
        }
        else
        {
            await Client.DisconnectAsync(cut.Token).ConfigureAwait(false);
        }

        await Client.DisposeAsync().ConfigureAwait(false);
        CancelStream();
        await _synchronized.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Password.Dispose();
        _keys.Dispose();
        _past.Dispose();
        _inbox.Dispose();
        Files.Dispose();
        Links.Dispose();
        Modules.Dispose();
        _stream.Dispose();
    }
}
