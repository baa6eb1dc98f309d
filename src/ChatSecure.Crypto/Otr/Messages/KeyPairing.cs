// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr.Messages;

/// <summary>The keys of one pairing with what they have been used for.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="LastReceived">The counter of the last message that came in under them.</param>
/// <param name="HasVerified">Whether their receiving code key has verified a message: only then is it revealed.</param>
internal sealed record KeyPairing(DataKeys Keys, ulong LastReceived = 0, bool HasVerified = false);
