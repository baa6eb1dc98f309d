// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Core.Events;
using ChatSecure.Errors;
using ChatSecure.Hooks;
using ChatSecure.Messaging;
using ChatSecure.Privacy;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Hooks;

/// <summary>Tells the app's hooks of messages that have come and of what was done to them, and the app of notifications: in order, and off the path of receiving.</summary>
internal sealed partial class HookPump : IAsyncDisposable
{
    private readonly ChatHooks _hooks;
    private readonly IChatStore _store;
    private readonly EventHub _events;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Func<ConversationId, CancellationToken, Task<PrivacySettings>> _privacy;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _worker;

    public HookPump(
        ChatHooks hooks,
        IChatStore store,
        EventHub events,
        TimeProvider time,
        ILogger logger,
        Func<ConversationId, CancellationToken, Task<PrivacySettings>> privacy
    )
    {
        (_hooks, _store, _events, _time, _logger, _privacy) = (hooks, store, events, time, logger, privacy);
        _worker = WorkAsync(events.ListenAsync(_stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _worker.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WorkAsync(IAsyncEnumerable<ChatEvent> events)
    {
        try
        {
            await foreach (var happened in events.ConfigureAwait(false))
            {
                switch (happened)
                {
                    case MessageAdded { Message: { Direction: MessageDirection.Incoming } message }:
                        await TellAsync(message, (hook, token) => hook.AfterReceiveAsync(message, token)).ConfigureAwait(false);
                        await NotifyAsync(message).ConfigureAwait(false);
                        break;
                    case MessageChanged changed when ActOf(changed) is { } act:
                        await TellAsync(act.Message, (hook, token) => hook.AfterActAsync(act, token)).ConfigureAwait(false);
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    /// <summary>What others did. A message that a moderator took back is changed by nothing after that.</summary>
    private static IncomingActContext? ActOf(MessageChanged changed) =>
        changed switch
        {
            { Act: { Direction: MessageDirection.Incoming } act } => new(changed.Message, act.Kind) { Act = act },
            { Act: null, Message: { Moderation: { } moderation } message } when moderation.Address != changed.Account => new(
                message,
                MessageActKind.Retraction
            ),
            _ => null,
        };

    private async Task TellAsync(ChatMessage message, Func<IIncomingMessageHook, CancellationToken, ValueTask> tell)
    {
        foreach (var hook in _hooks.Incoming)
        {
            await GuardAsync(
                    message,
                    async token =>
                    {
                        await tell(hook, token).ConfigureAwait(false);
                        return true;
                    }
                )
                .ConfigureAwait(false);
        }
    }

    private async Task NotifyAsync(ChatMessage message)
    {
        try
        {
            if (await DueAsync(message, _stop.Token).ConfigureAwait(false) is { } due)
            {
                _events.Publish(due);
            }
        }
        catch (ChatSecureException error)
        {
            // The profile was locked, or the account removed, in the meantime.
            LogNotNotified(error.Kind);
        }
    }

    private async Task<NotificationDue?> DueAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        var conversation = message.Conversation;
        var summary = await _store.Conversations.FindAsync(conversation, cancellationToken).ConfigureAwait(false);
        if (summary is not { UnreadCount: > 0 })
        {
            return null;
        }

        // Who mutes a group wants to hear no talk, but still who calls.
        var isMention = await IsMentionAsync(message, cancellationToken).ConfigureAwait(false);
        if (summary.MutedUntil > _time.GetUtcNow() && !isMention)
        {
            return null;
        }

        var shows = (await _privacy(conversation, cancellationToken).ConfigureAwait(false)).Notifications;
        var due = new NotificationDue(
            conversation.Account,
            conversation,
            shows == NotificationContent.Nothing ? null : summary.Name ?? conversation.Peer.ToString(),
            shows == NotificationContent.Everything ? message.Body : null
        )
        {
            IsMention = isMention,
        };
        foreach (var hook in _hooks.Notification)
        {
            var before = due;
            var (isAnswered, after) = await GuardAsync(message, token => hook.BeforeNotifyAsync(before, token)).ConfigureAwait(false);
            if (isAnswered && after is null)
            {
                return null;
            }

            // No more than there was; of one that failed, nothing.
            due = before with
            {
                Sender = before.Sender is null ? null : after?.Sender,
                Text = before.Text is null ? null : after?.Text,
            };
        }

        return due;
    }

    private async Task<bool> IsMentionAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        if (message is not { SenderName: not null, Body: { } text })
        {
            return false;
        }

        var rooms = await _store.Rooms.ListAsync(message.Conversation.Account, cancellationToken).ConfigureAwait(false);
        return rooms.FirstOrDefault(room => room.Jid == message.Conversation.Peer)?.Nick is { } nick && Mention.IsIn(text, nick);
    }

    private async Task<(bool IsAnswered, T? Answer)> GuardAsync<T>(ChatMessage message, Func<CancellationToken, ValueTask<T>> ask)
    {
        using var late = new CancellationTokenSource(HookRunner.Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _stop.Token);
        try
        {
            return (true, await ask(either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false));
        }
        catch (Exception error) when (!_stop.IsCancellationRequested)
        {
            LogFailed(error.GetType().Name);
            _events.Publish(new ErrorOccurred(message.Conversation.Account, ErrorKind.Failed, "A hook of the app failed."));
            return (false, default);
        }
    }

    [LoggerMessage(EventId = 4502, Level = LogLevel.Error, Message = "A hook of the app failed ({Fault}).")]
    private partial void LogFailed(string fault);

    [LoggerMessage(EventId = 4503, Level = LogLevel.Debug, Message = "No notification: {Kind}.")]
    private partial void LogNotNotified(ErrorKind kind);
}
