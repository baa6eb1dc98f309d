// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Groups;

/// <summary>Invitations in the brand's words.</summary>
internal static class GroupInvitationRows
{
    private const int MaxReason = 300;

    /// <summary>An invitation. An invitation does not say what the group is called: only one that is known from before has a name.</summary>
    public static GroupInvitationRow Of(GroupInvitation invitation, Group? known, NameBook names, Brand brand)
    {
        var inviter = names.Of(invitation.Inviter);
        var name = known?.Room.Name is null ? null : GroupWords.Name(known.Room);
        var text = name is null
            ? brand.Text("group.invitedUnnamed", ("inviter", inviter))
            : brand.Text("group.invited", ("inviter", inviter), ("group", name));
        var reason = invitation.Reason is { } said ? DisplayText.Line(said, MaxReason) : null;
        var warning = invitation.IsFromContact ? null : brand.Text("group.invite.stranger");
        return new()
        {
            Id = invitation.Room,
            Inviter = inviter,
            Group = name,
            Text = text,
            Reason = reason,
            WarningText = warning,
            AccessibleText = Sentences.Join(brand, text.TrimEnd('.'), reason, warning?.TrimEnd('.')),
        };
    }
}
