// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Text;
using ChatSecure.Storage.Encryption;

namespace ChatSecure.Storage.Tests;

public sealed class Argon2idTests
{
    [Fact]
    public void Vector_of_the_specification()
    {
        // RFC 9106, section 5.3
        var result = new byte[32];
        new Argon2id(memory: 32, passes: 3, lanes: 4).Derive(
            Filled(32, 1),
            Filled(16, 2),
            result,
            secret: Filled(8, 3),
            data: Filled(12, 4)
        );
        Assert.Equal("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659", Convert.ToHexStringLower(result));
    }

    [Theory]
    [InlineData(8, 1, 1, 32)]
    [InlineData(19_456, 2, 1, 32)]
    [InlineData(65_536, 3, 1, 32)]
    [InlineData(1_000, 5, 1, 64)]
    [InlineData(1_024, 2, 2, 100)]
    [InlineData(77, 3, 1, 4)]
    public async Task Gives_what_the_reference_program_gives(int memory, int passes, int lanes, int length)
    {
        const string Passphrase = "correct horse, battery staple";
        const string Salt = "0123456789abcdef";
        var result = new byte[length];
        new Argon2id(memory, passes, lanes).Derive(Encoding.UTF8.GetBytes(Passphrase), Encoding.UTF8.GetBytes(Salt), result);
        Assert.Equal(await ReferenceAsync(Passphrase, Salt, memory, passes, lanes, length), Convert.ToHexStringLower(result));
    }

    [Fact]
    public void Blake2b_gives_the_vectors_of_its_specification()
    {
        // RFC 7693, appendix A, and its own hash of nothing
        Assert.Equal(
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
            Hash("abc"u8)
        );
        Assert.Equal(
            "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce",
            Hash([])
        );
    }

    [Fact]
    public void Blake2b_does_not_care_how_its_input_is_cut()
    {
        var input = Enumerable.Range(0, 700).Select(i => (byte)i).ToArray();
        foreach (var cut in new[] { 0, 1, 127, 128, 129, 256, 384, 699, 700 })
        {
            var result = new byte[64];
            new Blake2b(64).Add(input.AsSpan(..cut)).Add(input.AsSpan(cut..)).Finish(result);
            Assert.Equal(Hash(input), Convert.ToHexStringLower(result));
        }
    }

    private static string Hash(ReadOnlySpan<byte> input)
    {
        var result = new byte[64];
        new Blake2b(64).Add(input).Finish(result);
        return Convert.ToHexStringLower(result);
    }

    private static byte[] Filled(int count, byte value) => [.. Enumerable.Repeat(value, count)];

    private static async Task<string> ReferenceAsync(string passphrase, string salt, int memory, int passes, int lanes, int length)
    {
        var start = new ProcessStartInfo(
            "argon2",
            [salt, "-id", "-t", $"{passes}", "-k", $"{memory}", "-p", $"{lanes}", "-l", $"{length}", "-r"]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(passphrase);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Trim();
    }
}
