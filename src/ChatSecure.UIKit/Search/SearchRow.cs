// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Search;

/// <summary>A place that a search found, ready to be shown.</summary>
public sealed record SearchRow
{
    /// <summary>The message, to jump to: open its timeline around it.</summary>
    public required MessageRef Message { get; init; }

    /// <summary>What the contact is called; in a group, who wrote it there, and what the group is called.</summary>
    public required string Title { get; init; }

    /// <summary>The place, on one line.</summary>
    public required string Snippet { get; init; }

    /// <summary>Where in <see cref="Snippet"/> the words stand, to be marked.</summary>
    public ValueList<Range> Matches { get; init; } = [];

    /// <summary>When it was written, in words.</summary>
    public required string TimeText { get; init; }

    /// <summary>The row in words, for screen readers.</summary>
    public required string AccessibleText { get; init; }

    /// <summary>Shows nothing of the message.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(SearchRow);
}
