// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using ChatSecure.Errors;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using static ChatSecure.Cli.Tests.Fakes.Samples;

namespace ChatSecure.Cli.Tests.Rpc;

/// <summary>Locking, keys, backups, and what an app tells of its device.</summary>
public sealed class ProfileMethodTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatsecure-profile-").FullName;
    private readonly FakeChatClient _client = FakeChatClient.With("alice@example.org");

    private string Backup => Path.Combine(_folder, "backup");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_profile_is_locked_and_opened_with_the_key_that_is_passed_for_that_time_alone()
    {
        ClientSetup? setup = null;
        List<string> keys = [];
        _client
            .Profile.UnlockAsync(Arg.Any<CancellationToken>())
            .Returns(_ =>
            {
                using var key = setup!.ReadKey();
                keys.Add(Encoding.UTF8.GetString(key.Bytes.Span));
                return Task.CompletedTask;
            });
        await using var rpc = new RpcRun(_client, made => setup = made);

        await rpc.CallAsync("profile.lock");
        await _client.Profile.Received(1).LockAsync(Arg.Any<CancellationToken>());
        _client.Raise(new ProfileLocked(default, IsLocked: true));
        Assert.Equal("""{"account":"","locked":true}""", (await rpc.ReadAsync()).GetProperty("params").GetRawText());
        _client.Profile.IsLocked.Returns(true);
        Assert.Equal("""{"locked":true}""", Result(await rpc.CallAsync("profile.status")));

        await rpc.CallAsync("profile.unlock", """{"key":"passed\u0020on"}""");
        await rpc.CallAsync("profile.unlock");
        Assert.Equal(["passed on", CliRun.Passphrase], keys);
    }

    [Fact]
    public async Task A_key_that_was_not_asked_for_is_kept_for_nobody()
    {
        ClientSetup? setup = null;
        await using var rpc = new RpcRun(_client, made => setup = made);
        await rpc.CallAsync("profile.unlock", """{"key":"another"}""");
        using var key = setup!.ReadKey();
        Assert.Equal(CliRun.Passphrase, Encoding.UTF8.GetString(key.Bytes.Span));
    }

    [Fact]
    public async Task A_wrong_key_has_exit_code_5()
    {
        _client.Profile.UnlockAsync(default).ThrowsAsyncForAnyArgs(new ChatSecureException(ErrorKind.StorageKey, "Wrong."));
        await using var rpc = new RpcRun(_client);
        var answer = await rpc.CallAsync("profile.unlock", """{"key":"wrong"}""");
        Assert.Equal(5, answer.GetProperty("error").GetProperty("data").GetProperty("exitCode").GetInt32());
    }

    [Theory]
    [InlineData("profile.unlock", """{"key":""}""")]
    [InlineData("profile.unlock", """{"key":"x'00'"}""")]
    [InlineData("profile.changeKey", "{}")]
    [InlineData("profile.export", "{}")]
    [InlineData("client.setActive", "{}")]
    [InlineData("client.setActive", """{"active":"no"}""")]
    [InlineData("persona.idle", """{"account":"alice@example.org","since":"a while"}""")]
    [InlineData("account.invite", """{"account":"alice@example.org","seconds":2592001}""")]
    public async Task Wrong_parameters_do_nothing(string method, string parameters)
    {
        await using var rpc = new RpcRun(_client);
        Assert.Equal(-32602, (await rpc.CallAsync(method, parameters)).GetProperty("error").GetProperty("code").GetInt32());
        Assert.Empty(_client.Profile.ReceivedCalls());
        Assert.Empty(_client.Persona.ReceivedCalls());
        Assert.Empty(_client.Accounts.ReceivedCalls());
    }

    [Fact]
    public async Task The_profile_gets_another_key_and_is_encrypted_anew()
    {
        var (key, isRaw) = (string.Empty, false);
        await _client.Profile.ChangeKeyAsync(
            Arg.Do<UnlockSecret>(secret => (key, isRaw) = (Convert.ToHexStringLower(secret.Bytes.Span), secret.IsRaw)),
            Arg.Any<CancellationToken>()
        );
        await using var rpc = new RpcRun(_client);

        await rpc.CallAsync("profile.changeKey", $$"""{"newKey":"x'{{new string('a', 64)}}'"}""");
        await rpc.CallAsync("profile.rekey");

        Assert.Equal((new string('a', 64), true), (key, isRaw));
        await _client.Profile.Received(1).RekeyAsync(Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_backup_is_written_and_read_by_the_key_that_is_passed_or_the_profiles()
    {
        List<string> keys = [];
        _client
            .Profile.ExportAsync(default!, default, default, default)
            .ReturnsForAnyArgs(call =>
            {
                call.Arg<Stream>().Write("whole"u8);
                keys.Add(Encoding.UTF8.GetString(call.Arg<UnlockSecret>().Bytes.Span));
                return Task.CompletedTask;
            });
        _client
            .Profile.ImportAsync(default!, default, default, default)
            .ReturnsForAnyArgs(call =>
            {
                keys.Add(Encoding.UTF8.GetString(call.Arg<UnlockSecret>().Bytes.Span));
                return Task.CompletedTask;
            });
        await using var rpc = new RpcRun(_client);

        Assert.Equal(
            $$"""{"file":"{{Backup}}","bytes":5}""",
            Result(await rpc.CallAsync("profile.export", $$"""{"file":"{{Backup}}","key":"safe","move":true,"noMedia":true}"""))
        );
        await _client
            .Profile.Received(1)
            .ExportAsync(
                Arg.Any<Stream>(),
                Arg.Any<UnlockSecret>(),
                Arg.Is<ExportOptions>(options => options.MovesSessions && !options.HasMedia),
                Arg.Any<CancellationToken>()
            );
        Assert.Equal(
            "fileExists",
            (await rpc.CallAsync("profile.export", $$"""{"file":"{{Backup}}"}"""))
                .GetProperty("error")
                .GetProperty("data")
                .GetProperty("reason")
                .GetString()
        );
        Assert.Equal($$"""{"file":"{{Backup}}","bytes":5}""", Result(await rpc.CallAsync("profile.import", $$"""{"file":"{{Backup}}"}""")));
        Assert.Equal(["safe", CliRun.Passphrase], keys);
    }

    [Fact]
    public async Task What_an_app_tells_of_its_device_reaches_the_engine()
    {
        await using var rpc = new RpcRun(_client);
        await rpc.CallAsync("client.suspend");
        await rpc.CallAsync("client.resume");
        await rpc.CallAsync("client.setActive", """{"active":false}""");
        await rpc.CallAsync("persona.idle", """{"account":"alice@example.org","since":"2027-03-01T12:00:00.250Z"}""");
        await rpc.CallAsync("persona.idle", """{"account":"alice@example.org"}""");

        await _client.Accounts.Received(1).SuspendAsync(Arg.Any<CancellationToken>());
        await _client.Accounts.Received(1).ResumeAsync(Arg.Any<CancellationToken>());
        await _client.Accounts.Received(1).SetActiveAsync(false, Arg.Any<CancellationToken>());
        await _client.Persona.Received(1).ShowIdleAsync(Alice, Noon, Arg.Any<CancellationToken>());
        await _client.Persona.Received(1).ShowIdleAsync(Alice, null, Arg.Any<CancellationToken>());
    }

    private static string Result(JsonElement answer) => answer.GetProperty("result").GetRawText();
}
