// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Desktop.Tests;

internal static class Given
{
    public static ChatMessage Message(MessageRef reference, params Attachment[] files) =>
        new()
        {
            Conversation = reference.Conversation,
            Id = reference.Id,
            Direction = reference.Direction,
            From = reference.Conversation.Peer,
            Timestamp = DateTimeOffset.UnixEpoch,
            Attachments = [.. files],
        };
}
