// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo.Wire;

/// <summary>A device's public identity key in its two forms: as a u coordinate of Curve25519, which is what people trust whatever the namespace, and as the
/// namespace writes it into messages and associated data.</summary>
/// <param name="montgomery">The u coordinate, 32 bytes.</param>
/// <param name="wire">The key as on the wire (legacy: 0x05 and the u coordinate; omemo:2: Ed25519).</param>
internal sealed class IdentityKey(ReadOnlyMemory<byte> montgomery, ReadOnlyMemory<byte> wire)
{
    public ReadOnlyMemory<byte> Montgomery { get; } = montgomery;

    public ReadOnlyMemory<byte> Wire { get; } = wire;

    public Fingerprint Fingerprint => Fingerprint.FromBytes(Montgomery.Span);

    /// <summary>Whether it is the same key, sign included: sessions under the two signs of one u coordinate don't understand each other.</summary>
    public bool Is(IdentityKey? other) => other is not null && Wire.Span.SequenceEqual(other.Wire.Span);

    /// <summary>The same key in memory of its own, cut loose from the message that it came in.</summary>
    public IdentityKey Copy() => new(Montgomery.ToArray(), Wire.ToArray());
}
