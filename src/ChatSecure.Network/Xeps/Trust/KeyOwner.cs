// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.Trust;

/// <summary>What a trust message says of the keys of one account (XEP-0434).</summary>
/// <param name="Owner">The account, a bare address.</param>
/// <param name="Trusted">The keys that are trusted, as the encryption identifies them.</param>
/// <param name="Distrusted">The keys that are distrusted. A key is never in both.</param>
public sealed record KeyOwner(Jid Owner, IReadOnlyList<ReadOnlyMemory<byte>> Trusted, IReadOnlyList<ReadOnlyMemory<byte>> Distrusted);
