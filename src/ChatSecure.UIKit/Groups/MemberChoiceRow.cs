// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Groups;

/// <summary>A contact that may be invited to a group.</summary>
/// <param name="Id">The contact's bare address, by which the row is known.</param>
/// <param name="Name">What to call them.</param>
/// <param name="IsChosen">Whether they are invited.</param>
/// <param name="AccessibleText">The row in words, for screen readers.</param>
public sealed record MemberChoiceRow(Jid Id, string Name, bool IsChosen, string AccessibleText)
{
    /// <summary>Shows nothing of the contact.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(MemberChoiceRow);
}
