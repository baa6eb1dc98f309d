// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Storage.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Tests;

public sealed class RekeyTests
{
    private static readonly byte[] _deviceKey = [.. Enumerable.Repeat((byte)7, 32)];

    private static DatabaseKey Passphrase(string text) => DatabaseKey.FromPassphrase(Encoding.UTF8.GetBytes(text));

    private static DatabaseKey Both(string text, byte[]? raw = null) =>
        DatabaseKey.FromPassphraseAndRaw(Encoding.UTF8.GetBytes(text), raw ?? _deviceKey);

    [Fact]
    public async Task Changed_passphrase_opens_the_same_database_and_the_old_one_does_not()
    {
        using var profile = new TestProfile();
        byte[] database;
        await using (var store = await profile.OpenAsync(() => Passphrase("old")))
        {
            await store.AddAsync(Sample.Message("1"));
            await store.ChangeKeyAsync(Source(() => Passphrase("new")), TestContext.Current.CancellationToken);
            database = await File.ReadAllBytesAsync(profile.Database, TestContext.Current.CancellationToken);
            await store.AddAsync(Sample.Message("2", 2));
        }

        Assert.Equal(database[..16], (await File.ReadAllBytesAsync(profile.Database, TestContext.Current.CancellationToken))[..16]);
        Assert.Equal(ErrorKind.StorageKey, (await profile.FailsToOpenAsync(() => Passphrase("old"))).Kind);
        await using var again = await profile.OpenAsync(() => Passphrase("new"));
        Assert.Equal(2, (await again.HistoryAsync()).Count);
    }

    [Fact]
    public async Task Key_is_not_changed_by_who_does_not_know_the_present_one()
    {
        using var profile = new TestProfile();
        var key = () => Passphrase("old");
        await using (var store = await profile.OpenAsync(() => key()))
        {
            key = () => Passphrase("wrong");
            var error = await Assert.ThrowsAsync<ChatSecureException>(async () =>
                await store.ChangeKeyAsync(Source(() => Passphrase("new")), TestContext.Current.CancellationToken)
            );
            Assert.Equal(ErrorKind.StorageKey, error.Kind);
            error = await Assert.ThrowsAsync<ChatSecureException>(async () =>
                await store.RekeyAsync(TestContext.Current.CancellationToken)
            );
            Assert.Equal(ErrorKind.StorageKey, error.Kind);
            await store.AddAsync(Sample.Message("1"));
        }

        await using var again = await profile.OpenAsync(() => Passphrase("old"));
        Assert.Single(await again.HistoryAsync());
    }

    [Fact]
    public async Task Both_together_open_and_neither_alone()
    {
        using var profile = new TestProfile();
        await (await profile.OpenAsync(() => Both("phrase"))).DisposeAsync();
        Func<DatabaseKey>[] wrong =
        [
            () => Both("other"),
            () => Both("phrase", new byte[32]),
            () => Passphrase("phrase"),
            () => DatabaseKey.FromRaw(_deviceKey),
        ];
        foreach (var key in wrong)
        {
            Assert.Equal(ErrorKind.StorageKey, (await profile.FailsToOpenAsync(key)).Kind);
        }

        await (await profile.OpenAsync(() => Both("phrase"))).DisposeAsync();
    }

    [Fact]
    public async Task Rekeyed_database_has_another_key_and_holds_the_same()
    {
        using var profile = new TestProfile();
        byte[] before,
            keyFile;
        await using (var store = await profile.OpenAsync())
        {
            await GoldenProfile.WriteAsync(store);
            await store.AddAsync([.. Enumerable.Range(0, 500).Select(i => Sample.Message($"{i}", i))]);
            var file = await store.Media.AddAsync(
                Sample.Alice,
                new MemoryStream([1, 2]),
                cancellationToken: TestContext.Current.CancellationToken
            );
            before = await File.ReadAllBytesAsync(profile.Database, TestContext.Current.CancellationToken);
            keyFile = await File.ReadAllBytesAsync(profile.KeyFile, TestContext.Current.CancellationToken);

            await store.RekeyAsync(TestContext.Current.CancellationToken);

            await store.AddAsync(Sample.Message("after", 9999));
            Assert.Equal(502, (await store.HistoryAsync()).Count);
            var found = await store.Messages.SearchAsync(Sample.Alice, "golden", cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal([GoldenProfile.Message], found);
            Assert.NotNull(await store.Media.OpenAsync(Sample.Alice, file.Id, TestContext.Current.CancellationToken));
            var findings = (await store.CheckAsync(TestContext.Current.CancellationToken)).ToDictionary();
            Assert.Equal(("ok", "ok", "wal"), (findings["integrity"], findings["foreign_keys"], findings["journal"]));
        }

        Assert.Equal(["chat.db", "chat.key"], profile.Snapshot().Keys.Order(StringComparer.Ordinal));
        using var key = DatabaseKey.FromRaw(TestProfile.RawKey);
        using var oldSecret = KeyFile.Unwrap(keyFile, key, [], out _);
        using var newSecret = KeyFile.Unwrap(
            await File.ReadAllBytesAsync(profile.KeyFile, TestContext.Current.CancellationToken),
            key,
            [],
            out var isOutdated
        );
        Assert.False(isOutdated);
        Assert.NotEqual(oldSecret.Bytes.ToArray(), newSecret.Bytes.ToArray());
        Assert.NotEqual(before[..16], (await File.ReadAllBytesAsync(profile.Database, TestContext.Current.CancellationToken))[..16]);
        await using var again = await profile.OpenAsync();
        Assert.Equal(502, (await again.HistoryAsync()).Count);
    }

    [Fact]
    public async Task Process_that_is_killed_while_it_rekeys_finds_the_database_whole()
    {
        using var profile = new TestProfile();
        await using (var store = await profile.OpenAsync())
        {
            await store.AddAsync([.. Enumerable.Range(0, 300).Select(i => Sample.Message($"{i}", i))]);
        }

        for (var round = 0; round < 10; round++)
        {
            using (var child = ChildProcess.Start("rekey", profile.Directory))
            {
                Assert.Equal("open", await child.ReadLineAsync());
                for (var done = round % 3; done > 0; done--)
                {
                    Assert.Equal("done", await child.ReadLineAsync());
                }

                await Task.Delay(TimeSpan.FromMilliseconds(6 * round), TestContext.Current.CancellationToken);
                child.Kill();
                await child.ReadToEndAsync();
            }

            await using var store = await profile.OpenAsync();
            Assert.Equal(300, (await store.HistoryAsync()).Count);
            Assert.DoesNotContain(profile.Snapshot().Keys, name => name.Contains("rekey", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rekey_that_broke_off_beside_its_last_step_is_finished_or_undone(bool isMoved)
    {
        using var profile = new TestProfile();
        await using (var store = await profile.OpenAsync())
        {
            await store.AddAsync(Sample.Message("1"));
        }

        var oldDatabase = await File.ReadAllBytesAsync(profile.Database, TestContext.Current.CancellationToken);
        var oldKey = await File.ReadAllBytesAsync(profile.KeyFile, TestContext.Current.CancellationToken);
        await using (var store = await profile.OpenAsync())
        {
            await store.RekeyAsync(TestContext.Current.CancellationToken);
        }

        // The key file as it is in between, and the one or the other database in its place.
        var newKey = await File.ReadAllBytesAsync(profile.KeyFile, TestContext.Current.CancellationToken);
        using var key = DatabaseKey.FromRaw(TestProfile.RawKey);
        using var first = KeyFile.Unwrap(oldKey, key, [], out _);
        using var second = KeyFile.Unwrap(newKey, key, [], out _);
        await File.WriteAllBytesAsync(
            profile.KeyFile,
            KeyFile.Wrap([first, second], key, TestProfile.Cheap),
            TestContext.Current.CancellationToken
        );
        if (!isMoved)
        {
            File.Move(profile.Database, profile.Database + ".rekey");
            await File.WriteAllBytesAsync(profile.Database, oldDatabase, TestContext.Current.CancellationToken);
        }

        await using (var store = await profile.OpenAsync())
        {
            Assert.Single(await store.HistoryAsync());
        }

        Assert.Equal(["chat.db", "chat.key"], profile.Snapshot().Keys.Order(StringComparer.Ordinal));
        using var left = KeyFile.Unwrap(
            await File.ReadAllBytesAsync(profile.KeyFile, TestContext.Current.CancellationToken),
            key,
            [],
            out var isOutdated
        );
        Assert.False(isOutdated);
        Assert.Equal((isMoved ? second : first).Bytes.ToArray(), left.Bytes.ToArray());
    }

    private static DelegateKeySource Source(Func<DatabaseKey> key) => new(_ => ValueTask.FromResult(key()));
}
