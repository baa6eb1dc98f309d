// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Groups;

namespace ChatSecure.Terminal.Screens.Groups;

/// <summary>Whom one may choose for a group, as lines.</summary>
internal static class MemberLines
{
    public static IEnumerable<Line> Of(IEnumerable<MemberChoiceRow> rows) =>
        rows.Select(row => new Line($"  [{(row.IsChosen ? 'x' : ' ')}] {row.Name}", row.IsChosen ? Tone.Accent : Tone.Peer, row));
}
