// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Changes;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Groups;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Threading;
using ChatSecure.UIKit.Verification;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Conversations;

/// <summary>The conversations of an account, those that are pinned and then the newest first, as a list to show. Create it, bind to it,
/// <see cref="ViewModel.Start"/> it, and dispose of it when it is no longer shown.</summary>
/// <param name="context">The engine, brand, UI thread and clock.</param>
/// <param name="account">Whose.</param>
public sealed class ConversationListViewModel(UiContext context, Jid account) : ViewModel(context)
{
    private const int MaxShown = 2000;

    // Somebody who asks has just talked: the rest of a long list is not gone through.
    private const int MaxAsked = 100;

    private readonly TypingBook _typing = new(context.Time);
    private readonly Dictionary<ConversationId, Shown> _shown = [];
    private readonly Signal _groupsChanged = new();
    private readonly HashSet<Jid> _asking = [];
    private IReadOnlyList<ConversationSummary> _summaries = [];
    private IReadOnlyList<ConversationSummary> _archived = [];
    private IReadOnlyList<GroupInvitation> _invitations = [];
    private Dictionary<Jid, Group> _groups = [];

    /// <summary>The rows.</summary>
    public ObservableWindow<ConversationRow> Rows { get; } = [];

    /// <summary>Which conversations are shown.</summary>
    public ConversationFilter Filter
    {
        get => Enum.TryParse<ConversationFilter>(FilterId, ignoreCase: true, out var known) ? known : ConversationFilter.All;
        set => FilterId = IdOf(value);
    }

    /// <summary>The same by its id, which may be one of the app's.</summary>
    public string FilterId
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (Filters.Any(choice => choice.Id == value) && Set(ref field, value))
            {
                Raise(nameof(Filter));
                Refresh();
                _ = Filter == ConversationFilter.Archived ? ReadArchivedAsync() : null;
            }
        }
    } = IdOf(ConversationFilter.All);

    /// <summary>The ways to look at the conversations.</summary>
    public IReadOnlyList<ConversationFilterChoice> Filters =>
        [
            new(IdOf(ConversationFilter.All), Brand.Text("conversations.filter.all")),
            new(IdOf(ConversationFilter.Unread), Brand.Text("conversations.filter.unread")),
            .. Brand.Features.IsOn(BrandFeature.Groups)
                ? [new ConversationFilterChoice(IdOf(ConversationFilter.Groups), Brand.Text("conversations.filter.groups"))]
                : Array.Empty<ConversationFilterChoice>(),
            .. Context.Slots.ConversationFilters.Select(slot => new ConversationFilterChoice(slot.Id, slot.Title(Brand))),
            new(IdOf(ConversationFilter.Archived), Brand.Text("conversations.archived")),
        ];

    /// <summary>The invitations to groups that wait for an answer.</summary>
    public ObservableWindow<GroupInvitationRow> Invitations { get; } = [];

    /// <summary>Whether the first rows have come.</summary>
    public bool IsLoaded
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>The list's title, with the number of unread messages.</summary>
    public string Title => Brand.Text("conversations.title", ("unread", UnreadCount));

    /// <summary>What to show in place of rows when there are none; null while there are some or they are still being read.</summary>
    public string? EmptyText =>
        !IsLoaded || Rows.Count > 0 ? null
        : FilterId == IdOf(ConversationFilter.All) ? Brand.Text("conversations.empty")
        : Brand.Text("conversations.filter.empty");

    /// <summary>How many messages are unread in all, but for muted conversations.</summary>
    public int UnreadCount => _summaries.Where(summary => !(summary.MutedUntil > Time.GetUtcNow())).Sum(summary => summary.UnreadCount);

    /// <summary>That people would like to be contacts, in words; null if nobody does.</summary>
    public string? RequestsText
    {
        get
        {
            var count = Names.Contacts.Count(contact => contact is { IsPendingIn: true, IsBlocked: false });
            return count == 0 ? null : Brand.Text("contacts.requests", ("count", count));
        }
    }

    /// <summary>Puts a conversation before all others, or back among them.</summary>
    /// <param name="conversation">Which.</param>
    /// <param name="isPinned">Whether it stands before all others.</param>
    /// <returns>Done when committed, or <see cref="ViewModel.Problem"/> says why not.</returns>
    public Task PinAsync(ConversationId conversation, bool isPinned = true) => ChangeAsync(new(conversation) { IsPinned = isPinned });

    /// <summary>Puts a conversation away, or takes it out again.</summary>
    /// <param name="conversation">Which.</param>
    /// <param name="isArchived">Whether it is put away.</param>
    /// <returns>Done when committed, or <see cref="ViewModel.Problem"/> says why not.</returns>
    public Task ArchiveAsync(ConversationId conversation, bool isArchived = true) =>
        ChangeAsync(new(conversation) { IsArchived = isArchived });

    /// <summary>Silences a conversation.</summary>
    /// <param name="conversation">Which.</param>
    /// <param name="duration">For how long; null for ever, zero not at all.</param>
    /// <returns>Done when committed, or <see cref="ViewModel.Problem"/> says why not.</returns>
    public Task MuteAsync(ConversationId conversation, TimeSpan? duration = null) =>
        ChangeAsync(
            new(conversation)
            {
                MutedUntil =
                    duration is not { } time ? DateTimeOffset.MaxValue
                    : time <= TimeSpan.Zero ? DateTimeOffset.MinValue
                    : Time.GetUtcNow() + time,
            }
        );

    /// <summary>Marks a conversation as read.</summary>
    /// <param name="conversation">Which.</param>
    /// <returns>Done when committed, or <see cref="ViewModel.Problem"/> says why not.</returns>
    public Task MarkReadAsync(ConversationId conversation) => TryAsync(token => Client.Conversations.MarkReadAsync(conversation, token));

    /// <summary>Marks a conversation as unread, on this device alone, until it is read or answered.</summary>
    /// <param name="conversation">Which.</param>
    /// <returns>Done when committed, or <see cref="ViewModel.Problem"/> says why not.</returns>
    public Task MarkUnreadAsync(ConversationId conversation) => ChangeAsync(new(conversation) { IsMarkedUnread = true });

    /// <summary>Erases a conversation on this device. Ask the person first, with <c>conversations.delete.confirm</c>.</summary>
    /// <param name="conversation">Which.</param>
    /// <returns>Done when committed, or <see cref="ViewModel.Problem"/> says why not.</returns>
    public async Task DeleteAsync(ConversationId conversation)
    {
        await TryAsync(token => Client.Conversations.DeleteAsync(conversation, token)).ConfigureAwait(false);
        await ReadArchivedAsync().ConfigureAwait(false);
    }

    /// <summary>Accepts an invitation to a group, and enters it.</summary>
    /// <param name="room">The room's bare address.</param>
    /// <returns>Whether we are in it; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> AcceptInvitationAsync(Jid room) =>
        TryAsync(async token =>
        {
            await Client.Groups.JoinAsync(account, room, cancellationToken: token).ConfigureAwait(false);
            await ReadGroupsAsync(token).ConfigureAwait(false);
        });

    /// <summary>Declines an invitation to a group.</summary>
    /// <param name="room">The room's bare address.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> DeclineInvitationAsync(Jid room) =>
        TryAsync(async token =>
        {
            await Client.Groups.DeclineAsync(account, room, cancellationToken: token).ConfigureAwait(false);
            await ReadGroupsAsync(token).ConfigureAwait(false);
        });

    /// <summary>What can be done with a conversation, in the order in which to show it.</summary>
    /// <param name="row">Which.</param>
    /// <returns>The actions: the kit's, and what the app makes of them.</returns>
    public IReadOnlyList<RowAction> ActionsOf(ConversationRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        IReadOnlyList<RowAction> kit =
        [
            row.IsUnread
                ? Action("markRead", "conversations.markRead", () => MarkReadAsync(row.Id))
                : Action("markUnread", "conversations.markUnread", () => MarkUnreadAsync(row.Id)),
            row.IsPinned
                ? Action("unpin", "conversations.unpin", () => PinAsync(row.Id, isPinned: false))
                : Action("pin", "conversations.pin", () => PinAsync(row.Id)),
            .. row.IsMuted
                ? [Action("unmute", "conversations.unmute", () => MuteAsync(row.Id, TimeSpan.Zero))]
                : new[] { MuteFor(row, 1), MuteFor(row, 8), Action("mute", "conversations.mute", () => MuteAsync(row.Id)) },
            row.IsArchived
                ? Action("unarchive", "conversations.unarchive", () => ArchiveAsync(row.Id, isArchived: false))
                : Action("archive", "conversations.archive", () => ArchiveAsync(row.Id)),
            Action("delete", "button.delete", () => DeleteAsync(row.Id)) with
            {
                IsSevere = true,
            },
        ];
        return Context.Slots.ConversationActions?.Get(new(row, kit, Brand)) ?? kit;
    }

    private protected override Task WatchAsync(CancellationToken cancellationToken) =>
        WatchAllAsync(
            cancellationToken,
            WatchListAsync,
            WatchEventsAsync,
            token => _groupsChanged.RunAsync(ReadGroupsAsync, token),
            token => _typing.WatchAsync(() => InvokeAsync(Refresh), token)
        );

    private protected override void Refresh()
    {
        IEnumerable<ConversationSummary> wanted = Filter switch
        {
            ConversationFilter.Unread => _summaries.Where(summary => summary.UnreadCount > 0 || summary.IsMarkedUnread),
            ConversationFilter.Groups => _summaries.Where(summary => _groups.ContainsKey(summary.Id.Peer)),
            ConversationFilter.Archived => _archived,
            _ when Context.Slots.ConversationFilters.FirstOrDefault(slot => slot.Id == FilterId) is { } slot => _summaries.Where(
                slot.Includes
            ),
            _ => _summaries,
        };
        Invitations.Update(
            [
                .. Brand.Features.IsOn(BrandFeature.Groups)
                    ? _invitations.Select(invitation =>
                        GroupInvitationRows.Of(invitation, _groups.GetValueOrDefault(invitation.Room), Names, Brand)
                    )
                    : [],
            ],
            row => row.Id
        );
        Raise(nameof(Filters));
        Rows.Update([.. wanted.Select(Row)], row => row.Id);
        Raise(nameof(Title));
        Raise(nameof(EmptyText));
        Raise(nameof(UnreadCount));
        Raise(nameof(RequestsText));
    }

    private async Task WatchListAsync(CancellationToken cancellationToken)
    {
        var isFirst = true;
        await foreach (var batch in Client.Conversations.WatchAsync(account, cancellationToken).ConfigureAwait(false))
        {
            await InvokeAsync(() => Apply(batch)).ConfigureAwait(false);
            if (isFirst)
            {
                isFirst = false;
                await ReadAskingAsync(batch.Items, cancellationToken).ConfigureAwait(false);
            }

            if (Filter == ConversationFilter.Archived)
            {
                await ReadArchivedAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task WatchEventsAsync(CancellationToken cancellationToken)
    {
        var events = Client.EventsAsync(cancellationToken);
        await ReadContactsAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var happened in events.ConfigureAwait(false))
        {
            switch (happened)
            {
                case EventsLost:
                    await ReadContactsAsync(cancellationToken).ConfigureAwait(false);
                    _groupsChanged.Set();
                    break;
                case GroupChanged or GroupInvited when happened.Account == account:
                    _groupsChanged.Set();
                    break;
                case ContactChanged change when change.Account == account:
                    await InvokeAsync(() =>
                        {
                            Names.Apply(change);
                            _shown.Clear();
                            Refresh();
                        })
                        .ConfigureAwait(false);
                    break;
                case OtrChanged otr when otr.Account == account && (otr.Smp is not null || otr.State != OtrState.Encrypted):
                    await InvokeAsync(() => Note(otr.Peer, otr.Smp == OtrSmpProgress.Asked)).ConfigureAwait(false);
                    break;
                case TypingChanged typing when typing.Account == account:
                    await InvokeAsync(() =>
                        {
                            _typing.Apply(typing);
                            Refresh();
                        })
                        .ConfigureAwait(false);
                    break;
            }
        }
    }

    // Who asked before the list was there.
    private async Task ReadAskingAsync(IReadOnlyList<ConversationSummary> summaries, CancellationToken cancellationToken)
    {
        foreach (var conversation in summaries.Take(MaxAsked).Select(summary => summary.Id).Where(id => id.Peer != account))
        {
            if (await PrivateTalk.StatusAsync(Client, conversation, cancellationToken).ConfigureAwait(false) is not { } status)
            {
                return;
            }

            if (status.IsSecretAsked)
            {
                await InvokeAsync(() => Note(conversation.Peer, isAsking: true)).ConfigureAwait(false);
            }
        }
    }

    private void Note(Jid peer, bool isAsking)
    {
        if (isAsking ? _asking.Add(peer) : _asking.Remove(peer))
        {
            Refresh();
        }
    }

    private async Task ReadContactsAsync(CancellationToken cancellationToken)
    {
        var contacts = await Client.Contacts.ListAsync(account, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                Names.Set(contacts);
                _shown.Clear();
                Refresh();
            })
            .ConfigureAwait(false);
    }

    private async Task ReadGroupsAsync(CancellationToken cancellationToken)
    {
        var groups = await Client.Groups.ListAsync(account, cancellationToken).ConfigureAwait(false);
        var invitations = await Client.Groups.InvitationsAsync(account, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                _groups = groups.ToDictionary(group => group.Room.Jid);
                _invitations = invitations;
                _shown.Clear();
                Refresh();
            })
            .ConfigureAwait(false);
    }

    private static string IdOf(ConversationFilter filter) => filter.ToString().ToLowerInvariant();

    private RowAction MuteFor(ConversationRow row, int hours) =>
        new($"mute{hours}", Brand.Text("conversations.muteFor", ("count", hours)), _ => MuteAsync(row.Id, TimeSpan.FromHours(hours)));

    private RowAction Action(string id, string textId, Func<Task> run) => new(id, Brand.Text(textId), _ => run());

    private void Apply(ListDiffBatch<ConversationSummary> batch)
    {
        _summaries = batch.Items;
        IsLoaded = true;
        Refresh();
    }

    private Task<bool> ReadArchivedAsync() =>
        TryAsync(async token =>
        {
            var archived = await Client.Conversations.ListArchivedAsync(account, cancellationToken: token).ConfigureAwait(false);
            await InvokeAsync(() =>
                {
                    _archived = archived;
                    Refresh();
                })
                .ConfigureAwait(false);
        });

    private async Task ChangeAsync(ConversationChange change)
    {
        await TryAsync(token => Client.Conversations.ChangeAsync(change, token)).ConfigureAwait(false);
        await ReadArchivedAsync().ConfigureAwait(false);
    }

    // Words cost more than a look: what has not changed is not said anew.
    private ConversationRow Row(ConversationSummary summary)
    {
        var group = _groups.GetValueOrDefault(summary.Id.Peer);
        var typing = _typing.TextOf(summary.Id.Peer, () => ConversationRows.TitleOf(summary, group, Names), Brand);
        var isAsking = _asking.Contains(summary.Id.Peer);
        var now = new Shown(summary, typing, isAsking, Brand, TimeWords.Day(Time, Time.GetUtcNow()), null!);
        if (_shown.Count > MaxShown)
        {
            _shown.Clear();
        }

        if (!_shown.TryGetValue(summary.Id, out var before) || now != (before with { Row = null! }))
        {
            before = now with { Row = ConversationRows.Of(summary, group, Names, typing, isAsking, Brand, Time) };
            _shown[summary.Id] = before;
        }

        return before.Row;
    }

    private sealed record Shown(
        ConversationSummary Summary,
        string? TypingText,
        bool IsSecretAsked,
        Branding.Brand Brand,
        DateOnly Today,
        ConversationRow Row
    );
}
