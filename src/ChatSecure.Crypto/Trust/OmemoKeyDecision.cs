// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Crypto.Trust;

/// <summary>What a trust message says of one key (XEP-0434).</summary>
/// <param name="Owner">Whose key; a bare address.</param>
/// <param name="Key">The key, 32 bytes: Ed25519 as in <c>urn:xmpp:omemo:2</c>, or as a u coordinate. Both are understood.</param>
/// <param name="IsTrusted">Whether it is verified; rejected otherwise.</param>
public sealed record OmemoKeyDecision(Jid Owner, ReadOnlyMemory<byte> Key, bool IsTrusted);
