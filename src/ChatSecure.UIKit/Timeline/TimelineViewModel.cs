// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Changes;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Threading;

namespace ChatSecure.UIKit.Timeline;

/// <summary>One conversation: its messages as rows, oldest first, and the field to write in. Create it, bind to it, <see cref="ViewModel.Start"/> it, and
/// dispose of it when it is no longer shown.</summary>
public sealed class TimelineViewModel : ViewModel
{
    /// <summary>The longest text that can be sent, in UTF-16 characters.</summary>
    public const int MaxDraftLength = 10_000;

    private const int Window = 100;
    private const int PageSize = 50;

    private readonly IConversations _conversations;
    private readonly UiCommand _send;
    private readonly UiCommand _loadOlder;
    private readonly TimelineMessages _messages = new(Window);
    private ((MessageDirection Direction, MessageId Id) First, int Count)? _unread;

    /// <summary>Creates the view model; nothing is read before <see cref="ViewModel.Start"/>.</summary>
    /// <param name="conversations">The engine's conversations.</param>
    /// <param name="conversation">Which conversation.</param>
    /// <param name="peerName">What the other side is called; null for its address.</param>
    /// <param name="brand">Whose words to show.</param>
    /// <param name="dispatcher">The UI thread.</param>
    /// <param name="time">The clock and time zone.</param>
    /// <param name="slots">The app's own functions; null for the kit's.</param>
    public TimelineViewModel(
        IConversations conversations,
        ConversationId conversation,
        string? peerName,
        Brand brand,
        IUiDispatcher dispatcher,
        TimeProvider time,
        KitSlots? slots = null
    )
        : base(brand, dispatcher, time, slots)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        (_conversations, Conversation) = (conversations, conversation);
        Title = Slots.Names.Format(new(conversation.Peer, peerName, brand));
        _send = new(WhySendingIsBlocked, SendAsync, InvokeAsync);
        _loadOlder = new(WhyLoadingIsBlocked, LoadOlderAsync, InvokeAsync);
    }

    /// <summary>The conversation.</summary>
    public ConversationId Conversation { get; }

    /// <summary>What the other side is called.</summary>
    public string Title { get; }

    /// <summary>The rows: <see cref="MessageRow"/>, <see cref="DayRow"/>, <see cref="UnreadRow"/>, <see cref="StartRow"/>.</summary>
    public ObservableWindow<TimelineRow> Rows { get; } = [];

    /// <summary>Whether the first rows have come.</summary>
    public bool IsLoaded
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>What to show in place of rows when there are none; null while there are some or they are still being read.</summary>
    public string? EmptyText => IsLoaded && _messages.All.Count == 0 ? Brand.Text("timeline.empty", ("name", Title)) : null;

    /// <summary>What the empty field for a new message shows.</summary>
    public string Placeholder => Brand.Text("composer.placeholder", ("name", Title));

    /// <summary>What the person is writing.</summary>
    public string Draft
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (Set(ref field, value))
            {
                SendFailure = null;
                _send.Raise();
            }
        }
    } = string.Empty;

    /// <summary>Why the last message could not be sent, in the brand's words; null once the draft is changed or a message was sent. The draft is kept.</summary>
    public string? SendFailure
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Why older messages could not be read, in the brand's words; null if they could.</summary>
    public string? LoadFailure
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Whether there may be older messages than those shown.</summary>
    public bool HasOlder => IsLoaded && !_messages.IsComplete;

    /// <summary>Sends <see cref="Draft"/>, with the best encryption that both sides have, and empties it. Its reason says why it can't be sent now.</summary>
    public IUiCommand SendCommand => _send;

    /// <summary>Reads the next older messages.</summary>
    public IUiCommand LoadOlderCommand => _loadOlder;

    /// <summary>Marks everything as read. The unread marker stays where it is as long as this timeline is shown.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    public Task MarkReadAsync(CancellationToken cancellationToken = default) =>
        _conversations.MarkReadAsync(Conversation, cancellationToken);

    private protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        await foreach (var batch in _conversations.WatchTimelineAsync(Conversation, Window, cancellationToken).ConfigureAwait(false))
        {
            await InvokeAsync(() => Apply(batch)).ConfigureAwait(false);
        }
    }

    private protected override void Refresh()
    {
        var rows = new TimelineRows(Brand, Time, Title).Of(_messages.All, _messages.IsComplete, _unread);
        Rows.Update(rows, row => row.Id);
        Raise(nameof(EmptyText));
        Raise(nameof(HasOlder));
        Raise(nameof(Placeholder));
        _send.Raise();
        _loadOlder.Raise();
    }

    private void Apply(ListDiffBatch<ChatMessage> batch)
    {
        _messages.SetLive(batch);
        if (!IsLoaded)
        {
            FindUnread(batch.Items);
            IsLoaded = true;
        }

        Refresh();
    }

    private void FindUnread(IReadOnlyList<ChatMessage> messages)
    {
        ChatMessage[] unread =
        [
            .. messages.Where(message => message is { Direction: MessageDirection.Incoming, State: not DeliveryState.Displayed }),
        ];
        _unread = unread.Length == 0 ? null : (TimelineMessages.Key(unread[0]), unread.Length);
    }

    private string? WhySendingIsBlocked() =>
        _send.IsRunning ? Brand.Text("composer.blocked.sending")
        : string.IsNullOrWhiteSpace(Draft) ? Brand.Text("composer.blocked.empty")
        : Draft.Length > MaxDraftLength ? Brand.Text("composer.blocked.tooLong", ("count", Draft.Length - MaxDraftLength))
        : null;

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var sent = Draft;
        try
        {
            await _conversations.SendAsync(Conversation, new(sent), cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException exception)
        {
            await InvokeAsync(() => SendFailure = Present(exception, ErrorPlace.Sending)).ConfigureAwait(false);
            return;
        }

        await InvokeAsync(() =>
            {
                SendFailure = null;

                // What was typed meanwhile is the next message.
                if (Draft == sent)
                {
                    Draft = string.Empty;
                }
            })
            .ConfigureAwait(false);
    }

    private string? WhyLoadingIsBlocked() => HasOlder ? null : Brand.Text("timeline.start", ("name", Title));

    private async Task LoadOlderAsync(CancellationToken cancellationToken)
    {
        var (hasCursor, before, count) = (_messages.HasCursor, _messages.Before, _messages.LiveCount);
        try
        {
            // A cursor comes only with a page: the first one covers what the window shows.
            if (!hasCursor)
            {
                var shown = await _conversations.HistoryAsync(Conversation, count, null, cancellationToken).ConfigureAwait(false);
                await InvokeAsync(() => AddOlder(shown)).ConfigureAwait(false);
                before = shown.Before;
            }

            if (before is not null)
            {
                var page = await _conversations.HistoryAsync(Conversation, PageSize, before, cancellationToken).ConfigureAwait(false);
                await InvokeAsync(() => AddOlder(page)).ConfigureAwait(false);
            }
        }
        catch (ChatSecureException exception)
        {
            await InvokeAsync(() => LoadFailure = Present(exception, ErrorPlace.Loading)).ConfigureAwait(false);
        }
    }

    private void AddOlder(MessagePage page)
    {
        _messages.AddOlder(page);
        LoadFailure = null;
        Refresh();
    }
}
