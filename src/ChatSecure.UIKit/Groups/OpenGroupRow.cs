// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Groups;

/// <summary>A group that a server shows to everybody, ready to show.</summary>
/// <param name="Id">The room's bare address, by which the row is known.</param>
/// <param name="Name">What it is called, else its address.</param>
/// <param name="AccessibleText">The row in words, for screen readers.</param>
public sealed record OpenGroupRow(Jid Id, string Name, string AccessibleText)
{
    /// <summary>Shows nothing of the group.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(OpenGroupRow);
}
