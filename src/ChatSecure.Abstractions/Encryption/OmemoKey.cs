// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Encryption;

/// <summary>The part of an OMEMO message that one receiving device can open.</summary>
/// <param name="Owner">The bare address of the device's account. Not on the wire in the legacy namespace; null when read from there.</param>
/// <param name="Device">The receiving device.</param>
/// <param name="Data">The ratchet message, opaque.</param>
/// <param name="IsKeyExchange">Whether <paramref name="Data"/> starts a session (<c>prekey</c> in the legacy namespace, <c>kex</c> in omemo:2).</param>
public sealed record OmemoKey(Jid? Owner, DeviceId Device, ReadOnlyMemory<byte> Data, bool IsKeyExchange);
