// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

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

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && CheckChain(certificate, chain) is { } failure)
        {
            return failure;
        }

        if (
            errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            || !certificate.MatchesHostname(policy.Host, allowWildcards: true, allowCommonName: false)
        )
        {
            return "it is for another name";
        }

        return policy.PinsAllow(certificate) ? null : "its key is none of the pinned ones";
    }

    private string? CheckChain(X509Certificate2 certificate, X509Chain chain)
    {
        if (policy.ExtraAuthorities.Count == 0)
        {
            return Describe(chain);
        }

        using var second = new X509Chain();
        second.ChainPolicy = ChainPolicy();
        second.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        second.ChainPolicy.CustomTrustStore.AddRange(policy.ExtraAuthorities);
        second.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        return second.Build(certificate) ? null : Describe(second);
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
