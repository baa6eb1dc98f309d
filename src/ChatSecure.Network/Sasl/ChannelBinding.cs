// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net.Security;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Security.Authentication.ExtendedProtection;
using System.Security.Cryptography.X509Certificates;

namespace ChatSecure.Network.Sasl;

/// <summary>What ties an authentication to the TLS connection it runs over (RFC 5056): someone in the middle, even with a certificate that verifies, has
/// another connection and so another value.</summary>
/// <param name="Type">Its registered name.</param>
/// <param name="Data">Its value.</param>
internal sealed record ChannelBinding(string Type, byte[] Data)
{
    /// <summary>The hash of the server's certificate (RFC 5929, section 4), with any version of TLS.</summary>
    public const string ServerEndPoint = "tls-server-end-point";

    /// <summary>The first Finished message (RFC 5929, section 3). Not defined for TLS 1.3, where SslStream still returns something.</summary>
    public const string Unique = "tls-unique";

    /// <summary>The bindings that a connection has, best first. <c>tls-exporter</c> (RFC 9266) is out of reach: SslStream exports no keying
    /// material.</summary>
    /// <param name="tls">An authenticated connection.</param>
    public static IReadOnlyList<ChannelBinding> Of(SslStream tls)
    {
        List<ChannelBinding> bindings = [];
        if (tls.SslProtocol == SslProtocols.Tls12 && ReadUnique(tls) is { } unique)
        {
            bindings.Add(new(Unique, unique));
        }

        if (tls.RemoteCertificate is X509Certificate2 certificate && CertificateHash.Compute(certificate) is { } hash)
        {
            bindings.Add(new(ServerEndPoint, hash));
        }

        return bindings;
    }

    /// <summary>Whether two have the same type and value.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(ChannelBinding? other) => other is not null && Type == other.Type && Data.AsSpan().SequenceEqual(other.Data);

    public override int GetHashCode() => Type.GetHashCode(StringComparison.Ordinal);

    private static byte[]? ReadUnique(SslStream tls)
    {
        // The token is a header of 32 bytes (SEC_CHANNEL_BINDINGS), the type's name with a colon, and the value.
        const int header = 32;
        using var token = tls.TransportContext.GetChannelBinding(ChannelBindingKind.Unique);
        if (token is null || token.Size <= header)
        {
            return null;
        }

        var bytes = new byte[token.Size];
        Marshal.Copy(token.DangerousGetHandle(), bytes, 0, bytes.Length);
        var value = bytes.AsSpan(header);
        return value.StartsWith("tls-unique:"u8) && value.Length > 11 ? value[11..].ToArray() : null;
    }
}
