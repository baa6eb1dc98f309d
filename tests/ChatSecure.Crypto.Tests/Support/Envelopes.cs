// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Support;

internal static class Envelopes
{
    public static string? Text(this OmemoDecrypted decrypted) =>
        decrypted.Plaintext is null ? null : Encoding.UTF8.GetString(decrypted.Plaintext);

    extension(OmemoReady ready)
    {
        /// <summary>The one envelope of a message that went out in one namespace.</summary>
        public OmemoEnvelope Envelope => Assert.Single(ready.Envelopes);
    }

    /// <summary>The same envelope with one device's key data replaced.</summary>
    public static OmemoEnvelope WithData(this OmemoEnvelope envelope, ReadOnlySpan<byte> data, bool? exchange = null)
    {
        var key = Assert.Single(envelope.Keys);
        return envelope with { Keys = [key with { Data = data.ToArray(), IsKeyExchange = exchange ?? key.IsKeyExchange }] };
    }

    public static byte[] Data(this OmemoEnvelope envelope) => Assert.Single(envelope.Keys).Data.ToArray();
}
