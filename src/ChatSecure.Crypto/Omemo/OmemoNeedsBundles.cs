// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>Devices have no session: fetch each one's bundle, give it to <see cref="OmemoMachine.AddBundleAsync"/> (null if there is none), then encrypt
/// again.</summary>
/// <param name="Devices">Which devices, and in which namespace.</param>
public sealed record OmemoNeedsBundles(IReadOnlyList<(EncryptionKind Kind, Jid Owner, DeviceId Device)> Devices) : OmemoEncryptResult;
