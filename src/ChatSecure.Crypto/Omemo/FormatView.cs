// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>What is known of an owner's devices in one namespace.</summary>
/// <param name="Kind">The namespace.</param>
/// <param name="List">The current device list; null if it has never been seen.</param>
/// <param name="Records">The devices that have shown anything, listed or not.</param>
internal sealed record FormatView(EncryptionKind Kind, IReadOnlyList<DeviceId>? List, Dictionary<DeviceId, DeviceRecord> Records);
