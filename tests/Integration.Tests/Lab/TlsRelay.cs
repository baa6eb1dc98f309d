// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using ChatSecure.Accounts;
using ChatSecure.Network.Xml;

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>A man in the middle with the server's own certificate and key, on the way to its port for direct TLS: can take SASL2 out of the offer, as a server
/// of former days would not have it, lie as a hostile server would, and cut connections.</summary>
internal sealed partial class TlsRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly X509Certificate2 _certificate;
    private readonly int _port;
    private readonly Task _accepting;
    private CancellationTokenSource _uncut = new();

    public TlsRelay(LabServer server)
    {
        using var loaded = X509Certificate2.CreateFromPemFile(server.CertificateFile, Path.ChangeExtension(server.CertificateFile, "key"));
        _certificate = X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), null);
        _port = server.DirectTlsPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public ServerAddress Address => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port, TlsMode.Direct);

    /// <summary>Whether SASL2 is taken out of what the server offers.</summary>
    public bool TakesSasl2Away { get; set; }

    /// <summary>What the client gets in place of each stanza of the server's. Null for the truth.</summary>
    public Func<XmppElement, IEnumerable<XmppElement>>? Lie { get; set; }

    /// <summary>What the server gets in place of each stanza of the client's. Null for what it wrote.</summary>
    public Func<XmppElement, IEnumerable<XmppElement>>? Ask { get; set; }

    /// <summary>Cuts all connections without a word.</summary>
    public async Task CutAsync()
    {
        var cut = Interlocked.Exchange(ref _uncut, new());
        await cut.CancelAsync();
        cut.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _certificate.Dispose();
        _uncut.Dispose();
        _ended.Dispose();
    }

    [GeneratedRegex("<authentication xmlns=(['\"])urn:xmpp:sasl:2\\1.*?</authentication>", RegexOptions.Singleline)]
    private static partial Regex Sasl2Offer();

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_ended.Token), _uncut.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Stopped.
        }

        await Task.WhenAll(connections);
    }

    private async Task RelayAsync(TcpClient client, CancellationToken cut)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token, cut);
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _port, either.Token);
                await using var near = new SslStream(client.GetStream());
                await near.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificate = _certificate,
                        ApplicationProtocols = [new SslApplicationProtocol("xmpp-client")],
                    },
                    either.Token
                );
                await using var far = new SslStream(server.GetStream(), false, (_, _, _, _) => true);
                await far.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "chat.lab.test" }, either.Token);
                await Task.WhenAny(UpAsync(near, far, either.Token), DownAsync(far, near, either.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // One side has gone.
            }
        }
    }

    private async Task DownAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        if (TakesSasl2Away)
        {
            var text = new StringBuilder();
            var buffer = new byte[16 * 1024];
            while (!text.ToString().Contains("</stream:features>", StringComparison.Ordinal))
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, await from.ReadAsync(buffer, cancellationToken)));
            }

            await to.WriteAsync(Encoding.UTF8.GetBytes(Sasl2Offer().Replace(text.ToString(), string.Empty)), cancellationToken);
        }

        await (Lie is null ? from.CopyToAsync(to, cancellationToken) : PassAsync(from, to, Lie, cancellationToken));
    }

    private Task UpAsync(Stream from, Stream to, CancellationToken cancellationToken) =>
        Ask is null ? from.CopyToAsync(to, cancellationToken) : PassAsync(from, to, Ask, cancellationToken);

    // Stanza by stanza, on streams that begin once: SASL2 restarts none.
    private static async Task PassAsync(
        Stream from,
        Stream to,
        Func<XmppElement, IEnumerable<XmppElement>> change,
        CancellationToken cancellationToken
    )
    {
        var reader = new XmppStreamReader(PipeReader.Create(from));
        while (true)
        {
            var item = await reader.ReadAsync(cancellationToken);
            var output = new ArrayBufferWriter<byte>();
            switch (item)
            {
                case { Kind: XmppStreamItemKind.Opened, Element: { } header }:
                    XmppXmlWriter.WriteStreamHeader(output, to: header["to"], from: header["from"], id: header["id"]);
                    break;
                case { Element: { } element }:
                    foreach (var changed in change(element))
                    {
                        output.Write(changed.ToUtf8());
                    }

                    break;
                default:
                    XmppXmlWriter.WriteStreamFooter(output);
                    await to.WriteAsync(output.WrittenMemory, cancellationToken);
                    return;
            }

            await to.WriteAsync(output.WrittenMemory, cancellationToken);
        }
    }
}
