// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Messaging;

/// <summary>A group that a server shows to everybody.</summary>
/// <param name="Room">The room's bare address.</param>
/// <param name="Name">What it is called, in its owner's words; null if it is not said.</param>
public sealed record OpenGroup(Jid Room, string? Name);
