// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.Versioning;
using System.Text;
using ChatSecure.Contacts;
using ChatSecure.Messaging;
using ChatSecure.Storage.Encryption;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Tests;

public sealed class EncryptionTests
{
    private const string Marker = "plaintextmarker";

    [Fact]
    public async Task No_plaintext_and_no_schema_is_in_any_file_while_the_profile_is_open_or_closed()
    {
        using var profile = new TestProfile();
        await using (var store = await profile.OpenAsync())
        {
            var cancellation = TestContext.Current.CancellationToken;
            var peer = Addressing.Jid.Parse($"{Marker}@example.org");
            await store.Accounts.SaveAsync(new() { Jid = Sample.Alice, Proxy = $"socks5://{Marker}@localhost" }, cancellation);
            await store.Vault.SetAsync(Sample.Alice, "password", Encoding.UTF8.GetBytes(Marker), cancellation);
            await store.Roster.SaveAsync(Sample.Alice, new Contact { Jid = peer, Name = Marker }, Marker, cancellation);
            for (var i = 0; i < 300; i++)
            {
                await store.CommitAsync(
                    new(Sample.Alice)
                    {
                        Messages =
                        [
                            Sample.Message($"{Marker}{i}", i) with
                            {
                                Conversation = new(Sample.Alice, peer),
                                Body = $"{Marker} {i}",
                            },
                        ],
                        Crypto = [new("session", $"{Marker}{i}", Encoding.UTF8.GetBytes(Marker))],
                        Outbox = [new(Sample.Alice, peer, new($"{i}"), default, Encoding.UTF8.GetBytes(Marker))],
                    },
                    cancellation
                );
            }

            var marked = Encoding.UTF8.GetBytes(Marker);
            var file = await store.Media.AddAsync(Sample.Alice, new MemoryStream(marked), Marker, cancellationToken: cancellation);
            await store.Rooms.SaveAsync(
                Sample.Alice,
                new()
                {
                    Jid = peer,
                    Name = Marker,
                    Password = Marker,
                },
                cancellation
            );
            await store.Connections.SetAsync(Sample.Alice, ConnectionRecord.FastToken, marked, cancellation);
            await store.Records.WriteAsync(Marker, [new(Marker, marked)], cancellation);
            var message = new MessageRef(new(Sample.Alice, peer), MessageDirection.Incoming, new($"{Marker}1"));
            await store.CommitAsync(
                new(Sample.Alice)
                {
                    Attachments =
                    [
                        new(
                            message,
                            [
                                new()
                                {
                                    FileName = Marker,
                                    Source = Marker,
                                    MediaId = file.Id,
                                },
                            ]
                        ),
                    ],
                    Edits = [new(message, default, Marker)],
                    Conversations = [new(message.Conversation) { Draft = Marker }],
                },
                cancellation
            );
            using (var key = DatabaseKey.FromPassphrase(marked))
            await using (var backup = File.Create(Path.Combine(profile.Directory, "backup")))
            {
                await store.BackupAsync(backup, key, cancellationToken: cancellation);
            }

            Assert.NotEmpty(await store.Messages.SearchHitsAsync(Sample.Alice, Marker, cancellationToken: cancellation));
            Assert.True(new FileInfo(profile.Database + "-wal").Length > 0);
            AssertNoPlaintext(profile);
            await store.RekeyAsync(cancellation);
            AssertNoPlaintext(profile);
        }

        AssertNoPlaintext(profile);
    }

    [Fact]
    public async Task Sorting_more_than_the_cache_holds_makes_no_temporary_file()
    {
        using var profile = new TestProfile();
        await (await profile.OpenAsync()).DisposeAsync();
        using var key = DatabaseKey.FromRaw(TestProfile.RawKey);
        using var secret = KeyFile.Unwrap(
            await File.ReadAllBytesAsync(profile.KeyFile, TestContext.Current.CancellationToken),
            key,
            [],
            out _
        );
        using var connection = CipherConnection.OpenReader(SystemSqlCipher.Provider, profile.Database, secret);

        using var statement = connection.Prepare(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
            SELECT i, hex(zeroblob(500)) FROM n ORDER BY i * 7919 % 50021
            """
        );
        Assert.True(statement.Step());

        // SQLite unlinks its temporary files at once, so they only show as open ones.
        var temporary = Directory
            .GetFiles("/proc/self/fd")
            .Select(fd => new FileInfo(fd).LinkTarget)
            .Where(target => target?.Contains("etilqs") == true);
        Assert.Empty(temporary);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Files_are_for_their_owner_alone()
    {
        using var parent = new TestProfile();
        var directory = Path.Combine(parent.Directory, "profile");
        var factory = new SqlCipherChatStoreFactory(
            new()
            {
                Directory = directory,
                KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromRaw(TestProfile.RawKey))),
            }
        );
        await using var store = await factory.OpenAsync(TestContext.Current.CancellationToken);
        await store.AddAsync(Sample.Message("1"));

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));
        Assert.Equal(
            ["chat.db", "chat.db-shm", "chat.db-wal", "chat.key", "chat.lock"],
            Directory.GetFiles(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.All(Directory.GetFiles(directory), file => Assert.Equal(Owner, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task Check_tells_the_cipher_and_its_settings()
    {
        using var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        var findings = (await store.CheckAsync(TestContext.Current.CancellationToken)).ToDictionary();

        CipherConnection.RequireSupported(findings["cipher"]);
        Assert.Equal("4096", findings["cipher.page_size"]);
        Assert.Equal("HMAC_SHA512", findings["cipher.hmac"]);
        Assert.Equal("wal", findings["journal"]);
        Assert.Equal("ok", findings["integrity"]);
        Assert.Equal("ok", findings["foreign_keys"]);
    }

    private static void AssertNoPlaintext(TestProfile profile)
    {
        string[] secrets = [Marker, "SQLite format", "CREATE TABLE", "messages", "example.org"];
        foreach (
            var path in Directory
                .GetFiles(profile.Directory, "*", SearchOption.AllDirectories)
                .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))
        )
        {
            var contents = File.ReadAllBytes(path);
            Assert.All(secrets, secret => Assert.Equal(-1, contents.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret))));
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, Path.GetFileName(path), StringComparison.Ordinal));
        }
    }
}
