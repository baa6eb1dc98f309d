// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Composition;
using ChatSecure.Errors;
using ChatSecure.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Storage.Tests;

public sealed class ProfileTests
{
    [Fact]
    public async Task Unfinished_profile_without_a_key_file_is_begun_anew()
    {
        using var profile = new TestProfile();
        await File.WriteAllTextAsync(profile.Database + ".new", "what was left of an attempt", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(profile.Database + ".new-wal", "and its log", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(profile.KeyFile + ".new", "and half a key file", TestContext.Current.CancellationToken);

        await using var store = await profile.OpenAsync();
        await store.AddAsync(Sample.Message("1"));

        Assert.Empty(Directory.GetFiles(profile.Directory, "*.new*"));
    }

    [Fact]
    public async Task Profile_that_broke_off_after_its_key_file_is_finished()
    {
        using var profile = new TestProfile();
        await (await profile.OpenAsync()).DisposeAsync();
        File.Move(profile.Database, profile.Database + ".new");

        await using var store = await profile.OpenAsync();
        await store.AddAsync(Sample.Message("1"));

        Assert.False(File.Exists(profile.Database + ".new"));
    }

    [Theory]
    [InlineData("chat.lock")]
    [InlineData("chat.db.new")]
    [InlineData("chat.key.new")]
    public async Task Profile_that_could_not_be_made_does_not_stand_in_the_way_of_the_next_attempt(string inTheWay)
    {
        using var profile = new TestProfile();
        Directory.CreateDirectory(Path.Combine(profile.Directory, inTheWay));
        Assert.Equal(ErrorKind.StorageUnavailable, (await profile.FailsToOpenAsync()).Kind);

        Directory.Delete(Path.Combine(profile.Directory, inTheWay));
        await using var store = await profile.OpenAsync();
        await store.AddAsync(Sample.Message("1"));
    }

    [Theory]
    [InlineData("/proc/self/no-folder-can-be-made-here")]
    [InlineData("/dev/null/profile")]
    public async Task Folder_that_can_not_be_written_is_unavailable(string directory)
    {
        var factory = new SqlCipherChatStoreFactory(
            new()
            {
                Directory = directory,
                KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromRaw(TestProfile.RawKey))),
            }
        );
        var error = await Assert.ThrowsAsync<ChatSecureException>(async () =>
            await factory.OpenAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal(ErrorKind.StorageUnavailable, error.Kind);
        Assert.DoesNotContain(directory, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_process_is_refused_and_says_why()
    {
        using var profile = new TestProfile();
        using var child = ChildProcess.Start("hold", profile.Directory);
        Assert.Equal("open", await child.ReadLineAsync());

        var error = await profile.FailsToOpenAsync();

        Assert.Equal(ErrorKind.StorageUnavailable, error.Kind);
        Assert.Contains("in use by another process", error.Message, StringComparison.Ordinal);
        child.Kill();
        await child.ReadToEndAsync();
        await (await profile.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Full_disk_is_unavailable_and_leaves_nothing_half_written()
    {
        using var profile = new TestProfile();
        await using var store = (SqlCipherChatStore)await profile.OpenAsync();
        await store.AddAsync(Sample.Message("before"));
        await store.Database.WriteAsync(
            (connection, _) => connection.Scalar($"PRAGMA max_page_count = {connection.Scalar("PRAGMA page_count")}"),
            TestContext.Current.CancellationToken
        );

        var error = await Assert.ThrowsAsync<ChatSecureException>(() =>
            store.AddAsync([.. Enumerable.Range(0, 200).Select(i => Sample.Message($"{i}", i) with { Body = new string('x', 500) })])
        );

        Assert.Equal(ErrorKind.StorageUnavailable, error.Kind);
        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        Assert.Single(await store.HistoryAsync());
        await store.AddAsync(Sample.Message("after"));
        Assert.Equal(2, (await store.HistoryAsync()).Count);
    }

    [Fact]
    public async Task Idle_profile_empties_its_log()
    {
        using var profile = new TestProfile();
        var time = new FakeTimeProvider();
        await using var store = await profile.Factory(time: time).OpenAsync(TestContext.Current.CancellationToken);
        await store.AddAsync(Sample.Message("1"));
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.NotEqual(0, new FileInfo(profile.Database + "-wal").Length);

        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(0, new FileInfo(profile.Database + "-wal").Length);
        await store.AddAsync(Sample.Message("2"));
        Assert.Equal(2, (await store.HistoryAsync()).Count);
    }

    [Fact]
    public void Wrong_options_are_refused_all_at_once()
    {
        var error = Assert.Throws<ChatSecureException>(() => new SqlCipherChatStoreFactory(new() { FileName = "../chat.db" }));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.All(["Directory", "FileName", "KeySource"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
        Assert.Throws<ChatSecureException>(() =>
            new SqlCipherChatStoreFactory(
                new()
                {
                    Directory = "d",
                    FileName = "chat.key",
                    KeySource = new DelegateKeySource(_ => default),
                }
            )
        );
    }

    [Fact]
    public async Task Composition_opens_the_profile_with_a_registered_key_source()
    {
        using var profile = new TestProfile();
        var services = new ServiceCollection();
        services.AddSingleton<IDatabaseKeySource>(
            new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromRaw(TestProfile.RawKey)))
        );
        new Builder(services).AddSqlCipher(options => options.Directory = profile.Directory);
        await using var provider = services.BuildServiceProvider();

        await using var store = await provider.GetRequiredService<IChatStoreFactory>().OpenAsync(TestContext.Current.CancellationToken);

        Assert.True(File.Exists(profile.Database));
    }

    private sealed record Builder(IServiceCollection Services) : IChatSecureBuilder;
}
