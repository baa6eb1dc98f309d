// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatSecure.Testing.Server;

/// <summary>A certificate authority that exists for one test.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ServerUsage = "1.3.6.1.5.5.7.3.1";
    private const string ClientUsage = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 _authority;
    private readonly DateTimeOffset _now;

    public TestAuthority(TimeProvider time)
    {
        _now = time.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // A name of its own, so that a client may trust the authorities of two servers.
        var request = new CertificateRequest($"CN=Test authority {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        _authority = request.CreateSelfSigned(_now.AddYears(-1), _now.AddYears(1));
    }

    public string Pem => _authority.ExportCertificatePem();

    public X509Certificate2 Issue(string domain, CertificateFault fault)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={domain}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        var usage = fault == CertificateFault.WrongUsage ? ClientUsage : ServerUsage;
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (fault != CertificateFault.CommonNameOnly)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(
                fault switch
                {
                    CertificateFault.WrongName => "wrong.invalid",
                    CertificateFault.WildcardBelow => "*." + domain,
                    _ => domain,
                }
            );
            request.CertificateExtensions.Add(names.Build());
        }

        var (from, until) = fault switch
        {
            CertificateFault.Expired => (_now.AddDays(-30), _now.AddDays(-1)),
            CertificateFault.NotYetValid => (_now.AddDays(1), _now.AddDays(30)),
            _ => (_now.AddDays(-1), _now.AddDays(30)),
        };
        if (fault == CertificateFault.SelfSigned)
        {
            using var alone = request.CreateSelfSigned(from, until);
            return Reload(alone);
        }

        using var signed = request.Create(_authority, from, until, RandomNumberGenerator.GetBytes(8));
        using var complete = signed.CopyWithPrivateKey(key);
        return Reload(complete);
    }

    public void Dispose() => _authority.Dispose();

    // Not every platform's TLS takes a key that was never in a file.
    private static X509Certificate2 Reload(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
