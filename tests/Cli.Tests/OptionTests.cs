// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using Microsoft.Extensions.Logging;
using NSubstitute;

namespace ChatSecure.Cli.Tests;

public sealed class OptionTests
{
    private const string Pin = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    [Theory]
    [InlineData("--profile", "/tmp/p", "--log", "debug", "account", "list")]
    [InlineData("account", "--profile", "/tmp/p", "list", "--log", "debug")]
    [InlineData("account", "list", "--log", "debug", "--profile", "/tmp/p")]
    public async Task Global_options_stand_before_or_after_the_command(params string[] arguments)
    {
        var run = new CliRun(FakeChatClient.With());

        Assert.Equal(ExitCode.Done, await run.RunAsync(arguments));
        Assert.Equal("/tmp/p", run.Setup!.ProfileDirectory);
        Assert.Equal(LogLevel.Debug, run.Setup.Log);
    }

    [Theory]
    [InlineData]
    [InlineData("nonsense")]
    [InlineData("account", "add", "alice@example.org")]
    [InlineData("account", "add", "@", "--password-env", "P")]
    [InlineData("account", "add", "alice@example.org/phone", "--password-env", "P")]
    [InlineData("account", "list", "--key-env", "A", "--key-file", "B")]
    [InlineData("account", "list", "--proxy", "socks5://h:1", "--tor")]
    [InlineData("account", "list", "--proxy", "https://h:1")]
    [InlineData("account", "list", "--proxy", "socks5://h")]
    [InlineData("account", "list", "--tls", "direct")]
    [InlineData("account", "list", "--server", "example.org")]
    [InlineData("account", "list", "--server", "example.org:0")]
    [InlineData("account", "list", "--server", "::1:5222")]
    [InlineData("account", "list", "--server", "h:5222", "--tls", "none")]
    [InlineData("account", "list", "--server", "h:5222", "--tls", "1")]
    [InlineData("account", "list", "--websocket", "https://example.org/")]
    [InlineData("account", "list", "--websocket", "ws://example.org/")]
    [InlineData("account", "list", "--websocket", "wss://example.org/", "--server", "h:5222")]
    [InlineData("account", "list", "--pin", "sha256/short")]
    [InlineData("account", "list", "--log", "loud")]
    [InlineData("send", "hello")]
    [InlineData("send", "--to", "bob@example.net")]
    [InlineData("send", "--to", "bob@example.net", "--encryption", "rot13", "hello")]
    [InlineData("send", "--to", "bob@example.net", "--encryption", "0", "hello")]
    [InlineData("send", "--to", "bob@example.net", "--timeout", "-1", "hello")]
    [InlineData("listen", "--count", "0")]
    [InlineData("history", "bob@example.net", "--limit", "1001")]
    [InlineData("trust", "bob@example.net", "abcd")]
    public async Task A_wrong_command_line_is_a_usage_error(params string[] arguments)
    {
        var run = new CliRun();

        Assert.Equal(ExitCode.Usage, await run.RunAsync(arguments));
        Assert.NotEmpty(run.ErrorLines);
        Assert.Empty(run.Output);
        Assert.Null(run.Setup);
    }

    [Fact]
    public async Task Adding_an_account_stores_the_route_that_the_options_name()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n");
        var client = FakeChatClient.With();
        AddAccountRequest? request = null;
        await client.Accounts.AddAsync(Arg.Do<AddAccountRequest>(given => request = given), Arg.Any<CancellationToken>());
        var run = new CliRun(client) { Variables = { ["PW"] = "secret" } };

        string[] arguments =
        [
            "account",
            "register",
            "alice@example.org",
            "--password-env",
            "PW",
            "--server",
            "[::1]:5223",
            "--tls",
            "direct",
        ];
        Assert.Equal(ExitCode.Done, await run.RunAsync([.. arguments, "--ca", file, "--pin", Pin, "--tor"]));

        File.Delete(file);
        Assert.True(request!.Register);
        Assert.Equal(new ServerAddress("::1", 5223, TlsMode.Direct), request.Settings.Server);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", request.Settings.ExtraAuthoritiesPem, StringComparison.Ordinal);
        Assert.Equal([Pin], request.Settings.Pins);
        Assert.Equal("socks5://127.0.0.1:9050", request.Settings.Proxy);
    }

    [Fact]
    public async Task A_WebSocket_is_stored_with_the_account_and_another_server_takes_its_place()
    {
        var client = FakeChatClient.With();
        AddAccountRequest? request = null;
        await client.Accounts.AddAsync(Arg.Do<AddAccountRequest>(given => request = given), Arg.Any<CancellationToken>());
        var run = new CliRun(client) { Variables = { ["PW"] = "secret" } };

        await run.RunAsync("account", "add", "alice@example.org", "--password-env", "PW", "--websocket", "wss://example.org/xmpp");

        Assert.Equal((null, new Uri("wss://example.org/xmpp")), (request!.Settings.Server, request.Settings.WebSocketAddress));
        var other = new CliRun(FakeChatClient.With("alice@example.org"));
        await other.RunAsync("listen", "--for", "0.001", "--server", "example.org:5222");
        var used = other.Setup!.Route.ApplyTo(request.Settings);
        Assert.Equal((new ServerAddress("example.org", 5222), null), (used.Server, used.WebSocketAddress));
    }

    [Fact]
    public async Task Other_commands_connect_by_the_route_that_the_options_name()
    {
        var stored = new AccountSettings
        {
            Jid = Samples.Alice,
            Server = new("stored.example.org", 5222),
            Proxy = "socks5://stored:1",
        };
        var run = new CliRun(FakeChatClient.With("alice@example.org"));

        await run.RunAsync("listen", "--for", "0.001", "--tor", "--pin", Pin);

        var used = run.Setup!.Route.ApplyTo(stored);
        Assert.Equal("socks5://127.0.0.1:9050", used.Proxy);
        Assert.Equal([Pin], used.Pins);
        Assert.Equal(stored.Server, used.Server);
    }

    [Fact]
    public async Task A_service_leaves_each_account_its_server_but_lets_none_past_proxy_and_pins()
    {
        var stored = new AccountSettings { Jid = Samples.Alice, Server = new("stored.example.org", 5222) };
        var run = new CliRun(FakeChatClient.With("alice@example.org"));

        await run.RunAsync("rpc", "--tor", "--pin", Pin, "--server", "other.example.org:5222");

        var used = run.Setup!.Route.ApplyTo(stored);
        Assert.Equal("socks5://127.0.0.1:9050", used.Proxy);
        Assert.Equal([Pin], used.Pins);
        Assert.Equal(stored.Server, used.Server);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 2)]
    public async Task Without_account_option_there_must_be_exactly_one_account(int count, int expected)
    {
        var run = new CliRun(FakeChatClient.With([.. Enumerable.Range(0, count).Select(i => $"a{i}@example.org")]));

        Assert.Equal((ExitCode)expected, await run.RunAsync("history", "bob@example.net"));
        Assert.Single(run.ErrorLines);
    }

    [Fact]
    public async Task The_account_option_chooses()
    {
        var client = FakeChatClient.With("a@example.org", "b@example.org");
        client.Contacts.ListAsync(default).ReturnsForAnyArgs([]);

        Assert.Equal(ExitCode.Done, await new CliRun(client).RunAsync("contacts", "--account", "b@example.org"));
        await client.Contacts.Received(1).ListAsync(Addressing.Jid.Parse("b@example.org"), Arg.Any<CancellationToken>());
        Assert.Equal(ExitCode.Failed, await new CliRun(client).RunAsync("contacts", "--account", "c@example.org"));
    }

    [Fact]
    public async Task Version_needs_no_profile()
    {
        var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.RunAsync("version", "--json"));
        Assert.Matches("""^\{"name":"chatsecure-cli","version":"\d+\.\d+\.\d+"\}$""", Assert.Single(run.OutputLines));
    }
}
