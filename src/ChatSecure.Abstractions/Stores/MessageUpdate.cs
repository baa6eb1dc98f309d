// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Stores;

/// <summary>A change of a stored outgoing message, or of an outgoing act: whichever has that id. States only move forward (see <see cref="DeliveryState"/>); an update that would go back is ignored.</summary>
/// <param name="Conversation">Its conversation.</param>
/// <param name="Id">The message or the act.</param>
/// <param name="State">Its new state; null leaves it.</param>
/// <param name="FailureReason">Why it failed, with <see cref="DeliveryState.Failed"/>.</param>
/// <param name="Encryption">How it was protected in the end; null leaves it.</param>
public sealed record MessageUpdate(
    ConversationId Conversation,
    MessageId Id,
    DeliveryState? State = null,
    string? FailureReason = null,
    Encryption.EncryptionKind? Encryption = null
);
