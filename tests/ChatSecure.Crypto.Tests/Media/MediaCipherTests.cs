// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Media;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Tests.Media;

public sealed class MediaCipherTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(65537)]
    [InlineData(200_000)]
    public async Task What_is_encrypted_is_what_the_platform_encrypts_and_comes_back(int length)
    {
        var plaintext = Bytes(length);
        using var key = MediaKey.Create(new SeededRandom(1));
        var encrypted = await EncryptAsync(plaintext, key);
        Assert.Equal(length + MediaCipher.Overhead, encrypted.Length);
        Assert.Equal(ByThePlatform(plaintext, key), encrypted);
        Assert.Equal(plaintext, await DecryptAsync(encrypted, key));
    }

    [Fact]
    public async Task A_vector_of_16_bytes_and_a_key_of_128_bits_are_read()
    {
        // Known answers of OpenSSL.
        using var old = MediaKey.FromBytes(Convert.FromHexString("000102030405060708090a0b0c0d0e0f"), new byte[16]);
        Assert.Equal([1, 2, 3, 4, 5], await DecryptAsync(Convert.FromHexString("011478f2ee23c6d71eb73f54a056ef080dad3afc4f"), old));
    }

    [Fact]
    public async Task Each_file_gets_another_key_and_vector()
    {
        using var one = MediaKey.Create();
        using var two = MediaKey.Create();
        var plaintext = Bytes(100);
        Assert.NotEqual(await EncryptAsync(plaintext, one), await EncryptAsync(plaintext, two));
        Assert.Equal(12, one.IvLength);
        Assert.True(one.Is256Bit);
    }

    [Fact]
    public async Task A_stream_that_gives_a_few_bytes_at_a_time_is_read_to_its_end()
    {
        using var key = MediaKey.Create(new SeededRandom(1));
        var plaintext = Bytes(1000);
        using var result = new MemoryStream();
        await MediaCipher.DecryptAsync(new Trickle(await EncryptAsync(plaintext, key), 7), result, key);
        Assert.Equal(plaintext, result.ToArray());
    }

    [Fact]
    public async Task Every_cut_and_every_flipped_bit_is_refused_and_nothing_stays_behind()
    {
        using var key = MediaKey.Create(new SeededRandom(1));
        var encrypted = await EncryptAsync(Bytes(40), key);
        for (var length = 0; length < encrypted.Length; length++)
        {
            await RefusedAsync(encrypted[..length], key);
        }

        for (var bit = 0; bit < encrypted.Length * 8; bit++)
        {
            var forged = encrypted.ToArray();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            await RefusedAsync(forged, key);
        }

        await RefusedAsync([.. encrypted, 0], key);
        using var other = MediaKey.Create(new SeededRandom(2));
        await RefusedAsync(encrypted, other);
    }

    [Fact]
    public async Task What_was_there_before_a_failed_decryption_stays()
    {
        using var key = MediaKey.Create(new SeededRandom(1));
        using var staging = new MemoryStream();
        staging.Write([9, 9]);
        await Assert.ThrowsAsync<ChatSecureException>(() => MediaCipher.DecryptAsync(new MemoryStream(new byte[200_000]), staging, key));
        Assert.Equal([9, 9], staging.ToArray());
    }

    [Fact]
    public async Task A_file_longer_than_announced_is_given_up_on()
    {
        using var key = MediaKey.Create(new SeededRandom(1));
        var endless = new Endless();
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => MediaCipher.DecryptAsync(endless, Stream.Null, key, 1_000_000));
        Assert.Equal(ErrorKind.Protocol, error.Kind);
        Assert.InRange(endless.Given, 1_000_000, 1_000_000 + (64 * 1024));
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_file()
    {
        using var key = MediaKey.Create(new SeededRandom(1));
        await MediaCipher.EncryptAsync(new Endless(1_000_000), Stream.Null, key);

        // These streams never wait, so all of it runs on this thread; what other tests allocate meanwhile does not count.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var encrypting = MediaCipher.EncryptAsync(new Endless(200_000_000), Stream.Null, key);
        Assert.True(encrypting.IsCompleted);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000_000);
        Assert.Equal(200_000_016, await encrypting);
    }

    [Fact]
    public void A_key_of_a_wrong_length_is_refused()
    {
        Assert.Throws<ArgumentException>(() => MediaKey.FromBytes(new byte[31], new byte[12]));
        Assert.Throws<ArgumentException>(() => MediaKey.FromBytes(new byte[32], new byte[13]));
    }

    [Fact]
    public void A_key_is_handed_out_on_demand_and_gone_afterwards()
    {
        var key = MediaKey.FromBytes(Bytes(32), Bytes(12));
        var (copy, iv) = (new byte[32], new byte[12]);
        key.Export(copy, iv);
        Assert.Equal(Bytes(32), copy);
        Assert.Equal(Bytes(12), iv);
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Export(copy, iv));
    }

    private static async Task RefusedAsync(byte[] encrypted, MediaKey key)
    {
        using var staging = new MemoryStream();
        var error = await Assert.ThrowsAsync<ChatSecureException>(() =>
            MediaCipher.DecryptAsync(new MemoryStream(encrypted), staging, key)
        );
        Assert.Equal(ErrorKind.Protocol, error.Kind);
        Assert.Equal(0, staging.Length);
    }

    private static async Task<byte[]> EncryptAsync(byte[] plaintext, MediaKey key)
    {
        using var result = new MemoryStream();
        Assert.Equal(plaintext.Length + 16, await MediaCipher.EncryptAsync(new MemoryStream(plaintext), result, key));
        return result.ToArray();
    }

    private static async Task<byte[]> DecryptAsync(byte[] encrypted, MediaKey key)
    {
        using var result = new MemoryStream();
        Assert.Equal(encrypted.Length - 16, await MediaCipher.DecryptAsync(new MemoryStream(encrypted), result, key));
        return result.ToArray();
    }

    private static byte[] ByThePlatform(byte[] plaintext, MediaKey key)
    {
        var (raw, iv, tag, ciphertext) = (new byte[32], new byte[12], new byte[16], new byte[plaintext.Length]);
        key.Export(raw, iv);
        using var gcm = new AesGcm(raw, 16);
        gcm.Encrypt(iv, plaintext, ciphertext, tag);
        return [.. ciphertext, .. tag];
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }

    /// <summary>Zeros, for ever or as many as wanted.</summary>
    private sealed class Endless(long length = long.MaxValue) : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var now = (int)Math.Min(count, length - Given);
            Given += now;
            return now;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var now = (int)Math.Min(buffer.Length, length - Given);
            Given += now;
            return ValueTask.FromResult(now);
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
