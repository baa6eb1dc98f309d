// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatSecure.Network.Dane;

/// <summary>The usable records of one server, and what they say of a certificate (RFC 6698, RFC 7671).</summary>
/// <param name="host">The host that was connected to.</param>
/// <param name="records">The records.</param>
internal sealed class DaneCheck(string host, IReadOnlyList<TlsaRecord> records)
{
    private const byte TrustedAuthority = 0;
    private const byte TrustedCertificate = 1;
    private const byte Authority = 2;
    private const byte Certificate = 3;
    private const int MaxRecords = 64;

    /// <summary>What DNSSEC proves stands for the domain's own name.</summary>
    public string Host => host;

    /// <summary>The certificates that records hold as they are, so that a chain can be built with those that the server does not send. Those that can't be read
    /// are left out.</summary>
    public IReadOnlyList<X509Certificate2> Authorities { get; } =
    [
        .. records
            .Where(record => record is { Usage: TrustedAuthority or Authority, Selector: 0, MatchingType: 0 })
            .Select(Load)
            .OfType<X509Certificate2>(),
    ];

    /// <summary>The check that records demand.</summary>
    /// <param name="host">The host that was connected to.</param>
    /// <param name="records">The records.</param>
    /// <returns>Null if none of them is usable.</returns>
    public static DaneCheck? Of(string host, IReadOnlyList<TlsaRecord> records)
    {
        var usable = records.Where(IsUsable).Take(MaxRecords).ToList();
        return usable.Count == 0 ? null : new(host, usable);
    }

    /// <summary>Whether the certificate itself is named: then neither its name, its dates nor its authorities count (RFC 7671, section 5.1).</summary>
    public bool NamesCertificate(X509Certificate2 certificate) => Any(Certificate, [certificate]);

    /// <summary>Whether an authority in the chain is named, above which none is needed.</summary>
    public bool NamesAuthority(X509Chain chain) => Any(Authority, Above(chain));

    /// <summary>Whether the certificate, which is trusted here, is named, or an authority above it.</summary>
    public bool NamesTrusted(X509Certificate2 certificate, X509Chain chain) =>
        Any(TrustedCertificate, [certificate]) || Any(TrustedAuthority, Above(chain));

    private static IEnumerable<X509Certificate2> Above(X509Chain chain) =>
        chain.ChainElements.Skip(1).Select(element => element.Certificate);

    private bool Any(byte usage, IEnumerable<X509Certificate2> certificates) =>
        certificates.Any(certificate => records.Any(record => record.Usage == usage && Matches(record, certificate)));

    private static X509Certificate2? Load(TlsaRecord record)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(record.Data.Span);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static bool IsUsable(TlsaRecord record) =>
        record is { Usage: <= Certificate, Selector: <= 1 }
        && record.MatchingType switch
        {
            0 => record.Data.Length > 0,
            1 => record.Data.Length == SHA256.HashSizeInBytes,
            2 => record.Data.Length == SHA512.HashSizeInBytes,
            _ => false,
        };

    private static bool Matches(TlsaRecord record, X509Certificate2 certificate)
    {
        var selected = record.Selector == 0 ? certificate.RawData : certificate.PublicKey.ExportSubjectPublicKeyInfo();
        return record.Data.Span.SequenceEqual(
            record.MatchingType switch
            {
                1 => SHA256.HashData(selected),
                2 => SHA512.HashData(selected),
                _ => selected,
            }
        );
    }
}
