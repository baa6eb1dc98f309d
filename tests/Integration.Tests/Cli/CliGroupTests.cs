// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json.Nodes;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Cli;

/// <summary>Groups as bots and shell scripts use them, against a real server.</summary>
public sealed class CliGroupTests(ProsodyServer server)
{
    [Fact]
    public async Task A_bot_looks_through_its_invitations_takes_a_name_and_kicks_and_bans()
    {
        using var aliceProfile = new CliProfile();
        using var bobProfile = new CliProfile();
        await using var alice = new RpcSession(aliceProfile);
        await using var bob = new RpcSession(bobProfile);
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");
        var rooms = new List<string>();
        foreach (var name in new[] { "wanted", "unwanted" })
        {
            var group = new JsonObject
            {
                ["account"] = alice.Account,
                ["name"] = name,
                ["public"] = true,
                ["members"] = new JsonArray(bob.Account),
            };
            rooms.Add((string)(await alice.CallAsync("group.create", group))["room"]!);
            await bob.WaitForAsync("groupInvitation", invited => (string?)invited["room"] == rooms[^1]);
        }

        Assert.Equal(rooms, await InvitedAsync(bob));
        await bob.CallAsync("group.decline", In(bob, rooms[1], ("reason", "no, thanks")));
        Assert.Equal([rooms[0]], await InvitedAsync(bob));
        await bob.CallAsync("group.join", In(bob, rooms[0]));
        Assert.Empty(await InvitedAsync(bob));

        await bob.CallAsync("group.nick", In(bob, rooms[0], ("nick", "Bo")));
        await alice.WaitForAsync("groupMember", member => (string?)member["nick"] == "Bo" && member["formerNick"] is not null);
        await alice.CallAsync("group.kick", In(alice, rooms[0], ("nick", "Bo"), ("reason", "enough")));
        var kicked = await bob.WaitForAsync("group", group => (string?)group["state"] == "refused");
        Assert.Equal(("kicked", "enough"), ((string?)kicked["reason"], (string?)kicked["reasonText"]));
        await alice.CallAsync("group.ban", In(alice, rooms[0], ("jid", bob.Account)));
        var refused = await bob.RefusedAsync(-32000, "group.join", In(bob, rooms[0]));
        Assert.Contains("banned", refused.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty((await bob.CallAsync("act.list", In(bob, rooms[0], ("with", rooms[0]))))["acts"]!.AsArray());
    }

    private static async Task<IEnumerable<string>> InvitedAsync(RpcSession bot)
    {
        var answer = await bot.CallAsync("group.invitations", new JsonObject { ["account"] = bot.Account });
        return answer["invitations"]!.AsArray().Select(invitation => (string)invitation!["room"]!);
    }

    [Fact]
    public async Task Two_bots_talk_in_a_private_group()
    {
        using var aliceProfile = new CliProfile();
        using var bobProfile = new CliProfile();
        await using var alice = new RpcSession(aliceProfile);
        await using var bob = new RpcSession(bobProfile);
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");

        var created = await alice.CallAsync(
            "group.create",
            new JsonObject
            {
                ["account"] = alice.Account,
                ["name"] = "The crew",
                ["nick"] = "Al",
                ["members"] = new JsonArray(bob.Account),
            }
        );
        var room = (string)created["room"]!;
        Assert.Equal(("joined", "Al", true), ((string)created["state"]!, (string)created["nick"]!, (bool)created["private"]!));
        var invitation = await bob.WaitForAsync("groupInvitation", invited => (string?)invited["room"] == room);
        Assert.Equal((alice.Account, false), ((string)invitation["from"]!, (bool)invitation["contact"]!));
        var joined = await bob.CallAsync("group.join", In(bob, room, ("nick", "Bo")));
        Assert.Equal("The crew", (string?)joined["name"]);

        var sent = await alice.CallAsync("group.send", In(alice, room, ("body", "for the crew")));
        Assert.Equal("omemo2", (string?)sent["encryption"]);
        var heard = await bob.WaitForMessageAsync("for the crew");
        Assert.Equal(sent["id"]!.ToJsonString(), heard["id"]!.ToJsonString());
        Assert.Equal(
            (room, "Al", room, alice.Account, "in", "omemo2"),
            (
                (string)heard["group"]!,
                (string)heard["nick"]!,
                (string)heard["with"]!,
                (string)heard["from"]!,
                (string)heard["direction"]!,
                (string)heard["encryption"]!
            )
        );
        await alice.WaitForAsync(
            "messageState",
            change => change["id"]!.ToJsonString() == sent["id"]!.ToJsonString() && (string?)change["state"] == "acked"
        );
        await bob.CallAsync("message.send", RpcSession.SendParameters(bob.Account, room, "heard"));
        await alice.WaitForMessageAsync("heard");
        Assert.Equal(["for the crew", "heard"], (await alice.HistoryAsync(room)).Select(message => (string)message["body"]!));
        Assert.Equal(["for the crew", "heard"], (await bob.HistoryAsync(room)).Select(message => (string)message["body"]!));

        var members = (await alice.CallAsync("group.members", In(alice, room)))["members"]!.AsArray();
        Assert.Equal(["Al", "Bo"], members.Select(member => (string)member!["nick"]!));
        Assert.Equal(["owner", "member"], members.Select(member => (string)member!["affiliation"]!));
        Assert.Equal("usable", (string?)members[1]!["keys"]);

        await bob.CallAsync("group.leave", In(bob, room));
        await alice.WaitForAsync("groupMember", member => (string?)member["nick"] == "Bo" && (string?)member["role"] == "none");
        await bob.RefusedAsync(-32000, "group.send", In(bob, room, ("body", "gone")));
    }

    [Fact]
    public async Task Who_has_no_keys_is_named_with_exit_code_6()
    {
        using var profile = new CliProfile();
        await using var alice = new RpcSession(profile);
        await alice.RegisterAsync(server, "alice");
        var name = CliProfile.Unique("keyless");
        await server.RegisterUserAsync(name, ProsodyServer.Password);
        var created = await alice.CallAsync("group.create", new JsonObject { ["account"] = alice.Account });
        var room = (string)created["room"]!;
        await alice.CallAsync("group.invite", In(alice, room, ("jid", server.Jid(name))));

        var refused = await alice.RefusedAsync(-32000, "group.send", In(alice, room, ("body", "secret")));

        Assert.Equal($$"""{"exitCode":6,"reason":"cannotEncrypt","members":["{{server.Jid(name)}}"]}""", refused["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Commands_create_join_talk_and_manage()
    {
        using var alice = new CliProfile();
        using var bob = new CliProfile();
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");
        var room = $"{CliProfile.Unique("tea")}@muc.{server.Domain}";

        var created = Assert.Single(await alice.JsonAsync("group", "create", room, "--public", "--name", "Tea", "--nick", "Al"));
        Assert.Equal((room, "joined", false), ((string)created["room"]!, (string)created["state"]!, (bool)created["private"]!));
        await bob.LinesAsync("group", "join", room, "--nick", "Bo");
        var line = await alice.FailAsync(6, "group", "send", room, "not in the clear");
        Assert.Contains("not-private", line, StringComparison.Ordinal);
        Assert.Equal(
            "acked",
            (string?)Assert.Single(await alice.JsonAsync("group", "send", room, "--encryption", "none", "Tea is ready"))["state"]
        );

        // From the archive, at the next connection.
        var heard = Assert.Single(
            await bob.JsonAsync("listen", "--count", "1", "--for", "20"),
            entry => (string?)entry["event"] == "message"
        );
        Assert.Equal((room, "Al", "Tea is ready"), ((string)heard["group"]!, (string)heard["nick"]!, (string)heard["body"]!));
        Assert.Contains($"{room}/Al: Tea is ready", Assert.Single(await bob.LinesAsync("history", room)), StringComparison.Ordinal);
        Assert.Equal("Tea", (string?)Assert.Single(await bob.JsonAsync("group", "list"))["name"]);

        await alice.LinesAsync("group", "affiliation", room, bob.Jid, "outcast", "--reason", "spilled it");
        var refused = await bob.FailAsync(1, "group", "join", room);
        Assert.Contains("banned", refused, StringComparison.Ordinal);
        await alice.LinesAsync("group", "leave", room);
        await alice.FailAsync(1, "group", "send", room, "--encryption", "none", "anybody?");
    }

    private static JsonObject In(RpcSession session, string room, params (string Name, string Value)[] others)
    {
        var parameters = new JsonObject { ["account"] = session.Account, ["room"] = room };
        foreach (var (name, value) in others)
        {
            parameters[name] = value;
        }

        return parameters;
    }
}
