// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatSecure.Network.Sasl;

namespace ChatSecure.Network.Tests.Sasl;

public sealed class ChannelBindingTests
{
    [Theory]
    [InlineData("SHA256")]
    [InlineData("SHA384")]
    [InlineData("SHA512")]
    public void The_end_point_is_hashed_as_its_certificate_is_signed(string signature)
    {
        foreach (var padding in new[] { RSASignaturePadding.Pkcs1, RSASignaturePadding.Pss })
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest("CN=test", key, new HashAlgorithmName(signature), padding);
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
            Assert.Equal(CryptographicOperations.HashData(new(signature), certificate.RawData), CertificateHash.Compute(certificate));
        }
    }

    [Theory]
    [InlineData("300D06092A864886F70D0101040500")] // md5WithRSAEncryption
    [InlineData("300D06092A864886F70D0101050500")] // sha1WithRSAEncryption
    [InlineData("300906072A8648CE3D0401")] // ecdsa-with-SHA1
    [InlineData("300D06092A864886F70D01010A3000")] // RSASSA-PSS with its default, SHA-1
    public void Broken_hashes_are_replaced(string algorithm)
    {
        using var certificate = SignedWith(algorithm);
        Assert.Equal(SHA256.HashData(certificate.RawData), CertificateHash.Compute(certificate));
    }

    [Theory]
    [InlineData("300506032B6570")] // Ed25519
    [InlineData("300D06092A864886F70D01010E0500")] // sha224WithRSAEncryption, which .NET lacks
    [InlineData("300D06092A864886F70D01010A0500")] // RSASSA-PSS with malformed parameters
    public void Without_a_hash_there_is_no_binding(string algorithm)
    {
        using var certificate = SignedWith(algorithm);
        Assert.Null(CertificateHash.Compute(certificate));
    }

    [Theory]
    [InlineData("SHA256")]
    [InlineData("SHA384")]
    [InlineData("SHA512")]
    public void An_elliptic_certificate_too(string signature)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, new HashAlgorithmName(signature));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        Assert.Equal(CryptographicOperations.HashData(new(signature), certificate.RawData), CertificateHash.Compute(certificate));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Both_ends_of_a_connection_agree(SslProtocols version)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA384);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var outgoing = new TcpClient();
        var accepting = listener.AcceptTcpClientAsync();
        await outgoing.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var incoming = await accepting;
        await using var server = new SslStream(incoming.GetStream());
        await using var client = new SslStream(outgoing.GetStream(), false, (_, _, _, _) => true);
        await Task.WhenAll(
            server.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = certificate, EnabledSslProtocols = version }
            ),
            client.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "test", EnabledSslProtocols = version })
        );

        var bindings = ChannelBinding.Of(client);
        var endPoint = new ChannelBinding(ChannelBinding.ServerEndPoint, SHA384.HashData(certificate.RawData));
        if (version == SslProtocols.Tls13)
        {
            Assert.Equal([endPoint], bindings);
            return;
        }

        Assert.Equal([ChannelBinding.Of(server)[0], endPoint], bindings);
        Assert.Equal(ChannelBinding.Unique, bindings[0].Type);
        Assert.Equal(12, bindings[0].Data.Length);
    }

    private static X509Certificate2 SignedWith(string algorithm)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        return request.Create(
            request.SubjectName,
            new Generator(algorithm),
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddYears(1),
            [1]
        );
    }

    /// <summary>Names any algorithm and signs nothing: only the name matters here.</summary>
    private sealed class Generator(string algorithm) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => Convert.FromHexString(algorithm);

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => [0];

        protected override PublicKey BuildPublicKey() => throw new NotSupportedException();
    }
}
