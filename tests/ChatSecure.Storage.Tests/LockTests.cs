// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Storage.Encryption;
using ChatSecure.Stores;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Storage.Tests;

public sealed class LockTests
{
    private static DatabaseKey Passphrase(string text = "correct horse") => DatabaseKey.FromPassphrase(Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task Locked_profile_refuses_everything_until_it_is_unlocked()
    {
        using var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        await store.AddAsync(Sample.Message("1"));
        await store.LockAsync();

        Assert.True(store.IsLocked);
        foreach (
            var use in new Func<Task>[]
            {
                () => store.AddAsync(Sample.Message("2")),
                () => store.HistoryAsync(),
                async () => await store.RekeyAsync(TestContext.Current.CancellationToken),
            }
        )
        {
            var error = await Assert.ThrowsAsync<ChatSecureException>(use);
            Assert.Equal((ErrorKind.StorageKey, "locked"), (error.Kind, error.Condition));
        }

        await store.UnlockAsync(TestContext.Current.CancellationToken);
        await store.AddAsync(Sample.Message("2", 2));
        Assert.Equal(2, (await store.HistoryAsync()).Count);
    }

    [Fact]
    public async Task Locking_ends_feeds_with_an_error_and_new_ones_begin_after_unlocking()
    {
        using var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        var cancellation = TestContext.Current.CancellationToken;
        await using (var feed = store.Messages.WatchAsync(Sample.WithBob, 10, cancellation).GetAsyncEnumerator(cancellation))
        {
            Assert.True(await feed.MoveNextAsync());
            await store.LockAsync();
            Assert.Equal("locked", (await Assert.ThrowsAsync<ChatSecureException>(async () => await feed.MoveNextAsync())).Condition);
        }

        await store.UnlockAsync(cancellation);
        await using var again = store.Messages.WatchAsync(Sample.WithBob, 10, cancellation).GetAsyncEnumerator(cancellation);
        Assert.True(await again.MoveNextAsync());
    }

    [Fact]
    public async Task Wrong_key_does_not_unlock()
    {
        using var profile = new TestProfile();
        var key = () => DatabaseKey.FromRaw(TestProfile.RawKey);
        await using var store = await profile.OpenAsync(() => key());
        await store.LockAsync();
        key = () => DatabaseKey.FromRaw(new byte[32]);

        var error = await Assert.ThrowsAsync<ChatSecureException>(async () =>
            await store.UnlockAsync(TestContext.Current.CancellationToken)
        );

        Assert.Equal(ErrorKind.StorageKey, error.Kind);
        Assert.True(store.IsLocked);
    }

    [Fact]
    public async Task Profile_locks_itself_when_nobody_used_it_for_long_enough()
    {
        using var profile = new TestProfile();
        var time = new FakeTimeProvider();
        var options = profile.Options();
        options.LockAfter = TimeSpan.FromMinutes(5);
        await using var store = await new SqlCipherChatStoreFactory(options, time).OpenAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(4));
        store.NoteUse();
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.False(store.IsLocked);
        await store.AddAsync(Sample.Message("1"));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(store.IsLocked);
    }

    [Fact]
    public async Task Profile_that_was_locked_is_closed_like_any_other()
    {
        using var profile = new TestProfile();
        var store = await profile.OpenAsync();
        await store.LockAsync();
        await store.LockAsync();
        await store.DisposeAsync();
        await (await profile.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Wrong_keys_cost_time_which_doubles_and_a_right_one_ends_it()
    {
        using var profile = new TestProfile();
        await (await profile.OpenAsync()).DisposeAsync();
        var time = new FakeTimeProvider();
        var policy = new UnlockPolicy { FreeAttempts = 2 };
        for (var i = 0; i < 3; i++)
        {
            Assert.Null((await FailsAsync(profile, policy, time, wrong: true)).Condition);
        }

        Assert.Equal("wait", (await FailsAsync(profile, policy, time, wrong: false)).Condition);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await FailsAsync(profile, policy, time, wrong: true)).Condition);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("wait", (await FailsAsync(profile, policy, time, wrong: false)).Condition);
        time.Advance(TimeSpan.FromSeconds(1));
        await (await Factory(profile, policy, time, wrong: false).OpenAsync(TestContext.Current.CancellationToken)).DisposeAsync();
        Assert.Null((await FailsAsync(profile, policy, time, wrong: true)).Condition);
    }

    [Fact]
    public async Task Clock_that_is_set_back_does_not_make_the_wait_longer_than_it_is()
    {
        using var profile = new TestProfile();
        await (await profile.OpenAsync()).DisposeAsync();
        var policy = new UnlockPolicy { FreeAttempts = 0 };
        await FailsAsync(profile, policy, new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(100)), wrong: true);
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        Assert.Equal("wait", (await FailsAsync(profile, policy, time, wrong: false)).Condition);
        time.Advance(TimeSpan.FromSeconds(1));
        await (await Factory(profile, policy, time, wrong: false).OpenAsync(TestContext.Current.CancellationToken)).DisposeAsync();
    }

    [Fact]
    public async Task Damaged_count_of_attempts_counts_as_all_free_ones_used()
    {
        using var profile = new TestProfile();
        await (await profile.OpenAsync()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(profile.Directory, "chat.attempts"), "?", TestContext.Current.CancellationToken);
        var time = new FakeTimeProvider();
        Assert.Null((await FailsAsync(profile, new(), time, wrong: true)).Condition);
        Assert.Equal("wait", (await FailsAsync(profile, new(), time, wrong: false)).Condition);
    }

    [Fact]
    public async Task Profile_is_wiped_after_as_many_wrong_keys_as_the_policy_says()
    {
        using var profile = new TestProfile();
        await using (var store = await profile.OpenAsync())
        {
            await store.Media.AddAsync(Sample.Alice, new MemoryStream([1]), cancellationToken: TestContext.Current.CancellationToken);
        }

        var policy = new UnlockPolicy { WipeAfter = 2 };
        await FailsAsync(profile, policy, TimeProvider.System, wrong: true);
        Assert.True(File.Exists(profile.Database));
        await FailsAsync(profile, policy, TimeProvider.System, wrong: true);
        Assert.Empty(profile.Snapshot());
        Assert.Empty(Directory.GetFiles(profile.Media));
        await using var anew = await profile.OpenAsync();
        Assert.Empty(await anew.HistoryAsync());
    }

    [Fact]
    public async Task Wiped_profile_leaves_nothing_and_an_open_one_is_not_wiped()
    {
        using var profile = new TestProfile();
        await using (var store = await profile.OpenAsync())
        {
            await store.AddAsync(Sample.Message("1"));
            var error = await Assert.ThrowsAsync<ChatSecureException>(async () =>
                await profile.Factory().WipeAsync(TestContext.Current.CancellationToken)
            );
            Assert.Equal(ErrorKind.StorageUnavailable, error.Kind);
        }

        await profile.Factory().WipeAsync(TestContext.Current.CancellationToken);
        Assert.Empty(profile.Snapshot());
    }

    private static SqlCipherChatStoreFactory Factory(TestProfile profile, UnlockPolicy policy, TimeProvider time, bool wrong)
    {
        var options = profile.Options(() => DatabaseKey.FromRaw(wrong ? new byte[32] : TestProfile.RawKey));
        options.Attempts = policy;
        return new(options, time);
    }

    private static async Task<ChatSecureException> FailsAsync(TestProfile profile, UnlockPolicy policy, TimeProvider time, bool wrong)
    {
        var error = await Assert.ThrowsAsync<ChatSecureException>(async () =>
            await Factory(profile, policy, time, wrong).OpenAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal(ErrorKind.StorageKey, error.Kind);
        return error;
    }
}
