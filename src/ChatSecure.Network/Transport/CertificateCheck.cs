// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatSecure.Network.Dane;

namespace ChatSecure.Network.Transport;

/// <summary>Checks one server certificate and remembers which check failed. Stricter than SslStream alone, which on some platforms accepts a name that
/// stands only in the subject's common name: RFC 9525, section 6.3 forbids that.</summary>
internal sealed class CertificateCheck(TlsPolicy policy)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Why the certificate was refused, as half a sentence; null if it was not.</summary>
    public string? Failure { get; private set; }

    /// <summary>How a chain is built: for a server, offline. Nothing is fetched, for that would tell third parties (and the network) whom we visit.</summary>
    public static X509ChainPolicy ChainPolicy()
    {
        var chain = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        chain.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        return chain;
    }

    /// <summary>The callback of SslStream.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Failure = Check(certificate as X509Certificate2, chain, errors);
        return Failure is null;
    }

    private string? Check(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || chain is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "the server sent none";
        }

        var failure = policy.Dane is { } dane ? CheckDane(dane, certificate, chain, errors) : CheckAuthorities(certificate, chain, errors);
        return failure ?? (policy.PinsAllow(certificate) ? null : "its key is none of the pinned ones");
    }

    private string? CheckAuthorities(X509Certificate2 certificate, X509Chain chain, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && CheckChain(certificate, chain) is { } failure)
        {
            return failure;
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) || !IsFor(certificate, policy.Host)
            ? "it is for another name"
            : null;
    }

    // By what DNS says, and by nothing else: usages 3 and 2 in place of our authorities, 1 and 0 beside them.
    private string? CheckDane(DaneCheck dane, X509Certificate2 certificate, X509Chain chain, SslPolicyErrors errors)
    {
        if (dane.NamesCertificate(certificate))
        {
            return null;
        }

        using var whole = NewChain(chain);
        whole.ChainPolicy.ExtraStore.AddRange(policy.ExtraAuthorities);
        whole.ChainPolicy.ExtraStore.AddRange(dane.Authorities.ToArray());
        whole.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        if (!whole.Build(certificate))
        {
            return Describe(whole);
        }

        return
            (dane.NamesAuthority(whole) && (IsFor(certificate, policy.Host) || IsFor(certificate, dane.Host)))
            || (dane.NamesTrusted(certificate, whole) && CheckAuthorities(certificate, chain, errors) is null)
            ? null
            : "it is none of those that DNS names";
    }

    private static bool IsFor(X509Certificate2 certificate, string host) =>
        certificate.MatchesHostname(host, allowWildcards: true, allowCommonName: false);

    private string? CheckChain(X509Certificate2 certificate, X509Chain chain)
    {
        if (policy.ExtraAuthorities.Count == 0)
        {
            return Describe(chain);
        }

        using var second = NewChain(chain);
        second.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        second.ChainPolicy.CustomTrustStore.AddRange(policy.ExtraAuthorities);
        return second.Build(certificate) ? null : Describe(second);
    }

    // Of the same certificates that the server has sent.
    private static X509Chain NewChain(X509Chain chain)
    {
        var made = new X509Chain { ChainPolicy = ChainPolicy() };
        made.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        return made;
    }

    private static string Describe(X509Chain chain)
    {
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        return status switch
        {
            _ when status.HasFlag(X509ChainStatusFlags.NotTimeValid) => "it, or one above it, has expired or is not valid yet",
            _ when status.HasFlag(X509ChainStatusFlags.NotValidForUsage) => "it is not meant for servers",
            _ when status.HasFlag(X509ChainStatusFlags.UntrustedRoot) || status.HasFlag(X509ChainStatusFlags.PartialChain) =>
                "no authority that is trusted here vouches for it",
            _ => $"its chain does not verify ({status})",
        };
    }
}
