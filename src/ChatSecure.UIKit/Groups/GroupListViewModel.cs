// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Threading;

namespace ChatSecure.UIKit.Groups;

/// <summary>The groups of an account, and the invitations to others.</summary>
/// <param name="context">The engine, brand, UI thread and clock.</param>
/// <param name="account">Whose.</param>
public sealed class GroupListViewModel(UiContext context, Jid account) : ViewModel(context)
{
    private readonly Signal _changed = new();
    private IReadOnlyList<Group> _groups = [];
    private IReadOnlyList<GroupInvitation> _invitations = [];

    /// <summary>Whether the brand offers groups. If not, nothing is listed.</summary>
    public bool IsOffered => Brand.Features.IsOn(BrandFeature.Groups);

    /// <summary>The groups, by name; those that we are not in last.</summary>
    public ObservableWindow<GroupRow> Rows { get; } = [];

    /// <summary>The invitations that wait for an answer.</summary>
    public ObservableWindow<GroupInvitationRow> Invitations { get; } = [];

    /// <summary>Whether the first rows have come.</summary>
    public bool IsLoaded
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>What to show in place of rows when there are none; null while there are some or they are still being read.</summary>
    public string? EmptyText => !IsLoaded || Rows.Count > 0 ? null : Brand.Text("group.empty");

    /// <summary>Enters a group: accepts an invitation, or comes back.</summary>
    /// <param name="room">The room's bare address.</param>
    /// <returns>Whether we are in it; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> JoinAsync(Jid room) =>
        IsOffered
            ? TryAsync(async token => await Client.Groups.JoinAsync(account, room, cancellationToken: token).ConfigureAwait(false))
            : Task.FromResult(false);

    /// <summary>Declines an invitation.</summary>
    /// <param name="room">The room's bare address.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> DeclineAsync(Jid room) =>
        TryAsync(async token =>
        {
            await Client.Groups.DeclineAsync(account, room, cancellationToken: token).ConfigureAwait(false);
            _changed.Set();
        });

    /// <summary>Leaves a group, on all devices. Ask the person first, with <c>group.leave.confirm</c>.</summary>
    /// <param name="room">The room's bare address.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> LeaveAsync(Jid room) => TryAsync(token => Client.Groups.LeaveAsync(account, room, token));

    private protected override Task WatchAsync(CancellationToken cancellationToken) =>
        ReadOnAsync(
            _changed,
            happened => happened is GroupChanged or GroupInvited or ContactChanged && happened.Account == account,
            ReadAsync,
            cancellationToken
        );

    private protected override void Refresh()
    {
        var compare = StringComparer.Create(Brand.Culture, System.Globalization.CompareOptions.IgnoreCase);
        var rows = IsOffered ? _groups.Select(Row) : [];
        Rows.Update(
            [
                .. rows.OrderBy(row => row.State is GroupState.Left or GroupState.Refused)
                    .ThenBy(row => row.Name, compare)
                    .ThenBy(row => row.Id.ToString(), StringComparer.Ordinal),
            ],
            row => row.Id
        );
        Invitations.Update([.. IsOffered ? _invitations.Select(Row) : []], row => row.Id);
        Raise(nameof(IsOffered));
        Raise(nameof(EmptyText));
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var contacts = await Client.Contacts.ListAsync(account, cancellationToken).ConfigureAwait(false);
        var groups = await Client.Groups.ListAsync(account, cancellationToken).ConfigureAwait(false);
        var invitations = await Client.Groups.InvitationsAsync(account, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                Names.Set(contacts);
                (_groups, _invitations, IsLoaded) = (groups, invitations, true);
                Refresh();
            })
            .ConfigureAwait(false);
    }

    private GroupInvitationRow Row(GroupInvitation invitation) =>
        GroupInvitationRows.Of(invitation, _groups.FirstOrDefault(group => group.Room.Jid == invitation.Room), Names, Brand);

    private GroupRow Row(Group group)
    {
        var (name, state) = (GroupWords.Name(group.Room), GroupWords.State(group, Brand));
        return new()
        {
            Id = group.Room.Jid,
            Name = name,
            Picture = PictureRef.Of(account, group.Room),
            Subject = GroupWords.Subject(group.Room),
            State = group.State,
            StateText = state,
            CanEncrypt = group.IsPrivate,
            AccessibleText = Brand.Text("group.row", ("name", name), ("state", state)),
        };
    }
}
