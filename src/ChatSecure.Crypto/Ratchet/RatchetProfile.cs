// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Ratchet;

/// <summary>What differs between the namespaces in the maths that they otherwise share.</summary>
/// <param name="X3dhInfo">HKDF info of the key agreement.</param>
/// <param name="RootInfo">HKDF info of a root key step.</param>
/// <param name="MessageInfo">HKDF info of a message key.</param>
/// <param name="MacLength">How many bytes of a message's HMAC go over the wire.</param>
/// <param name="SenderFirst">Order of the identity keys in the associated data: the sender's first (legacy) or the session initiator's first (omemo:2).</param>
internal sealed record RatchetProfile(byte[] X3dhInfo, byte[] RootInfo, byte[] MessageInfo, int MacLength, bool SenderFirst);
