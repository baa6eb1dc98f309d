// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Storage;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>The profile of a running app: locked and unlocked, given another key, backed up.</summary>
public sealed class ProfileTests(ProsodyServer server)
{
    [Fact]
    public async Task A_locked_profile_shows_nothing_and_has_no_connection_and_comes_back_with_all_of_it()
    {
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, Unique("bob"));
        await using var alice = await TestApp.StartAsync();
        await alice.AddAccountAsync(server, Unique("alice"));
        await alice.DeliverAsync(bob, "before");

        await alice.Client.Profile.LockAsync();
        Assert.True(alice.Client.Profile.IsLocked);
        Assert.True((await alice.WaitForAsync<ProfileLocked>()).IsLocked);
        Assert.Equal(ConnectionState.Offline, alice.Client.Accounts.GetStatus(alice.Account).State);
        foreach (
            var call in new Func<Task>[]
            {
                () => alice.HistoryAsync(bob.Account),
                () => alice.SendAsync(bob, "never"),
                alice.ConnectAsync,
                () => alice.Client.Accounts.ListAsync(),
                () => alice.Client.Contacts.ListAsync(alice.Account),
            }
        )
        {
            var refused = await Assert.ThrowsAsync<ChatSecureException>(call);
            Assert.Equal((ErrorKind.StorageKey, "locked"), (refused.Kind, refused.Condition));
        }

        await bob.DeliverAsync(alice, "meanwhile");
        await alice.Client.Profile.UnlockAsync();
        Assert.False(alice.Client.Profile.IsLocked);
        await alice.WaitForMessageAsync("meanwhile");
        Assert.Equal(["before", "meanwhile"], await alice.HistoryAsync(bob.Account));
    }

    [Fact]
    public async Task A_profile_that_nobody_uses_locks_itself_and_its_connections()
    {
        var profile = Directory.CreateTempSubdirectory("chatsecure-app-").FullName;
        var store = new SqlCipherChatStoreFactory(
            new SqlCipherOptions
            {
                Directory = profile,
                KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromPassphrase("correct horse"u8))),
                LockAfter = TimeSpan.FromSeconds(3),
            }
        );
        await using var alice = await TestApp.StartAsync(profile, store: store);
        await alice.AddAccountAsync(server, Unique("alice"));
        alice.Client.Profile.NoteUse();

        await alice.WaitForAsync<ProfileLocked>();

        Assert.True(alice.Client.Profile.IsLocked);
        Assert.Equal(ConnectionState.Offline, alice.Client.Accounts.GetStatus(alice.Account).State);
    }

    [Fact]
    public async Task An_app_starts_and_reads_without_any_connection()
    {
        var first = await TestApp.StartAsync();
        await using (var bob = await TestApp.StartAsync())
        {
            await bob.AddAccountAsync(server, Unique("bob"));
            await first.AddAccountAsync(server, Unique("alice"));
            await first.DeliverAsync(bob, "kept");
        }

        await first.DisposeAsync();
        await using var second = await TestApp.StartAsync(first.Profile);

        var message = Assert.Single(await second.Client.Conversations.SearchAsync(second.Account, "kept"));
        Assert.Equal("kept", message.Body);
        Assert.Equal(ConnectionState.Offline, second.Client.Accounts.GetStatus(second.Account).State);
        await second.Client.Conversations.SendAsync(message.Conversation, new("queued without a connection"));
        Assert.DoesNotContain(second.Events, happened => happened is ConnectionChanged);
    }

    [Fact]
    public async Task A_profile_that_is_open_is_refused_a_second_time()
    {
        await using var first = await TestApp.StartAsync();

        var refused = await Assert.ThrowsAsync<ChatSecureException>(() => TestApp.StartAsync(first.Profile));

        Assert.Equal(ErrorKind.StorageUnavailable, refused.Kind);
        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_passphrase_and_a_new_key_hold_from_the_next_start_on()
    {
        var first = await TestApp.StartAsync();
        await first.AddAccountAsync(server, Unique("alice"));
        await first.Client.Profile.RekeyAsync();
        await first.Client.Profile.ChangeKeyAsync(new("another horse"u8.ToArray()));
        await first.DisposeAsync();

        var refused = await Assert.ThrowsAsync<ChatSecureException>(() => TestApp.StartAsync(first.Profile));
        Assert.Equal(ErrorKind.StorageKey, refused.Kind);
        await using var second = await TestApp.StartAsync(first.Profile, passphrase: "another horse");
        Assert.Equal(first.Account, second.Account);
    }

    [Fact]
    public async Task A_profile_that_moves_goes_on_with_its_sessions_and_leaves_none_behind()
    {
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, Unique("bob"));
        var first = await TestApp.StartAsync();
        await first.AddAccountAsync(server, Unique("alice"));
        await first.DeliverAsync(bob, "before");
        var device = (await first.Client.Trust.DevicesAsync(first.Account)).Single(device => device.IsThisDevice);
        using var backup = new MemoryStream();
        var told = new List<long>();

        await first.Client.Profile.ExportAsync(
            backup,
            new("for the journey"u8.ToArray()),
            new ExportOptions { MovesSessions = true, Progress = new Recorder(told) }
        );
        Assert.Equal(ConnectionState.Offline, first.Client.Accounts.GetStatus(first.Account).State);
        Assert.Equal(backup.Length, told[^1]);
        await first.DisposeAsync();

        var moved = Directory.CreateTempSubdirectory("chatsecure-app-").FullName;
        backup.Position = 0;
        await using (var importing = new Core.ChatClient(TestApp.StoreIn(moved)))
        {
            await importing.Profile.ImportAsync(backup, new("for the journey"u8.ToArray()));
            await importing.StartAsync();
            backup.Position = 0;
            var refused = await Assert.ThrowsAsync<ChatSecureException>(() =>
                importing.Profile.ImportAsync(backup, new("for the journey"u8.ToArray()))
            );
            Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
        }

        await using var second = await TestApp.StartAsync(moved);
        await second.ConnectAsync();
        await bob.DeliverAsync(second, "to the new home");
        await second.WaitForMessageAsync("to the new home");
        Assert.Equal(device.Device, (await second.Client.Trust.DevicesAsync(second.Account)).Single(own => own.IsThisDevice).Device);
        await using var store = await TestApp.StoreIn(first.Profile).OpenAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await store.CryptoState.ListAsync(first.Account, "omemo.device", "", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_started_app_without_accounts_takes_a_backup_and_goes_on()
    {
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, Unique("bob"));
        await using var first = await TestApp.StartAsync();
        await first.AddAccountAsync(server, Unique("alice"));
        await first.DeliverAsync(bob, "before");
        using var backup = new MemoryStream();
        await first.Client.Profile.ExportAsync(backup, new("kept apart"u8.ToArray()));

        await using var second = await TestApp.StartAsync();
        backup.Position = 0;
        await second.Client.Profile.ImportAsync(backup, new("kept apart"u8.ToArray()));
        await second.WaitForAsync<EventsLost>();
        var account = Assert.Single(await second.Client.Accounts.ListAsync());
        Assert.Equal(first.Account, account.Jid);
        Assert.Equal(
            "before",
            Assert.Single((await second.Client.Conversations.HistoryAsync(new(account.Jid, bob.Account))).Messages).Body
        );
        await second.Client.Accounts.ConnectAsync(account.Jid);
        Assert.Equal(ConnectionState.Online, second.Client.Accounts.GetStatus(account.Jid).State);
    }

    private static string Unique(string name) => $"{name}-{Guid.NewGuid().ToString("N")[..8]}";

    private sealed class Recorder(List<long> told) : IProgress<long>
    {
        public void Report(long value) => told.Add(value);
    }
}
