// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json.Nodes;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Cli;

/// <summary>What the engine does beside messages, reached by commands and requests, over a real server.</summary>
public sealed class CliEngineTests(ProsodyServer server)
{
    [Fact]
    public async Task A_message_is_forwarded_and_what_a_person_decides_about_a_conversation_stays()
    {
        using var alice = new CliProfile();
        using var bob = new CliProfile();
        using var carol = new CliProfile();
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");
        await carol.RegisterAsync(server, "carol");
        var sent = Assert.Single(await alice.JsonAsync("send", "--to", bob.Jid, "Pass it on"));
        Assert.Single(await bob.JsonAsync("listen", "--count", "1", "--for", "20"), line => (string?)line["event"] == "message");

        var forwarded = Assert.Single(await bob.JsonAsync("forward", alice.Jid, (string)sent["id"]!, "--to", carol.Jid));
        Assert.Equal(("omemo2", "acked"), ((string)forwarded["encryption"]!, (string)forwarded["state"]!));
        var received = Assert.Single(
            await carol.JsonAsync("listen", "--count", "1", "--for", "20"),
            line => (string?)line["event"] == "message"
        );
        Assert.Equal(("Pass it on", bob.Jid), ((string)received["body"]!, (string)received["from"]!));

        await bob.LinesAsync("draft", carol.Jid, "and");
        await bob.LinesAsync("conversations", "pin", carol.Jid);
        await bob.LinesAsync("conversations", "mute", alice.Jid);
        await bob.LinesAsync("conversations", "read", alice.Jid);
        var rows = await bob.JsonAsync("conversations");
        Assert.Equal([carol.Jid, alice.Jid], rows.Select(row => (string)row["with"]!));
        Assert.Equal(
            ("and", true, "forever", 0),
            ((string)rows[0]["draft"]!, (bool)rows[0]["pinned"]!, (string)rows[1]["mutedUntil"]!, (int)rows[1]["unread"]!)
        );
        Assert.Equal("and", (string?)Assert.Single(await bob.JsonAsync("draft", carol.Jid))["draft"]);

        await bob.LinesAsync("conversations", "archive", carol.Jid);
        Assert.Equal(alice.Jid, (string?)Assert.Single(await bob.JsonAsync("conversations"))["with"]);
        Assert.Equal(carol.Jid, (string?)Assert.Single(await bob.JsonAsync("conversations", "--archived"))["with"]);
        await bob.LinesAsync("conversations", "delete", carol.Jid);
        Assert.Empty(await bob.JsonAsync("conversations", "--archived"));
    }

    [Fact]
    public async Task Two_people_compare_a_secret_in_one_command_each()
    {
        using var alice = new CliProfile();
        using var bob = new CliProfile();
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");
        (alice.Environment["SECRET"], bob.Environment["SECRET"]) = ("The lighthouse", "The lighthouse");
        // Who answers must be there to be asked: its own word for that is the line of listen.
        await using var listening = new RpcSession(bob);
        await listening.ConnectAsync(bob.Jid);

        var comparing = alice.JsonAsync("otr", "compare", bob.Jid, "--secret-env", "SECRET", "--timeout", "60");
        await listening.WaitForAsync("otr", otr => (string?)otr["smp"] == "asked");
        var status = await listening.CallAsync("otr.status", With(bob.Jid, alice.Jid));
        Assert.Equal(("encrypted", true), ((string)status["state"]!, (bool)status["secretAsked"]!));
        await listening.CallAsync("otr.smp", With(bob.Jid, alice.Jid, ("secret", "The lighthouse")));

        var outcome = Assert.Single(await comparing);
        Assert.Equal(("succeeded", "verified"), ((string)outcome["smp"]!, (string)outcome["trust"]!));

        static JsonObject With(string account, string with, params (string Name, string Value)[] more)
        {
            var parameters = new JsonObject { ["account"] = account, ["with"] = with };
            foreach (var (name, value) in more)
            {
                parameters[name] = value;
            }

            return parameters;
        }
    }

    [Fact]
    public async Task Open_groups_are_shown_and_an_invitation_is_for_whom_it_is_meant()
    {
        using var alice = new CliProfile();
        using var bob = new CliProfile();
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");
        var name = CliProfile.Unique("tea");
        var room = (string)
            Assert.Single(await alice.JsonAsync("group", "create", $"{name}@muc.{server.Domain}", "--name", "Tea", "--public"))["room"]!;
        Assert.Contains(await bob.JsonAsync("group", "browse"), group => (string?)group["room"] == room && (string?)group["name"] == "Tea");

        var link = Assert.Single(await alice.JsonAsync("account", "invite", "--for", bob.Jid, "--days", "1"));
        var until = DateTimeOffset.Parse((string)link["expiresAt"]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(until - DateTimeOffset.UtcNow, TimeSpan.FromHours(23), TimeSpan.FromHours(25));
        await bob.LinesAsync("contacts", "invited", (string)link["uri"]!);
        // Nobody is asked: the invitation was for him.
        await using var rpc = new RpcSession(alice);
        await rpc.ConnectAsync(alice.Jid);
        await rpc.WaitForAsync(
            "contact",
            contact =>
                (string?)contact["jid"] == bob.Jid && !(bool)contact["pendingIn"]! && (string?)contact["subscription"] is "from" or "both"
        );
    }

    [Fact]
    public async Task A_program_locks_suspends_and_backs_up_the_profile()
    {
        using var alice = new CliProfile();
        using var other = new CliProfile();
        await using var rpc = new RpcSession(alice);
        await rpc.RegisterAsync(server, "alice");
        var backup = alice.PathOf("backup");

        await rpc.CallAsync("client.setActive", new JsonObject { ["active"] = false });
        await rpc.CallAsync("client.suspend");
        await rpc.WaitForAsync("connection", connection => (string?)connection["state"] == "offline");
        var before = rpc.Of("connection").Count();
        await rpc.CallAsync("client.resume");
        await rpc.WaitForAsync(
            "connection",
            connection => rpc.Of("connection").Count() > before && (string?)connection["state"] == "online"
        );

        await rpc.CallAsync("profile.export", new JsonObject { ["file"] = backup, ["key"] = "safe" });
        await rpc.CallAsync("profile.lock");
        await rpc.WaitForAsync("profile", profile => (bool)profile["locked"]!);
        var refused = await rpc.RefusedAsync(-32000, "contact.list", new JsonObject { ["account"] = rpc.Account });
        Assert.Equal(5, (int)refused["data"]!["exitCode"]!);
        var wrong = await rpc.RefusedAsync(-32000, "profile.unlock", new JsonObject { ["key"] = "wrong" });
        Assert.Equal(5, (int)wrong["data"]!["exitCode"]!);
        Assert.True((bool)(await rpc.CallAsync("profile.status"))["locked"]!);
        await rpc.CallAsync("profile.unlock");
        Assert.False((bool)(await rpc.CallAsync("profile.status"))["locked"]!);

        await rpc.CallAsync("profile.changeKey", new JsonObject { ["newKey"] = "a new passphrase" });
        await rpc.CallAsync("profile.lock");
        await rpc.CallAsync("profile.unlock", new JsonObject { ["key"] = "a new passphrase" });
        await rpc.RefusedAsync(-32000, "profile.changeKey", new JsonObject { ["newKey"] = "yet another", ["key"] = "wrong" });
        await rpc.CallAsync("profile.changeKey", new JsonObject { ["newKey"] = "yet another", ["key"] = "a new passphrase" });

        await using var restored = new RpcSession(other);
        await restored.CallAsync("profile.import", new JsonObject { ["file"] = backup, ["key"] = "safe" });
        var accounts = (await restored.CallAsync("account.list"))["accounts"]!.AsArray();
        Assert.Equal(rpc.Account, (string?)Assert.Single(accounts)!["jid"]);
    }
}
