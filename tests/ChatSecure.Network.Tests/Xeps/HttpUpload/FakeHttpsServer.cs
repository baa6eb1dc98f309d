// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ChatSecure.Network.Tests.Xeps.HttpUpload;

/// <summary>Answers HTTPS requests on loopback by script, one a connection, with a certificate for one host by an authority of its own.</summary>
internal sealed class FakeHttpsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly X509Certificate2 _certificate;
    private readonly Func<Request, string> _answer;
    private readonly Task _serving;

    public FakeHttpsServer(string host, Func<Request, string> answer)
    {
        _answer = answer;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = authority.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        AuthorityPem = root.ExportCertificatePem();
        using var ownKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = new CertificateRequest("CN=Test", ownKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        own.CertificateExtensions.Add(names.Build());
        own.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], false));
        using var issued = own.Create(root, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99), [1]);
        using var pair = issued.CopyWithPrivateKey(ownKey);
        _certificate = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string AuthorityPem { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<Request> Requests { get; } = new();

    public static string Answer(string status, string body = "", string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _certificate.Dispose();
        _ended.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_ended.Token);
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(new() { ServerCertificate = _certificate }, _ended.Token);
                var request = await ReadAsync(tls);
                Requests.Enqueue(request);
                await tls.WriteAsync(Encoding.UTF8.GetBytes(_answer(request)), _ended.Token);
                await tls.ShutdownAsync();
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or AuthenticationException)
            {
                // The client did not like us, or the test is over.
            }
        }
    }

    private async Task<Request> ReadAsync(SslStream tls)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!(bytes.Count > 3 && bytes[^4] == '\r' && bytes[^3] == '\n' && bytes[^2] == '\r' && bytes[^1] == '\n'))
        {
            await tls.ReadExactlyAsync(one, _ended.Token);
            bytes.Add(one[0]);
        }

        var head = Encoding.UTF8.GetString([.. bytes]);
        var length = head.Split("\r\n")
            .Where(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line[16..], CultureInfo.InvariantCulture))
            .FirstOrDefault();
        var body = new byte[length];
        await tls.ReadExactlyAsync(body, _ended.Token);
        return new(head, body);
    }

    internal sealed record Request(string Head, byte[] Body);
}
