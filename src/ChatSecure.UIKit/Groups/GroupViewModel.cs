// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Threading;

namespace ChatSecure.UIKit.Groups;

/// <summary>The page about a group: who is in it, what we may do there, and whether what is written can be encrypted.</summary>
public sealed partial class GroupViewModel : ViewModel
{
    private readonly Jid _account;
    private readonly Signal _changed = new();
    private readonly UiCommand _leave;
    private readonly UiCommand _join;
    private readonly UiCommand _destroy;
    private Group? _group;
    private IReadOnlyList<GroupMember> _members = [];

    /// <summary>Creates the view model; nothing is read before <see cref="ViewModel.Start"/>.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="account">Whose group.</param>
    /// <param name="room">The room's bare address.</param>
    public GroupViewModel(UiContext context, Jid account, Jid room)
        : base(context)
    {
        (_account, Room) = (account, room);
        _leave = Command(token => Client.Groups.LeaveAsync(_account, Room, token), () => IsJoined ? null : Brand.Text("group.state.left"));
        _join = Command(JoinAsync, () => IsJoined ? Brand.Text("group.blocked.isIn") : WhyNotOffered());
        _destroy = Command(
            token => Client.Groups.DestroyAsync(_account, Room, cancellationToken: token),
            () => Rights.MayDestroy ? null : Brand.Text("group.blocked.ownersOnly")
        );
    }

    /// <summary>The room's bare address, which is also the peer of its conversation.</summary>
    public Jid Room { get; }

    /// <summary>What it is called.</summary>
    public string Title => _group is { } group ? GroupWords.Name(group.Room) : Brand.Text("group.title");

    /// <summary>What it is about; null if nobody said.</summary>
    public string? SubjectText =>
        _group is { } group && GroupWords.Subject(group.Room) is { } subject ? Brand.Text("group.subject", ("subject", subject)) : null;

    /// <summary>Whether we are in it.</summary>
    public bool IsJoined => _group?.State == GroupState.Joined;

    /// <summary>Of which sort it is, or why we are not in it and what to do, in words.</summary>
    public string StateText => _group is { } group ? GroupWords.State(group, Brand) : Brand.Text("group.state.left");

    /// <summary>Whether what is written there can be encrypted.</summary>
    public bool CanEncrypt => _group is { IsPrivate: true };

    /// <summary>Who can read what is written there, in words.</summary>
    public string EncryptionText =>
        !CanEncrypt ? Brand.Text("group.notEncryptable")
        : MembersWithoutKeys.Count > 0 ? Brand.Text("group.membersWithoutKeys", ("count", MembersWithoutKeys.Count))
        : Brand.Text("group.encrypted");

    /// <summary>Who keeps messages from being sent, since nothing can be encrypted to them: leave them out, decide about their keys, or wait for them.</summary>
    public IReadOnlyList<string> MembersWithoutKeys =>
        [.. _members.Where(member => member.HoldsUp()).Select(member => GroupMemberRows.Name(member, Names, Brand))];

    /// <summary>The members: ourselves first, then those who are there.</summary>
    public ObservableWindow<GroupMemberRow> Members { get; } = [];

    /// <summary>How many there are, in words.</summary>
    public string MembersText => Brand.Text("group.members", ("count", _members.Count(GroupMembers.Belongs)));

    /// <summary>Whether the members have been read.</summary>
    public bool IsLoaded
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Whether we may rename it.</summary>
    public bool CanRename => Rights.MayRename;

    /// <summary>Whether we may say what it is about.</summary>
    public bool CanSetSubject => Rights.MaySetSubject;

    /// <summary>Whether we may invite others.</summary>
    public bool CanInvite => Rights.MayInvite;

    /// <summary>Leaves the group, on all devices. Ask the person first, with <c>group.leave.confirm</c>.</summary>
    public IUiCommand LeaveCommand => _leave;

    /// <summary>Enters the group again.</summary>
    public IUiCommand JoinCommand => _join;

    /// <summary>Destroys the group for everybody. Ask the person first, with <c>group.destroy.confirm</c>.</summary>
    public IUiCommand DestroyCommand => _destroy;

    private GroupRights Rights
    {
        get
        {
            var self = _members.FirstOrDefault(member => member.IsSelf);
            return IsJoined && self is not null ? new(self.Affiliation, self.Role, CanEncrypt) : default;
        }
    }

    /// <summary>Changes what the group is called, for everybody.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> RenameAsync(string name) => TryAsync(token => Client.Groups.RenameAsync(_account, Room, name.Trim(), token));

    /// <summary>Changes what the group is about, for everybody.</summary>
    /// <param name="subject">The subject; empty for none.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> SetSubjectAsync(string subject) =>
        TryAsync(token => Client.Groups.SetSubjectAsync(_account, Room, subject.Trim(), token));

    /// <summary>Does something with a member.</summary>
    /// <param name="row">The member.</param>
    /// <param name="deed">What; one of the row's actions, else nothing happens.</param>
    /// <param name="reason">Why, for all to read where the room tells it; null for no reason.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> DoAsync(GroupMemberRow row, GroupDeed deed, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Actions.Any(action => action.Deed == deed)
            ? TryAsync(async token =>
            {
                await DoAsync(row, deed, reason, token).ConfigureAwait(false);
                _changed.Set();
            })
            : Task.FromResult(false);
    }

    private protected override Task WatchAsync(CancellationToken cancellationToken) =>
        ReadOnAsync(_changed, MayMatter, ReadAsync, cancellationToken);

    private protected override void Refresh()
    {
        RefreshChoices();
        Members.Update([.. _members.Select(member => GroupMemberRows.Of(member, _account, Rights, Names, Brand))], row => row.Id);
        foreach (
            var property in new[]
            {
                nameof(Title),
                nameof(SubjectText),
                nameof(IsJoined),
                nameof(StateText),
                nameof(CanEncrypt),
                nameof(EncryptionText),
                nameof(MembersWithoutKeys),
                nameof(MembersText),
                nameof(CanRename),
                nameof(CanSetSubject),
                nameof(CanInvite),
            }
        )
        {
            Raise(property);
        }

        _leave.Raise();
        _join.Raise();
        _destroy.Raise();
    }

    private bool MayMatter(ChatEvent happened) =>
        happened.Account == _account
        && happened switch
        {
            GroupChanged { Group.Room.Jid: var room } => room == Room,
            GroupMemberChanged { Room: var room } => room == Room,
            DeviceChanged { Device.Owner: var owner } => IsMember(owner),
            DeviceListChanged { Owner: var owner } => IsMember(owner),
            ContactChanged or ConnectionChanged => true,
            _ => false,
        };

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var contacts = await Client.Contacts.ListAsync(_account, cancellationToken).ConfigureAwait(false);
        var group = await Client.Groups.FindAsync(_account, Room, cancellationToken).ConfigureAwait(false);
        var members = group is null ? [] : await GroupMembers.ReadAsync(Client, _account, group, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                Names.Set(contacts);
                (_group, _members, IsLoaded) = (group, members, true);
                Refresh();
            })
            .ConfigureAwait(false);
    }

    private async Task JoinAsync(CancellationToken cancellationToken) =>
        await Client.Groups.JoinAsync(_account, Room, cancellationToken: cancellationToken).ConfigureAwait(false);

    private string? WhyNotOffered() => WhyNotOffered(BrandFeature.Groups);

    private Task DoAsync(GroupMemberRow row, GroupDeed deed, string? reason, CancellationToken cancellationToken) =>
        deed switch
        {
            GroupDeed.LeaveOut => Client.Groups.LeaveOutAsync(_account, Room, row.Address!.Value, isLeftOut: true, cancellationToken),
            GroupDeed.TakeIn => Client.Groups.LeaveOutAsync(_account, Room, row.Address!.Value, isLeftOut: false, cancellationToken),
            GroupDeed.LetWrite => SetRoleAsync(row, GroupRole.Participant, reason, cancellationToken),
            GroupDeed.Silence => SetRoleAsync(row, GroupRole.Visitor, reason, cancellationToken),
            GroupDeed.MakeModerator => SetRoleAsync(row, GroupRole.Moderator, reason, cancellationToken),
            GroupDeed.Kick => SetRoleAsync(row, GroupRole.None, reason, cancellationToken),
            GroupDeed.MakeMember => SetStandingAsync(row, GroupAffiliation.Member, reason, cancellationToken),
            GroupDeed.MakeAdmin => SetStandingAsync(row, GroupAffiliation.Admin, reason, cancellationToken),
            GroupDeed.MakeOwner => SetStandingAsync(row, GroupAffiliation.Owner, reason, cancellationToken),
            GroupDeed.Ban => SetStandingAsync(row, GroupAffiliation.Outcast, reason, cancellationToken),
            _ => SetStandingAsync(row, GroupAffiliation.None, reason, cancellationToken),
        };

    private Task SetRoleAsync(GroupMemberRow row, GroupRole role, string? reason, CancellationToken cancellationToken) =>
        Client.Groups.SetRoleAsync(_account, Room, row.Nick!, role, reason, cancellationToken);

    private Task SetStandingAsync(GroupMemberRow row, GroupAffiliation standing, string? reason, CancellationToken cancellationToken) =>
        Client.Groups.SetAffiliationAsync(_account, Room, row.Address!.Value, standing, reason, cancellationToken);
}
