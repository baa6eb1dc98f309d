// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using ChatSecure.Errors;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace ChatSecure.Cli.Tests;

public sealed class BackupCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatsecure-backup-").FullName;
    private readonly FakeChatClient _client = FakeChatClient.With();

    private string Backup => Path.Combine(_folder, "backup");

    [Fact]
    public async Task A_backup_has_its_name_once_it_is_whole()
    {
        var seen = Array.Empty<string>();
        _client
            .Profile.ExportAsync(default!, default, default, default)
            .ReturnsForAnyArgs(call =>
            {
                call.Arg<Stream>().Write("whole"u8);
                seen = Directory.GetFiles(_folder);
                return Task.CompletedTask;
            });

        Assert.Equal(ExitCode.Done, await new CliRun(_client).RunAsync("export", Backup, "--key-env", "KEY"));

        Assert.DoesNotContain(Backup, seen);
        Assert.Equal([Backup], Directory.GetFiles(_folder));
        Assert.Equal("whole", await File.ReadAllTextAsync(Backup, TestContext.Current.CancellationToken));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
        }
    }

    [Fact]
    public async Task A_backup_that_fails_leaves_no_file()
    {
        _client
            .Profile.ExportAsync(default!, default, default, default)
            .ThrowsAsyncForAnyArgs(new ChatSecureException(ErrorKind.StorageUnavailable, "The disk is full."));

        Assert.Equal(ExitCode.Failed, await new CliRun(_client).RunAsync("export", Backup, "--key-env", "KEY"));

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_backup_never_replaces_a_file()
    {
        await File.WriteAllTextAsync(Backup, "older", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Failed, await new CliRun(_client).RunAsync("export", Backup, "--key-env", "KEY"));

        Assert.Equal("older", await File.ReadAllTextAsync(Backup, TestContext.Current.CancellationToken));
        await _client.Profile.DidNotReceiveWithAnyArgs().ExportAsync(default!, default, default, default);
    }

    [Fact]
    public async Task A_backup_is_read_before_any_profile_is_opened()
    {
        await File.WriteAllTextAsync(Backup, "content", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Done, await new CliRun(_client).RunAsync("import", Backup, "--key-env", "KEY"));

        Assert.Equal(0, _client.Starts);
        await _client.Profile.ReceivedWithAnyArgs(1).ImportAsync(default!, default, default, default);
    }

    [Fact]
    public async Task The_passphrase_of_a_backup_is_the_profiles_unless_another_one_is_named()
    {
        var used = new List<string>();
        _client
            .Profile.ExportAsync(default!, default, default, default)
            .ReturnsForAnyArgs(call =>
            {
                used.Add(Encoding.UTF8.GetString(call.Arg<UnlockSecret>().Bytes.Span));
                return Task.CompletedTask;
            });

        await new CliRun(_client).RunAsync("export", Backup, "--key-env", "KEY");
        await new CliRun(_client) { Variables = { ["OTHER"] = "another" } }.RunAsync(
            "export",
            Backup + "2",
            "--key-env",
            "KEY",
            "--backup-key-env",
            "OTHER"
        );

        Assert.Equal([CliRun.Passphrase, "another"], used);
    }

    [Fact]
    public async Task Two_sources_of_one_key_are_a_usage_error()
    {
        var run = new CliRun();

        Assert.Equal(ExitCode.Usage, await run.RunAsync("export", Backup, "--backup-key-env", "A", "--backup-key-file", "B"));
        Assert.Equal(ExitCode.Usage, await run.RunAsync("profile", "change-key", "--new-key-env", "A", "--new-key-file", "B"));
    }

    [Fact]
    public async Task The_key_of_a_profile_is_changed_to_the_one_named()
    {
        var used = string.Empty;
        _client
            .Profile.ChangeKeyAsync(default, default)
            .ReturnsForAnyArgs(call =>
            {
                used = Encoding.UTF8.GetString(call.Arg<UnlockSecret>().Bytes.Span);
                return Task.CompletedTask;
            });
        var run = new CliRun(_client) { Variables = { ["NEW"] = "a new passphrase" } };

        Assert.Equal(ExitCode.Done, await run.RunAsync("profile", "change-key", "--key-env", "KEY", "--new-key-env", "NEW"));

        Assert.Equal("a new passphrase", used);
        Assert.DoesNotContain("a new passphrase", run.Output + run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
