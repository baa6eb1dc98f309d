// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr;

/// <summary>A fresh key for OTR, made where it may take its time and handed to <see cref="OtrMachine.OpenAsync"/>. Dispose it to forget it.</summary>
public sealed class OtrNewKey : IDisposable
{
    private OtrNewKey(OtrPrivateKey key) => Key = key;

    /// <summary>Its fingerprint.</summary>
    public Fingerprint Fingerprint => Key.Public.Fingerprint;

    internal OtrPrivateKey Key { get; }

    /// <summary>Makes a key: DSA of 1024 bits, as peers of that age demand. Takes up to some seconds of computing, so call it on a thread that has them.</summary>
    /// <param name="random">Where it comes from; the operating system's generator by default.</param>
    /// <returns>The key.</returns>
    public static OtrNewKey Create(IRandomSource? random = null) => new(OtrPrivateKey.Generate(random ?? SystemRandomSource.Instance));

    /// <summary>Forgets the key.</summary>
    public void Dispose() => Key.Dispose();
}
