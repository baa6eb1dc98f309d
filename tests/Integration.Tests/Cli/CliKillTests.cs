// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text.Json.Nodes;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Cli;

/// <summary>kill -9 at any moment loses nothing that was reported, doubles nothing, and leaves sessions that decrypt. Ten kills, or as many times more, with as
/// many more messages, as the environment variable <c>CHATSECURE_KILL_SCALE</c> says: twenty make 200 kills among 2,400 messages each way.</summary>
public sealed class CliKillTests(ProsodyServer server)
{
    private static readonly int _scale = int.Parse(
        Environment.GetEnvironmentVariable("CHATSECURE_KILL_SCALE") ?? "1",
        CultureInfo.InvariantCulture
    );
    private static readonly int _kills = 10 * _scale;
    private static readonly int _messages = 120 * _scale;

    [Fact]
    public async Task Two_programs_that_are_killed_again_and_again_lose_and_double_nothing()
    {
        using var aliceProfile = new CliProfile();
        using var bobProfile = new CliProfile();
        await using var alice = await Side.StartAsync(aliceProfile, server, "alice");
        await using var bob = await Side.StartAsync(bobProfile, server, "bob");
        await alice.SendAsync(bob.Account, "a-first");
        await bob.Rpc.WaitForMessageAsync("a-first");
        await bob.SendAsync(alice.Account, "b-first");
        await alice.Rpc.WaitForMessageAsync("b-first");

        var random = new Random(20_260_101);
        var plan = Enumerable
            .Range(0, _kills)
            .Select(_ => (Victim: random.Next(2) == 0 ? alice : bob, Wait: random.Next(200, 1200)))
            .ToList();
        var talking = Task.WhenAll(alice.TalkAsync(bob.Account, "a", _messages), bob.TalkAsync(alice.Account, "b", _messages));
        foreach (var (victim, wait) in plan)
        {
            await Task.Delay(wait);
            await victim.RestartAsync();
        }

        await talking;
        await alice.SendAsync(bob.Account, "a-last");
        await bob.SendAsync(alice.Account, "b-last");
        await bob.Rpc.WaitForMessageAsync("a-last");
        await alice.Rpc.WaitForMessageAsync("b-last");

        await AssertCompleteAsync(alice, bob);
        await AssertCompleteAsync(bob, alice);
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

    private static async Task AssertCompleteAsync(Side sender, Side receiver)
    {
        var incoming = (await receiver.Rpc.HistoryAsync(sender.Account)).Where(message => (string?)message["direction"] == "in").ToList();
        Assert.All(incoming, message => Assert.NotNull((string?)message["body"]));
        var received = incoming.Select(message => (Id: (string)message["id"]!, Body: (string)message["body"]!)).ToList();
        var answered = sender.Answered;
        var known = answered.Select(message => message.Id).ToHashSet();
        Assert.Equal(answered, received.Where(message => known.Contains(message.Id)));
        Assert.Equal(received.Distinct(), received);

        // What was not answered may have been stored all the same: then it came once, in its place.
        var bodies = received.Select(message => message.Body).ToList();
        Assert.Equal(sender.Tried.Where(bodies.Contains), bodies);

        var stored = (await sender.Rpc.HistoryAsync(receiver.Account)).Where(message => (string?)message["direction"] == "out");
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

        public static async Task<Side> StartAsync(CliProfile profile, ProsodyServer server, string user)
        {
            var rpc = new RpcSession(profile);
            await rpc.RegisterAsync(server, user);
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
            var next = new RpcSession(profile);
            await next.ConnectAsync(Account);
            _rpc = next;
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
