// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json.Nodes;
using ChatSecure.Addressing;
using ChatSecure.Core;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Cli;
using ChatSecure.Integration.Tests.Engine;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Integration.Tests.Network;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Otr;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Integration.Tests.Otr;

/// <summary>OTR over a real server, driven as bots drive it: two command-line clients, and one with libotr.</summary>
public sealed class PrivateConversationTests(ProsodyServer server)
{
    [Fact]
    public async Task Two_clients_talk_in_private_compare_secrets_and_end_it()
    {
        using var aliceProfile = new CliProfile();
        using var bobProfile = new CliProfile();
        await using var alice = new RpcSession(aliceProfile);
        await using var bob = new RpcSession(bobProfile);
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");

        await alice.CallAsync("otr.start", With(alice, bob.Account));
        var started = await alice.WaitForAsync("otr", change => (string?)change["state"] == "encrypted");
        Assert.Equal((bob.Account, "trusted"), ((string)started["with"]!, (string)started["trust"]!));
        Assert.Matches("^[0-9a-f]{40}$", (string)started["fingerprint"]!);
        await bob.WaitForAsync("otr", change => (string?)change["state"] == "encrypted");

        var secret = $"marmalade {Guid.NewGuid():N}";
        var sent = await alice.SendAsync(bob.Account, secret, "otr");
        Assert.Equal("otr", (string?)sent["encryption"]);
        var got = await bob.WaitForMessageAsync(secret);
        Assert.Equal(("otr", "trusted", (string)sent["id"]!), ((string)got["encryption"]!, (string)got["trust"]!, (string)got["id"]!));

        // In a private conversation that is the best that both sides have.
        Assert.Equal("otr", (string?)(await bob.SendAsync(alice.Account, $"{secret} back"))["encryption"]);
        await alice.WaitForMessageAsync($"{secret} back");
        var refused = await bob.RefusedAsync(
            -32000,
            "message.send",
            RpcSession.SendParameters(bob.Account, alice.Account, "clear", "none")
        );
        Assert.Equal(6, (int)refused["data"]!["exitCode"]!);
        Assert.DoesNotContain("?OTR", Archive(alice.Account), StringComparison.Ordinal);

        // Secrets: first different ones, then equal ones.
        await CompareAsync(alice, bob, "plum", "plumb", "failed");
        await CompareAsync(alice, bob, "plum", "plum", "succeeded");
        await bob.WaitForAsync("otr", change => (string?)change["smp"] == "succeeded" && (string?)change["trust"] == "verified");
        await alice.SendAsync(bob.Account, "verified?");
        Assert.Equal("verified", (string?)(await bob.WaitForMessageAsync("verified?"))["trust"]);

        // Bob leaves; what Alice writes next goes nowhere until she decides.
        await bob.CallAsync("otr.end", With(bob, alice.Account));
        await alice.WaitForAsync("otr", change => (string?)change["state"] == "finished");
        refused = await alice.RefusedAsync(-32000, "message.send", RpcSession.SendParameters(alice.Account, bob.Account, "clear", "none"));
        Assert.Equal(6, (int)refused["data"]!["exitCode"]!);
        foreach (var choice in (string[])["auto", "otr"])
        {
            refused = await alice.RefusedAsync(
                -32000,
                "message.send",
                RpcSession.SendParameters(alice.Account, bob.Account, "too late", choice)
            );
            Assert.Equal(6, (int)refused["data"]!["exitCode"]!);
            var state = await alice.CallAsync("conversation.encryption", With(alice, bob.Account));
            Assert.Equal(("needsDecision", "otr-finished"), ((string?)state["state"], (string?)state["reason"]));
        }

        await alice.CallAsync("otr.end", With(alice, bob.Account));
        await alice.SendAsync(bob.Account, "in the clear, on purpose", "none");
        Assert.Equal("none", (string?)(await bob.WaitForMessageAsync("in the clear, on purpose"))["encryption"]);
        Assert.DoesNotContain("too late", bob.Bodies(alice.Account));
        Assert.Contains("on purpose", Archive(alice.Account), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_waits_for_the_conversation_that_it_asks_for()
    {
        using var aliceProfile = new CliProfile();
        using var bobProfile = new CliProfile();
        await using var alice = new RpcSession(aliceProfile);
        await using var bob = new RpcSession(bobProfile);
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");
        for (var number = 0; number < 5; number++)
        {
            await alice.SendAsync(bob.Account, $"number {number}", "otr");
        }

        await bob.WaitForMessageAsync("number 4");
        Assert.Equal(Enumerable.Range(0, 5).Select(number => $"number {number}"), bob.Bodies(alice.Account));
        Assert.All(bob.Of("message"), message => Assert.Equal("otr", (string?)message["encryption"]));
    }

    [Fact]
    public async Task A_client_that_closes_tells_the_peer_and_stays_private_after_a_restart()
    {
        using var aliceProfile = new CliProfile();
        using var bobProfile = new CliProfile();
        await using var bob = new RpcSession(bobProfile);
        await bob.RegisterAsync(server, "bob");
        string account;
        await using (var alice = new RpcSession(aliceProfile))
        {
            await alice.RegisterAsync(server, "alice");
            account = alice.Account;
            await alice.SendAsync(bob.Account, "first", "otr");
            await bob.WaitForMessageAsync("first");
        }

        await bob.WaitForAsync("otr", change => (string?)change["state"] == "finished");
        await using var again = new RpcSession(aliceProfile);
        await again.ConnectAsync(account);
        var refused = await again.RefusedAsync(-32000, "message.send", RpcSession.SendParameters(account, bob.Account, "clear", "none"));
        Assert.Equal(6, (int)refused["data"]!["exitCode"]!);
        await again.SendAsync(bob.Account, "second", "otr");
        Assert.Equal("otr", (string?)(await bob.WaitForMessageAsync("second"))["encryption"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_talks_with_libotr(bool weAsk)
    {
        using var profile = new CliProfile();
        await using var libotr = await LibotrClient.ConnectAsync(server);
        await using var alice = new RpcSession(profile);
        await alice.RegisterAsync(server, "alice");
        var peer = libotr.Account.ToString();
        if (weAsk)
        {
            await alice.CallAsync("otr.start", With(alice, peer));
        }
        else
        {
            await libotr.DoAsync("query", to: Jid.Parse(alice.Account));
        }

        var started = await alice.WaitForAsync("otr", change => (string?)change["state"] == "encrypted");
        Assert.Equal(await libotr.StateAsync("mine"), (string?)started["fingerprint"]);
        await HasKeyAsync(alice, peer, await libotr.StateAsync("mine"), "trusted");
        await HasKeyAsync(alice, alice.Account, await libotr.StateAsync("fingerprint"), "verified");
        await alice.SendAsync(peer, "to libotr", "otr");
        await libotr.WaitForAsync("encrypted to libotr");
        await libotr.DoAsync("send", "from libotr");
        Assert.Equal("otr", (string?)(await alice.WaitForMessageAsync("from libotr"))["encryption"]);

        // Every message is for one client alone, and for no archive.
        Assert.All(
            libotr.Stanzas.Where(stanza => stanza.Body!.StartsWith("?OTR:", StringComparison.Ordinal)),
            stanza =>
            {
                Assert.Equal(libotr.Account, stanza.To!.Value.Bare);
                Assert.False(stanza.To!.Value.IsBare);
                Assert.True(stanza.HasHint(ProcessingHint.NoCopy) && stanza.HasHint(ProcessingHint.NoPermanentStore));
            }
        );

        await libotr.DoAsync("smpq", "Who?|fluffy");
        var asked = await alice.WaitForAsync("otr", change => (string?)change["smp"] == "asked");
        Assert.Equal("Who?", (string?)asked["question"]);
        await alice.CallAsync("otr.smp", With(alice, peer, "fluffy"));
        await alice.WaitForAsync("otr", change => (string?)change["smp"] == "succeeded");
        await libotr.WaitForAsync("smp success");
        await alice.CallAsync("otr.smp", With(alice, peer, "plum", "Which fruit?"));
        await libotr.WaitForAsync("smp_request question Which fruit?");
        await libotr.DoAsync("smpanswer", "plum");
        await alice.WaitForAsync("otr", change => (string?)change["smp"] == "succeeded" && (string?)change["trust"] == "verified");

        await HasKeyAsync(alice, peer, await libotr.StateAsync("mine"), "verified");
        await alice.CallAsync("otr.end", With(alice, peer));
        await libotr.WaitForAsync("state finished");
        await HasKeyAsync(alice, peer, await libotr.StateAsync("mine"), "verified", isActive: false);
    }

    [Fact]
    public async Task A_fingerprint_is_trusted_like_any_other_key()
    {
        using var profile = new CliProfile();
        await using var libotr = await LibotrClient.ConnectAsync(server);
        await using var alice = new RpcSession(profile);
        await alice.RegisterAsync(server, "alice");
        var peer = libotr.Account.ToString();
        await alice.CallAsync("otr.start", With(alice, peer));
        await alice.WaitForAsync("otr", change => (string?)change["state"] == "encrypted");
        await alice.CallAsync(
            "device.trust",
            new JsonObject
            {
                ["account"] = alice.Account,
                ["jid"] = peer,
                ["fingerprint"] = await libotr.StateAsync("mine"),
                ["trust"] = "distrusted",
            }
        );
        var sent = await alice.SendAsync(peer, "not to this one", "otr");
        var failed = await alice.WaitForAsync(
            "messageState",
            change => (string?)change["id"] == (string?)sent["id"] && (string?)change["state"] == "failed"
        );
        Assert.Equal("distrusted", (string?)failed["reason"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Otr_is_advertised_where_it_is_allowed(bool isAllowed)
    {
        await using var app = await TestApp.StartAsync(options: new ChatClientOptions { AllowOtr = isAllowed });
        await app.AddAccountAsync(server, CliProfile.Unique("alice"));
        await using var other = await LabClient.ConnectAsync(server, (_, _, _) => []);
        var address = new TaskCompletionSource<Jid>(TaskCreationOptions.RunContinuationsAsynchronously);
        other.Client.MessageReceived = (message, _) =>
        {
            if (message.Stanza is { Body: not null, From: { IsBare: false } from })
            {
                address.TrySetResult(from);
            }

            return ValueTask.CompletedTask;
        };
        await app.Client.Conversations.SendAsync(new(app.Account, other.Account), new("hi", EncryptionChoice.None));
        var from = await address.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var info = await other.Get<DiscoveryModule>().QueryInfoAsync(from);
        Assert.Equal(isAllowed, info.Features.Contains(OtrPayload.Namespace));
    }

    /// <summary>Everything that the server keeps for an account, in plain text.</summary>
    private string Archive(string account) =>
        server.StoredText(file =>
            Uri.UnescapeDataString(Path.GetFileName(file)).StartsWith(Jid.Parse(account).Local!, StringComparison.Ordinal)
        );

    private static async Task CompareAsync(RpcSession alice, RpcSession bob, string secret, string answer, string outcome)
    {
        await alice.CallAsync("otr.smp", With(alice, bob.Account, secret));
        var asked = bob.Of("otr").Count(change => (string?)change["smp"] is "failed" or "succeeded") + 1;
        await bob.WaitForAsync("otr", _ => bob.Of("otr").Count(change => (string?)change["smp"] == "asked") == asked);
        await bob.CallAsync("otr.smp", With(bob, alice.Account, answer));
        await alice.WaitForAsync("otr", change => (string?)change["smp"] == outcome);
        await bob.WaitForAsync("otr", change => (string?)change["smp"] == outcome);
    }

    /// <summary>The list of devices has one OTR key of that owner, without a device number and after the devices that have one.</summary>
    private static async Task HasKeyAsync(RpcSession session, string owner, string fingerprint, string trust, bool isActive = true)
    {
        var parameters = new JsonObject { ["account"] = session.Account, ["jid"] = owner };
        var devices = (await session.CallAsync("device.list", parameters))["devices"]!.AsArray();
        var key = Assert.Single(devices, device => device!["deviceId"] is null)!;
        Assert.Same(devices[^1], key);
        Assert.Equal((fingerprint, trust), ((string)key["fingerprint"]!, (string)key["trust"]!));
        Assert.Equal((owner == session.Account, isActive), ((bool)key["own"]!, (bool)key["active"]!));
    }

    private static JsonObject With(RpcSession session, string peer, string? secret = null, string? question = null)
    {
        var parameters = new JsonObject { ["account"] = session.Account, ["with"] = peer };
        if (secret is not null)
        {
            parameters["secret"] = secret;
        }

        if (question is not null)
        {
            parameters["question"] = question;
        }

        return parameters;
    }
}
