// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Messaging;

/// <summary>How far one person has come in a conversation (XEP-0184, XEP-0333): the newest message that they said to have.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="From">Who: a bare address, or the full address of a room's occupant.</param>
/// <param name="State">What they said: <see cref="DeliveryState.Received"/> or <see cref="DeliveryState.Displayed"/>.</param>
/// <param name="Message">The newest message that it holds for.</param>
/// <param name="At">When they said so.</param>
public sealed record ReadMarker(ConversationId Conversation, Jid From, DeliveryState State, MessageId Message, DateTimeOffset At);
