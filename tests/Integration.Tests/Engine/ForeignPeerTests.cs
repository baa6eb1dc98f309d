// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>OMEMO with a client that shares no code with us: python-omemo over slixmpp.</summary>
public sealed class ForeignPeerTests(ProsodyServer server)
{
    [Fact]
    public async Task We_start_the_conversation()
    {
        await using var alice = await NewAppAsync();
        await using var peer = await NewPeerAsync();
        var peerJid = Jid.Parse(peer.Jid);

        for (var number = 0; number < 5; number++)
        {
            await alice.SendAsync(peerJid, $"ping {number}");
            var echo = await alice.WaitForMessageAsync($"echo: ping {number}");
            Assert.Equal((EncryptionKind.Omemo, peer.Fingerprint), (echo.Encryption, echo.SenderKey?.Hex));
        }
    }

    [Fact]
    public async Task The_peer_starts_the_conversation()
    {
        await using var alice = await NewAppAsync();
        await using var peer = await NewPeerAsync();

        await peer.SendAsync(alice.Account.ToString(), "do you read me?");

        var received = await alice.WaitForMessageAsync("do you read me?");
        Assert.Equal((EncryptionKind.Omemo, TrustLevel.Trusted), (received.Encryption, received.Trust));
        await alice.SendAsync(Jid.Parse(peer.Jid), "loud and clear");
        await peer.WaitForMessageAsync("loud and clear");
        Assert.Equal(["do you read me?", "loud and clear"], (await alice.HistoryAsync(Jid.Parse(peer.Jid)))[..2]);
    }

    [Fact]
    public async Task Messages_wait_in_the_archive_for_either_side_and_sessions_outlive_restarts()
    {
        var store = Path.Combine(Directory.CreateTempSubdirectory("chatsecure-peer-").FullName, "peer.json");
        var user = UniqueName("peer");
        await server.RegisterUserAsync(user, ProsodyServer.Password);
        await using var alice = await NewAppAsync();
        await using (var peer = await OmemoPeer.StartAsync(server, user, echo: false, storeFile: store))
        {
            await alice.SendAsync(Jid.Parse(peer.Jid), "one");
            await peer.WaitForMessageAsync("one");
            await alice.DisconnectAsync();
            await peer.SendAsync(alice.Account.ToString(), "two, while you were away");
            await peer.WaitForAsync("sent");
        }

        await alice.ConnectAsync();
        await alice.WaitForMessageAsync("two, while you were away");

        await using var later = await OmemoPeer.StartAsync(server, user, echo: false, storeFile: store);
        await alice.SendAsync(Jid.Parse(later.Jid), "three, after your restart");
        await later.WaitForMessageAsync("three, after your restart");
        Assert.DoesNotContain(later.Events, e => (string?)e["event"] == "decrypt_error");
    }

    private static string UniqueName(string name) => $"{name}-{Guid.NewGuid().ToString("N")[..8]}";

    private async Task<TestApp> NewAppAsync()
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, UniqueName("alice"));
        return app;
    }

    private async Task<OmemoPeer> NewPeerAsync()
    {
        var user = UniqueName("peer");
        await server.RegisterUserAsync(user, ProsodyServer.Password);
        return await OmemoPeer.StartAsync(server, user);
    }
}
