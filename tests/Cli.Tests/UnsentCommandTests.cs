// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using static ChatSecure.Cli.Tests.Fakes.Samples;

namespace ChatSecure.Cli.Tests;

public sealed class UnsentCommandTests
{
    private static readonly MessageAct _failed = Act(MessageActKind.Edit) with { State = DeliveryState.Failed, FailureReason = "no-keys" };

    private readonly FakeChatClient _client = FakeChatClient.With("alice@example.org");

    [Fact]
    public async Task What_waits_or_failed_is_shown_with_its_id_and_why()
    {
        _client
            .Conversations.UnsentActsAsync(default, default)
            .ReturnsForAnyArgs([_failed, Act(MessageActKind.Reaction) with { Id = new("a2") }]);

        var text = new CliRun(_client);
        Assert.Equal(ExitCode.Done, await text.RunAsync("unsent", "bob@example.net"));
        Assert.Equal(2, text.OutputLines.Length);
        Assert.StartsWith("a1  ", text.OutputLines[0], StringComparison.Ordinal);
        Assert.Contains("better", text.OutputLines[0], StringComparison.Ordinal);
        Assert.Contains("no-keys", text.OutputLines[0], StringComparison.Ordinal);
        Assert.Contains("👍", text.OutputLines[1], StringComparison.Ordinal);
        Assert.EndsWith("[waiting to be sent]", text.OutputLines[1], StringComparison.Ordinal);

        var json = new CliRun(_client);
        await json.RunAsync("unsent", "bob@example.net", "--json");
        Assert.EndsWith("\"kind\":\"edit\",\"state\":\"failed\",\"reason\":\"no-keys\"}", json.OutputLines[0], StringComparison.Ordinal);
        await _client.Conversations.Received(2).UnsentActsAsync(new(Alice, Bob), Arg.Any<CancellationToken>());
        await _client.Accounts.DidNotReceiveWithAnyArgs().ConnectAsync(default, default);
    }

    [Fact]
    public async Task Nothing_unsent_is_said_to_people_and_not_to_programs()
    {
        _client.Conversations.UnsentActsAsync(default, default).ReturnsForAnyArgs([]);

        var text = new CliRun(_client);
        await text.RunAsync("unsent", "bob@example.net");
        Assert.Contains("bob@example.net", Assert.Single(text.OutputLines), StringComparison.Ordinal);
        var json = new CliRun(_client);
        await json.RunAsync("unsent", "bob@example.net", "--json");
        Assert.Empty(json.Output);
    }

    [Fact]
    public async Task An_act_that_failed_is_done_once_more()
    {
        _client.Conversations.UnsentActsAsync(default, default).ReturnsForAnyArgs([_failed]);
        _client
            .Conversations.RetryActAsync(default, default, default, default)
            .ReturnsForAnyArgs(new ActReceipt(_failed with { Id = new("a9") }, Task.CompletedTask));
        var run = new CliRun(_client);

        Assert.Equal(ExitCode.Done, await run.RunAsync("retry", "bob@example.net", "a1", "--encryption", "omemo2", "--json"));

        Assert.Equal("""{"id":"a9","encryption":"omemo","state":"acked"}""", Assert.Single(run.OutputLines));
        await _client
            .Conversations.Received(1)
            .RetryActAsync(new(Alice, Bob), new("a1"), EncryptionChoice.Omemo2, Arg.Any<CancellationToken>());
        await _client.Conversations.DidNotReceiveWithAnyArgs().RetryAsync(default, default, default, default);
    }

    [Fact]
    public async Task What_is_no_act_is_a_message_that_failed()
    {
        _client.Conversations.UnsentActsAsync(default, default).ReturnsForAnyArgs([_failed]);
        _client.Conversations.RetryAsync(default, default, default, default).ReturnsForAnyArgs(Acknowledged(Outgoing("m9")));
        var run = new CliRun(_client);

        Assert.Equal(ExitCode.Done, await run.RunAsync("retry", "bob@example.net", "m1", "--json"));

        Assert.Equal("""{"id":"m9","encryption":"omemo","state":"acked"}""", Assert.Single(run.OutputLines));
        _client
            .Conversations.RetryAsync(default, default, default, default)
            .ThrowsAsyncForAnyArgs(new ChatSecureException(ErrorKind.InvalidInput, "None.") { Condition = "no-such-message" });
        Assert.Equal(ExitCode.Failed, await new CliRun(_client).RunAsync("retry", "bob@example.net", "m1"));
    }

    [Fact]
    public async Task What_waits_or_failed_is_given_up_and_what_is_sent_is_not()
    {
        _client.Conversations.CancelAsync(default, default, default).ReturnsForAnyArgs(true, false);

        Assert.Equal(ExitCode.Done, await new CliRun(_client).RunAsync("cancel", "bob@example.net", "a1"));
        var late = new CliRun(_client);
        Assert.Equal(ExitCode.Failed, await late.RunAsync("cancel", "bob@example.net", "a1"));

        Assert.Single(late.ErrorLines);
        await _client.Conversations.Received(2).CancelAsync(new(Alice, Bob), new("a1"), Arg.Any<CancellationToken>());
        await _client.Accounts.DidNotReceiveWithAnyArgs().ConnectAsync(default, default);
    }
}
