// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Storage.Backups;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Tests;

public sealed class BackupTests
{
    private static readonly byte[] _picture = [.. Enumerable.Range(0, 150_000).Select(i => (byte)(i % 251))];

    private static DatabaseKey Key(string passphrase = "backup words") => DatabaseKey.FromPassphrase(Encoding.UTF8.GetBytes(passphrase));

    [Fact]
    public async Task Restored_profile_holds_what_the_backed_up_one_held()
    {
        using var profile = new TestProfile();
        using var other = new TestProfile();
        string media;
        byte[] backup;
        await using (var store = await profile.OpenAsync())
        {
            media = await FillAsync(store);
            backup = await BackupAsync(store);
        }

        await RestoreAsync(other, backup);
        await using var restored = await other.OpenAsync(OtherKey);
        Assert.Equal(["golden", "1"], (await restored.HistoryAsync()).Select(message => message.Id.Value));
        Assert.Equal(GoldenProfile.Message, (await restored.HistoryAsync())[0]);
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(GoldenProfile.Secret, await restored.Vault.GetAsync(Sample.Alice, "password", cancellation));
        Assert.Single(await restored.Messages.SearchAsync(Sample.Alice, "golden", cancellationToken: cancellation));
        Assert.Single(await restored.Conversations.SearchNamesAsync(Sample.Alice, "bob", cancellationToken: cancellation));
        Assert.Equal("draft", (await restored.Conversations.FindAsync(Sample.WithBob, cancellation))?.Draft);
        Assert.Equal([9], await restored.Records.GetAsync("settings", "theme", cancellation));
        await using var picture = await restored.Media.OpenAsync(Sample.Alice, media, cancellation);
        var copy = new MemoryStream();
        await picture!.CopyToAsync(copy, cancellation);
        Assert.Equal(_picture, copy.ToArray());
        var findings = (await restored.CheckAsync(cancellation)).ToDictionary();
        Assert.Equal(("ok", "ok"), (findings["integrity"], findings["foreign_keys"]));
    }

    [Fact]
    public async Task Backup_leaves_out_sessions_and_what_waits_unless_they_move()
    {
        using var profile = new TestProfile();
        using var other = new TestProfile();
        await using var store = await profile.OpenAsync();
        await FillAsync(store);
        await store.CommitAsync(
            new(Sample.Alice)
            {
                Messages =
                [
                    Sample.Message("out", 99) with
                    {
                        Direction = MessageDirection.Outgoing,
                        State = DeliveryState.Queued,
                        From = Sample.Alice,
                    },
                ],
                Outbox = [new(Sample.Alice, Sample.Bob, new("out"), default, new byte[] { 1 })],
                Crypto = [new("trust", "k", new byte[] { 5 })],
                Owed = [GoldenProfile.Owed],
            },
            TestContext.Current.CancellationToken
        );
        await RestoreAsync(other, await BackupAsync(store, new() { KeepCryptoTables = ["trust"] }));

        await using var restored = await other.OpenAsync(OtherKey);
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Empty(await restored.CryptoState.ListAsync(Sample.Alice, "session", "", cancellation));
        Assert.Single(await restored.CryptoState.ListAsync(Sample.Alice, "trust", "", cancellation));
        Assert.Empty(await restored.Outbox.ListAsync(Sample.Alice, cancellation));
        Assert.Empty(await restored.Outbox.ListOwedAsync(Sample.Alice, cancellation));
        Assert.Null(await restored.Connections.GetAsync(Sample.Alice, ConnectionRecord.Resumption, cancellation));
        var queued = (await restored.HistoryAsync())[^1];
        Assert.Equal((DeliveryState.Failed, "restored"), (queued.State, queued.FailureReason));
        Assert.Single(await store.CryptoState.ListAsync(Sample.Alice, "session", "", cancellation));
        Assert.Single(await store.Outbox.ListAsync(Sample.Alice, cancellation));
    }

    [Fact]
    public async Task Sessions_that_move_are_erased_where_they_were()
    {
        using var profile = new TestProfile();
        using var other = new TestProfile();
        await using var store = await profile.OpenAsync();
        await FillAsync(store);
        await store.CommitAsync(
            new(Sample.Alice)
            {
                Outbox = [new(Sample.Alice, Sample.Bob, new("x"), default, new byte[] { 1 })],
                Owed = [GoldenProfile.Owed],
            },
            TestContext.Current.CancellationToken
        );
        await RestoreAsync(other, await BackupAsync(store, new() { MovesSessions = true }));

        await using var restored = await other.OpenAsync(OtherKey);
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Single(await restored.CryptoState.ListAsync(Sample.Alice, "session", "", cancellation));
        Assert.Single(await restored.Outbox.ListAsync(Sample.Alice, cancellation));
        Assert.Single(await restored.Outbox.ListOwedAsync(Sample.Alice, cancellation));
        Assert.Empty(await store.Outbox.ListOwedAsync(Sample.Alice, cancellation));
        Assert.Empty(await store.CryptoState.ListAsync(Sample.Alice, "session", "", cancellation));
        Assert.Empty(await store.Outbox.ListAsync(Sample.Alice, cancellation));
        Assert.Equal(2, (await store.HistoryAsync()).Count);
    }

    [Fact]
    public async Task Sessions_stay_when_the_backup_that_was_to_move_them_fails()
    {
        using var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        await FillAsync(store);
        using var key = Key();
        var error = await Assert.ThrowsAsync<ChatSecureException>(async () =>
            await store.BackupAsync(new FullStream(), key, new() { MovesSessions = true }, TestContext.Current.CancellationToken)
        );
        Assert.Equal(ErrorKind.StorageUnavailable, error.Kind);
        Assert.Single(await store.CryptoState.ListAsync(Sample.Alice, "session", "", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_plaintext_is_in_a_backup()
    {
        using var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        await FillAsync(store);
        var backup = await BackupAsync(store);
        string[] secrets = ["golden", "example.org", "messages", "columns", "blob", "draft", "schema"];
        Assert.All(secrets, secret => Assert.Equal(-1, backup.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret))));
    }

    [Fact]
    public async Task Wrong_key_is_a_wrong_key_and_leaves_nothing()
    {
        using var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        var backup = await BackupAsync(store);
        foreach (var key in new Func<DatabaseKey>[] { () => Key("other words"), () => DatabaseKey.FromRaw(new byte[32]) })
        {
            using var other = new TestProfile();
            Assert.Equal(ErrorKind.StorageKey, (await FailsToRestoreAsync(other, backup, key)).Kind);
            Assert.Empty(other.Snapshot());
        }
    }

    [Fact]
    public async Task Backup_that_is_damaged_or_cut_anywhere_restores_nothing()
    {
        using var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        await FillAsync(store);
        using var raw = DatabaseKey.FromRaw(TestProfile.RawKey);
        var backup = await BackupAsync(store, key: raw);
        using var other = new TestProfile();
        for (var i = 0; i < 24; i++)
        {
            var at = (int)((long)i * (backup.Length - 1) / 23);
            var damaged = backup.ToArray();
            damaged[at] ^= 4;
            await FailsAsync(damaged);
            await FailsAsync(backup[..at]);
        }

        // Whole chunks that are missing at the end, and bytes too many.
        await FailsAsync(backup[..(BackupHeader.Length + Encryption.ChunkCipher.Sealed)]);
        await FailsAsync([.. backup, 0]);

        async Task FailsAsync(byte[] bytes)
        {
            var error = await FailsToRestoreAsync(other, bytes, () => DatabaseKey.FromRaw(TestProfile.RawKey));
            Assert.True(error.Kind is ErrorKind.StorageDamaged or ErrorKind.StorageKey, error.ToString());
            Assert.Empty(other.Snapshot());
            Assert.False(Directory.Exists(other.Media) && Directory.GetFiles(other.Media).Length > 0);
        }
    }

    [Fact]
    public async Task Backup_is_not_restored_over_a_profile()
    {
        using var profile = new TestProfile();
        byte[] backup;
        await using (var store = await profile.OpenAsync())
        {
            backup = await BackupAsync(store);
        }

        var before = profile.Snapshot();
        Assert.Equal(ErrorKind.InvalidInput, (await FailsToRestoreAsync(profile, backup, () => Key())).Kind);
        Assert.Equal(before, profile.Snapshot());
    }

    [Fact]
    public async Task Open_profile_without_accounts_is_filled_and_keeps_its_key()
    {
        using var profile = new TestProfile();
        using var other = new TestProfile();
        var cancellation = TestContext.Current.CancellationToken;
        byte[] backup;
        string media;
        await using (var store = await profile.OpenAsync())
        {
            media = await FillAsync(store);
            backup = await BackupAsync(store);
        }

        await using (var empty = await other.OpenAsync(OtherKey))
        {
            await empty.Records.WriteAsync("settings", [new("theme", new byte[] { 7 })], cancellation);
            using var key = Key();
            await empty.RestoreAsync(new MemoryStream(backup), key, cancellation);
            await IsWholeAsync(empty);
            await empty.AddAsync(Sample.Message("later", 100));
        }

        await using var reopened = await other.OpenAsync(OtherKey);
        await IsWholeAsync(reopened);
        Assert.Equal("later", (await reopened.HistoryAsync())[^1].Id.Value);

        async Task IsWholeAsync(SqlCipherChatStore store)
        {
            Assert.Equal(["golden", "1"], (await store.HistoryAsync()).Select(message => message.Id.Value).Take(2));
            Assert.Equal([9], await store.Records.GetAsync("settings", "theme", cancellation));
            Assert.Single(await store.Messages.SearchAsync(Sample.Alice, "golden", cancellationToken: cancellation));
            await using var picture = await store.Media.OpenAsync(Sample.Alice, media, cancellation);
            Assert.Equal(_picture.Length, picture!.Length);
            Assert.Equal("ok", (await store.CheckAsync(cancellation)).ToDictionary()["integrity"]);
        }
    }

    [Fact]
    public async Task Open_profile_stays_as_it_is_if_it_has_an_account_or_the_backup_is_no_good()
    {
        using var profile = new TestProfile();
        using var other = new TestProfile();
        var cancellation = TestContext.Current.CancellationToken;
        await using var store = await profile.OpenAsync();
        await FillAsync(store);
        var backup = await BackupAsync(store);
        using var right = Key();
        using var wrong = Key("other words");

        var taken = await Assert.ThrowsAsync<ChatSecureException>(async () =>
            await store.RestoreAsync(new MemoryStream(backup), right, cancellation)
        );
        Assert.Equal(ErrorKind.InvalidInput, taken.Kind);
        Assert.Equal(2, (await store.HistoryAsync()).Count);

        await using var empty = await other.OpenAsync(OtherKey);
        await empty.Records.WriteAsync("settings", [new("theme", new byte[] { 7 })], cancellation);
        foreach (
            var (bytes, key, kind) in new[]
            {
                (backup, wrong, ErrorKind.StorageKey),
                (backup[..^1], right, ErrorKind.StorageDamaged),
                ([.. backup, 0], right, ErrorKind.StorageDamaged),
            }
        )
        {
            var refused = await Assert.ThrowsAsync<ChatSecureException>(async () =>
                await empty.RestoreAsync(new MemoryStream(bytes), key, cancellation)
            );
            Assert.Equal(kind, refused.Kind);
            Assert.Equal([7], await empty.Records.GetAsync("settings", "theme", cancellation));
            Assert.Empty(await empty.Accounts.ListAsync(cancellation));
            Assert.False(Directory.Exists(other.Media) && Directory.GetFiles(other.Media).Length > 0);
            Assert.DoesNotContain(
                Directory.GetFiles(Path.GetDirectoryName(other.Media)!),
                file => file.Contains("rekey", StringComparison.Ordinal)
            );
        }

        await empty.LockAsync();
        var locked = await Assert.ThrowsAsync<ChatSecureException>(async () =>
            await empty.RestoreAsync(new MemoryStream(backup), right, cancellation)
        );
        Assert.Equal((ErrorKind.StorageKey, "locked"), (locked.Kind, locked.Condition));
    }

    [Fact]
    public async Task Feeds_of_a_profile_that_is_filled_end()
    {
        using var profile = new TestProfile();
        using var other = new TestProfile();
        var cancellation = TestContext.Current.CancellationToken;
        byte[] backup;
        await using (var store = await profile.OpenAsync())
        {
            backup = await BackupAsync(store);
        }

        await using var empty = await other.OpenAsync(OtherKey);
        await using var feed = empty.Records.WatchAsync("settings", cancellationToken: cancellation).GetAsyncEnumerator(cancellation);
        Assert.True(await feed.MoveNextAsync());
        using var key = Key();
        await empty.RestoreAsync(new MemoryStream(backup), key, cancellation);
        var ended = await Assert.ThrowsAsync<ChatSecureException>(async () => await feed.MoveNextAsync());
        Assert.Equal("restored", ended.Condition);
    }

    [Theory]
    [InlineData("""{"schema":99,"movesSessions":false}""", "newer version")]
    [InlineData("""{"schema":0,"movesSessions":false}""", "damaged")]
    [InlineData("""{"schema":-1,"movesSessions":false}""", "damaged")]
    [InlineData("""{}""", "damaged")]
    [InlineData("nonsense", "damaged")]
    public async Task Head_that_makes_no_sense_is_refused(string head, string reason) =>
        Assert.Contains(reason, (await FailsWithEntriesAsync(('H', head))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"name":"sqlite_master","columns":["sql"]}""", """["x"]""")]
    [InlineData("""{"name":"messages_text_data","columns":["id"]}""", "[1]")]
    [InlineData("""{"name":"nowhere","columns":["id"]}""", "[1]")]
    [InlineData("""{"name":"records","columns":["id"]}""", "[1]")]
    [InlineData("""{"name":"records","columns":[]}""", "[]")]
    [InlineData("""{"name":"records","columns":["key) VALUES ('x'); --"]}""", """["x"]""")]
    [InlineData("""{"name":"records","columns":["collection","key","value"]}""", """["c","k"]""")]
    [InlineData("""{"name":"records","columns":["collection","key","value"]}""", """["c","k",1.5]""")]
    [InlineData("""{"name":"records","columns":["collection","key","value"]}""", """["c","k",{"blob":"?"}]""")]
    [InlineData("""{"name":"records","columns":["collection","key","value"]}""", """["c","k",null]""")]
    [InlineData("""{"name":"records","columns":["collection","key","value"]}""", """{}""")]
    public async Task Rows_that_do_not_fit_are_refused(string table, string row)
    {
        var error = await FailsWithEntriesAsync(
            ('H', """{"schema":3,"movesSessions":false}"""),
            ('T', table),
            ('R', row),
            ('E', """{"rows":1,"files":0}""")
        );
        Assert.Equal(ErrorKind.StorageDamaged, error.Kind);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("chat.db")]
    [InlineData("")]
    public async Task File_of_a_backup_never_leaves_the_media_folder(string id)
    {
        var error = await FailsWithEntriesAsync(('H', """{"schema":3,"movesSessions":false}"""), ('F', $$"""{"id":"{{id}}","length":0}"""));
        Assert.Equal(ErrorKind.StorageDamaged, error.Kind);
    }

    [Fact]
    public async Task Count_that_does_not_match_is_refused()
    {
        var error = await FailsWithEntriesAsync(('H', """{"schema":3,"movesSessions":false}"""), ('E', """{"rows":1,"files":0}"""));
        Assert.Equal(ErrorKind.StorageDamaged, error.Kind);
    }

    private static DatabaseKey OtherKey() => DatabaseKey.FromRaw([.. Enumerable.Repeat((byte)8, 32)]);

    private static async Task<string> FillAsync(SqlCipherChatStore store)
    {
        await GoldenProfile.WriteAsync(store);
        var cancellation = TestContext.Current.CancellationToken;
        var media = await store.Media.AddAsync(Sample.Alice, new MemoryStream(_picture), cancellationToken: cancellation);
        await store.AddAsync(Sample.Message("1", 9) with { Attachments = [new() { MediaId = media.Id, FileName = "picture" }] });
        await store.CommitAsync(new(Sample.Alice) { Conversations = [new(Sample.WithBob) { Draft = "draft" }] }, cancellation);
        await store.Records.WriteAsync("settings", [new("theme", new byte[] { 9 })], cancellation);
        await store.Connections.SetAsync(Sample.Alice, ConnectionRecord.Resumption, new byte[] { 1 }, cancellation);
        return media.Id;
    }

    private static async Task<byte[]> BackupAsync(SqlCipherChatStore store, BackupOptions? options = null, DatabaseKey? key = null)
    {
        using var passphrase = Key();
        var backup = new MemoryStream();
        await store.BackupAsync(backup, key ?? passphrase, options, TestContext.Current.CancellationToken);
        return backup.ToArray();
    }

    private static async Task RestoreAsync(TestProfile profile, byte[] backup, Func<DatabaseKey>? key = null)
    {
        using var backupKey = (key ?? (() => Key()))();
        await profile.Factory(OtherKey).RestoreAsync(new MemoryStream(backup), backupKey, TestContext.Current.CancellationToken);
    }

    private static async Task<ChatSecureException> FailsToRestoreAsync(TestProfile profile, byte[] backup, Func<DatabaseKey> key) =>
        await Assert.ThrowsAsync<ChatSecureException>(() => RestoreAsync(profile, backup, key));

    /// <summary>A backup whose tags are right and whose content is not.</summary>
    private static async Task<ChatSecureException> FailsWithEntriesAsync(params (char Kind, string Json)[] entries)
    {
        using var key = DatabaseKey.FromRaw(TestProfile.RawKey);
        var header = BackupHeader.Create(key, TestProfile.Cheap);
        var backup = new MemoryStream();
        backup.Write(header);
        using (var writer = new SealedWriter(backup, BackupHeader.Cipher(header, key)))
        {
            foreach (var (kind, json) in entries)
            {
                var bytes = Encoding.UTF8.GetBytes(json);
                writer.Write([(byte)kind, 0, 0, (byte)(bytes.Length >> 8), (byte)bytes.Length]);
                writer.Write(bytes);
            }

            writer.Finish();
        }

        using var profile = new TestProfile();
        var error = await FailsToRestoreAsync(profile, backup.ToArray(), () => DatabaseKey.FromRaw(TestProfile.RawKey));
        Assert.Empty(profile.Snapshot());
        return error;
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length > 1000)
            {
                throw new IOException("No space left on device");
            }

            base.Write(buffer);
        }
    }
}
