// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;
using SQLitePCL;

namespace ChatSecure.Storage.Tests;

public sealed class DamageTests
{
    private const int Page = 4096;

    [Fact]
    public async Task Flipped_byte_on_any_page_is_found_and_nothing_is_thrown_away()
    {
        using var profile = new TestProfile();
        await FillAsync(profile);
        var sound = await File.ReadAllBytesAsync(profile.Database, TestContext.Current.CancellationToken);
        for (var page = 0; page < sound.Length / Page; page++)
        {
            var damaged = sound.ToArray();
            damaged[(page * Page) + (page * 131 % Page)] ^= 0x10;
            await File.WriteAllBytesAsync(profile.Database, damaged, TestContext.Current.CancellationToken);

            Assert.Equal(ErrorKind.StorageDamaged, (await Assert.ThrowsAsync<ChatSecureException>(() => ReadAllAsync(profile))).Kind);

            Assert.Equal(damaged, await File.ReadAllBytesAsync(profile.Database, TestContext.Current.CancellationToken));
        }

        await File.WriteAllBytesAsync(profile.Database, sound, TestContext.Current.CancellationToken);
        await ReadAllAsync(profile);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(Page)]
    [InlineData((3 * Page) + 17)]
    public async Task Truncated_database_is_damage_and_stays_as_it_is(int length)
    {
        using var profile = new TestProfile();
        await FillAsync(profile);
        using (var stream = File.OpenWrite(profile.Database))
        {
            stream.SetLength(length);
        }

        Assert.Equal(ErrorKind.StorageDamaged, (await Assert.ThrowsAsync<ChatSecureException>(() => ReadAllAsync(profile))).Kind);
        Assert.Equal(length, new FileInfo(profile.Database).Length);
    }

    [Fact]
    public async Task Plain_database_in_place_of_ours_is_refused()
    {
        using var profile = new TestProfile();
        await FillAsync(profile);
        File.Delete(profile.Database);
        using (
            var plain = SqliteConnection.Open(PlainSqlite.Provider, profile.Database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE)
        )
        {
            plain.Execute("CREATE TABLE messages (body TEXT)");
        }

        var before = profile.Snapshot();
        var error = await profile.FailsToOpenAsync();

        Assert.Equal(ErrorKind.StorageDamaged, error.Kind);
        Assert.Contains("not encrypted", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, profile.Snapshot());
    }

    [Fact]
    public async Task Database_of_another_profile_is_refused()
    {
        using var one = new TestProfile();
        using var two = new TestProfile();
        await FillAsync(one);
        await FillAsync(two);
        File.Copy(two.Database, one.Database, overwrite: true);

        Assert.Equal(ErrorKind.StorageDamaged, (await one.FailsToOpenAsync()).Kind);
    }

    [Fact]
    public async Task Database_of_a_newer_version_is_refused_and_says_so()
    {
        using var profile = new TestProfile();
        await using (var store = (SqlCipherChatStore)await profile.OpenAsync())
        {
            await store.Database.WriteAsync(
                (connection, _) =>
                {
                    connection.Execute("PRAGMA user_version = 99");
                    return true;
                },
                TestContext.Current.CancellationToken
            );
        }

        var before = profile.Snapshot();
        var error = await profile.FailsToOpenAsync();

        Assert.Equal(ErrorKind.StorageDamaged, error.Kind);
        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, profile.Snapshot());
    }

    [Fact]
    public async Task Damaged_page_does_not_spoil_reads_of_good_ones()
    {
        using var profile = new TestProfile();
        await FillAsync(profile);
        await using var store = await profile.OpenAsync();
        Assert.NotEmpty(await store.Conversations.ListAsync(Sample.Alice, cancellationToken: TestContext.Current.CancellationToken));
        var pages = new FileInfo(profile.Database).Length / Page;
        using (var stream = new FileStream(profile.Database, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            // The last page belongs to a message or its index, not to the accounts.
            stream.Position = ((pages - 1) * Page) + 99;
            stream.Write("damage"u8);
        }

        var failures = 0;
        for (var i = 0; i < 3; i++)
        {
            try
            {
                await store.HistoryAsync();
                await store.Messages.SearchAsync(Sample.Alice, "text", cancellationToken: TestContext.Current.CancellationToken);
                await store.CheckAsync(TestContext.Current.CancellationToken);
            }
            catch (ChatSecureException error)
            {
                Assert.Equal(ErrorKind.StorageDamaged, error.Kind);
                failures++;
            }

            await store.Accounts.ListAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(3, failures);
    }

    private static async Task FillAsync(TestProfile profile)
    {
        await using var store = await profile.OpenAsync();
        for (var i = 0; i < 10; i++)
        {
            await store.AddAsync([
                .. Enumerable
                    .Range(0, 10)
                    .Select(n => Sample.Message($"{i}-{n}", n) with { Body = $"text {i} {n} {new string('x', 200)}" }),
            ]);
        }

        await store.Vault.SetAsync(Sample.Alice, "password", Encoding.UTF8.GetBytes("secret"), TestContext.Current.CancellationToken);
    }

    /// <summary>Reads every page, one way or the other.</summary>
    private static async Task ReadAllAsync(TestProfile profile)
    {
        await using var store = await profile.OpenAsync();
        var findings = await store.CheckAsync(TestContext.Current.CancellationToken);
        if (findings.Single(finding => finding.Key == "integrity").Value != "ok")
        {
            throw new ChatSecureException(ErrorKind.StorageDamaged, "The check found damage.");
        }

        Assert.Equal(100, (await store.HistoryAsync()).Count);
    }
}
