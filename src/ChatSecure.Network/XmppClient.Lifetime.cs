// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
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
    private Jid? _formerAddress;
    private bool _isDisposed;

    /// <summary>Connects: one attempt. If it succeeds, the client connects again by itself whenever the connection is lost, until
    /// <see cref="DisconnectAsync"/> or until only a person can help (<see cref="ConnectionState.Failed"/>). Nothing happens if it is connected or
    /// connecting already.</summary>
    /// <param name="cancellationToken">Gives up the attempt.</param>
    /// <returns>Done when the client is online.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Unreachable"/>, <see cref="ErrorKind.InsecureConnection"/>,
    /// <see cref="ErrorKind.AuthenticationFailed"/>, <see cref="ErrorKind.NotSupported"/>, <see cref="ErrorKind.Protocol"/>,
    /// <see cref="ErrorKind.Disconnected"/>; when registering also <see cref="ErrorKind.InvalidInput"/> for a name that is taken.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken = default)
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
            var session = await ConnectFirstAsync(cancellationToken).ConfigureAwait(false);
            SetOnline(session);
            _supervisor = SuperviseAsync(session, _lifetime.Token);
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
    public async Task DisconnectAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (_lifetime is null)
            {
                return;
            }

            _cut = cancellationToken;
            await _lifetime.CancelAsync().ConfigureAwait(false);
            await _supervisor.ConfigureAwait(false);
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

    /// <summary>Disconnects and frees everything.</summary>
    /// <returns>Done when the client is offline.</returns>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await DisconnectAsync().ConfigureAwait(false);
    }

    private async Task<StreamSession> ConnectFirstAsync(CancellationToken cancellationToken)
    {
        SetStatus(new(ConnectionState.Connecting));
        try
        {
            return await EstablishAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException e)
        {
            SetStatus(new(ReconnectPolicy.IsTransient(e) ? ConnectionState.Offline : ConnectionState.Failed, e.Kind, e.Message));
            throw;
        }
        catch
        {
            SetStatus(new(ConnectionState.Offline));
            throw;
        }
    }

    private async Task SuperviseAsync(StreamSession first, CancellationToken cancellationToken)
    {
        var failures = 0;
        for (StreamSession? session = first; session is not null; )
        {
            var since = Time.GetTimestamp();
            var reason = await WatchAsync(session, cancellationToken).ConfigureAwait(false);
            if (Time.GetElapsedTime(since) >= _options.ReconnectPolicy.StableAfter)
            {
                failures = 0;
            }

            session = null;
            while (session is null && !cancellationToken.IsCancellationRequested)
            {
                if (!ReconnectPolicy.IsTransient(reason))
                {
                    _management.Abandon();
                    SetStatus(new(ConnectionState.Failed, reason.Kind, reason.Message));
                    return;
                }

                SetStatus(new(ConnectionState.Connecting, reason.Kind, reason.Message));
                try
                {
                    await Task.Delay(_options.ReconnectPolicy.Delay(failures++, Chance()), Time, cancellationToken).ConfigureAwait(false);
                    session = await EstablishAsync(cancellationToken).ConfigureAwait(false);
                    SetOnline(session);
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
                    LogAttemptFailed(e.GetType().Name);
                    reason = new(ErrorKind.Failed, "The attempt to connect failed unexpectedly.", e);
                }
            }
        }
    }

    // Until the stream has ended, by itself or because we are to disconnect.
    private async Task<ChatSecureException> WatchAsync(StreamSession session, CancellationToken cancellationToken)
    {
        await Task.WhenAny(session.Completion, Task.Delay(Timeout.InfiniteTimeSpan, Time, cancellationToken)).ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested)
        {
            await session.CloseAsync(_cut).ConfigureAwait(false);
        }

        _session = null;
        await session.DisposeAsync().ConfigureAwait(false);
        return await session.Completion.ConfigureAwait(false);
    }

    private static double Chance() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);

    private void SetOnline(StreamSession session)
    {
        LogSecured(
            session.Details.TlsProtocol,
            session.Details.SaslMechanism,
            session.Details.ChannelBinding ?? "none",
            session.Details.Resumable
        );
        SetStatus(new(ConnectionState.Online, Resumed: session.IsResumed));
    }

    private void SetStatus(ConnectionStatus status)
    {
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Connection: {State}. {Reason} {Detail}")]
    private partial void LogStatus(ConnectionState state, ErrorKind? reason, string? detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "An attempt to connect failed unexpectedly ({Exception}).")]
    private partial void LogAttemptFailed(string exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A watcher of the connection's state failed ({Exception}).")]
    private partial void LogWatcherFailed(string exception);

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "The stream is secured by {Tls}, {Mechanism}, channel binding {Binding}; resumable: {Resumable}."
    )]
    private partial void LogSecured(string tls, string mechanism, string binding, bool resumable);
}
