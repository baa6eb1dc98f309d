// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>What nobody has read here yet of a conversation.</summary>
/// <param name="First">The first such message, in the order in which they are shown.</param>
/// <param name="Count">How many there are.</param>
public sealed record UnreadMessages(MessageRef First, int Count);
