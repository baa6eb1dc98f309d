// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Sockets;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Tests;

namespace ChatSecure.Integration.Tests.Cli;

/// <summary>Each exit code of the contract, by what really causes it: one clear line on standard error, nothing on standard output, and nothing left
/// half-written.</summary>
public sealed class CliExitCodeTests(ProsodyServer server)
{
    [Theory]
    [InlineData("account", "list", "--no-such-option")]
    [InlineData("account", "add", "no address", "--password-env", "PASSWORD")]
    [InlineData("send", "--to", "bob@chat.lab.test")]
    [InlineData("history", "bob@chat.lab.test", "--limit", "0")]
    [InlineData("account", "list", "--server", "host-without-port")]
    [InlineData("account", "list", "--pin", "sha256/short")]
    public async Task A_wrong_command_line_ends_with_2(params string[] arguments)
    {
        using var profile = new CliProfile();

        await profile.FailAsync(2, arguments);

        Assert.False(Directory.Exists(profile.Directory));
    }

    [Fact]
    public async Task A_wrong_password_ends_with_3_and_adds_no_account()
    {
        using var profile = new CliProfile();
        profile.Environment["PASSWORD"] = "not the password";

        await profile.FailAsync(3, Add(server.Jid("alice"), CliProfile.Route(server)));

        Assert.Empty(await profile.JsonAsync("account", "list"));
    }

    [Fact]
    public async Task An_unknown_authority_ends_with_4()
    {
        using var profile = new CliProfile();
        await profile.FailAsync(4, Add(server.Jid("alice"), "--server", $"127.0.0.1:{server.Port}"));
    }

    [Fact]
    public async Task A_pin_that_does_not_match_ends_with_4()
    {
        using var profile = new CliProfile();
        var pin = $"sha256/{Convert.ToBase64String(new byte[32])}";
        await profile.FailAsync(4, Add(server.Jid("alice"), [.. CliProfile.Route(server), "--pin", pin]));
    }

    [Fact]
    public async Task A_stripped_STARTTLS_ends_with_4_and_gives_nothing_away()
    {
        await using var stripper = await StarttlsStripper.StartAsync(server);
        using var profile = new CliProfile();

        await profile.FailAsync(4, Add(server.Jid("alice"), CliProfile.Route(server, stripper.Port)));

        await stripper.WaitUntilStrippedAsync();
        await stripper.WaitUntilClosedAsync();
        Assert.Empty(stripper.Caught);
    }

    [Fact]
    public async Task A_wrong_key_ends_with_5_and_harms_nothing()
    {
        using var profile = new CliProfile();
        await profile.RegisterAsync(server, "key");
        var key = profile.Environment["KEY"];

        profile.Environment["KEY"] = "another passphrase";
        await profile.FailAsync(5, "account", "list");

        profile.Environment["KEY"] = key;
        Assert.Single(await profile.JsonAsync("account", "list"));
    }

    [Fact]
    public async Task A_damaged_database_ends_with_5_and_is_left_as_it_is()
    {
        using var profile = new CliProfile();
        await profile.RegisterAsync(server, "damaged");
        var database = profile.DatabaseFile;
        var bytes = await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken);
        bytes.AsSpan(bytes.Length / 3, 512).Fill(0x5A);
        bytes.AsSpan(100, 64).Fill(0x5A);
        await File.WriteAllBytesAsync(database, bytes, TestContext.Current.CancellationToken);

        await profile.FailAsync(5, "account", "list");

        Assert.Equal(bytes, await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_recipient_without_keys_ends_with_6_and_the_server_sees_no_word_of_it()
    {
        using var profile = new CliProfile();
        await profile.RegisterAsync(server, "careful");
        var secret = CliProfile.Unique("secretword");

        await profile.FailAsync(6, "send", "--to", server.Jid("carol"), secret);

        Assert.Empty(await profile.JsonAsync("history", server.Jid("carol")));
        Assert.False(server.Holds(secret));
    }

    [Fact]
    public async Task A_server_that_never_answers_ends_with_7()
    {
        await using var own = await ProsodyServer.StartAsync();
        using var profile = new CliProfile();
        await profile.RegisterAsync(own, "patient");
        await own.StopAsync();
        // It takes the connection, and that is all.
        using var silent = new TcpListener(IPAddress.Loopback, own.Port);
        silent.Start();

        var line = await profile.FailAsync(7, "send", "--to", own.Jid("bob"), "--timeout", "1", "anybody there?");

        Assert.DoesNotContain("anybody", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_ends_with_1()
    {
        using var profile = new CliProfile();
        await profile.FailAsync(1, Add("alice@no-such-host.invalid"));
        Assert.Empty(await profile.JsonAsync("account", "list"));
    }

    [Fact]
    public async Task A_name_that_is_taken_ends_with_1()
    {
        using var profile = new CliProfile();
        await profile.FailAsync(1, ["account", "register", server.Jid("alice"), "--password-env", "PASSWORD", .. CliProfile.Route(server)]);
        Assert.Empty(await profile.JsonAsync("account", "list"));
    }

    [Fact]
    public async Task An_account_that_the_profile_does_not_have_ends_with_1()
    {
        using var profile = new CliProfile();
        await profile.FailAsync(1, "history", server.Jid("bob"));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_ends_with_1()
    {
        using var profile = new CliProfile();
        // Root writes everywhere but into a file that stands where the folder should.
        await File.WriteAllTextAsync(profile.Directory, "in the way", TestContext.Current.CancellationToken);

        await profile.FailAsync(1, "account", "list");

        Assert.Equal("in the way", await File.ReadAllTextAsync(profile.Directory, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_read_only_disk_ends_with_1()
    {
        using var profile = new CliProfile();
        await profile.RegisterAsync(server, "reader");

        // In a mount namespace of its own the folder lies on a disk that nobody can write.
        const string Mount = """mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@" """;
        string[] send = ["send", "--to", server.Jid("bob"), "--encryption", "none", "hello"];
        string[] arguments = ["-m", "sh", "-c", Mount, "sh", profile.Directory, CliProfile.Program, .. profile.Arguments(send)];
        CliProfile.Failure(1, await Task.Run(() => Programs.Run("unshare", arguments, profile.Environment)));

        Assert.Empty(await profile.JsonAsync("history", server.Jid("bob")));
    }

    [Theory]
    [InlineData("group", "create", "room@conference.example")]
    [InlineData("send", "--to", "bob@example.org", "look")]
    [InlineData("contacts", "--refresh")]
    public async Task What_needs_an_account_ends_with_1_without_one(params string[] arguments)
    {
        using var profile = new CliProfile();
        await profile.FailAsync(1, arguments);
    }

    [Fact]
    public async Task A_file_that_is_not_there_ends_with_1_and_nothing_waits_to_be_sent()
    {
        using var profile = new CliProfile();
        await profile.RegisterAsync(server, "careless");
        var missing = profile.PathOf("no-such-file");

        var line = await profile.FailAsync(1, "send", "--to", server.Jid("bob"), "--encryption", "none", "--attach", missing, "look");

        Assert.Contains(missing, line, StringComparison.Ordinal);
        Assert.Empty(await profile.JsonAsync("history", server.Jid("bob")));
    }

    private static string[] Add(string jid, params string[] route) => ["account", "add", jid, "--password-env", "PASSWORD", .. route];
}
