// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Streams;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network;

/// <content>Connecting, connecting again, and disconnecting.</content>
public sealed partial class XmppClient
{
    // Connecting and disconnecting exclude each other; the supervisor runs between them.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private CancellationTokenSource? _lifetime;
    private CancellationToken _cut;
    private Task _supervisor = Task.CompletedTask;
    private volatile TaskCompletionSource _networkChange = NewSignal();
    private bool _suspends;
    private bool _isDisposed;

    /// <summary>Connects: one attempt. If it succeeds, the client connects again by itself whenever the connection is lost, until
    /// <see cref="DisconnectAsync"/> or until only a person can help (<see cref="ConnectionState.Failed"/>). Nothing happens if it is connected or
    /// connecting already.</summary>
    /// <param name="cancellationToken">Gives up the attempt.</param>
    /// <returns>Done when the client is online.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Unreachable"/>, <see cref="ErrorKind.InsecureConnection"/>,
    /// <see cref="ErrorKind.AuthenticationFailed"/>, <see cref="ErrorKind.NotSupported"/>, <see cref="ErrorKind.Protocol"/>,
    /// <see cref="ErrorKind.Disconnected"/>; when registering also <see cref="ErrorKind.InvalidInput"/> for a name that is taken.</exception>
    public Task ConnectAsync(CancellationToken cancellationToken = default) => StartAsync(stays: false, cancellationToken);

    /// <summary>Connects, and stays connected: as <see cref="ConnectAsync"/>, but what passes by itself (no network, a server that is not there)
    /// does not end it. The client goes on trying by <see cref="XmppClientOptions.ReconnectPolicy"/>, as after a lost connection: for an app that
    /// is started where there is no network.</summary>
    /// <param name="cancellationToken">Gives up, as long as the first attempt is under way.</param>
    /// <returns>Done when the first attempt is over; <see cref="Status"/> tells how it ended.</returns>
    /// <exception cref="ChatSecureException">What only a person can help with: <see cref="ErrorKind.InsecureConnection"/>,
    /// <see cref="ErrorKind.AuthenticationFailed"/>, <see cref="ErrorKind.NotSupported"/>, <see cref="ErrorKind.InvalidInput"/>.</exception>
    public Task StayConnectedAsync(CancellationToken cancellationToken = default) => StartAsync(stays: true, cancellationToken);

    private async Task StartAsync(bool stays, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_supervisor.IsCompleted)
            {
                return;
            }

            _lifetime?.Dispose();
            _lifetime = new();
            StreamSession? session = null;
            ChatSecureException? failure = null;
            try
            {
                session = await ConnectFirstAsync(stays, cancellationToken).ConfigureAwait(false);
                SetOnline(session);
            }
            catch (ChatSecureException error) when (stays && ReconnectPolicy.IsTransient(error))
            {
                failure = error;
            }
            catch (Exception error) when (stays && error is not ChatSecureException && !cancellationToken.IsCancellationRequested)
            {
                failure = Unexpected(error);
            }

            _supervisor = SuperviseAsync(session, failure, _lifetime.Token);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Disconnects: what was queued is written and what was read is handled, for at most five seconds. Messages that were not acknowledged then
    /// fail. Nothing happens if the client is offline.</summary>
    /// <param name="cancellationToken">Cuts the connection instead of waiting.</param>
    /// <returns>Done when the client is offline.</returns>
    public Task DisconnectAsync(CancellationToken cancellationToken = default) => EndAsync(suspends: false, cancellationToken);

    /// <summary>Disconnects without ending the stream, and leaves it in <see cref="XmppClientOptions.ResumptionRecord"/> for the next
    /// <see cref="ConnectAsync"/>, of this process or of another one, to resume (XEP-0198): for an app that is about to be stopped. Messages that were not
    /// acknowledged fail here, but are sent again by whoever resumes. Without a record, or where the server does not let streams be resumed, this is
    /// <see cref="DisconnectAsync"/>. A process that dies without this leaves nothing: half a state would lose or double messages.</summary>
    /// <param name="cancellationToken">Cuts the connection instead of waiting until what was read is handled.</param>
    /// <returns>Done when the client is offline and the record is written.</returns>
    public Task SuspendAsync(CancellationToken cancellationToken = default) =>
        EndAsync(suspends: _options.ResumptionRecord is not null && _management.ResumptionId is not null, cancellationToken);

    /// <summary>Tells that the network has changed, such as from Wi-Fi to mobile: a client that waits to connect again does so at once, and one that is online
    /// finds out within <see cref="XmppClientOptions.NetworkChangeTimeout"/> whether it still is. A hint: calling it too often costs a question to the
    /// server each.</summary>
    public void NetworkChanged()
    {
        Interlocked.Exchange(ref _networkChange, NewSignal()).TrySetResult();
        _session?.CheckNow(_options.NetworkChangeTimeout);
    }

    /// <summary>Disconnects and frees everything.</summary>
    /// <returns>Done when the client is offline.</returns>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await DisconnectAsync().ConfigureAwait(false);
    }

    private async Task EndAsync(bool suspends, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (_lifetime is null)
            {
                return;
            }

            (_suspends, _cut) = (suspends, cancellationToken);
            _phases.Enter(ConnectionPhase.Closing);
            await _lifetime.CancelAsync().ConfigureAwait(false);
            await _supervisor.ConfigureAwait(false);
            if (suspends)
            {
                await LeaveStreamAsync(CancellationToken.None).ConfigureAwait(false);
            }

            _management.Abandon();
            _lifetime.Dispose();
            _lifetime = null;
            SetStatus(new(ConnectionState.Offline));
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<StreamSession> ConnectFirstAsync(bool stays, CancellationToken cancellationToken)
    {
        SetStatus(new(ConnectionState.Connecting));
        try
        {
            await RecallStreamAsync(cancellationToken).ConfigureAwait(false);
            return await EstablishAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException e)
        {
            if (!ReconnectPolicy.IsTransient(e))
            {
                SetStatus(new(ConnectionState.Failed, e.Kind, e.Message));
            }
            else if (!stays)
            {
                SetStatus(new(ConnectionState.Offline, e.Kind, e.Message));
            }

            throw;
        }
        catch
        {
            SetStatus(new(ConnectionState.Offline));
            throw;
        }
    }

    // From an established stream, or from the failure of a first attempt.
    private async Task SuperviseAsync(StreamSession? session, ChatSecureException? failure, CancellationToken cancellationToken)
    {
        var failures = 0;
        if (failure is not null)
        {
            (session, failures) = await ConnectAgainAsync(failure, failures, cancellationToken).ConfigureAwait(false);
        }

        while (session is not null)
        {
            var since = Time.GetTimestamp();
            var reason = await WatchAsync(session, cancellationToken).ConfigureAwait(false);
            if (Time.GetElapsedTime(since) >= _options.ReconnectPolicy.StableAfter)
            {
                failures = 0;
            }

            (session, failures) = await ConnectAgainAsync(reason, failures, cancellationToken).ConfigureAwait(false);
        }
    }

    // No session: only a person can help, or we are to disconnect.
    private async Task<(StreamSession? Session, int Failures)> ConnectAgainAsync(
        ChatSecureException reason,
        int failures,
        CancellationToken cancellationToken
    )
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (!ReconnectPolicy.IsTransient(reason))
            {
                _management.Abandon();
                SetStatus(new(ConnectionState.Failed, reason.Kind, reason.Message));
                break;
            }

            _redirection = (reason as SeeOtherHostException)?.Place;
            SetStatus(new(ConnectionState.Connecting, reason.Kind, reason.Message));
            try
            {
                failures = await WaitAsync(failures, cancellationToken).ConfigureAwait(false);
                var session = await EstablishAsync(cancellationToken).ConfigureAwait(false);
                SetOnline(session);
                return (session, failures);
            }
            catch (ChatSecureException e)
            {
                reason = e;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // We are to disconnect.
            }
            catch (Exception e)
            {
                // A fault of ours or of the app's, such as where it keeps the password. To stop coming back for it would leave a person without messages
                // and without a word.
                reason = Unexpected(e);
            }
        }

        return (null, failures);
    }

    private ChatSecureException Unexpected(Exception error)
    {
        LogAttemptFailed(error.GetType().Name);
        return new(ErrorKind.Failed, "The attempt to connect failed unexpectedly.", error);
    }

    // Until it is time to try again, or the network has changed: then the failures were another network's.
    private async Task<int> WaitAsync(int failures, CancellationToken cancellationToken)
    {
        _phases.Enter(ConnectionPhase.Waiting);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var change = _networkChange.Task;
        var delay = Task.Delay(_options.ReconnectPolicy.Delay(failures, Chance()), Time, over.Token);
        var hasChanged = await Task.WhenAny(delay, change).ConfigureAwait(false) == change;
        await over.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return hasChanged ? 0 : failures + 1;
    }

    // Until the stream has ended, by itself or because we are to disconnect.
    private async Task<ChatSecureException> WatchAsync(StreamSession session, CancellationToken cancellationToken)
    {
        await Task.WhenAny(session.Completion, Task.Delay(Timeout.InfiniteTimeSpan, Time, cancellationToken)).ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested)
        {
            await (_suspends ? session.SuspendAsync(_cut) : session.CloseAsync(_cut)).ConfigureAwait(false);
        }

        _session = null;
        await session.DisposeAsync().ConfigureAwait(false);
        return await session.Completion.ConfigureAwait(false);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static double Chance() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);

    private void SetOnline(StreamSession session)
    {
        LogSecured(
            session.Details.TlsProtocol,
            session.Details.SaslMechanism,
            session.Details.ChannelBinding ?? "none",
            session.Details.Resumable
        );
        if (session.Details is { LacksOfferedBinding: true, OfferIsProven: false })
        {
            LogUnbound();
        }

        _phases.Enter(ConnectionPhase.Online);
        SetStatus(new(ConnectionState.Online, Resumed: session.IsResumed));
    }

    private void SetStatus(ConnectionStatus status)
    {
        if (status.State is ConnectionState.Failed or ConnectionState.Offline)
        {
            _phases.Enter(status.State == ConnectionState.Failed ? ConnectionPhase.Failed : ConnectionPhase.Offline);
        }

        LogStatus(status.State, status.Reason, status.Message);
        Status = status;
        try
        {
            StatusChanged?.Invoke(status);
        }
        catch (Exception e)
        {
            // The connection does not depend on who watches it.
            LogWatcherFailed(e.GetType().Name);
        }
    }
}
