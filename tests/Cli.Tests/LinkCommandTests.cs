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
}
