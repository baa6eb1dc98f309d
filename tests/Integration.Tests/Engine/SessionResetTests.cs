// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Sessions that went out of step, as by a copy of an older profile put back, and what helps: a person who has them reset.</summary>
public sealed class SessionResetTests(ProsodyServer server)
{
    private static readonly string[] _sessionTables = ["omemo2.session", "axolotl.session"];

    [Fact]
    public async Task Two_apps_whose_session_is_out_of_step_talk_again_after_a_reset()
    {
        await using var alice = await NewAppAsync("alice");
        var bob = await NewAppAsync("bob");
        await alice.DeliverAsync(bob, "hello");
        await bob.WaitForMessageAsync("hello");
        await using var again = await PutBackAsync(bob, TalkAsync);

        // Neither side reads the other, and in omemo:2 nothing repairs that unasked.
        await alice.DeliverAsync(again, "lost");
        await again.WaitForAsync<MessageAdded>(added => added.Message.DecryptFailure is not null);
        var key = (await again.Client.Trust.DevicesAsync(again.Account, alice.Account)).Single().Fingerprint!.Value;

        await again.Client.Trust.ResetSessionAsync(again.Account, alice.Account, key);

        await again.DeliverAsync(alice, "do you read me?");
        await alice.WaitForMessageAsync("do you read me?");
        await alice.DeliverAsync(again, "loud and clear");
        var received = await again.WaitForMessageAsync("loud and clear");
        Assert.Equal((EncryptionKind.Omemo2, TrustLevel.Trusted), (received.Encryption, received.Trust));

        async Task TalkAsync(TestApp app)
        {
            for (var round = 0; round < 3; round++)
            {
                await app.DeliverAsync(alice, $"there {round}");
                await alice.WaitForMessageAsync($"there {round}");
                await alice.DeliverAsync(app, $"back {round}");
                await app.WaitForMessageAsync($"back {round}");
            }
        }
    }

    [Theory]
    [InlineData(EncryptionKind.Omemo)]
    [InlineData(EncryptionKind.Omemo2)]
    public async Task A_foreign_client_takes_up_the_session_that_a_reset_starts(EncryptionKind kind)
    {
        var user = UniqueName("peer");
        await server.RegisterUserAsync(user, ProsodyServer.Password);
        await using var peer = await OmemoPeer.StartAsync(server, user, only: kind);
        var peerJid = Jid.Parse(peer.Jid);
        var app = await NewAppAsync("alice");
        await app.SendAsync(peerJid, "zero");
        await app.WaitForMessageAsync("echo: zero");
        await using var alice = await PutBackAsync(app, TalkAsync);

        await alice.Client.Trust.ResetSessionAsync(alice.Account, peerJid, Fingerprint.FromBytes(Convert.FromHexString(peer.Fingerprint)));

        await alice.SendAsync(peerJid, "ping");
        var echo = await alice.WaitForMessageAsync("echo: ping");
        Assert.Equal((kind, peer.Fingerprint), (echo.Encryption, echo.SenderKey?.Hex));

        async Task TalkAsync(TestApp app)
        {
            for (var round = 0; round < 3; round++)
            {
                await app.SendAsync(peerJid, $"round {round}");
                await app.WaitForMessageAsync($"echo: round {round}");
            }
        }
    }

    [Theory]
    [InlineData(EncryptionChoice.Omemo, true)]
    [InlineData(EncryptionChoice.Omemo, false)]
    [InlineData(EncryptionChoice.Omemo2, true)]
    [InlineData(EncryptionChoice.Omemo2, false)]
    public async Task A_session_that_one_side_has_lost_is_started_anew_without_a_person(EncryptionChoice choice, bool isReaders)
    {
        await using var alice = await NewAppAsync("alice");
        var bob = await NewAppAsync("bob");
        await alice.DeliverAsync(bob.Account, "hello", choice);
        await bob.WaitForMessageAsync("hello");
        await bob.DeliverAsync(alice.Account, "hello yourself", choice);
        await alice.WaitForMessageAsync("hello yourself");
        await bob.DisposeAsync();
        await LoseSessionsAsync(bob);
        await using var again = await StartAsync(bob.Profile);
        if (isReaders)
        {
            // What comes before the new session can't be read, and says so; what comes after it can.
            var (sent, received) = await UntilReadAsync(alice, again, choice);
            var lost = again.Events.OfType<MessageAdded>().Select(added => added.Message.DecryptFailure).OfType<DecryptFailure>().ToList();
            Assert.Equal(sent - 1, lost.Count);
            Assert.InRange(lost.Count, 1, 99);
            Assert.Equal(DecryptFailure.NoSession, lost[0]);
            Assert.Equal(TrustLevel.Trusted, received.Trust);
        }

        await again.DeliverAsync(alice.Account, "do you read me?", choice);
        await alice.WaitForMessageAsync("do you read me?");
        await alice.DeliverAsync(again.Account, "loud and clear", choice);
        await again.WaitForMessageAsync("loud and clear");
    }

    [Fact]
    public async Task A_session_is_reset_for_known_keys_of_others_alone_and_only_online()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        await alice.DeliverAsync(bob, "hello");
        await bob.WaitForMessageAsync("hello");
        var own = (await alice.Client.Trust.DevicesAsync(alice.Account)).Single().Fingerprint!.Value;
        var bobs = (await alice.Client.Trust.DevicesAsync(alice.Account, bob.Account)).Single().Fingerprint!.Value;

        await RefusedAsync(ErrorKind.InvalidInput, bob.Account, Fingerprint.FromBytes(new byte[32]));
        await RefusedAsync(ErrorKind.InvalidInput, alice.Account, own);
        await RefusedAsync(ErrorKind.InvalidInput, bob.Account, Fingerprint.FromBytes(new byte[20]));
        await alice.Client.Trust.SetTrustAsync(alice.Account, bob.Account, bobs, TrustLevel.Distrusted);
        await RefusedAsync(ErrorKind.CannotEncrypt, bob.Account, bobs);
        await alice.DisconnectAsync();
        await RefusedAsync(ErrorKind.Disconnected, bob.Account, bobs);

        async Task RefusedAsync(ErrorKind kind, Jid owner, Fingerprint key)
        {
            var error = await Assert.ThrowsAsync<ChatSecureException>(() =>
                alice.Client.Trust.ResetSessionAsync(alice.Account, owner, key)
            );
            Assert.Equal(kind, error.Kind);
        }
    }

    /// <summary>Deletes the sessions of an app that is not running.</summary>
    private static async Task LoseSessionsAsync(TestApp app)
    {
        await using var store = await TestApp.StoreIn(app.Profile).OpenAsync();
        foreach (var table in _sessionTables)
        {
            var sessions = await store.CryptoState.ListAsync(app.Account, table, string.Empty);
            await store.CommitAsync(new ChangeSet(app.Account) { Crypto = [.. sessions.Select(session => session with { Value = null })] });
        }
    }

    /// <summary>Sends one message after the other, each once the one before was taken in, until one can be read.</summary>
    private static async Task<(int Sent, ChatMessage Received)> UntilReadAsync(TestApp from, TestApp to, EncryptionChoice choice)
    {
        for (var sent = 1; sent <= 100; sent++)
        {
            var message = await from.DeliverAsync(to.Account, $"try {sent}", choice);
            var added = await to.WaitForAsync<MessageAdded>(added => added.Message.Id == message.Id);
            if (added.Message.Body is not null)
            {
                return (sent, added.Message);
            }
        }

        Assert.Fail("None of a hundred messages could be read.");
        return default;
    }

    /// <summary>Lets the app talk on, and then starts it anew with its sessions as they were before.</summary>
    private static async Task<TestApp> PutBackAsync(TestApp app, Func<TestApp, Task> talk)
    {
        var (profile, account) = (app.Profile, app.Account);
        await app.DisposeAsync();
        var sessions = new List<CryptoRecord>();
        await using (var store = await TestApp.StoreIn(profile).OpenAsync())
        {
            foreach (var table in _sessionTables)
            {
                sessions.AddRange(await store.CryptoState.ListAsync(account, table, string.Empty));
            }
        }

        Assert.NotEmpty(sessions);
        await using (var talking = await StartAsync(profile))
        {
            await talk(talking);
        }

        await using (var store = await TestApp.StoreIn(profile).OpenAsync())
        {
            await store.CommitAsync(new ChangeSet(account) { Crypto = sessions });
        }

        return await StartAsync(profile);
    }

    private static async Task<TestApp> StartAsync(string profile)
    {
        var app = await TestApp.StartAsync(profile);
        await app.ConnectAsync();
        return app;
    }

    private static string UniqueName(string name) => $"{name}-{Guid.NewGuid().ToString("N")[..8]}";

    private async Task<TestApp> NewAppAsync(string name)
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, UniqueName(name));
        return app;
    }
}
