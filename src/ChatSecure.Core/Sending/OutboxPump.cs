// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Threading.Channels;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Diagnostics;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Events;
using ChatSecure.Core.Media;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Sending;

/// <summary>Sends what stands in the outbox, in order within each conversation, and takes it out when the server has acknowledged it.</summary>
internal sealed partial class OutboxPump : IAsyncDisposable
{
    private const int MaxInFlight = 50;
    private static readonly TimeSpan _retryDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _lastAcks = TimeSpan.FromSeconds(2);

    private readonly Jid _account;
    private readonly IChatStore _store;
    private readonly OutboxResults _results;
    private readonly XmppClient _client;
    private readonly DirectSender _direct;
    private readonly RoomSender _rooms;
    private readonly KeyGathering _keys;
    private readonly AttachmentUploads _uploads;
    private readonly SessionGate _gate;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly bool _requiresEncryption;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopWaiting = new();
    private readonly SemaphoreSlim _room = new(MaxInFlight, MaxInFlight);

    // Taken for one message at a time, so that none is cancelled while it is being written.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentDictionary<MessageId, bool> _cancelled = [];

    // What has been written and waits for the server's acknowledgement.
    private readonly ConcurrentDictionary<MessageId, InFlight> _inFlight = [];
    private int _failures;
    private int _isWaking;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );
    private readonly Task _worker;

    public OutboxPump(
        Jid account,
        IChatStore store,
        XmppClient client,
        FileMover files,
        KeyGathering keys,
        DirectSender direct,
        RoomSender rooms,
        EventHub events,
        SessionGate gate,
        SendWaiters waiters,
        TimeProvider time,
        ILogger logger,
        bool requiresEncryption
    )
    {
        _account = account;
        _store = store;
        _results = new(account, store, events, waiters);
        _client = client;
        (_keys, _direct, _rooms) = (keys, direct, rooms);
        keys.Ready = Wake;
        _gate = gate;
        _time = time;
        _logger = logger;
        _requiresEncryption = requiresEncryption;
        _uploads = new(files, store, events, logger)
        {
            Ready = Wake,
            Retry = () => _ = WakeLaterAsync(_stop.Token),
            Failed = (id, conversation, error) => _results.FailAsync(conversation, id, error, CancellationToken.None),
        };
        _worker = WorkAsync(_stop.Token);
    }

    /// <summary>After disposal: whether all that was written has been acknowledged.</summary>
    public bool IsSettled { get; private set; } = true;

    /// <summary>There may be something to send.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Stops sending, and waits a moment for the acknowledgements that are on their way: they spare a second transmission.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _worker.ConfigureAwait(false);
        await _uploads.DisposeAsync().ConfigureAwait(false);
        await _keys.DisposeAsync().ConfigureAwait(false);
        _stopWaiting.CancelAfter(_client.Status.State == ConnectionState.Online ? _lastAcks : TimeSpan.Zero);
        await Task.WhenAll(_inFlight.Values.Select(sent => sent.Landed.Task)).ConfigureAwait(false);
        EngineMeter.Outbox(this, null);
        _stop.Dispose();
        _stopWaiting.Dispose();
        _turn.Dispose();
    }

    /// <summary>Stops a message or an act, if nothing of it was given to the server.</summary>
    /// <returns>Whether it was stopped.</returns>
    public async Task<bool> CancelAsync(ConversationId conversation, MessageId id, CancellationToken cancellationToken)
    {
        await _uploads.StopAsync(id).ConfigureAwait(false);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var entries = await _store.Outbox.ListAsync(_account, cancellationToken).ConfigureAwait(false);
            var isWaiting = entries.Any(entry => entry.Prepared is null && entry.Id == id && entry.To == conversation.Peer);
            if (!isWaiting || _inFlight.ContainsKey(id))
            {
                return false;
            }

            _cancelled[id] = true;
            var error = new ChatSecureException(ErrorKind.Failed, "Cancelled before it was sent.") { Condition = MessageAct.GivenUp };
            await _results.FailAsync(conversation, id, error, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }

        Wake();
        return true;
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _wake.Reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    await PumpAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (ChatSecureException error)
                {
                    // The connection went, or the network is slow, or the disk is full. What is queued stays queued.
                    LogPaused(error.Kind, error.Message);
                    _ = WakeLaterAsync(cancellationToken);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    LogBroken(error.GetType().Name);
                    _ = WakeLaterAsync(cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task WakeLaterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isWaking, 1) != 0)
        {
            return;
        }

        try
        {
            await Task.Delay(_retryDelay, _time, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _isWaking, 0);
            Wake();
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        var failuresBefore = Volatile.Read(ref _failures);

        // Where one message has to wait, those behind it do, even if the reason ends meanwhile: for its room, for its files, or for keys.
        var waiting = new HashSet<Jid>();
        var queued = await _store.Outbox.ListAsync(_account, cancellationToken).ConfigureAwait(false);
        EngineMeter.Outbox(this, queued.Count);
        foreach (var entry in queued)
        {
            if (
                waiting.Contains(entry.To)
                || _keys.IsRunning(entry.To)
                || (_rooms.IsRoom(entry.To) && !_rooms.IsReady(entry.To))
                || await _uploads.IsWaitingAsync(entry, cancellationToken).ConfigureAwait(false)
            )
            {
                waiting.Add(entry.To);
                continue;
            }

            if (!await PumpAsync(entry, failuresBefore, waiting, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <returns>Whether to go on with the next one.</returns>
    private async Task<bool> PumpAsync(OutboxEntry entry, int failuresBefore, HashSet<Jid> waiting, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_inFlight.ContainsKey(entry.Id) || _cancelled.ContainsKey(entry.Id))
            {
                return true;
            }

            var preparation = await PrepareAsync(entry, cancellationToken).ConfigureAwait(false);
            if (preparation.Write is not { } write)
            {
                if (preparation.Waits)
                {
                    waiting.Add(entry.To);
                }

                return true;
            }

            await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (Volatile.Read(ref _failures) != failuresBefore || _inFlight.Values.Any(sent => sent.HasFailed))
            {
                // A stream was lost with messages on it. They go first: each wakes us again when it is back in the queue.
                _room.Release();
                return false;
            }

            await WriteAsync(entry, write, cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Makes an entry ready to be written, or ends it.</summary>
    private async Task<Preparation> PrepareAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            if (_requiresEncryption && entry.Encryption == EncryptionChoice.None)
            {
                // It was queued when the brand still allowed that.
                throw BrandRules.NotPlain();
            }

            var preparation = _rooms.IsRoom(entry.To)
                ? await _rooms.PrepareAsync(entry, cancellationToken).ConfigureAwait(false)
                : await _direct.PrepareAsync(entry, cancellationToken).ConfigureAwait(false);
            if (preparation == Preparation.Nothing)
            {
                await _results.DropAsync(entry, cancellationToken).ConfigureAwait(false);
            }

            return preparation;
        }
        catch (Exception error) when (IsOwnFault(error))
        {
            await FailAsync(entry, error, cancellationToken).ConfigureAwait(false);
            return Preparation.Nothing;
        }
        catch (ChatSecureException error) when (error is StanzaErrorException or { Kind: ErrorKind.TimedOut })
        {
            // The room or the peer's server is in trouble, which is no reason for others to wait.
            LogPaused(error.Kind, error.Message);
            _ = WakeLaterAsync(cancellationToken);
            return Preparation.Waiting;
        }
    }

    private async Task WriteAsync(OutboxEntry entry, Func<CancellationToken, ValueTask<Task?>> write, CancellationToken cancellationToken)
    {
        var sent = _inFlight[entry.Id] = new InFlight();
        try
        {
            sent.Acked = await write(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (IsOwnFault(error))
        {
            Land(entry.Id, sent);
            await FailAsync(entry, error, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch
        {
            Land(entry.Id, sent);
            throw;
        }

        if (sent.Acked is null)
        {
            Land(entry.Id, sent);
            _ = WakeLaterAsync(cancellationToken);
            return;
        }

        _ = AwaitAckAsync(entry, sent, _stopWaiting.Token);
        await _results.SentAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    // What would be so again with each try, and must not keep what stands behind it: the entry can't be encrypted or written, or we have a defect.
    private static bool IsOwnFault(Exception error) =>
        error switch
        {
            ChatSecureException known => known.Kind is ErrorKind.CannotEncrypt or ErrorKind.InvalidInput or ErrorKind.NotSupported,
            OperationCanceledException => false,
            _ => true,
        };

    private Task FailAsync(OutboxEntry entry, Exception error, CancellationToken cancellationToken)
    {
        if (error is not ChatSecureException known)
        {
            LogBroken(error.GetType().Name);
            known = new(ErrorKind.Failed, "It could not be sent, by a defect of this app.", error) { Condition = "defect" };
        }

        return _results.FailAsync(new ConversationId(_account, entry.To), entry.Id, known, cancellationToken);
    }

    private async Task AwaitAckAsync(OutboxEntry entry, InFlight sent, CancellationToken cancellationToken)
    {
        try
        {
            await sent.Acked!.WaitAsync(cancellationToken).ConfigureAwait(false);
            await _results.AckedAsync(entry, cancellationToken).ConfigureAwait(false);
            EngineMeter.Sent(entry.Encryption);
        }
        catch (StanzaErrorException refusal) when (_rooms.IsRoom(entry.To))
        {
            // The room does not pass it on, such as of a visitor without voice: that would be so again.
            await _results
                .FailAsync(new ConversationId(_account, entry.To), entry.Id, refusal, CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (ChatSecureException error)
        {
            // Not acknowledged, or that could not be stored: it is still in the outbox, and goes out again with the next stream.
            LogPaused(error.Kind, error.Message);
            Interlocked.Increment(ref _failures);
        }
        catch (OperationCanceledException)
        {
            // Stopped waiting; the outbox still has it.
            IsSettled = false;
        }
        finally
        {
            Land(entry.Id, sent);
            Wake();
        }
    }

    private void Land(MessageId id, InFlight sent)
    {
        _inFlight.TryRemove(id, out _);
        _room.Release();
        sent.Landed.SetResult();
    }

    [LoggerMessage(EventId = 4302, Level = LogLevel.Error, Message = "Sending failed by an unexpected error ({Fault}).")]
    private partial void LogBroken(string fault);

    [LoggerMessage(EventId = 4301, Level = LogLevel.Debug, Message = "Sending paused: {Kind}: {Reason}")]
    private partial void LogPaused(ErrorKind kind, string reason);
}
