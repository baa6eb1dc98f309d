// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Groups;
using ChatSecure.UIKit.Threading;
using ChatSecure.UIKit.Verification;

namespace ChatSecure.UIKit.Conversations;

/// <summary>Who is at the other side of a conversation, for the line below its name, and what to do about a stranger. Create it, bind to it, <see cref="ViewModel.Start"/> it, and dispose of it when
/// it is no longer shown.</summary>
/// <param name="context">The engine, brand, UI thread and clock.</param>
/// <param name="conversation">Which conversation.</param>
public sealed class ConversationPeerViewModel(UiContext context, ConversationId conversation) : ViewModel(context)
{
    private readonly Signal _changed = new();
    private Group? _group;
    private int? _members;
    private OtrStatus? _talk;
    private bool _isRead;

    /// <summary>Whether it is a group, as far as is known.</summary>
    public bool IsGroup => _group is not null;

    /// <summary>Whether it is one of the person's contacts, who can be given a name.</summary>
    public bool IsContact => Names.Find(conversation.Peer) is { } contact && !ContactWords.IsBlockedStranger(contact);

    /// <summary>The contact's or group's picture; null for none.</summary>
    public PictureRef? Picture =>
        _group is { } group
            ? PictureRef.Of(conversation.Account, group.Room)
            : PictureRef.Of(conversation.Account, Names.Find(conversation.Peer));

    /// <summary>What a contact shows of its presence with its own words, or how many are in the group; null while nothing is known.</summary>
    public string? StateText =>
        _group is { } group
            ? _members is { } count && group.State == GroupState.Joined
                ? Brand.Text("group.members", ("count", count))
                : GroupWords.State(group, Brand)
            : Names.Find(conversation.Peer) is { } contact
                ? ContactWords.PresenceAndStatus(contact, Brand)
                : null;

    /// <summary>Whether it is somebody who is neither a contact nor asked to be one, as far as is known; not a group, and not oneself.</summary>
    public bool IsStranger =>
        _isRead
        && _group is null
        && conversation.Peer.Local is not null
        && conversation.Peer != conversation.Account
        && Names.Find(conversation.Peer)
            is null
                or { Subscription: SubscriptionState.None, IsPendingOut: false, Name: null, Groups.Count: 0 };

    /// <summary>Whether the person has blocked whoever is at the other side.</summary>
    public bool IsBlocked => Names.Find(conversation.Peer) is { IsBlocked: true };

    /// <summary>That it is a stranger, or that the person has blocked them, in words; null if it is neither.</summary>
    public string? WarningText =>
        IsBlocked ? Brand.Text("composer.blocked.peer", ("name", Name))
        : IsStranger ? MovedText ?? Brand.Text("conversations.stranger", ("name", Name))
        : null;

    /// <summary>That the contact waits for a secret that both know to be entered here, in words, with its question if it asks one; null if it does not. It is answered
    /// where the contact is verified.</summary>
    public string? SecretText => _talk is { IsSecretAsked: true, Question: var question } ? PrivateTalk.Asked(question, Brand) : null;

    /// <summary>What whoever is at the other side is called.</summary>
    public string Name => Names.Of(conversation.Peer, _group?.Room.Name);

    /// <summary>Makes a contact of a stranger, who is asked for that, or has asked for it; a contact's new address takes the place of the old one.</summary>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> AddAsync() =>
        TryAsync(token =>
            Names.Find(conversation.Peer) is { MovedFrom: { } former }
                ? Client.Contacts.FollowMoveAsync(conversation.Account, former, conversation.Peer, token)
                : Client.Contacts.AddAsync(conversation.Account, conversation.Peer, name: null, token)
        );

    /// <summary>Blocks whoever is at the other side, or no longer. Ask first: they can't write any more, and nothing tells them.</summary>
    /// <param name="isBlocked">Whether they are blocked from now on.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> BlockAsync(bool isBlocked = true) =>
        TryAsync(token =>
            isBlocked
                ? Client.Contacts.BlockAsync(conversation.Account, conversation.Peer, token)
                : Client.Contacts.UnblockAsync(conversation.Account, conversation.Peer, token)
        );

    /// <summary>Deletes the conversation on this device. Ask first: it can't be undone.</summary>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> DeleteAsync() => TryAsync(token => Client.Conversations.DeleteAsync(conversation, token));

    private string? MovedText => Names.Find(conversation.Peer) is { } contact ? ContactWords.Moved(contact, Names, Brand) : null;

    private protected override Task WatchAsync(CancellationToken cancellationToken) =>
        ReadOnAsync(_changed, MayMatter, ReadAsync, cancellationToken);

    private protected override void Refresh()
    {
        Raise(nameof(IsGroup));
        Raise(nameof(IsContact));
        Raise(nameof(Picture));
        Raise(nameof(StateText));
        Raise(nameof(Name));
        Raise(nameof(IsStranger));
        Raise(nameof(IsBlocked));
        Raise(nameof(WarningText));
        Raise(nameof(SecretText));
    }

    private bool MayMatter(ChatEvent happened) =>
        happened.Account == conversation.Account
        && happened switch
        {
            GroupChanged { Group.Room.Jid: var room } => room == conversation.Peer,
            GroupMemberChanged { Room: var room } => room == conversation.Peer,
            ContactChanged { Contact.Jid: var contact } => contact == conversation.Peer,
            OtrChanged { Peer: var peer } => peer == conversation.Peer,
            ConnectionChanged => true,
            _ => false,
        };

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var (account, peer) = conversation;
        var contacts = await Client.Contacts.ListAsync(account, cancellationToken).ConfigureAwait(false);
        var group = await Client.Groups.FindAsync(account, peer, cancellationToken).ConfigureAwait(false);
        var members = group is null ? [] : await GroupMembers.ReadAsync(Client, account, group, cancellationToken).ConfigureAwait(false);
        var talk =
            group is null && peer != account
                ? await PrivateTalk.StatusAsync(Client, conversation, cancellationToken).ConfigureAwait(false)
                : null;
        await InvokeAsync(() =>
            {
                Names.Set(contacts);
                (_talk, _isRead) = (talk, true);
                (_group, _members) = (group, members.Count > 0 ? members.Count(GroupMembers.Belongs) : null);
                Refresh();
            })
            .ConfigureAwait(false);
    }
}
