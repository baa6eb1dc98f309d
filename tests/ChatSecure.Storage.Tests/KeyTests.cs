// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ChatSecure.Errors;
using ChatSecure.Storage.Encryption;

namespace ChatSecure.Storage.Tests;

public sealed class KeyTests
{
    private static DatabaseKey Passphrase(string text = "correct horse") => DatabaseKey.FromPassphrase(Encoding.UTF8.GetBytes(text));

    private static DatabaseKey WrongRawKey() => DatabaseKey.FromRaw(new byte[32]);

    [Fact]
    public async Task Passphrase_opens_what_it_locked()
    {
        using var profile = new TestProfile();
        await using (var store = await profile.OpenAsync(() => Passphrase()))
        {
            await store.AddAsync(Sample.Message("1"));
        }

        await using var again = await profile.OpenAsync(() => Passphrase());
        Assert.Single(await again.HistoryAsync());
    }

    [Fact]
    public async Task Wrong_passphrase_is_a_wrong_key_and_changes_nothing()
    {
        using var profile = new TestProfile();
        await (await profile.OpenAsync(() => Passphrase())).DisposeAsync();
        var before = profile.Snapshot();

        var error = await profile.FailsToOpenAsync(() => Passphrase("wrong"));

        Assert.Equal(ErrorKind.StorageKey, error.Kind);
        Assert.Contains("passphrase is wrong", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, profile.Snapshot());
    }

    [Fact]
    public async Task Wrong_raw_key_is_a_wrong_key_and_changes_nothing()
    {
        using var profile = new TestProfile();
        await (await profile.OpenAsync()).DisposeAsync();
        var before = profile.Snapshot();

        Assert.Equal(ErrorKind.StorageKey, (await profile.FailsToOpenAsync(WrongRawKey)).Kind);
        Assert.Equal(before, profile.Snapshot());
    }

    [Fact]
    public async Task Key_of_the_other_kind_is_told_apart_from_a_wrong_one()
    {
        using var profile = new TestProfile();
        await (await profile.OpenAsync()).DisposeAsync();

        var error = await profile.FailsToOpenAsync(() => Passphrase());

        Assert.Equal(ErrorKind.StorageKey, error.Kind);
        Assert.Contains("not with a passphrase", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_key_file_beside_a_database_is_an_error_of_its_own_and_makes_no_new_profile()
    {
        using var profile = new TestProfile();
        await (await profile.OpenAsync()).DisposeAsync();
        File.Delete(profile.KeyFile);
        var before = profile.Snapshot();

        var error = await profile.FailsToOpenAsync();

        Assert.Equal(ErrorKind.StorageDamaged, error.Kind);
        Assert.Contains("key file is missing", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, profile.Snapshot());
    }

    [Fact]
    public async Task Missing_database_beside_a_key_file_is_an_error_of_its_own_and_makes_no_new_one()
    {
        using var profile = new TestProfile();
        await (await profile.OpenAsync()).DisposeAsync();
        File.Delete(profile.Database);

        var error = await profile.FailsToOpenAsync();

        Assert.Equal(ErrorKind.StorageDamaged, error.Kind);
        Assert.Contains("database is missing", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(profile.Database));
    }

    [Fact]
    public void Any_flipped_bit_of_a_key_file_is_damage_and_not_a_wrong_key()
    {
        using var secret = DatabaseSecret.Create();
        using var key = DatabaseKey.FromRaw(TestProfile.RawKey);
        var file = KeyFile.Wrap([secret], key, TestProfile.Cheap);
        for (var bit = 0; bit < 8 * file.Length; bit++)
        {
            var damaged = file.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(ErrorKind.StorageDamaged, Fails(damaged, key).Kind);
        }
    }

    [Fact]
    public void Key_file_of_another_length_is_damage()
    {
        using var secret = DatabaseSecret.Create();
        using var key = DatabaseKey.FromRaw(TestProfile.RawKey);
        var file = KeyFile.Wrap([secret], key, TestProfile.Cheap);
        for (var length = 0; length < file.Length; length++)
        {
            Assert.Equal(ErrorKind.StorageDamaged, Fails(file[..length], key).Kind);
        }

        Assert.Equal(ErrorKind.StorageDamaged, Fails([.. file, 0], key).Kind);
    }

    [Fact]
    public void Key_file_of_a_newer_version_says_so()
    {
        using var secret = DatabaseSecret.Create();
        using var key = DatabaseKey.FromRaw(TestProfile.RawKey);
        var file = KeyFile.Wrap([secret], key, TestProfile.Cheap);
        file[5] = 3;
        Assert.Contains("newer version", Fails(file, key).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(65_536, 0)]
    [InlineData(19_455, 2)]
    [InlineData(19_456, 1)]
    [InlineData(1_048_577, 3)]
    [InlineData(65_536, 65)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(-1, -1)]
    public void Key_file_that_asks_for_too_little_or_too_much_work_is_refused_before_the_work(int memory, int passes)
    {
        using var secret = DatabaseSecret.Create();
        using var key = Passphrase();
        var file = KeyFile.Wrap([secret], key, TestProfile.Cheap);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(8), memory);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(12), passes);
        SHA256.HashData(file.AsSpan(..^32), file.AsSpan(^32..));

        Assert.Equal(ErrorKind.StorageDamaged, Fails(file, key).Kind);
    }

    [Fact]
    public async Task Key_file_of_the_first_form_opens_and_is_written_in_the_present_one()
    {
        using var profile = TestProfile.Golden(1);
        Assert.Equal(1, (await File.ReadAllBytesAsync(profile.KeyFile, TestContext.Current.CancellationToken))[5]);
        await (await profile.OpenAsync()).DisposeAsync();
        Assert.Equal(2, (await File.ReadAllBytesAsync(profile.KeyFile, TestContext.Current.CancellationToken))[5]);
        await (await profile.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Wrong_key_for_a_key_file_of_the_first_form_is_a_wrong_key_and_changes_nothing()
    {
        using var profile = TestProfile.Golden(1);
        var before = profile.Snapshot();
        Assert.Equal(ErrorKind.StorageKey, (await profile.FailsToOpenAsync(WrongRawKey)).Kind);
        Assert.Equal(before, profile.Snapshot());
    }

    [Fact]
    public void Key_file_whose_header_was_changed_on_purpose_does_not_open()
    {
        using var secret = DatabaseSecret.Create();
        using var key = DatabaseKey.FromRaw(TestProfile.RawKey);
        var file = KeyFile.Wrap([secret], key, TestProfile.Cheap);
        // The salt: covered by the tag alone, since the checksum is made anew.
        file[16] ^= 1;
        SHA256.HashData(file.AsSpan(..^32), file.AsSpan(^32..));

        Assert.Equal(ErrorKind.StorageKey, Fails(file, key).Kind);
    }

    [Fact]
    public void Key_file_never_holds_the_secret_and_is_never_the_same_twice()
    {
        using var secret = DatabaseSecret.Create();
        using var key = DatabaseKey.FromRaw(TestProfile.RawKey);
        var first = KeyFile.Wrap([secret], key, TestProfile.Cheap);
        var second = KeyFile.Wrap([secret], key, TestProfile.Cheap);

        Assert.NotEqual(first, second);
        Assert.Equal(-1, first.AsSpan().IndexOf(secret.Bytes[..16]));
        using var unwrapped = KeyFile.Unwrap(first, key, [], out _);
        Assert.Equal(secret.Bytes.ToArray(), unwrapped.Bytes.ToArray());
    }

    [Fact]
    public async Task Store_disposes_of_the_key_that_it_was_given()
    {
        using var profile = new TestProfile();
        var key = DatabaseKey.FromRaw(TestProfile.RawKey);
        await using var store = await profile.OpenAsync(() => key);
        Assert.Throws<ObjectDisposedException>(() => key.Raw.Length);
    }

    [Fact]
    public void Disposed_key_is_zeroed_and_prints_nothing()
    {
        var key = DatabaseKey.FromRaw(TestProfile.RawKey);
        var bytes = key.Raw;
        Assert.DoesNotContain("1", key.ToString(), StringComparison.Ordinal);
        key.Dispose();
        Assert.Equal(new byte[32], bytes.ToArray());
    }

    [Fact]
    public void Empty_passphrase_and_raw_key_of_another_length_are_refused()
    {
        Assert.Equal(ErrorKind.StorageKey, Assert.Throws<ChatSecureException>(() => DatabaseKey.FromPassphrase([])).Kind);
        Assert.Equal(ErrorKind.StorageKey, Assert.Throws<ChatSecureException>(() => DatabaseKey.FromRaw(new byte[31])).Kind);
    }

    [Fact]
    public async Task Key_source_that_gives_up_leaves_no_trace()
    {
        using var profile = new TestProfile();
        var factory = new SqlCipherChatStoreFactory(
            new()
            {
                Directory = Path.Combine(profile.Directory, "inner"),
                KeySource = new DelegateKeySource(_ => throw new OperationCanceledException()),
            }
        );

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await factory.OpenAsync(TestContext.Current.CancellationToken));

        Assert.False(Directory.Exists(Path.Combine(profile.Directory, "inner")));
    }

    private static ChatSecureException Fails(byte[] file, DatabaseKey key) =>
        Assert.Throws<ChatSecureException>(() => KeyFile.Unwrap(file, key, [], out _).Dispose());
}
