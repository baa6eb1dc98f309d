// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Blazor.Conversations;

/// <summary>The conversation that is open: its header, timeline and composer. Members may be added.</summary>
/// <param name="Shell">Where the person is.</param>
/// <param name="Conversation">Which.</param>
/// <param name="Target">The message to begin at; null for the newest.</param>
public sealed record ConversationContext(ShellViewModel Shell, ConversationId Conversation, MessageRef? Target);
