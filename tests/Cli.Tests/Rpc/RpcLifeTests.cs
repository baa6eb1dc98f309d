// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Accounts;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using ChatSecure.Messaging;
using NSubstitute;
using static ChatSecure.Cli.Tests.Fakes.Samples;

namespace ChatSecure.Cli.Tests.Rpc;

public sealed class RpcLifeTests
{
    private const string Account = """{"account":"alice@example.org"}""";

    private readonly FakeChatClient _client = FakeChatClient.With("alice@example.org");

    [Fact]
    public async Task A_request_that_waits_holds_up_no_other()
    {
        var connected = new TaskCompletionSource();
        _client.Accounts.ConnectAsync(default).ReturnsForAnyArgs(connected.Task);
        await using var rpc = new RpcRun(_client);

        rpc.Request(1, "account.connect", Account);
        rpc.Request(2, "version");

        Assert.Equal(2, (await rpc.ReadAsync()).GetProperty("id").GetInt32());
        connected.SetResult();
        Assert.Equal(1, (await rpc.ReadAsync()).GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Messages_of_one_conversation_are_stored_in_the_order_of_their_requests()
    {
        var first = new TaskCompletionSource<SendReceipt>();
        var bodies = new List<string>();
        _client
            .Conversations.SendAsync(default, default!)
            .ReturnsForAnyArgs(call =>
            {
                var body = call.Arg<OutgoingMessage>().Body;
                lock (bodies)
                {
                    bodies.Add(body);
                }

                return body == "one" ? first.Task : Task.FromResult(Acknowledged(Outgoing(body)));
            });
        await using var rpc = new RpcRun(_client);

        rpc.Request(1, "message.send", Message("bob@example.net", "one"));
        rpc.Request(2, "message.send", Message("bob@example.net", "two"));
        rpc.Request(3, "message.send", Message("carol@example.net", "other"));

        Assert.Equal(3, (await rpc.ReadAsync()).GetProperty("id").GetInt32());
        Assert.Equal(["one", "other"], bodies);
        first.SetException(new Errors.ChatSecureException(Errors.ErrorKind.Failed, "No."));
        Assert.Equal(
            [1, 2],
            new[] { await rpc.ReadAsync(), await rpc.ReadAsync() }.Select(answer => answer.GetProperty("id").GetInt32()).Order()
        );
        Assert.Equal(["one", "other", "two"], bodies);
    }

    [Fact]
    public async Task Answers_and_notifications_never_mix_within_a_line()
    {
        await using var rpc = new RpcRun(_client);
        const int count = 200;

        await rpc.CallAsync("version");
        for (var i = 0; i < count; i++)
        {
            rpc.Request(i, "account.list");
            _client.Raise(new MessageAdded(Alice, Incoming("m" + i, new string('x', 1000))));
        }

        var lines = new List<JsonElement>();
        while (lines.Count < 2 * count)
        {
            lines.Add(await rpc.ReadAsync());
        }

        Assert.Equal(
            Enumerable.Range(0, count),
            lines.Where(line => line.TryGetProperty("id", out _)).Select(line => line.GetProperty("id").GetInt32()).Order()
        );
        Assert.Equal(
            Enumerable.Range(0, count).Select(i => "m" + i),
            lines
                .Where(line => line.TryGetProperty("method", out _))
                .Select(line => line.GetProperty("params").GetProperty("id").GetString())
        );
    }

    [Fact]
    public async Task Each_event_is_notified_once_with_its_account()
    {
        await using var rpc = new RpcRun(_client);
        await rpc.CallAsync("version");

        _client.Raise(new ConnectionChanged(Alice, new(ConnectionState.Online)));
        _client.Raise(new MessageAdded(Alice, Outgoing()));
        _client.Raise(new MessageChanged(Alice, Outgoing(state: DeliveryState.Acked)));

        var seen = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var line = await rpc.ReadAsync();
            Assert.Equal("alice@example.org", line.GetProperty("params").GetProperty("account").GetString());
            seen.Add(line.GetProperty("method").GetString()!);
        }

        Assert.Equal(["connection", "messageState", "messageState"], seen);
        Assert.Equal(0, await rpc.EndAsync());
        Assert.Null(await rpc.ReadLineAsync());
    }

    [Fact]
    public async Task Shutdown_is_answered_last_after_disconnecting()
    {
        var closing = new TaskCompletionSource();
        var client = new FakeChatClient { Closing = closing.Task };
        await using var rpc = new RpcRun(client);

        rpc.Request(1, "shutdown");
        rpc.Request(2, "version");
        SpinWait.SpinUntil(() => client.Disposals == 1, TimeSpan.FromSeconds(10));
        client.Raise(new ConnectionChanged(Alice, new(ConnectionState.Offline)));
        closing.SetResult();

        Assert.Equal("connection", (await rpc.ReadAsync()).GetProperty("method").GetString());
        var answer = await rpc.ReadAsync();
        Assert.Equal(1, answer.GetProperty("id").GetInt32());
        Assert.Equal("{}", answer.GetProperty("result").GetRawText());
        Assert.Equal(0, await rpc.Program);
        Assert.Null(await rpc.ReadLineAsync());
        Assert.Equal(1, client.Disposals);
    }

    [Fact]
    public async Task The_end_of_input_lets_what_was_begun_end_and_then_disconnects()
    {
        var stored = new TaskCompletionSource<SendReceipt>();
        _client.Conversations.SendAsync(default, default!).ReturnsForAnyArgs(stored.Task);
        await using var rpc = new RpcRun(_client);

        rpc.Request(1, "message.send", Message("bob@example.net", "one"));
        rpc.EndInput();
        Assert.Equal(0, _client.Disposals);
        stored.SetResult(Acknowledged(Outgoing("id7")));

        Assert.Equal("id7", (await rpc.ReadAsync()).GetProperty("result").GetProperty("id").GetString());
        Assert.Equal(0, await rpc.Program);
        Assert.Equal(1, _client.Disposals);
    }

    [Fact]
    public async Task What_waits_for_the_network_is_given_up_at_shutdown()
    {
        _client.Accounts.ConnectAsync(default).ReturnsForAnyArgs(call => Task.Delay(Timeout.Infinite, call.Arg<CancellationToken>()));
        await using var rpc = new RpcRun(_client);

        rpc.Request(1, "account.connect", Account);
        rpc.EndInput();

        var error = (await rpc.ReadAsync()).GetProperty("error");
        Assert.Equal("cancelled", error.GetProperty("data").GetProperty("reason").GetString());
        Assert.Equal(0, await rpc.Program);
    }

    [Fact]
    public async Task A_signal_shuts_down_too()
    {
        await using var rpc = new RpcRun(_client);
        await rpc.CallAsync("version");

        rpc.Signal();

        Assert.Equal(0, await rpc.Program);
        Assert.Equal(1, _client.Disposals);
    }

    [Fact]
    public async Task A_profile_that_does_not_open_ends_the_program_before_any_request()
    {
        var client = new FakeChatClient { StartFailure = new Errors.ChatSecureException(Errors.ErrorKind.StorageKey, "Wrong key.") };
        await using var rpc = new RpcRun(client);

        Assert.Equal(5, await rpc.Program);
        Assert.Null(await rpc.ReadLineAsync());
    }

    private static string Message(string to, string body) => $$"""{"account":"alice@example.org","to":"{{to}}","body":"{{body}}"}""";
}
