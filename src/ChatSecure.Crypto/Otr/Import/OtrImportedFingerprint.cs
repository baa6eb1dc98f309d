// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr.Import;

/// <summary>A key that another client has seen.</summary>
/// <param name="Peer">Whose it is, as that client calls them: an address.</param>
/// <param name="Account">The account that saw it, as that client calls it.</param>
/// <param name="Protocol">The protocol, as that client calls it.</param>
/// <param name="Fingerprint">The key's fingerprint.</param>
/// <param name="IsVerified">Whether a person verified it there, in whatever way.</param>
public sealed record OtrImportedFingerprint(string Peer, string Account, string Protocol, Fingerprint Fingerprint, bool IsVerified);
