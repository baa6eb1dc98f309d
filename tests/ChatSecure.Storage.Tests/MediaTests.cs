// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Storage.Encryption;
using ChatSecure.Stores;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Storage.Tests;

public sealed class MediaTests
{
    private static readonly byte[] _content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("plaintextmarker ", 20_000)));

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Files_lie_encrypted_and_under_names_that_say_nothing()
    {
        using var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        var info = await AddAsync(store);
        var file = Assert.Single(Directory.GetFiles(profile.Media));
        Assert.Equal(info.Id, Path.GetFileName(file));
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(-1, bytes.AsSpan().IndexOf("plaintextmarker"u8));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(profile.Media));
    }

    [Fact]
    public async Task Flipped_bit_anywhere_is_damage_and_good_parts_can_still_be_read()
    {
        using var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        var info = await AddAsync(store);
        var path = Path.Combine(profile.Media, info.Id);
        var sound = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        foreach (var at in new[] { 0, 7, 8, 65_551, 65_552, 65_560, sound.Length - 1 })
        {
            var damaged = sound.ToArray();
            damaged[at] ^= 1;
            await File.WriteAllBytesAsync(path, damaged, TestContext.Current.CancellationToken);
            var error = await Assert.ThrowsAsync<ChatSecureException>(() => ReadAsync(store, info.Id));
            Assert.Equal(ErrorKind.StorageDamaged, error.Kind);
        }

        sound[^1] ^= 1;
        await File.WriteAllBytesAsync(path, sound, TestContext.Current.CancellationToken);
        await using var stream = await store.Media.OpenAsync(Sample.Alice, info.Id, TestContext.Current.CancellationToken);
        Assert.Equal((byte)'p', stream!.ReadByte());
    }

    [Fact]
    public async Task Cut_lengthened_or_rearranged_file_is_damage()
    {
        using var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        var info = await AddAsync(store);
        var path = Path.Combine(profile.Media, info.Id);
        var sound = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var chunk = ChunkCipher.Sealed;
        byte[][] changed =
        [
            [],
            sound[..^1],
            [.. sound, 0],
            sound[..(8 + chunk)],
            [.. sound[..8], .. sound[(8 + chunk)..(8 + (2 * chunk))], .. sound[8..(8 + chunk)], .. sound[(8 + (2 * chunk))..]],
        ];
        foreach (var bytes in changed)
        {
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            var error = await Assert.ThrowsAsync<ChatSecureException>(() => ReadAsync(store, info.Id));
            Assert.Equal(ErrorKind.StorageDamaged, error.Kind);
        }
    }

    [Fact]
    public async Task File_that_is_missing_is_unavailable_and_not_an_empty_one()
    {
        using var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        var info = await AddAsync(store);
        File.Delete(Path.Combine(profile.Media, info.Id));
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => ReadAsync(store, info.Id));
        Assert.Equal(ErrorKind.StorageUnavailable, error.Kind);
    }

    [Fact]
    public async Task Erased_message_takes_its_file_from_the_disk()
    {
        using var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        foreach (var erase in new Func<Task>[] { DeleteAsync, RetractAsync, ExpireAsync, RemoveAccountAsync })
        {
            var info = await AddAsync(store);
            await store.AddAsync(
                Sample.Message("1") with
                {
                    Attachments = [new() { MediaId = info.Id }],
                    ExpiresAt = DateTimeOffset.MaxValue,
                }
            );
            Assert.Single(Directory.GetFiles(profile.Media));
            await erase();
            Assert.Empty(Directory.GetFiles(profile.Media));
            await store.CommitAsync(new(Sample.Alice) { DeletedConversations = [Sample.WithBob] }, TestContext.Current.CancellationToken);
        }

        MessageRef Message() => new(Sample.WithBob, MessageDirection.Incoming, new("1"));
        async Task DeleteAsync() => await store.CommitAsync(new(Sample.Alice) { DeletedMessages = [Message()] });
        async Task RetractAsync() => await store.CommitAsync(new(Sample.Alice) { Edits = [new(Message(), default, null)] });
        async Task ExpireAsync() => await store.Messages.RemoveExpiredAsync(DateTimeOffset.MaxValue);
        async Task RemoveAccountAsync() => await store.Accounts.RemoveAsync(Sample.Alice);
    }

    [Fact]
    public async Task File_that_no_message_names_is_collected_after_an_hour_and_a_named_one_stays()
    {
        using var profile = new TestProfile();
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using var store = await profile.Factory(time: time).OpenAsync(TestContext.Current.CancellationToken);
        await AddAsync(store);
        var named = await store.Media.AddAsync(
            Sample.Alice,
            new MemoryStream([1]),
            cancellationToken: TestContext.Current.CancellationToken
        );
        await store.AddAsync(Sample.Message("1") with { Attachments = [new() { MediaId = named.Id }] });
        time.Advance(TimeSpan.FromMinutes(55));
        Assert.Equal(2, Directory.GetFiles(profile.Media).Length);
        time.Advance(TimeSpan.FromMinutes(5));
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(named.Id, Path.GetFileName(Assert.Single(Directory.GetFiles(profile.Media))));
    }

    [Fact]
    public async Task Files_that_a_process_left_behind_are_deleted_with_the_next_start_and_others_are_not()
    {
        using var profile = new TestProfile();
        await using (var store = await profile.OpenAsync())
        {
            await AddAsync(store);
        }

        await File.WriteAllTextAsync(Path.Combine(profile.Media, new string('a', 32)), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(profile.Media, new string('b', 32) + ".new"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(profile.Media, "holiday.jpg"), "", TestContext.Current.CancellationToken);
        await (await profile.OpenAsync()).DisposeAsync();
        Assert.Equal(2, Directory.GetFiles(profile.Media).Length);
        Assert.True(File.Exists(Path.Combine(profile.Media, "holiday.jpg")));
    }

    [Fact]
    public async Task Quota_makes_room_by_what_can_be_fetched_again_and_refuses_what_does_not_fit()
    {
        using var profile = new TestProfile();
        var options = profile.Options();
        options.MediaQuota = 1000;
        await using var store = await new SqlCipherChatStoreFactory(options).OpenAsync(TestContext.Current.CancellationToken);
        var first = await store.Media.AddAsync(
            Sample.Alice,
            new MemoryStream(new byte[600]),
            null,
            true,
            TestContext.Current.CancellationToken
        );
        var second = await store.Media.AddAsync(
            Sample.Alice,
            new MemoryStream(new byte[700]),
            null,
            false,
            TestContext.Current.CancellationToken
        );
        Assert.Null(await store.Media.FindAsync(Sample.Alice, first.Id, TestContext.Current.CancellationToken));
        foreach (var size in new[] { 500, 1001 })
        {
            var error = await Assert.ThrowsAsync<ChatSecureException>(async () =>
                await store.Media.AddAsync(
                    Sample.Alice,
                    new MemoryStream(new byte[size]),
                    cancellationToken: TestContext.Current.CancellationToken
                )
            );
            Assert.Equal((ErrorKind.StorageUnavailable, "quota"), (error.Kind, error.Condition));
        }

        Assert.Equal(second.Id, Path.GetFileName(Assert.Single(Directory.GetFiles(profile.Media))));
    }

    [Fact]
    public async Task Content_that_breaks_off_leaves_nothing()
    {
        using var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
            await store.Media.AddAsync(Sample.Alice, new BrokenStream(), cancellationToken: TestContext.Current.CancellationToken)
        );
        Assert.Empty(Directory.GetFiles(profile.Media));
    }

    [Fact]
    public async Task Messages_disappear_by_themselves_when_their_time_has_come()
    {
        using var profile = new TestProfile();
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using (var store = await profile.Factory(time: time).OpenAsync(TestContext.Current.CancellationToken))
        {
            await store.AddAsync(Sample.Message("1") with { ExpiresAt = time.GetUtcNow().AddMinutes(2) }, Sample.Message("2"));
            time.Advance(TimeSpan.FromSeconds(119));
            Assert.Equal(2, (await store.HistoryAsync()).Count);
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(["2"], (await store.HistoryAsync()).Select(message => message.Id.Value));
            await store.AddAsync(Sample.Message("3") with { ExpiresAt = time.GetUtcNow().AddMinutes(2) });
        }

        time.Advance(TimeSpan.FromHours(1));
        await using var again = await profile.Factory(time: time).OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["2"], (await again.HistoryAsync()).Select(message => message.Id.Value));
    }

    private static async Task<MediaInfo> AddAsync(SqlCipherChatStore store) =>
        await store.Media.AddAsync(Sample.Alice, new MemoryStream(_content), cancellationToken: TestContext.Current.CancellationToken);

    private static async Task ReadAsync(SqlCipherChatStore store, string id)
    {
        await using var stream = await store.Media.OpenAsync(Sample.Alice, id, TestContext.Current.CancellationToken);
        var copy = new MemoryStream();
        await stream!.CopyToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(_content, copy.ToArray());
    }

    private sealed class BrokenStream : MemoryStream
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _reads++ < 3 ? ValueTask.FromResult(buffer.Length) : throw new OperationCanceledException();
    }
}
