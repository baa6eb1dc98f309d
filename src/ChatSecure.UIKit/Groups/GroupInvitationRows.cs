// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Groups;

/// <summary>Invitations in the brand's words.</summary>
internal static class GroupInvitationRows
{
    private const int MaxReason = 300;

    public static GroupInvitationRow Of(GroupInvitation invitation, NameBook names, Brand brand)
    {
        var inviter = names.Of(invitation.Inviter);
        var text = brand.Text("group.invited", ("inviter", inviter), ("group", invitation.Room.ToString()));
        var reason = invitation.Reason is { } said ? DisplayText.Line(said, MaxReason) : null;
        var warning = invitation.IsFromContact ? null : brand.Text("group.invite.stranger");
        return new()
        {
            Id = invitation.Room,
            Inviter = inviter,
            Text = text,
            Reason = reason,
            WarningText = warning,
            AccessibleText = Sentences.Join(brand, text.TrimEnd('.'), reason, warning?.TrimEnd('.')),
        };
    }
}
