// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json.Nodes;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Cli;

/// <summary><c>rpc</c> as bots and bridges drive it, against a real server and a foreign OMEMO client.</summary>
public sealed class CliRpcTests(ProsodyServer server)
{
    [Fact]
    public async Task A_bot_talks_with_a_foreign_client()
    {
        var name = CliProfile.Unique("foreign");
        await server.RegisterUserAsync(name, ProsodyServer.Password);
        using var profile = new CliProfile();
        await using var peer = await OmemoPeer.StartAsync(server, name);
        await using var bot = new RpcSession(profile);
        var added = await bot.RegisterAsync(server, "bot");
        Assert.Equal((bot.Account, bot.Account, "online"), ((string)added["account"]!, (string)added["jid"]!, (string)added["state"]!));

        var sent = await bot.SendAsync(peer.Jid, "over the hills");
        Assert.Equal("omemo2", (string?)sent["encryption"]);
        await peer.WaitForMessageAsync("over the hills");
        var id = (string)sent["id"]!;
        await bot.WaitForAsync("messageState", change => (string?)change["id"] == id && (string?)change["state"] is "acked" or "received");

        var echo = await bot.WaitForMessageAsync("echo: over the hills");
        Assert.Equal((peer.Jid, "in", "omemo2"), ((string)echo["from"]!, (string)echo["direction"]!, (string)echo["encryption"]!));
        Assert.Equal((bot.Account, peer.Jid), ((string)echo["account"]!, (string)echo["with"]!));

        var device = Assert.Single((await bot.CallAsync("device.list", With(bot, "jid", peer.Jid)))["devices"]!.AsArray())!;
        Assert.Equal(peer.Device, (uint)device["deviceId"]!);
        Assert.Equal(peer.Fingerprint, (string?)device["fingerprint"]);

        var distrust = With(bot, "jid", peer.Jid);
        distrust["fingerprint"] = peer.Fingerprint;
        distrust["trust"] = "distrusted";
        await bot.CallAsync("device.trust", distrust);
        await bot.WaitForAsync("device", change => (string?)change["trust"] == "distrusted");
        var refused = await bot.RefusedAsync(-32000, "message.send", RpcSession.SendParameters(bot.Account, peer.Jid, "no more"));
        Assert.Equal(6, (int)refused["data"]!["exitCode"]!);
    }

    [Fact]
    public async Task A_hundred_messages_at_once_arrive_once_each_and_in_order()
    {
        using var aliceProfile = new CliProfile();
        using var bobProfile = new CliProfile();
        await using var alice = new RpcSession(aliceProfile);
        await using var bob = new RpcSession(bobProfile);
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");
        var bodies = Enumerable.Range(0, 100).Select(number => $"number {number}").ToList();

        var answers = await Task.WhenAll(bodies.Select(body => alice.SendAsync(bob.Account, body)));
        await bob.WaitForMessageAsync("number 99");

        Assert.Equal(bodies, bob.Bodies(alice.Account));
        Assert.Equal(answers.Select(Id), bob.Of("message").Select(Id));
        Assert.Equal(bodies, (await alice.HistoryAsync(bob.Account)).Select(message => (string)message["body"]!));
        Assert.DoesNotContain(alice.Of("message"), message => (string?)message["direction"] == "out");
    }

    [Fact]
    public async Task The_end_of_input_loses_nothing_that_was_answered()
    {
        using var aliceProfile = new CliProfile();
        using var bobProfile = new CliProfile();
        await using var bob = new RpcSession(bobProfile);
        await bob.RegisterAsync(server, "bob");
        await using (var alice = new RpcSession(aliceProfile))
        {
            await alice.RegisterAsync(server, "alice");
            await alice.SendAsync(bob.Account, "before");
            await bob.WaitForMessageAsync("before");
            await alice.CallAsync("account.disconnect", Of(alice));
            for (var number = 0; number < 20; number++)
            {
                await alice.SendAsync(bob.Account, $"queued {number}");
            }

            Assert.Equal(0, await alice.EndAsync(TimeSpan.FromSeconds(5)));
            Assert.Empty(await alice.ErrorsAsync());
        }

        await using var again = new RpcSession(aliceProfile);
        var account = (await again.CallAsync("account.list"))["accounts"]!.AsArray()[0]!;
        Assert.Equal("offline", (string?)account["state"]);
        await again.ConnectAsync((string)account["jid"]!);
        await bob.WaitForMessageAsync("queued 19");
        Assert.Equal(["before", .. Enumerable.Range(0, 20).Select(number => $"queued {number}")], bob.Bodies(again.Account));
    }

    [Fact]
    public async Task A_shutdown_is_answered_and_ends_within_five_seconds()
    {
        using var profile = new CliProfile();
        await using var rpc = new RpcSession(profile);
        await rpc.RegisterAsync(server, "short");

        await rpc.CallAsync("shutdown");

        Assert.Equal(0, await rpc.ExitAsync(TimeSpan.FromSeconds(5)));
        Assert.Contains(rpc.Of("connection"), change => (string?)change["state"] == "offline");
    }

    [Fact]
    public async Task Several_accounts_are_kept_apart()
    {
        using var profile = new CliProfile();
        using var otherProfile = new CliProfile();
        await using var both = new RpcSession(profile);
        await using var friend = new RpcSession(otherProfile);
        await both.RegisterAsync(server, "work");
        var work = both.Account;
        await both.RegisterAsync(server, "home");
        var home = both.Account;
        await friend.RegisterAsync(server, "friend");

        await friend.SendAsync(work, "for work");
        await friend.SendAsync(home, "for home");

        Assert.Equal(work, (string?)(await both.WaitForMessageAsync("for work"))["account"]);
        Assert.Equal(home, (string?)(await both.WaitForMessageAsync("for home"))["account"]);
        Assert.Equal("for home", (string?)Assert.Single(await both.HistoryAsync(friend.Account))["body"]);

        await both.CallAsync("account.remove", new JsonObject { ["account"] = work });
        var left = Assert.Single((await both.CallAsync("account.list"))["accounts"]!.AsArray())!;
        Assert.Equal((home, "online"), ((string)left["account"]!, (string)left["state"]!));
        await both.RefusedAsync(-32000, "message.send", RpcSession.SendParameters(work, friend.Account, "from nowhere"));
    }

    [Fact]
    public async Task Contacts_typing_and_read_marks_reach_the_other_side()
    {
        using var aliceProfile = new CliProfile();
        using var bobProfile = new CliProfile();
        await using var alice = new RpcSession(aliceProfile);
        await using var bob = new RpcSession(bobProfile);
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");

        // A stranger is not told what was read.
        await alice.SendAsync(bob.Account, "hello, stranger");
        await bob.WaitForMessageAsync("hello, stranger");
        await bob.CallAsync("chat.markRead", With(bob, "with", alice.Account));
        await bob.SendAsync(alice.Account, "hello");
        await alice.WaitForMessageAsync("hello");
        Assert.DoesNotContain(alice.Of("messageState"), change => (string?)change["state"] is "received" or "displayed");

        await alice.CallAsync("contact.add", With(alice, "jid", bob.Account));
        await bob.WaitForAsync("contact", contact => (string?)contact["jid"] == alice.Account && (bool?)contact["pendingIn"] == true);
        await bob.CallAsync("contact.accept", With(bob, "jid", alice.Account));
        await alice.WaitForAsync("contact", contact => (string?)contact["presence"] is "available" or "online");

        var id = Id(await alice.SendAsync(bob.Account, "read me"));
        await bob.WaitForMessageAsync("read me");
        await alice.WaitForAsync("messageState", change => Id(change) == id && (string?)change["state"] == "received");
        var typing = With(bob, "with", alice.Account);
        typing["state"] = "composing";
        await bob.CallAsync("chat.state", typing);
        await alice.WaitForAsync("typing", change => (string?)change["with"] == bob.Account && (string?)change["state"] == "composing");
        await bob.CallAsync("chat.markRead", With(bob, "with", alice.Account));
        await alice.WaitForAsync("messageState", change => Id(change) == id && (string?)change["state"] == "displayed");
    }

    [Fact]
    public async Task Wrong_input_is_answered_and_harms_nothing()
    {
        using var profile = new CliProfile();
        await using var rpc = new RpcSession(profile);
        foreach (var (line, code) in ((string, int)[])[("{", -32700), ("[]", -32600), ("\"x\"", -32600), ("{\"id\":1}", -32600)])
        {
            await AssertStrayAsync(rpc, line, code);
        }

        await rpc.RefusedAsync(-32601, "no.such.method");
        await rpc.RefusedAsync(
            -32602,
            "message.send",
            new JsonObject
            {
                ["account"] = "not an address",
                ["to"] = "x",
                ["body"] = 1,
            }
        );
        await rpc.RefusedAsync(-32000, "otr.start", new JsonObject { ["account"] = "a@example.org", ["with"] = "b@example.org" });
        var refused = await rpc.RefusedAsync(-32000, "account.connect", new JsonObject { ["account"] = "nobody@example.org" });
        Assert.Equal(1, (int)refused["data"]!["exitCode"]!);
        Assert.NotEmpty((string)(await rpc.CallAsync("version"))["version"]!);
    }

    private static async Task AssertStrayAsync(RpcSession rpc, string line, int code)
    {
        await rpc.WriteLineAsync(line);
        Assert.Equal(code, (int)(await rpc.StrayAsync())["error"]!["code"]!);
    }

    private static string Id(JsonObject message) => (string)message["id"]!;

    private static JsonObject Of(RpcSession rpc) => new() { ["account"] = rpc.Account };

    private static JsonObject With(RpcSession rpc, string name, string value) => new() { ["account"] = rpc.Account, [name] = value };
}
