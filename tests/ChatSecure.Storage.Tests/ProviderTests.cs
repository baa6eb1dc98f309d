// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Storage.Encryption;
using ChatSecure.Storage.Sqlite;
using SQLitePCL;

namespace ChatSecure.Storage.Tests;

public sealed class ProviderTests
{
    [Fact]
    public async Task Plain_sqlite_is_refused_before_anything_is_written()
    {
        using var parent = new TestProfile();
        var directory = Path.Combine(parent.Directory, "profile");
        var factory = new SqlCipherChatStoreFactory(
            new()
            {
                Directory = directory,
                KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromRaw(TestProfile.RawKey))),
                Provider = PlainSqlite.Provider,
            }
        );

        var error = await Assert.ThrowsAsync<ChatSecureException>(async () =>
            await factory.OpenAsync(TestContext.Current.CancellationToken)
        );

        Assert.Equal(ErrorKind.NotSupported, error.Kind);
        Assert.Contains("does not encrypt", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public async Task Plain_sqlite_is_refused_for_a_profile_that_is_there()
    {
        using var profile = new TestProfile();
        await (await profile.OpenAsync()).DisposeAsync();
        var before = profile.Snapshot();

        Assert.Equal(ErrorKind.NotSupported, (await profile.FailsToOpenAsync(provider: PlainSqlite.Provider)).Kind);
        Assert.Equal(before, profile.Snapshot());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3.4.1")]
    [InlineData("4")]
    [InlineData("4.6.1 community")]
    [InlineData("10.0.0 enterprise")]
    [InlineData("four")]
    public void Only_SQLCipher_4_or_newer_is_supported(string? version)
    {
        var isSupported = version is "4" or "4.6.1 community" or "10.0.0 enterprise";
        var error = Record.Exception(() => CipherConnection.RequireSupported(version));
        Assert.Equal(isSupported ? null : ErrorKind.NotSupported, (error as ChatSecureException)?.Kind);
    }

    [Fact]
    public void Missing_library_is_named_as_what_it_is()
    {
        var error = Assert.Throws<ChatSecureException>(() => SystemSqlCipher.Load(["no-such-library-anywhere"]));
        Assert.Equal(ErrorKind.NotSupported, error.Kind);
        Assert.Contains("Install libsqlcipher", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_with_a_plain_bundle_changes_nothing_for_us_nor_we_for_it()
    {
        const string Marker = "marker-of-the-host-test";
        Batteries_V2.Init();
        using var profile = new TestProfile();
        await using (var store = await profile.OpenAsync())
        {
            Batteries_V2.Init();
            Assert.Equal("e_sqlite3", raw.GetNativeLibraryName());
            await store.AddAsync(Sample.Message("1") with { Body = Marker });
            Batteries_V2.Init();
            await store.AddAsync(Sample.Message("2") with { Body = Marker });
            Assert.Equal(2, (await store.HistoryAsync()).Count);

            // The host's own database goes on in the host's library.
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(":memory:", out var host));
            using (host)
            {
                Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(host, "CREATE TABLE t (a)"));
                Assert.NotEqual("3.46.1", raw.sqlite3_libversion().utf8_to_string());
            }

            AssertEncrypted(profile, Marker);
        }

        Collect();
        AssertEncrypted(profile, Marker);
        await using var again = await profile.OpenAsync();
        Assert.Equal(2, (await again.HistoryAsync()).Count);
    }

    [Fact]
    public void Connections_and_statements_that_were_forgotten_are_closed_by_their_own_library()
    {
        // Were a finalizer to go through the process-wide provider, it would hand our pointers to another library and end the process.
        Batteries_V2.Init();
        for (var i = 0; i < 50; i++)
        {
            Forget();
        }

        Collect();
        using var connection = SqliteConnection.Open(SystemSqlCipher.Provider, ":memory:", raw.SQLITE_OPEN_READWRITE);
        Assert.Equal("1", connection.Scalar("SELECT 1"));

        static void Forget()
        {
            var forgotten = SqliteConnection.Open(SystemSqlCipher.Provider, ":memory:", raw.SQLITE_OPEN_READWRITE);
            forgotten.Prepare("SELECT 1").Step();
        }
    }

    [Fact]
    public async Task Dynamic_provider_that_somebody_set_up_anew_is_refused_and_not_called()
    {
        using var profile = new TestProfile();
        using var child = ChildProcess.Start("replace-provider", profile.Directory);
        Assert.Equal(["NotSupported", "NotSupported", "NotSupported", "closed"], await child.ReadToEndAsync());
    }

    private static void AssertEncrypted(TestProfile profile, string marker)
    {
        foreach (var file in Directory.GetFiles(profile.Directory).Where(file => Path.GetExtension(file) != ".lock"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(marker)));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("SQLite format 3"u8));
        }
    }

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
