// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr.Import;

/// <summary>The key of an account of another client. Dispose it to zero the key.</summary>
public sealed class OtrImportedKey : IDisposable
{
    internal OtrImportedKey(string account, string protocol, OtrPrivateKey key) => (Account, Protocol, Key) = (account, protocol, key);

    /// <summary>The account, as that client calls it: an address, often with a resource.</summary>
    public string Account { get; }

    /// <summary>The protocol, as that client calls it: <c>prpl-jabber</c>, <c>xmpp</c> …</summary>
    public string Protocol { get; }

    /// <summary>The key's fingerprint.</summary>
    public Fingerprint Fingerprint => Key.Public.Fingerprint;

    internal OtrPrivateKey Key { get; }

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => Key.Dispose();
}
