// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Changes;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Timeline;

/// <summary>One conversation's messages as rows, oldest first: a window that moves both ways over a history of any length and has never more than
/// <see cref="MaxMessages"/> messages. Rows are known by their ids, so that a head can hold one in its place while others come and go. Create it, bind to it,
/// <see cref="ViewModel.Start"/> it, and dispose of it when it is no longer shown.</summary>
public sealed partial class TimelineViewModel : ViewModel
{
    /// <summary>How many messages have rows at the most.</summary>
    public const int MaxMessages = 160;

    private const int Page = 50;
    private const int MaxNotices = 50;
    private const int MaxAnnounced = 500;

    private readonly UiCommand _loadOlder;
    private readonly UiCommand _loadNewer;
    private readonly UiCommand _jumpToNewest;
    private readonly TypingBook _typing;
    private readonly TimelineSlice _slice = new(MaxMessages);
    private readonly RowBook _book = new();
    private readonly ReplyBook _replies;
    private readonly List<TimelineRows.Notice> _notices = [];
    private readonly NoteBook _notes = new();
    private readonly TransferBook _transfers = new();
    private readonly LinkPreviews _previews = new();
    private string? _name;
    private Group? _group;
    private UnsentActs _unsent = new([], isOffline: false);
    private ITimeline? _timeline;
    private MessageRef? _around;
    private CancellationTokenSource? _reopen;
    private TaskCompletionSource _applied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ((MessageDirection Direction, MessageId Id) First, int Count)? _unread;
    private bool _isUnreadKnown;

    /// <summary>Creates the view model; nothing is read before <see cref="ViewModel.Start"/>.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="conversation">Which conversation.</param>
    /// <param name="name">What the other side is called if it is no contact; a group that we are in says so itself, too.</param>
    /// <param name="around">The message to begin at, such as one that a search found; null for the newest.</param>
    public TimelineViewModel(UiContext context, ConversationId conversation, string? name = null, MessageRef? around = null)
        : base(context)
    {
        (Conversation, _name, _around) = (conversation, name, around);
        _typing = new(context.Time);
        _replies = new(Client.Conversations, ChangeAsync);
        _loadOlder = Command(LoadOlderAsync, WhyNoOlder, ErrorPlace.Loading);
        _loadNewer = Command(LoadNewerAsync, WhyNoNewer, ErrorPlace.Loading);
        _jumpToNewest = Command(token => OpenAsync(null, token), WhyNoNewer);
        _fillGap = Command(FillGapAsync, WhyNoGap, ErrorPlace.Loading);
    }

    /// <summary>The conversation.</summary>
    public ConversationId Conversation { get; }

    /// <summary>What the other side is called.</summary>
    public string Title => Names.Of(Conversation.Peer, _name);

    /// <summary>The rows: <see cref="MessageRow"/>, <see cref="DayRow"/>, <see cref="UnreadRow"/>, <see cref="StartRow"/>, <see cref="GapRow"/>,
    /// <see cref="NoticeRow"/>.</summary>
    public ObservableWindow<TimelineRow> Rows { get; } = [];

    /// <summary>Whether the first rows have come.</summary>
    public bool IsLoaded
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>The row to bring into view: the one that was jumped to, or the unread marker; null for none.</summary>
    public string? FocusId
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>What to show in place of rows when there are none; null while there are some or they are still being read.</summary>
    public string? EmptyText => IsLoaded && Rows.Count == 0 ? Brand.Text("timeline.empty", ("name", Title)) : null;

    /// <summary>That the other side is typing, in words; null if it is not.</summary>
    public string? TypingText => _typing.TextOf(Conversation.Peer, () => Title, Brand);

    /// <summary>What a screen reader says of the last message that came in; changes with each.</summary>
    public string? Announcement
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Whether there are older messages than those shown.</summary>
    public bool HasOlder => IsLoaded && (_slice.HasOlder || _timeline is { HasOlder: true });

    /// <summary>Whether there are newer messages than those shown. If not, the rows follow what comes in.</summary>
    public bool HasNewer => IsLoaded && (_slice.HasNewer || _timeline is { HasNewer: true });

    /// <summary>Shows older messages. At the other end rows go if there would be too many.</summary>
    public IUiCommand LoadOlderCommand => _loadOlder;

    /// <summary>Shows newer messages. At the other end rows go if there would be too many.</summary>
    public IUiCommand LoadNewerCommand => _loadNewer;

    /// <summary>Shows the newest messages.</summary>
    public IUiCommand JumpToNewestCommand => _jumpToNewest;

    /// <summary>Shows a message with those around it, and sets <see cref="FocusId"/> to its row.</summary>
    /// <param name="message">The message; the newest ones if it is not here.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is shown, or <see cref="ViewModel.Problem"/> says why not.</returns>
    public Task JumpToAsync(MessageRef message, CancellationToken cancellationToken = default) =>
        TryAsync(token => OpenAsync(message, token), cancellationToken);

    /// <summary>Marks everything as read. The unread marker stays where it is as long as this timeline is shown.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed, or <see cref="ViewModel.Problem"/> says why not.</returns>
    public Task MarkReadAsync(CancellationToken cancellationToken = default) =>
        TryAsync(token => Client.Conversations.MarkReadAsync(Conversation, token), cancellationToken);

    private protected override Task WatchAsync(CancellationToken cancellationToken) =>
        WatchAllAsync(
            cancellationToken,
            WatchMessagesAsync,
            WatchEventsAsync,
            token => _typing.WatchAsync(() => InvokeAsync(() => Raise(nameof(TypingText))), token)
        );

    private protected override void Refresh()
    {
        _book.Clear();
        Show();
    }

    // The messages that are shown may be others; what is said of each has not changed.
    private void Show()
    {
        var words = Words();
        var rows = new TimelineRows(Brand, Time, Title, message => _book.Of(message, words.Row))
        {
            Unread = _unread,
            Gaps = _gaps,
            BeginsWithGap = _beginsWithGap,
            Notices = [.. _notices.Concat(_notes.Notices(new(Brand, Conversation.Account, NameOf))).OrderBy(notice => notice.At)],
        };
        Rows.Update(rows.Of(_slice.Shown, IsLoaded && !HasOlder, !HasNewer), row => row.Id);
        _book.Turn();
        Raise(nameof(Title));
        Raise(nameof(EmptyText));
        Raise(nameof(TypingText));
        Raise(nameof(HasOlder));
        Raise(nameof(HasNewer));
        _loadOlder.Raise();
        _loadNewer.Raise();
        _jumpToNewest.Raise();
    }

    private async Task WatchMessagesAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var reopen = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            MessageRef? around = null;
            await InvokeAsync(() =>
                {
                    _reopen?.Dispose();
                    (_reopen, around) = (reopen, _around);
                })
                .ConfigureAwait(false);
            try
            {
                var timeline = await Client
                    .Conversations.OpenTimelineAsync(
                        Conversation,
                        MaxMessages / 2,
                        around ?? await FindStartAsync(reopen.Token).ConfigureAwait(false),
                        reopen.Token
                    )
                    .ConfigureAwait(false);
                await InvokeAsync(() =>
                    {
                        _timeline = timeline;
                        _slice.Clear();
                    })
                    .ConfigureAwait(false);
                await foreach (var batch in timeline.WatchAsync(reopen.Token).ConfigureAwait(false))
                {
                    await ReadGapsAsync(reopen.Token).ConfigureAwait(false);
                    await InvokeAsync(() => Apply(batch, timeline, around)).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Another place of the history is wanted.
            }
        }
    }

    private void Apply(ListDiffBatch<ChatMessage> batch, ITimeline timeline, MessageRef? around)
    {
        var (isFirst, isBeginning) = (_slice.Loaded.Count == 0, !IsLoaded);
        var newest = _slice.Loaded.Count > 0 ? _slice.Loaded[^1] : null;
        _slice.Set(batch.Items, !timeline.HasNewer);
        if (
            IsLoaded
            && newest is not null
            && batch.Items.Count > 0
            && batch.Items[^1] is { Direction: MessageDirection.Incoming } last
            && last.Id != newest.Id
        )
        {
            Announce(last);
        }

        IsLoaded = true;
        Show();
        if (isFirst)
        {
            FocusId =
                around is { } message && batch.Items.Any(item => TimelineSlice.Key(item) == (message.Direction, message.Id))
                    ? $"{message.Direction} {message.Id}"
                : _unread is not null && isBeginning ? "unread"
                : null;
        }

        var applied = _applied;
        _applied = new(TaskCreationOptions.RunContinuationsAsynchronously);
        applied.SetResult();
    }

    private void Announce(ChatMessage message)
    {
        var body = MessageWords.Line(message, Brand, MaxAnnounced);
        Announcement = Brand.Text("accessibility.newMessage", ("name", Words().Sender(message)), ("body", body));
    }

    private MessageWords Words() =>
        new(
            Brand,
            Time,
            Names.Of,
            message => _replies.Find(message, _slice.Loaded),
            _transfers,
            _group,
            _unsent,
            _previews,
            person => PictureRef.Of(Conversation.Account, Names.Find(person))
        );

    // The first time it begins at what nobody has read. The newest messages show a few of those anyway.
    private async Task<MessageRef?> FindStartAsync(CancellationToken cancellationToken)
    {
        if (_isUnreadKnown)
        {
            return null;
        }

        var unread = await Client.Conversations.FindUnreadAsync(Conversation, cancellationToken).ConfigureAwait(false);
        (_unread, _isUnreadKnown) = (unread is null ? null : ((unread.First.Direction, unread.First.Id), unread.Count), true);
        return unread?.Count > MaxMessages / 4 ? unread.First : null;
    }

    private async Task WatchEventsAsync(CancellationToken cancellationToken)
    {
        var events = Client.EventsAsync(cancellationToken);
        await ReadPeopleAsync(cancellationToken).ConfigureAwait(false);
        await ReadGroupAsync(cancellationToken).ConfigureAwait(false);
        await ReadUnsentAsync(cancellationToken).ConfigureAwait(false);
        await ReadNotesAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var happened in events.ConfigureAwait(false))
        {
            switch (happened)
            {
                case EventsLost:
                    await ReadPeopleAsync(cancellationToken).ConfigureAwait(false);
                    await ReadGroupAsync(cancellationToken).ConfigureAwait(false);
                    await ReadUnsentAsync(cancellationToken).ConfigureAwait(false);
                    await ReadNotesAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case NoteAdded { Note: var note } when note.Conversation == Conversation && NoteBook.IsOfDevice(note):
                    await ReadNotesAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case NoteAdded { Note: var note } when note.Conversation == Conversation:
                    await ChangeAsync(() => _notes.Add(note)).ConfigureAwait(false);
                    break;
                case GroupChanged { Group: var group } when happened.Account == Conversation.Account && group.Room.Jid == Conversation.Peer:
                    await ChangeAsync(() => Apply(group)).ConfigureAwait(false);
                    break;
                case GroupMemberChanged { Member.IsSelf: true } member
                    when member.Account == Conversation.Account && member.Room == Conversation.Peer:
                    await ReadGroupAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case ConnectionChanged when happened.Account == Conversation.Account:
                case MessageActChanged { Act.Conversation: var changed } when changed == Conversation:
                case MessageChanged { Act: { Direction: MessageDirection.Outgoing } act } when act.Conversation == Conversation:
                    await ReadUnsentAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case TransferProgress progress when progress.Message.Conversation == Conversation:
                    await ChangeAsync(() => _transfers.Apply(progress)).ConfigureAwait(false);
                    break;
                case TypingChanged typing when typing.Account == Conversation.Account && typing.Peer.Bare == Conversation.Peer:
                    await ChangeAsync(() => _typing.Apply(typing)).ConfigureAwait(false);
                    break;
                case ContactChanged change when change.Account == Conversation.Account:
                    await ChangeAsync(() => Names.Apply(change)).ConfigureAwait(false);
                    break;
                case DeviceChanged { Device: var device } when happened.Account == Conversation.Account:
                    await InvokeAsync(() => Learn(device)).ConfigureAwait(false);
                    break;
                case OtrChanged { Smp: null } otr when otr.Account == Conversation.Account && otr.Peer == Conversation.Peer:
                    await ChangeAsync(() => Note(otr)).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async Task ReadPeopleAsync(CancellationToken cancellationToken)
    {
        var contacts = await Client.Contacts.ListAsync(Conversation.Account, cancellationToken).ConfigureAwait(false);
        await ChangeAsync(() => Names.Set(contacts)).ConfigureAwait(false);
    }

    private async Task ReadNotesAsync(CancellationToken cancellationToken)
    {
        var notes = await Client.Conversations.NotesAsync(Conversation, cancellationToken: cancellationToken).ConfigureAwait(false);
        List<DeviceInfo> devices = [];
        foreach (var owner in NoteBook.OwnersIn(notes))
        {
            devices.AddRange(await Client.Trust.DevicesAsync(Conversation.Account, owner, cancellationToken).ConfigureAwait(false));
        }

        await ChangeAsync(() => _notes.Set(notes, devices)).ConfigureAwait(false);
    }

    private void Learn(DeviceInfo device)
    {
        if (_notes.IsAbout(device.Owner))
        {
            _notes.Learn(device);
            Refresh();
        }
    }

    // Who is no contact is called as in what they wrote.
    private string NameOf(Jid who) =>
        who == Conversation.Peer ? Title : Names.Of(who, _slice.Loaded.LastOrDefault(message => message.From.Bare == who)?.SenderName);

    private async Task ReadGroupAsync(CancellationToken cancellationToken)
    {
        var group = await Client.Groups.FindAsync(Conversation.Account, Conversation.Peer, cancellationToken).ConfigureAwait(false);
        await ChangeAsync(() => Apply(group)).ConfigureAwait(false);
    }

    private void Apply(Group? group) => (_group, _name) = (group, group?.Room.Name ?? _name);

    private async Task ReadUnsentAsync(CancellationToken cancellationToken)
    {
        var acts = await Client.Conversations.UnsentActsAsync(Conversation, cancellationToken).ConfigureAwait(false);
        var isOffline = Client.Accounts.GetStatus(Conversation.Account).State != ConnectionState.Online;
        await ChangeAsync(() => _unsent = new(acts, isOffline)).ConfigureAwait(false);
    }

    private Task ChangeAsync(Action change) =>
        InvokeAsync(() =>
        {
            change();
            Refresh();
        });

    private void Note(OtrChanged otr)
    {
        var now = Time.GetUtcNow();
        _notices.Add(
            new(
                $"otr {now.UtcTicks} {_notices.Count}",
                now,
                NoticeKind.PrivateConversation,
                otr.State == OtrState.Finished,
                brand =>
                    brand.Text(
                        TextId.Of(otr.State),
                        ("trust", brand.Text(TextId.Of(otr.Trust ?? TrustLevel.Undecided))),
                        ("fingerprint", otr.Fingerprint?.ToGroupedString() ?? string.Empty)
                    )
            )
        );
        if (_notices.Count > MaxNotices)
        {
            _notices.RemoveAt(0);
        }
    }

    private string? WhyNoOlder() => HasOlder ? null : Brand.Text("timeline.start", ("name", Title));

    private string? WhyNoNewer() => HasNewer ? null : Brand.Text("timeline.end");

    private async Task LoadOlderAsync(CancellationToken cancellationToken)
    {
        var (isLoaded, applied) = (_slice.HasOlder, _applied.Task);
        await MoveAsync(isLoaded, () => _slice.ShowOlder(Page)).ConfigureAwait(false);
        if (!isLoaded && _timeline is { } timeline && await timeline.LoadOlderAsync(Page, cancellationToken).ConfigureAwait(false) > 0)
        {
            await applied.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task LoadNewerAsync(CancellationToken cancellationToken)
    {
        var (isLoaded, applied) = (_slice.HasNewer, _applied.Task);
        await MoveAsync(isLoaded, () => _slice.ShowNewer(Page, _timeline is { HasNewer: false })).ConfigureAwait(false);
        if (!isLoaded && _timeline is { } timeline && await timeline.LoadNewerAsync(Page, cancellationToken).ConfigureAwait(false) > 0)
        {
            await applied.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // What is not loaded yet is shown as soon as it is.
    private Task MoveAsync(bool isLoaded, Action move) =>
        InvokeAsync(() =>
        {
            move();
            if (isLoaded)
            {
                Show();
            }
        });

    private async Task OpenAsync(MessageRef? around, CancellationToken cancellationToken)
    {
        var applied = Task.CompletedTask;
        await InvokeAsync(() =>
            {
                (_around, FocusId) = (around, null);
                if (_reopen is not null)
                {
                    applied = _applied.Task;
                    _ = _reopen.CancelAsync();
                }
            })
            .ConfigureAwait(false);
        await applied.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
