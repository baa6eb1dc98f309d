// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatSecure.Network.Sasl;

/// <summary>The hash that <c>tls-server-end-point</c> uses (RFC 5929, section 4.1): that of the certificate's signature, but SHA-256 in place of MD5 and
/// SHA-1. For a signature without one single hash, such as Ed25519, the type is not defined.</summary>
internal static class CertificateHash
{
    private const string RsaPss = "1.2.840.113549.1.1.10";

    /// <summary>Hashes a certificate.</summary>
    /// <param name="certificate">The certificate that the server presented.</param>
    /// <returns>The hash; null if the type is not defined for this certificate.</returns>
    public static byte[]? Compute(X509Certificate2 certificate)
    {
        var algorithm = certificate.SignatureAlgorithm.Value;
        var hash = HashOf(algorithm == RsaPss ? ReadPssHash(certificate.RawDataMemory) : algorithm);
        return hash is { } name ? CryptographicOperations.HashData(name, certificate.RawDataMemory.Span) : null;
    }

    private static HashAlgorithmName? HashOf(string? oid) =>
        oid switch
        {
            // MD5 and SHA-1, alone and with RSA, DSA and ECDSA.
            "1.2.840.113549.2.5" or "1.3.14.3.2.26" => HashAlgorithmName.SHA256,
            "1.2.840.113549.1.1.4" or "1.2.840.113549.1.1.5" or "1.2.840.10040.4.3" or "1.2.840.10045.4.1" => HashAlgorithmName.SHA256,
            // SHA-256, SHA-384 and SHA-512, alone and with RSA, DSA and ECDSA.
            "2.16.840.1.101.3.4.2.1" or "1.2.840.113549.1.1.11" or "2.16.840.1.101.3.4.3.2" or "1.2.840.10045.4.3.2" =>
                HashAlgorithmName.SHA256,
            "2.16.840.1.101.3.4.2.2" or "1.2.840.113549.1.1.12" or "2.16.840.1.101.3.4.3.3" or "1.2.840.10045.4.3.3" =>
                HashAlgorithmName.SHA384,
            "2.16.840.1.101.3.4.2.3" or "1.2.840.113549.1.1.13" or "2.16.840.1.101.3.4.3.4" or "1.2.840.10045.4.3.4" =>
                HashAlgorithmName.SHA512,
            _ => null,
        };

    /// <summary>RSASSA-PSS names its hash in its parameters (RFC 4055, section 3.1), where SHA-1 is the default.</summary>
    private static string? ReadPssHash(ReadOnlyMemory<byte> certificate)
    {
        try
        {
            var outer = new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence();
            outer.ReadEncodedValue();
            var algorithm = outer.ReadSequence();
            algorithm.ReadObjectIdentifier();
            var parameters = algorithm.ReadSequence();
            var hashTag = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
            return parameters.HasData && parameters.PeekTag() == hashTag
                ? parameters.ReadSequence(hashTag).ReadSequence().ReadObjectIdentifier()
                : "1.3.14.3.2.26";
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
