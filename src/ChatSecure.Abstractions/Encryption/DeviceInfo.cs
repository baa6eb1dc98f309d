// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Encryption;

/// <summary>A device of ours or of a contact, or a key for private conversations (OTR), for people to look at.</summary>
/// <param name="Owner">The bare address whose device it is.</param>
/// <param name="Device">Its number; <c>default</c> (0, which no device has) for an OTR key.</param>
/// <param name="Fingerprint">Its identity key; null until its bundle or a message of it has been seen. Never null for an OTR key.</param>
/// <param name="Trust">How far its key is trusted.</param>
/// <param name="IsOwn">Whether it belongs to the asking account (this very device included).</param>
/// <param name="IsThisDevice">Whether it is the device that asks.</param>
/// <param name="IsActive">Whether it is on its owner's current device list; of an OTR key, whether it is the one of the private conversation under way, or
/// this device's own.</param>
/// <param name="Label">The name that its owner signed for it, if any.</param>
public sealed record DeviceInfo(
    Jid Owner,
    DeviceId Device,
    Fingerprint? Fingerprint,
    TrustLevel Trust,
    bool IsOwn,
    bool IsThisDevice,
    bool IsActive,
    string? Label = null
)
{
    /// <summary>Whether this is an OTR key, which stands for a client of its owner and has no number.</summary>
    public bool IsOtr => Fingerprint is { IsOtr: true };
}
