// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr.Wire;

internal enum MessageType : byte
{
    DhCommit = 0x02,
    Data = 0x03,
    DhKey = 0x0a,
    RevealSignature = 0x11,
    Signature = 0x12,
}
