// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.DisplayedSync;

/// <summary>Up to which message a chat was displayed on some device of ours (XEP-0490). Whoever keeps messages applies it only if it knows the message, and
/// only forward.</summary>
/// <param name="Chat">The chat: a contact's or a room's bare address, or the full one of somebody in a room.</param>
/// <param name="ArchiveId">The id of the last displayed message, in the archive of <paramref name="By"/> (XEP-0359).</param>
/// <param name="By">Whose id it is: our own account, or the room of the chat.</param>
public sealed record DisplayedState(Jid Chat, string ArchiveId, Jid By);
