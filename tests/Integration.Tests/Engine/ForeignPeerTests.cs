// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>OMEMO with a client that shares no code with us: python-omemo over slixmpp.</summary>
public sealed class ForeignPeerTests(ProsodyServer server)
{
    [Theory]
    [InlineData(EncryptionKind.Omemo, EncryptionKind.Omemo)]
    [InlineData(EncryptionKind.Omemo2, EncryptionKind.Omemo2)]
    [InlineData(null, EncryptionKind.Omemo2)]
    public async Task We_start_the_conversation(EncryptionKind? only, EncryptionKind expected)
    {
        await using var alice = await NewAppAsync();
        await using var peer = await NewPeerAsync(only);
        var peerJid = Jid.Parse(peer.Jid);

        for (var number = 0; number < 5; number++)
        {
            await alice.SendAsync(peerJid, $"ping {number}");
            var echo = await alice.WaitForMessageAsync($"echo: ping {number}");
            Assert.Equal((expected, peer.Fingerprint), (echo.Encryption, echo.SenderKey?.Hex));
        }

        var history = await alice.Client.Conversations.HistoryAsync(alice.With(peerJid));
        Assert.All(history.Messages, message => Assert.Equal(expected, message.Encryption));
    }

    [Theory]
    [InlineData(EncryptionKind.Omemo)]
    [InlineData(EncryptionKind.Omemo2)]
    public async Task The_peer_starts_the_conversation(EncryptionKind kind)
    {
        await using var alice = await NewAppAsync();
        await using var peer = await NewPeerAsync(kind);

        await peer.SendAsync(alice.Account.ToString(), "do you read me?", kind);

        var received = await alice.WaitForMessageAsync("do you read me?");
        Assert.Equal((kind, TrustLevel.Trusted), (received.Encryption, received.Trust));
        await alice.SendAsync(Jid.Parse(peer.Jid), "loud and clear");
        await peer.WaitForMessageAsync("loud and clear");
        Assert.Equal(["do you read me?", "loud and clear"], (await alice.HistoryAsync(Jid.Parse(peer.Jid)))[..2]);
    }

    [Theory]
    [InlineData(EncryptionKind.Omemo)]
    [InlineData(EncryptionKind.Omemo2)]
    public async Task Messages_wait_in_the_archive_for_either_side_and_sessions_outlive_restarts(EncryptionKind kind)
    {
        var store = NewStore();
        var user = UniqueName("peer");
        await server.RegisterUserAsync(user, ProsodyServer.Password);
        await using var alice = await NewAppAsync();
        await using (var peer = await OmemoPeer.StartAsync(server, user, echo: false, storeFile: store, only: kind))
        {
            await alice.SendAsync(Jid.Parse(peer.Jid), "one");
            await peer.WaitForMessageAsync("one");
            await alice.DisconnectAsync();
            await peer.SendAsync(alice.Account.ToString(), "two, while you were away", kind);
            await peer.WaitForAsync("sent");
        }

        await alice.ConnectAsync();
        await alice.WaitForMessageAsync("two, while you were away");

        await using var later = await OmemoPeer.StartAsync(server, user, echo: false, storeFile: store, only: kind);
        await alice.SendAsync(Jid.Parse(later.Jid), "three, after your restart");
        await later.WaitForMessageAsync("three, after your restart");
        Assert.DoesNotContain(later.Events, e => (string?)e["event"] == "decrypt_error");
    }

    [Fact]
    public async Task Files_go_both_ways_as_aesgcm_addresses()
    {
        await using var alice = await NewAppAsync();
        await using var peer = await NewPeerAsync(EncryptionKind.Omemo);
        var peerJid = Jid.Parse(peer.Jid);
        var content = RandomNumberGenerator.GetBytes(100_000);
        var attachment = new OutgoingAttachment(_ => ValueTask.FromResult<Stream>(new MemoryStream(content))) { FileName = "a.bin" };
        await alice.Client.Conversations.SendAsync(alice.With(peerJid), new("") { Attachments = [attachment] });
        var text = (string)
            (
                await peer.WaitForAsync(
                    "decrypted",
                    told => ((string?)told["body"])?.StartsWith("aesgcm://", StringComparison.Ordinal) == true
                )
            )["body"]!;

        // As another program would: the fragment has the vector and the key, the file ends with the tag.
        var parts = text.Split('#');
        var secret = Convert.FromHexString(parts[1]);
        using var http = new HttpClient(
            new HttpClientHandler
            {
                ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
            }
        );
        var fetched = await http.GetByteArrayAsync(new Uri(parts[0].Replace("aesgcm://", "https://", StringComparison.Ordinal)));
        var decrypted = new byte[fetched.Length - 16];
        using var gcm = new AesGcm(secret.AsSpan(12), 16);
        gcm.Decrypt(secret.AsSpan(0, 12), fetched.AsSpan(0, decrypted.Length), fetched.AsSpan(decrypted.Length), decrypted);
        Assert.Equal(content, decrypted);

        await peer.SendAsync(alice.Account.ToString(), text, EncryptionKind.Omemo);
        var back = await alice.WaitForAsync<MessageAdded>(added =>
            added.Message is { Direction: MessageDirection.Incoming, Attachments.Count: 1 }
        );
        Assert.Equal((string.Empty, text), (back.Message.Body, back.Message.Attachments[0].Source));
        await using var opened = await alice.Client.Conversations.OpenAttachmentAsync(
            new(alice.With(peerJid), MessageDirection.Incoming, back.Message.Id)
        );
        Assert.Equal(SHA256.HashData(content), await SHA256.HashDataAsync(opened));
    }

    [Fact]
    public async Task Of_an_account_with_old_new_and_mixed_devices_each_reads_every_message_once()
    {
        var user = UniqueName("peer");
        await server.RegisterUserAsync(user, ProsodyServer.Password);
        await using var old = await OmemoPeer.StartAsync(server, user, echo: false, storeFile: NewStore(), only: EncryptionKind.Omemo);
        await using var @new = await OmemoPeer.StartAsync(server, user, echo: false, storeFile: NewStore(), only: EncryptionKind.Omemo2);
        await using var both = await OmemoPeer.StartAsync(server, user, echo: false, storeFile: NewStore());
        await using var alice = await NewAppAsync();
        OmemoPeer[] devices = [old, @new, both];

        foreach (var text in (string[])["one for all", "and another"])
        {
            await alice.SendAsync(Jid.Parse(old.Jid), text);
            foreach (var device in devices)
            {
                await device.WaitForMessageAsync(text);
            }
        }

        await old.SendAsync(alice.Account.ToString(), "from the old one", EncryptionKind.Omemo);
        Assert.Equal(EncryptionKind.Omemo, (await alice.WaitForMessageAsync("from the old one")).Encryption);
        await @new.SendAsync(alice.Account.ToString(), "from the new one", EncryptionKind.Omemo2);
        Assert.Equal(EncryptionKind.Omemo2, (await alice.WaitForMessageAsync("from the new one")).Encryption);
        await alice.SendAsync(Jid.Parse(old.Jid), "the last");
        foreach (var device in devices)
        {
            await device.WaitForMessageAsync("the last");
        }

        Assert.Equal(
            [(old, "eu.siacs.conversations.axolotl"), (@new, "urn:xmpp:omemo:2"), (both, "urn:xmpp:omemo:2")],
            devices.Select(device => (device, Assert.Single(Spaces(device, "the last"))!))
        );

        // Empty messages to one device reach the others as copies that are not for them: those are no failures.
        var errors = devices.SelectMany(device => device.Events).Where(e => (string?)e["event"] == "decrypt_error");
        Assert.Equal(
            string.Empty,
            string.Join('\n', errors.Select(e => e.ToJsonString()).Where(e => !e.Contains("MessageNotForUs", StringComparison.Ordinal)))
        );

        static IEnumerable<string?> Spaces(OmemoPeer device, string body) =>
            device.Events.Where(e => (string?)e["event"] == "decrypted" && (string?)e["body"] == body).Select(e => (string?)e["ns"]);
    }

    private static string NewStore() => Path.Combine(Directory.CreateTempSubdirectory("chatsecure-peer-").FullName, "peer.json");

    private static string UniqueName(string name) => $"{name}-{Guid.NewGuid().ToString("N")[..8]}";

    private async Task<TestApp> NewAppAsync()
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, UniqueName("alice"));
        return app;
    }

    private async Task<OmemoPeer> NewPeerAsync(EncryptionKind? only)
    {
        var user = UniqueName("peer");
        await server.RegisterUserAsync(user, ProsodyServer.Password);
        return await OmemoPeer.StartAsync(server, user, only: only);
    }
}
