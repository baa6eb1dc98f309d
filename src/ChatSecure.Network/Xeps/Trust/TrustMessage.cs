// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Trust;

/// <summary>Which keys a device trusts (XEP-0434). It counts only out of an encrypted and checked envelope, from a device whose own key is authenticated
/// (XEP-0450).</summary>
/// <param name="Usage">The namespace of the protocol that uses it, such as <see cref="TrustMessages.AutomaticTrust"/>.</param>
/// <param name="Encryption">The namespace of the encryption whose keys these are.</param>
/// <param name="KeyOwners">Whose keys, each owner once.</param>
public sealed record TrustMessage(string Usage, string Encryption, IReadOnlyList<KeyOwner> KeyOwners);
