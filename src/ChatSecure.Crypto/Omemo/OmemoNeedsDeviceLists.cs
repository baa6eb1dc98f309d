// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>Device lists have never been seen: fetch each, give it to <see cref="OmemoMachine.UpdateDeviceListAsync"/> (an empty one if there is none),
/// then encrypt again.</summary>
/// <param name="Lists">Which namespace's list of whom; possibly of our own account.</param>
public sealed record OmemoNeedsDeviceLists(IReadOnlyList<(EncryptionKind Kind, Jid Owner)> Lists) : OmemoEncryptResult;
