// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Omemo;

/// <summary>What upkeep of this device's keys did.</summary>
/// <param name="Bundles">The namespaces whose bundle changed: commit, then publish it.</param>
/// <param name="Changes">To commit.</param>
public sealed record OmemoMaintenance(IReadOnlyList<EncryptionKind> Bundles, IReadOnlyList<CryptoRecord> Changes);
