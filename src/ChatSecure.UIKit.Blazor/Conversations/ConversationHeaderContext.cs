// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Conversations;
using ChatSecure.UIKit.Shell;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Blazor.Conversations;

/// <summary>Who is in the conversation that is open, above its messages. Members may be added.</summary>
/// <param name="Shell">Where the person is.</param>
/// <param name="Conversation">Which.</param>
/// <param name="Timeline">Its messages.</param>
/// <param name="Peer">What is known of the other side.</param>
public sealed record ConversationHeaderContext(
    ShellViewModel Shell,
    ConversationId Conversation,
    TimelineViewModel Timeline,
    ConversationPeerViewModel Peer
);
