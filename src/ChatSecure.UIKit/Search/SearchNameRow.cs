// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Contacts;

namespace ChatSecure.UIKit.Search;

/// <summary>A contact or group that a search found by its name, ready to be shown.</summary>
public sealed record SearchNameRow
{
    /// <summary>The conversation with it, to be opened.</summary>
    public required ConversationId Conversation { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Its picture; null for none.</summary>
    public PictureRef? Picture { get; init; }

    /// <summary>Whether it is a group.</summary>
    public bool IsGroup { get; init; }

    /// <summary>The row in words, for screen readers.</summary>
    public required string AccessibleText { get; init; }

    /// <summary>Shows nothing of whom it is about.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(SearchNameRow);
}
