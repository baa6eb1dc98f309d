// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatSecure.Clients;
using ChatSecure.Core;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Integration.Tests.Network;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Files that must not be taken. Of none anything stays.</summary>
public sealed class AttachmentRefusalTests(ProsodyServer server)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_file_that_was_changed_at_its_host_is_refused()
    {
        await using var own = await ProsodyServer.StartAsync();
        await using var alice = await NewAppAsync(own, "alice");
        await using var bob = await NewAppAsync(own, "bob");
        var sent = await SendAsync(alice, bob, 200_000);
        var stored = new DirectoryInfo(own.DataPath)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Single(file => file.Length == 200_016);
        await using (var file = stored.Open(FileMode.Open))
        {
            file.Position = 100_000;
            var changed = (byte)(file.ReadByte() ^ 1);
            file.Position = 100_000;
            file.WriteByte(changed);
        }

        await AssertRefusedAsync(bob, new(bob.With(alice), MessageDirection.Incoming, sent.Id), ErrorKind.Protocol);

        // Cut off, too.
        await using (var file = stored.Open(FileMode.Open))
        {
            file.SetLength(150_000);
        }

        await AssertRefusedAsync(bob, new(bob.With(alice), MessageDirection.Incoming, sent.Id), null);
    }

    [Fact]
    public async Task A_file_that_is_larger_than_allowed_is_refused()
    {
        await using var alice = await NewAppAsync(server, "alice");
        await using var bob = await NewAppAsync(server, "bob", new() { MaxDownload = 9_999 });
        var sent = await SendAsync(alice, bob, 10_000);
        await AssertRefusedAsync(bob, new(bob.With(alice), MessageDirection.Incoming, sent.Id), ErrorKind.Protocol);
    }

    [Fact]
    public async Task A_file_that_is_not_the_one_that_was_described_is_refused()
    {
        await using var alice = await NewAppAsync(server, "alice");
        await using var bob = await NewAppAsync(server, "bob");
        var sent = await SendAsync(alice, bob, 1_000);
        var url = Assert.Single((await bob.Client.Conversations.HistoryAsync(bob.With(alice))).Messages).Attachments[0].Source!;
        var metadata = new FileMetadata
        {
            Name = "other",
            Size = 1_016,
            Hashes = [new("sha-256", new byte[32])],
        };
        await using var liar = await LabClient.ConnectAsync(server, (_, _, _) => []);
        var stanza = new MessageStanza(bob.Account) { Id = "lie" };
        stanza.AddSharedFile(new(metadata, [new Uri(url.Replace("aesgcm://", "https://", StringComparison.Ordinal).Split('#')[0])]));
        await liar.Client.SendAsync(stanza);
        await bob.WaitForAsync<MessageAdded>(added => added.Message.Id.Value == "lie");
        var message = new MessageRef(bob.With(liar.Account), MessageDirection.Incoming, new("lie"));
        var error = await AssertRefusedAsync(bob, message, ErrorKind.Protocol);
        Assert.Equal("file-mismatch", error.Condition);
        Assert.NotEqual(sent.Id, message.Id);
    }

    [Theory]
    [InlineData("https://10.11.12.13/router")]
    [InlineData("https://[::1]:1/x")]
    [InlineData("https://127.0.0.2:1/x")]
    [InlineData("https://intranet/x")]
    public async Task A_link_into_a_private_network_is_not_followed(string url)
    {
        await using var bob = await NewAppAsync(server, "bob");
        var message = await LinkAsync(bob, url);
        await AssertRefusedAsync(bob, message, ErrorKind.InsecureConnection);
    }

    [Fact]
    public async Task A_host_whose_certificate_nobody_vouches_for_is_refused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener);
        await using var bob = await NewAppAsync(server, "bob");
        var message = await LinkAsync(bob, $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/x");
        await AssertRefusedAsync(bob, message, ErrorKind.InsecureConnection);
        Assert.False(await serving, "The request was sent.");
    }

    /// <returns>Whether anything but a handshake came.</returns>
    private static async Task<bool> ServeAsync(TcpListener listener)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var client = await listener.AcceptTcpClientAsync();
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
            return await tls.ReadAsync(new byte[1]) > 0;
        }
        catch (Exception error) when (error is IOException or AuthenticationException)
        {
            return false;
        }
    }

    private async Task<MessageRef> LinkAsync(TestApp bob, string url)
    {
        await using var stranger = await LabClient.ConnectAsync(server, (_, _, _) => []);
        var stanza = new MessageStanza(bob.Account) { Id = "link" };
        stanza.AddOutOfBand(new Uri(url));
        await stranger.Client.SendAsync(stanza);
        await bob.WaitForAsync<MessageAdded>(added => added.Message.Id.Value == "link");
        return new(bob.With(stranger.Account), MessageDirection.Incoming, new("link"));
    }

    private static async Task<ChatSecureException> AssertRefusedAsync(TestApp app, MessageRef message, ErrorKind? kind)
    {
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => app.Client.Conversations.DownloadAsync(message));
        Assert.Equal(kind ?? error.Kind, error.Kind);
        var found = (await app.Client.Conversations.HistoryAsync(message.Conversation)).Messages.Single(known => known.Id == message.Id);
        Assert.Null(found.Attachments[0].MediaId);
        var folder = Path.Combine(app.Profile, "chat.media");
        Assert.Empty(Directory.Exists(folder) ? Directory.GetFiles(folder) : []);
        return error;
    }

    private static async Task<ChatMessage> SendAsync(TestApp alice, TestApp bob, int size)
    {
        var content = RandomNumberGenerator.GetBytes(size);
        var sent = await alice.Client.Conversations.SendAsync(
            alice.With(bob),
            new("see") { Attachments = [new(_ => ValueTask.FromResult<Stream>(new MemoryStream(content)))] }
        );
        await sent.Acked.WaitAsync(_patience);
        await bob.WaitForMessageAsync("see");
        return sent.Message;
    }

    private static async Task<TestApp> NewAppAsync(ProsodyServer server, string name, ChatClientOptions? options = null)
    {
        var app = await TestApp.StartAsync(options: options);
        await app.AddAccountAsync(server, $"{name}-{Guid.NewGuid().ToString("N")[..8]}");
        return app;
    }
}
