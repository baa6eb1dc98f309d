// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Encryption;

/// <summary>A device on an OMEMO device list, as the list says and unverified.</summary>
/// <param name="Device">Its number.</param>
/// <param name="Label">The name that its owner gave it (XEP-0384 0.9, omemo:2 only); null for none.</param>
/// <param name="LabelSignature">The label's signature by the device's identity key, 64 bytes; empty for none. Without a good one the label counts for
/// nothing.</param>
public sealed record OmemoListedDevice(DeviceId Device, string? Label = null, ReadOnlyMemory<byte> LabelSignature = default);
