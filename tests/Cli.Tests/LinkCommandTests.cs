// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using static ChatSecure.Cli.Tests.Fakes.Samples;

namespace ChatSecure.Cli.Tests;

public sealed class LinkCommandTests
{
    private const string Url = "https://example.org/tea";

    private static readonly LinkMetadata _tea = new(Url)
    {
        Title = "Tea",
        Description = "How to make it",
        SiteName = "Example\u001b[2J",
        CanonicalAddress = "https://www.example.org/tea",
    };

    private readonly FakeChatClient _client = FakeChatClient.With("alice@example.org");

    public LinkCommandTests() => _client.Conversations.FetchLinkAsync(default, default!, default).ReturnsForAnyArgs(_tea);

    [Fact]
    public async Task A_link_is_asked_what_it_leads_to()
    {
        var json = new CliRun(_client);
        Assert.Equal(ExitCode.Done, await json.RunAsync("link", Url, "--json"));
        Assert.Equal(
            """{"url":"https://example.org/tea","canonicalUrl":"https://www.example.org/tea","title":"Tea","description":"How to make it","siteName":"Example\u001B[2J"}""",
            Assert.Single(json.OutputLines)
        );
        await _client.Conversations.Received(1).FetchLinkAsync(Alice, new(Url), Arg.Any<CancellationToken>());

        var text = new CliRun(_client);
        Assert.Equal(ExitCode.Done, await text.RunAsync("link", Url));
        Assert.Equal(Url, text.OutputLines[0]);
        Assert.DoesNotContain('\u001b', text.Output);
    }

    [Theory]
    [InlineData("link", "http://example.org/")]
    [InlineData("link", "example.org")]
    [InlineData("link", "")]
    [InlineData("send", "--to", "bob@example.net", "--link", "http://example.org/", "Hi")]
    public async Task Only_https_is_taken(params string[] arguments)
    {
        Assert.Equal(ExitCode.Usage, await new CliRun(_client).RunAsync(arguments));
        Assert.Empty(_client.Conversations.ReceivedCalls());
    }

    [Theory]
    [InlineData(ErrorKind.InsecureConnection, 4)]
    [InlineData(ErrorKind.NotSupported, 1)]
    [InlineData(ErrorKind.TimedOut, 7)]
    public async Task What_goes_wrong_has_its_exit_code_and_sends_nothing(ErrorKind kind, int expected)
    {
        _client.Conversations.FetchLinkAsync(default, default!, default).ThrowsAsyncForAnyArgs(new ChatSecureException(kind, "No."));

        Assert.Equal((ExitCode)expected, await new CliRun(_client).RunAsync("link", Url));
        Assert.Equal(
            (ExitCode)expected,
            await new CliRun(_client).RunAsync("send", "--to", "bob@example.net", "--link", Url, $"See {Url}")
        );
        await _client.Conversations.DidNotReceiveWithAnyArgs().SendAsync(default, default!, default);
    }

    [Fact]
    public async Task A_message_tells_of_the_links_that_are_named_and_asks_no_other()
    {
        _client.Conversations.SendAsync(default, default!, default).ReturnsForAnyArgs(Acknowledged(Outgoing()));

        await new CliRun(_client).RunAsync("send", "--to", "bob@example.net", $"See {Url}");
        await _client.Conversations.DidNotReceiveWithAnyArgs().FetchLinkAsync(default, default!, default);
        await new CliRun(_client).RunAsync("send", "--to", "bob@example.net", "--link", Url, $"See {Url}");

        await _client
            .Conversations.Received(1)
            .SendAsync(new(Alice, Bob), new OutgoingMessage($"See {Url}") { Links = [_tea] }, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task What_is_told_of_links_is_shown_with_the_message()
    {
        _client
            .Conversations.HistoryAsync(default, default, default, default)
            .ReturnsForAnyArgs(new MessagePage([Incoming("m1", $"See {Url}") with { Links = [_tea] }], null));

        var text = new CliRun(_client);
        await text.RunAsync("history", "bob@example.net");
        Assert.Contains($"\n    {Url}\n    Tea\n", text.Output, StringComparison.Ordinal);

        var json = new CliRun(_client);
        await json.RunAsync("history", "bob@example.net", "--json");
        Assert.Contains("\"links\":[{\"url\":\"https://example.org/tea\",", json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_xmpp_link_says_what_it_wants_and_nothing_is_done()
    {
        const string Uri = "xmpp:bob@example.net?roster;preauth=t1";
        _client
            .Accounts.ReadLink(Uri)
            .Returns(
                new ChatLink(ChatLinkKind.Contact, Bob)
                {
                    Token = "t1",
                    AllowsRegistration = true,
                    SuggestedName = "Bob\u001b",
                    Body = "Hi",
                }
            );
        var people = new CliRun(_client);
        Assert.Equal(ExitCode.Done, await people.RunAsync("link", "read", Uri));
        Assert.Contains("bob@example.net", people.OutputLines[0], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', people.Output);
        Assert.DoesNotContain("t1", people.Output, StringComparison.Ordinal);

        const string Expected =
            """{"kind":"contact","address":"bob@example.net","token":"t1","allowsRegistration":true,"name":"Bob\u001B","body":"Hi"}""";
        var program = new CliRun(_client);
        Assert.Equal(ExitCode.Done, await program.RunAsync("link", "read", Uri, "--json"));
        Assert.Equal(Expected, Assert.Single(program.OutputLines));
        await using var rpc = new RpcRun(_client);
        var answer = await rpc.CallAsync("account.readLink", $$"""{"uri":"{{Uri}}"}""");
        Assert.Equal(Expected, answer.GetProperty("result").GetRawText());
        await _client.Accounts.DidNotReceiveWithAnyArgs().ConnectAsync(default, default);
        Assert.Empty(_client.Contacts.ReceivedCalls());

        _client.Accounts.ReadLink("xmpp:").Returns((ChatLink?)null);
        Assert.Equal(ExitCode.Usage, await new CliRun(_client).RunAsync("link", "read", "xmpp:"));
        var malformed = await rpc.CallAsync("account.readLink", """{"uri":"xmpp:"}""");
        Assert.Equal(-32602, malformed.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData(ChatLinkKind.Address)]
    [InlineData(ChatLinkKind.Message)]
    [InlineData(ChatLinkKind.Contact)]
    [InlineData(ChatLinkKind.Registration)]
    [InlineData(ChatLinkKind.Room)]
    public async Task Every_kind_of_link_has_words_of_its_own(ChatLinkKind kind)
    {
        _client.Accounts.ReadLink("xmpp:x").Returns(new ChatLink(kind, Bob));
        _client
            .Accounts.ReadLink("xmpp:y")
            .Returns(new ChatLink(kind == ChatLinkKind.Room ? ChatLinkKind.Contact : ChatLinkKind.Room, Bob));
        var (one, other) = (new CliRun(_client), new CliRun(_client));
        Assert.Equal(ExitCode.Done, await one.RunAsync("link", "read", "xmpp:x"));
        Assert.Equal(ExitCode.Done, await other.RunAsync("link", "read", "xmpp:y"));
        Assert.Contains("bob@example.net", one.Output, StringComparison.Ordinal);
        Assert.NotEqual(one.Output, other.Output);
    }

    [Fact]
    public async Task A_room_is_entered_by_a_link_and_by_none_that_leads_elsewhere()
    {
        var room = Addressing.Jid.Parse("tea@muc.example.org");
        _client.Accounts.ReadLink("xmpp:tea@muc.example.org?join").Returns(new ChatLink(ChatLinkKind.Room, room));
        _client.Accounts.ReadLink("xmpp:bob@example.net?roster").Returns(new ChatLink(ChatLinkKind.Contact, Bob));
        _client
            .Groups.JoinAsync(default, default, default, default, default)
            .ReturnsForAnyArgs(new Group(new RoomInfo { Jid = room }, GroupState.Joined));
        await using var rpc = new RpcRun(_client);

        Assert.Equal(ExitCode.Usage, await new CliRun(_client).RunAsync("group", "join", "no address"));
        Assert.Equal(ExitCode.Usage, await new CliRun(_client).RunAsync("group", "join", "xmpp:bob@example.net?roster"));
        var elsewhere = await rpc.CallAsync("group.join", """{"account":"alice@example.org","uri":"xmpp:bob@example.net?roster"}""");
        Assert.Equal(-32602, elsewhere.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Empty(_client.Groups.ReceivedCalls());

        Assert.Equal(ExitCode.Done, await new CliRun(_client).RunAsync("group", "join", "tea@muc.example.org"));
        Assert.Equal(ExitCode.Done, await new CliRun(_client).RunAsync("group", "join", "xmpp:tea@muc.example.org?join"));
        await rpc.CallAsync("group.join", """{"account":"alice@example.org","uri":"xmpp:tea@muc.example.org?join"}""");
        await _client.Groups.Received(3).JoinAsync(Alice, room, null, null, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task An_account_is_registered_by_a_link_that_names_it()
    {
        const string Uri = "xmpp:alice@example.org?register;preauth=t2";
        _client.Accounts.ReadLink(Uri).Returns(new ChatLink(ChatLinkKind.Registration, Alice) { Token = "t2", AllowsRegistration = true });
        _client
            .Accounts.ReadLink("xmpp:example.org?register")
            .Returns(new ChatLink(ChatLinkKind.Registration, Addressing.Jid.Parse("example.org")));
        string[] rest = ["--password-env", "KEY"];

        Assert.Equal(ExitCode.Usage, await new CliRun(_client).RunAsync(["account", "add", Uri, .. rest]));
        Assert.Equal(ExitCode.Usage, await new CliRun(_client).RunAsync(["account", "register", "xmpp:example.org?register", .. rest]));
        await _client.Accounts.DidNotReceiveWithAnyArgs().AddAsync(default!, default);

        Assert.Equal(ExitCode.Done, await new CliRun(_client).RunAsync(["account", "register", Uri, .. rest]));
        await _client
            .Accounts.Received(1)
            .AddAsync(
                Arg.Is<AddAccountRequest>(request => request.Register && request.Settings.Jid == Alice && request.InvitationToken == "t2"),
                Arg.Any<CancellationToken>()
            );
    }
}
