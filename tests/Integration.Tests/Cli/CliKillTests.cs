// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text.Json.Nodes;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Cli;

/// <summary>kill -9 at any moment loses nothing that was reported, doubles nothing, uses no message key twice, and leaves sessions that decrypt. Ten kills, in a
/// group half of that, or as many times more, with as many more messages, as the environment variable <c>CHATSECURE_KILL_SCALE</c> says: twenty make 200 kills
/// among 2,400 messages each way.</summary>
public sealed class CliKillTests(ProsodyServer server)
{
    private static readonly int _scale = int.Parse(
        Environment.GetEnvironmentVariable("CHATSECURE_KILL_SCALE") ?? "1",
        CultureInfo.InvariantCulture
    );
    private static readonly int _kills = 10 * _scale;
    private static readonly int _messages = 120 * _scale;

    [Fact]
    public async Task Two_programs_that_are_killed_again_and_again_lose_and_double_nothing_and_use_no_key_twice()
    {
        using var aliceProfile = new CliProfile();
        using var bobProfile = new CliProfile();
        var keys = new MessageKeys();
        await using var relay = new TlsRelay(server) { Ask = keys.Watch };
        await using var alice = await Side.StartAsync(aliceProfile, server, relay, "alice");
        await using var bob = await Side.StartAsync(bobProfile, server, relay, "bob");
        await alice.SendAsync(bob.Account, "a-first");
        await bob.Rpc.WaitForMessageAsync("a-first");
        await bob.SendAsync(alice.Account, "b-first");
        await alice.Rpc.WaitForMessageAsync("b-first");

        await TalkAndKillAsync((alice, bob.Account), (bob, alice.Account), _kills, _messages);

        await AssertCompleteAsync(alice, bob, bob.Account, alice.Account);
        await AssertCompleteAsync(bob, alice, alice.Account, bob.Account);
        Assert.Empty(keys.Reused);
        Assert.True(keys.Count >= alice.Answered.Count + bob.Answered.Count, $"Only {keys.Count} keys were seen.");
    }

    [Fact]
    public async Task A_group_of_programs_that_are_killed_loses_and_doubles_nothing_and_uses_no_key_twice()
    {
        using var aliceProfile = new CliProfile();
        using var bobProfile = new CliProfile();
        var keys = new MessageKeys();
        await using var relay = new TlsRelay(server) { Ask = keys.Watch };
        await using var alice = await Side.StartAsync(aliceProfile, server, relay, "alice");
        await using var bob = await Side.StartAsync(bobProfile, server, relay, "bob");
        var created = new JsonObject { ["account"] = alice.Account, ["members"] = new JsonArray(bob.Account) };
        var room = (string)(await alice.Rpc.CallAsync("group.create", created))["room"]!;
        await bob.Rpc.CallAsync("group.join", new JsonObject { ["account"] = bob.Account, ["room"] = room });
        await alice.SendAsync(room, "a-first");
        await bob.Rpc.WaitForMessageAsync("a-first");
        await bob.SendAsync(room, "b-first");
        await alice.Rpc.WaitForMessageAsync("b-first");

        await TalkAndKillAsync((alice, room), (bob, room), _kills / 2, _messages / 2);

        await AssertCompleteAsync(alice, bob, room, room);
        await AssertCompleteAsync(bob, alice, room, room);
        Assert.Empty(keys.Reused);
        Assert.True(keys.Count >= alice.Answered.Count + bob.Answered.Count, $"Only {keys.Count} keys were seen.");
    }

    private static async Task TalkAndKillAsync((Side Side, string To) a, (Side Side, string To) b, int kills, int messages)
    {
        var random = new Random(20_260_101);
        var plan = Enumerable
            .Range(0, kills)
            .Select(_ => (Victim: random.Next(2) == 0 ? a.Side : b.Side, Wait: random.Next(200, 1200)))
            .ToList();
        var talking = Task.WhenAll(a.Side.TalkAsync(a.To, "a", messages), b.Side.TalkAsync(b.To, "b", messages));
        foreach (var (victim, wait) in plan)
        {
            await Task.Delay(wait);
            await victim.RestartAsync();
        }

        await talking;
        await a.Side.SendAsync(a.To, "a-last");
        await b.Side.SendAsync(b.To, "b-last");
        await b.Side.Rpc.WaitForMessageAsync("a-last");
        await a.Side.Rpc.WaitForMessageAsync("b-last");
    }

    [Fact]
    public async Task A_registration_that_is_killed_can_be_done_again()
    {
        using var profile = new CliProfile();
        foreach (var milliseconds in (int[])[150, 300, 500])
        {
            await using var doomed = new RpcSession(profile);
            var registering = doomed.RegisterAsync(server, "killed").ContinueWith(_ => { }, TaskScheduler.Default);
            var account = doomed.Account;
            await Task.Delay(milliseconds);
            await doomed.KillAsync();
            await registering;

            profile.Environment["PASSWORD"] = CliProfile.Password;
            string[] rest = [account, "--password-env", "PASSWORD", .. CliProfile.Route(server)];
            var again = await profile.RunAsync(["account", "register", .. rest]);
            // Killed after the server had it: then it is ours, and adding it works.
            if (again.ExitCode != 0)
            {
                await profile.LinesAsync(["account", "add", .. rest]);
            }

            Assert.Contains(await profile.JsonAsync("account", "list"), found => (string?)found["jid"] == account);
        }
    }

    // The conversation is a room, or for each of them the other one.
    private static async Task AssertCompleteAsync(Side sender, Side receiver, string senders, string receivers)
    {
        var incoming = (await receiver.Rpc.HistoryAsync(receivers)).Where(message => (string?)message["direction"] == "in").ToList();
        Assert.All(incoming, message => Assert.NotNull((string?)message["body"]));
        var received = incoming.Select(message => (Id: (string)message["id"]!, Body: (string)message["body"]!)).ToList();
        var answered = sender.Answered;
        var known = answered.Select(message => message.Id).ToHashSet();
        Assert.Equal(answered, received.Where(message => known.Contains(message.Id)));
        Assert.Equal(received.Distinct(), received);

        // What was not answered may have been stored all the same: then it came once, in its place.
        var bodies = received.Select(message => message.Body).ToList();
        Assert.Equal(sender.Tried.Where(bodies.Contains), bodies);

        var stored = (await sender.Rpc.HistoryAsync(senders)).Where(message => (string?)message["direction"] == "out");
        Assert.Equal(bodies, stored.Select(message => (string)message["body"]!));

        var notified = receiver.Everything("message").Select(message => (string)message["id"]!).ToList();
        Assert.Equal(notified.Distinct(), notified);
        Assert.Empty(receiver.Everything("messageUndecryptable"));
    }

    /// <summary>One user, whose program dies and comes back.</summary>
    private sealed class Side(CliProfile profile, RpcSession first) : IAsyncDisposable
    {
        private readonly List<RpcSession> _former = [];
        private volatile RpcSession _rpc = first;
        private volatile TaskCompletionSource _back = Completed();

        public string Account { get; } = first.Account;

        public RpcSession Rpc => _rpc;

        public List<string> Tried { get; } = [];

        public List<(string Id, string Body)> Answered { get; } = [];

        public static async Task<Side> StartAsync(CliProfile profile, ProsodyServer server, TlsRelay relay, string user)
        {
            var rpc = new RpcSession(profile);
            await rpc.RegisterAsync(server, user, relay);
            return new Side(profile, rpc);
        }

        public IEnumerable<JsonObject> Everything(string notification) => _former.Append(_rpc).SelectMany(rpc => rpc.Of(notification));

        public async Task SendAsync(string to, string body)
        {
            await _back.Task;
            Tried.Add(body);
            var answer = await _rpc.AskAsync("message.send", RpcSession.SendParameters(Account, to, body));
            if (answer is not null)
            {
                Assert.True(answer["result"] is not null, answer.ToJsonString());
                Answered.Add(((string)answer["result"]!["id"]!, body));
            }
        }

        public async Task TalkAsync(string to, string prefix, int count)
        {
            for (var number = 0; number < count; number++)
            {
                await SendAsync(to, $"{prefix}{number}");
                await Task.Delay(50);
            }
        }

        public async Task RestartAsync()
        {
            _back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _rpc.KillAsync();
            _former.Add(_rpc);
            _rpc = new RpcSession(profile);
            await _rpc.ConnectAsync(Account);
            _back.SetResult();
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var rpc in _former.Append(_rpc))
            {
                await rpc.DisposeAsync();
            }
        }

        private static TaskCompletionSource Completed()
        {
            var done = new TaskCompletionSource();
            done.SetResult();
            return done;
        }
    }
}
