// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Contacts;

namespace ChatSecure.UIKit.Groups;

/// <content>Whom to invite.</content>
public sealed partial class GroupViewModel
{
    private readonly MemberChoices _choices = new();

    /// <summary>Whom to invite: the contacts that are not in the group, by name. Empty where we may not invite.</summary>
    public ObservableWindow<MemberChoiceRow> Candidates => _choices.Rows;

    /// <summary>How many of them are invited by <see cref="InviteChosenAsync"/>, in words; null while nobody is chosen.</summary>
    public string? InviteText => _choices.Chosen.Count == 0 ? null : Brand.Text("group.invite.chosen", ("count", _choices.Chosen.Count));

    /// <summary>Chooses somebody to invite, or no longer.</summary>
    /// <param name="contact">Whom.</param>
    /// <param name="isChosen">Whether they are invited.</param>
    public void Choose(Jid contact, bool isChosen = true)
    {
        _choices.Choose(contact, isChosen && !IsMember(contact));
        RefreshChoices();
    }

    /// <summary>Invites all who were chosen. Who was invited is no longer chosen, also if it did not go well with another one.</summary>
    /// <returns>Whether all invitations are on their way; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> InviteChosenAsync() =>
        TryAsync(async token =>
        {
            foreach (var invitee in _choices.Chosen.ToList())
            {
                await Client.Groups.InviteAsync(_account, Room, invitee, cancellationToken: token).ConfigureAwait(false);
                await InvokeAsync(() => Choose(invitee, isChosen: false)).ConfigureAwait(false);
            }

            _changed.Set();
        });

    /// <summary>Invites somebody.</summary>
    /// <param name="text">An address, a link or a code of a contact.</param>
    /// <param name="reason">Why, for the invitee and the room to read; null for no reason.</param>
    /// <returns>Whether the invitation is on its way; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> InviteAsync(string text, string? reason = null) =>
        TryAsync(async token =>
        {
            var invitee = ContactCode.Parse(text)?.Address ?? throw new ChatSecureException(ErrorKind.InvalidInput, "This is no address.");
            await Client.Groups.InviteAsync(_account, Room, invitee, reason, token).ConfigureAwait(false);
            _changed.Set();
        });

    private bool IsMember(Jid contact) =>
        contact == _account || _members.Any(member => member.Address == contact && GroupMembers.Belongs(member));

    private void RefreshChoices()
    {
        _choices.Forget(IsMember);
        _choices.Refresh(Names, Brand, contact => !CanInvite || IsMember(contact));
        Raise(nameof(InviteText));
    }
}
