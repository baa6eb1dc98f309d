// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Storage.Changes;

/// <summary>One conversation's messages, as pages and windows read them.</summary>
/// <typeparam name="TSource">What they are read from.</typeparam>
internal interface IHistory<TSource>
{
    /// <summary>The newest messages before a place and not before another, the newest first.</summary>
    IReadOnlyList<(ChatMessage Message, Place Place)> Before(TSource source, Place from, Place before, int limit);

    /// <summary>The oldest messages behind a place, the oldest first.</summary>
    IReadOnlyList<(ChatMessage Message, Place Place)> After(TSource source, Place after, int limit);
}
