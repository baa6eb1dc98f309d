// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Secrets;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using ChatSecure.Errors;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace ChatSecure.Cli.Tests;

public sealed class SecretTests
{
    private const string RawKey = "x'000102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F'";

    [Fact]
    public async Task The_key_comes_from_the_variable_named()
    {
        using var key = await ReadKeyAsync(new(FakeChatClient.With()), "--key-env", "KEY");

        Assert.False(key.IsRaw);
        Assert.Equal(CliRun.Passphrase, Encoding.UTF8.GetString(key.Bytes.Span));
    }

    [Fact]
    public async Task A_raw_key_is_64_digits_between_x_and_quotes()
    {
        using var key = await ReadKeyAsync(new(FakeChatClient.With()) { Variables = { ["RAW"] = RawKey } }, "--key-env", "RAW");

        Assert.True(key.IsRaw);
        Assert.Equal([.. Enumerable.Range(0, 32).Select(i => (byte)i)], key.Bytes.ToArray());
    }

    [Theory]
    [InlineData("pass phrase\n", "pass phrase")]
    [InlineData("pass phrase\r\n", "pass phrase")]
    [InlineData(" pass phrase ", " pass phrase ")]
    public async Task A_key_file_may_end_with_a_line_break(string content, string passphrase)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, content);

        using var key = await ReadKeyAsync(new(FakeChatClient.With()), "--key-file", file);

        File.Delete(file);
        Assert.Equal(passphrase, Encoding.UTF8.GetString(key.Bytes.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x''")]
    [InlineData("x'00'")]
    [InlineData("x'zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'")]
    [InlineData("x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f00'")]
    public void What_looks_like_a_raw_key_but_is_none_is_no_passphrase(string text) =>
        Assert.Null(ProfileKey.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void The_text_of_a_key_is_erased()
    {
        var text = Encoding.UTF8.GetBytes("pass");

        using var key = ProfileKey.Parse(text);

        Assert.All(text, b => Assert.Equal(0, b));
    }

    [Fact]
    public async Task Without_a_key_option_and_a_terminal_there_is_no_key() =>
        await Assert.ThrowsAsync<CliException>(() => ReadKeyAsync(new(FakeChatClient.With())));

    [Fact]
    public async Task A_variable_that_is_not_set_is_a_usage_error() =>
        await Assert.ThrowsAsync<CliException>(() => ReadKeyAsync(new(FakeChatClient.With()), "--key-env", "NOT_SET"));

    [Fact]
    public async Task The_passphrase_of_a_new_profile_is_asked_for_twice()
    {
        var answers = new Queue<string>(["one", "one", "one", "another"]);
        var run = new CliRun(FakeChatClient.With()) { AskSecret = _ => answers.Dequeue() };

        using var key = await ReadKeyAsync(run);

        Assert.Equal("one", Encoding.UTF8.GetString(key.Bytes.Span));
        Assert.Throws<CliException>(() => run.Setup!.ReadKey());
    }

    [Fact]
    public async Task A_password_reaches_the_engine_and_nothing_else()
    {
        var client = FakeChatClient.With();
        var (seen, kept) = (string.Empty, ReadOnlyMemory<byte>.Empty);
        client
            .Accounts.AddAsync(Arg.Any<AddAccountRequest>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(call =>
            {
                kept = call.Arg<AddAccountRequest>().Password;
                seen = Encoding.UTF8.GetString(kept.Span);
                return new ChatSecureException(ErrorKind.AuthenticationFailed, "The server refused the password.");
            });
        var run = new CliRun(client) { Variables = { ["PW"] = "s3cr3t-Pässwort" } };

        var code = await run.RunAsync("account", "add", "alice@example.org", "--password-env", "PW", "--key-env", "KEY", "--log", "trace");

        Assert.Equal(ExitCode.AuthenticationRefused, code);
        Assert.Equal("s3cr3t-Pässwort", seen);
        Assert.All(kept.ToArray(), b => Assert.Equal(0, b));
        Assert.DoesNotContain("s3cr3t", run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(CliRun.Passphrase, run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_not_taken_as_an_argument()
    {
        var run = new CliRun();

        Assert.Equal(ExitCode.Usage, await run.RunAsync("account", "add", "alice@example.org", "--password", "s3cr3t"));
    }

    private static async Task<ProfileKey> ReadKeyAsync(CliRun run, params string[] options)
    {
        string[] profile = ["--profile", Path.Combine(Path.GetTempPath(), "chatsecure-cli-tests-no-such-profile")];
        await run.RunAsync([.. options, .. profile, "account", "list"]);
        return run.Setup!.ReadKey();
    }
}
