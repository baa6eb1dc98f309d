// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Core.Events;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Media;

/// <summary>Uploads the files of messages that wait in the outbox, beside it: a large file holds up the messages to its recipient and no others. What a lost
/// connection or the end of the process interrupts begins anew, with another key.</summary>
internal sealed partial class AttachmentUploads(FileMover files, IChatStore store, EventHub events, ILogger logger) : IAsyncDisposable
{
    private const int AtOnce = 2;
    private readonly ConcurrentDictionary<MessageId, Running> _running = [];
    private readonly SemaphoreSlim _room = new(AtOnce, AtOnce);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Is told that an entry can go on.</summary>
    public required Action Ready { get; init; }

    /// <summary>Is told that one has to be tried again in a while.</summary>
    public required Action Retry { get; init; }

    /// <summary>Is told that one can't be sent.</summary>
    public required Func<MessageId, ConversationId, ChatSecureException, Task> Failed { get; init; }

    /// <summary>Whether an entry has to wait for its files. Their upload is begun then.</summary>
    public async ValueTask<bool> IsWaitingAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (entry is not { Prepared: null, Kind: OutboxKind.Message })
        {
            return false;
        }

        if (_running.ContainsKey(entry.Id))
        {
            return true;
        }

        var message = await store
            .Messages.FindAsync(new(entry.Account, entry.To), MessageDirection.Outgoing, entry.Id, cancellationToken)
            .ConfigureAwait(false);
        if (message?.Attachments.Any(file => file.Source is null) != true)
        {
            return false;
        }

        var running = new Running(CancellationTokenSource.CreateLinkedTokenSource(_stop.Token));
        _running[entry.Id] = running;
        running.Task = RunAsync(message, entry.Encryption != EncryptionChoice.None, running);
        return true;
    }

    /// <summary>Breaks an upload off.</summary>
    public async Task StopAsync(MessageId id)
    {
        if (_running.TryGetValue(id, out var running))
        {
            await running.Stop.CancelAsync().ConfigureAwait(false);
            await running.Task.ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running.Values.Select(running => running.Task)).ConfigureAwait(false);
        _room.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(ChatMessage message, bool encrypts, Running running)
    {
        await Task.Yield();
        var then = Ready;
        try
        {
            await _room.WaitAsync(running.Stop.Token).ConfigureAwait(false);
            try
            {
                await UploadAsync(message, encrypts, running.Stop.Token).ConfigureAwait(false);
            }
            finally
            {
                _room.Release();
            }
        }
        catch (OperationCanceledException) when (running.Stop.IsCancellationRequested)
        {
            // Cancelled by a person, or at the end of all. The outbox knows.
            then = () => { };
        }
        catch (ChatSecureException error) when (IsPassing(error))
        {
            LogInterrupted(error.Kind, error.Condition);
            then = Retry;
        }
        catch (ChatSecureException error)
        {
            LogFailed(error.Kind, error.Condition);
            await FailAsync(message, error).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A fault of ours in one file must not hold up everything for ever.
            LogFault(error.GetType().Name);
            await FailAsync(message, new ChatSecureException(ErrorKind.Failed, "The file could not be uploaded.")).ConfigureAwait(false);
        }
        finally
        {
            _running.TryRemove(message.Id, out _);
            running.Stop.Dispose();
        }

        then();
    }

    private async Task UploadAsync(ChatMessage message, bool encrypts, CancellationToken cancellationToken)
    {
        var reference = new MessageRef(message.Conversation, message.Direction, message.Id);
        var attachments = message.Attachments.ToArray();
        for (var i = 0; i < attachments.Length; i++)
        {
            if (attachments[i].Source is not null)
            {
                continue;
            }

            var progress = new ProgressEvents(events, reference, i, attachments[i].Size);
            var source = await files.UploadAsync(attachments[i], encrypts, progress, cancellationToken).ConfigureAwait(false);
            attachments[i] = attachments[i] with { Source = source };
            var changes = new ChangeSet(message.Conversation.Account) { Attachments = [new(reference, [.. attachments])] };
            events.Publish(message.Conversation.Account, await store.CommitAsync(changes, cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task FailAsync(ChatMessage message, ChatSecureException error)
    {
        try
        {
            await Failed(message.Id, message.Conversation, error).ConfigureAwait(false);
        }
        catch (ChatSecureException unstored)
        {
            // It stays in the outbox, and fails again.
            LogInterrupted(unstored.Kind, unstored.Condition);
        }
    }

    // The network's moods, and a service that is busy: the same file may go through later.
    private static bool IsPassing(ChatSecureException error) =>
        error.Kind is ErrorKind.Unreachable or ErrorKind.TimedOut or ErrorKind.Disconnected or ErrorKind.StorageUnavailable
        || error is StanzaErrorException { Condition: "resource-constraint" or "internal-server-error" or "remote-server-timeout" }
        || (error is { Kind: ErrorKind.Protocol, Condition: { Length: 3 } status } && status[0] == '5');

    [LoggerMessage(EventId = 4501, Level = LogLevel.Information, Message = "The upload of a file was interrupted: {Kind} {Condition}.")]
    private partial void LogInterrupted(ErrorKind kind, string? condition);

    [LoggerMessage(EventId = 4502, Level = LogLevel.Warning, Message = "The upload of a file failed: {Kind} {Condition}.")]
    private partial void LogFailed(ErrorKind kind, string? condition);

    [LoggerMessage(EventId = 4503, Level = LogLevel.Error, Message = "The upload of a file failed unexpectedly: {Fault}.")]
    private partial void LogFault(string fault);

    private sealed class Running(CancellationTokenSource stop)
    {
        public CancellationTokenSource Stop { get; } = stop;

        public Task Task { get; set; } = Task.CompletedTask;
    }
}
