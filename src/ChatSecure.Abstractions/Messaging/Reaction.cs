// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Messaging;

/// <summary>All that one person answers to a message with (XEP-0444): a later one replaces an earlier one.</summary>
/// <param name="From">Who: a bare address, or the full address of a room's occupant.</param>
/// <param name="Emojis">The emojis; empty takes them back.</param>
/// <param name="At">When.</param>
public sealed record Reaction(Jid From, ValueList<string> Emojis, DateTimeOffset At);
