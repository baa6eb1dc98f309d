// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Omemo;

/// <summary>What came of a bundle.</summary>
/// <param name="Accepted">Whether a session was started with it. False if it was missing or malformed, if its key was rejected, or if the device shows
/// another identity key than before and a person has to decide about it first.</param>
/// <param name="Device">The device with the bundle's key and how far it is trusted; null if there was no good bundle.</param>
/// <param name="Changes">To commit, also when it was not accepted.</param>
public sealed record OmemoBundleResult(bool Accepted, DeviceInfo? Device, IReadOnlyList<CryptoRecord> Changes);
