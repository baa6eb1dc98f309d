// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Timeline;

/// <summary>A row of a timeline, ready to be shown. Immutable; a change is a new row with the same <see cref="Id"/>.</summary>
public abstract record TimelineRow
{
    private protected TimelineRow() { }

    /// <summary>What the row is known by, within its timeline.</summary>
    public required string Id { get; init; }

    /// <summary>The row in one sentence, for screen readers.</summary>
    public required string AccessibleText { get; init; }
}
