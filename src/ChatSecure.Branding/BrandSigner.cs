// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ChatSecure.Branding;

/// <summary>Signs overlays and policies: for those who make them, not for apps.</summary>
public static class BrandSigner
{
    /// <summary>Signs a document.</summary>
    /// <param name="payload">JSON with <c>kind</c> (<c>overlay</c> or <c>policy</c>), <c>brand</c> (the id), <c>sequence</c> (counts up from 1), <c>expires</c>
    /// (<c>2027-01-31T00:00:00Z</c>; an overlay needs it) and <c>settings</c> (as in <c>brand.json</c>).</param>
    /// <param name="key">The private key, of the curve P-256.</param>
    /// <returns>The document.</returns>
    public static byte[] Sign(string payload, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentNullException.ThrowIfNull(key);
        var bytes = Encoding.UTF8.GetBytes(payload);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteBase64String("payload", bytes);
            json.WriteBase64String(
                "signature",
                key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            );
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
