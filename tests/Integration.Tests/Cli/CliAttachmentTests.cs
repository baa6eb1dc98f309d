// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Cli;

/// <summary>Files, edits, reactions and retractions by chatsecure-cli.</summary>
public sealed class CliAttachmentTests(ProsodyServer server)
{
    [Fact]
    public async Task A_file_is_sent_by_a_command_and_saved_by_another()
    {
        using var alice = new CliProfile();
        using var bob = new CliProfile();
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");
        var content = RandomNumberGenerator.GetBytes(100_000);
        await File.WriteAllBytesAsync(alice.PathOf("notes.bin"), content);

        var sent = Assert.Single(
            await alice.JsonAsync("send", "--to", bob.Jid, "--attach", alice.PathOf("notes.bin"), "--describe", "The log")
        );
        Assert.Equal(("omemo2", "acked"), ((string?)sent["encryption"], (string?)sent["state"]));
        var heard = (await bob.JsonAsync("listen", "--count", "1", "--for", "30")).Single(line => (string?)line["event"] == "message");
        Assert.Equal((string?)sent["id"], (string?)heard["id"]);
        var file = Assert.Single(heard["attachments"]!.AsArray())!;
        Assert.Equal(
            ("notes.bin", 100_000, "The log", false),
            ((string?)file["name"], (int)file["size"]!, (string?)file["description"], (bool)file["here"]!)
        );
        Assert.Equal((string?)Assert.Single(await alice.JsonAsync("devices"))["fingerprint"], (string?)heard["key"]);

        var target = bob.PathOf("saved.bin");
        var saved = Assert.Single(await bob.JsonAsync("attachment", alice.Jid, (string)heard["id"]!, "--save", target));
        Assert.Equal(content, await File.ReadAllBytesAsync(target));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), (string?)saved["sha256"]);
        await bob.FailAsync(1, "attachment", alice.Jid, (string)heard["id"]!, "--save", target);
        await alice.FailAsync(1, "send", "--to", bob.Jid, "--attach", alice.PathOf("nothing.bin"));
        await alice.FailAsync(2, "send", "--to", bob.Jid);
        Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(target)!), path => path.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_voice_message_and_a_place_reach_a_group()
    {
        using var aliceProfile = new CliProfile();
        using var bobProfile = new CliProfile();
        await using var alice = new RpcSession(aliceProfile);
        await using var bob = new RpcSession(bobProfile);
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");
        var voice = aliceProfile.PathOf("voice.ogg");
        await File.WriteAllBytesAsync(voice, RandomNumberGenerator.GetBytes(5_000));
        var created = new JsonObject { ["account"] = alice.Account, ["members"] = new JsonArray(bob.Account) };
        var room = (string)(await alice.CallAsync("group.create", created))["room"]!;
        await bob.CallAsync("group.join", new JsonObject { ["account"] = bob.Account, ["uri"] = $"xmpp:{room}?join" });

        await alice.CallAsync(
            "group.send",
            new JsonObject
            {
                ["account"] = alice.Account,
                ["room"] = room,
                ["attachments"] = new JsonArray(
                    new JsonObject
                    {
                        ["file"] = voice,
                        ["mediaType"] = "audio/ogg",
                        ["seconds"] = 3,
                        ["inline"] = true,
                    }
                ),
            }
        );
        var heard = await bob.WaitForAsync("message", message => message["attachments"] is not null);
        var file = Assert.Single(heard["attachments"]!.AsArray())!;
        Assert.Equal(
            (room, "audio/ogg", 3, true),
            ((string)heard["group"]!, (string)file["mediaType"]!, (int)file["seconds"]!, (bool)file["inline"]!)
        );
        await alice.CallAsync(
            "group.send",
            new JsonObject
            {
                ["account"] = alice.Account,
                ["room"] = room,
                ["body"] = "geo:54.5,10.25",
            }
        );
        var place = (await bob.WaitForMessageAsync("geo:54.5,10.25"))["location"]!;
        Assert.Equal((54.5, 10.25), ((double)place["lat"]!, (double)place["lon"]!));
    }

    [Fact]
    public async Task A_program_that_is_killed_while_it_uploads_sends_the_file_when_it_is_back()
    {
        using var aliceProfile = new CliProfile();
        using var bobProfile = new CliProfile();
        await using var bob = new RpcSession(bobProfile);
        await bob.RegisterAsync(server, "bob");
        var path = aliceProfile.PathOf("large.bin");
        var content = RandomNumberGenerator.GetBytes(16_000_000);
        await File.WriteAllBytesAsync(path, content);
        string id,
            account;
        await using (var alice = new RpcSession(aliceProfile))
        {
            await alice.RegisterAsync(server, "alice");
            account = alice.Account;
            var parameters = RpcSession.SendParameters(account, bob.Account, "killed");
            parameters["attachments"] = new JsonArray(path);
            id = (string)(await alice.CallAsync("message.send", parameters))["id"]!;
            await alice.WaitForAsync("transfer", progress => (long)progress["bytes"]! > 0);
            await alice.KillAsync();
        }

        // What was taken in does not need the original any more.
        File.Delete(path);
        await using var again = new RpcSession(aliceProfile);
        await again.ConnectAsync(account);
        var message = await bob.WaitForMessageAsync("killed");
        Assert.Equal(id, (string?)message["id"]);
        var target = bobProfile.PathOf("large.bin");
        await bob.CallAsync(
            "attachment.save",
            new JsonObject
            {
                ["account"] = bob.Account,
                ["with"] = account,
                ["id"] = id,
                ["file"] = target,
            }
        );
        Assert.Equal(SHA256.HashData(content), SHA256.HashData(await File.ReadAllBytesAsync(target)));
        Assert.Single(bob.Bodies(account));
    }

    [Fact]
    public async Task A_bot_edits_reacts_and_retracts()
    {
        using var aliceProfile = new CliProfile();
        using var bobProfile = new CliProfile();
        await using var alice = new RpcSession(aliceProfile);
        await using var bob = new RpcSession(bobProfile);
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");
        var id = (string)(await alice.SendAsync(bob.Account, "helo"))["id"]!;
        await bob.WaitForMessageAsync("helo");

        var edit = RpcSession.SendParameters(alice.Account, bob.Account, "hello");
        edit["replaces"] = id;
        var editId = (string)(await alice.CallAsync("message.send", edit))["id"]!;
        var edited = await bob.WaitForMessageAsync("hello");
        Assert.Equal((editId, id, "omemo2"), ((string)edited["id"]!, (string)edited["replaces"]!, (string)edited["encryption"]!));
        await alice.WaitForAsync("messageState", state => (string?)state["id"] == editId && (string?)state["state"] == "acked");

        await bob.CallAsync("message.react", About(bob, alice, id, emojis: ["👍"]));
        var reaction = await alice.WaitForAsync("reaction");
        Assert.Equal((id, "👍"), ((string)reaction["message"]!, (string)Assert.Single(reaction["emojis"]!.AsArray())!));
        await alice.CallAsync("message.retract", About(alice, bob, id));
        Assert.Equal(id, (string?)(await bob.WaitForAsync("retraction"))["message"]);
        await bob.RefusedAsync(-32000, "message.retract", About(bob, alice, id));

        var kept = Assert.Single(await bob.HistoryAsync(alice.Account));
        Assert.Equal((id, null), ((string?)kept["id"], (string?)kept["body"]));
        Assert.NotNull(kept["retracted"]);
    }

    private static JsonObject About(RpcSession by, RpcSession with, string id, string[]? emojis = null)
    {
        var parameters = new JsonObject
        {
            ["account"] = by.Account,
            ["with"] = with.Account,
            ["id"] = id,
        };
        if (emojis is not null)
        {
            parameters["emojis"] = new JsonArray([.. emojis.Select(emoji => JsonValue.Create(emoji))]);
        }

        return parameters;
    }
}
