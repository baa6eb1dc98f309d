// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Core.Sync;

/// <summary>A page of what was said before this device was there. That is no news: nobody is notified of it, nothing in it is answered, and it counts as read.</summary>
/// <param name="before">When the message behind the page was sent: archives cut fractions of a second off, and what lies before it must not come to stand after it;
/// null if there is none.</param>
internal sealed class PastPage(DateTimeOffset? before = null)
{
    /// <summary>How many messages the archive had in it.</summary>
    public int Read { get; init; }

    /// <summary>The messages that it brought.</summary>
    public List<ChatMessage> Added { get; } = [];

    /// <summary>Where a message of the page stands in history.</summary>
    public DateTimeOffset Place(DateTimeOffset stamp) => stamp >= before ? before.Value.AddTicks(-1) : stamp;
}
