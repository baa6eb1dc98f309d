// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>A page of a conversation's history.</summary>
/// <param name="Messages">The messages, oldest first.</param>
/// <param name="Before">The cursor of the next older page; null if there is none.</param>
public sealed record MessagePage(IReadOnlyList<ChatMessage> Messages, string? Before)
{
    /// <summary>The cursor of the next newer page; null if there is none, and in a page of the newest messages.</summary>
    public string? After { get; init; }
}
