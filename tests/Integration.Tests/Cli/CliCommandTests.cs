// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json.Nodes;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Cli;

/// <summary>The one-shot commands, as a shell script uses them: each a process of its own.</summary>
public sealed class CliCommandTests(ProsodyServer server)
{
    [Fact]
    public async Task Two_people_write_to_each_other_and_find_it_again()
    {
        using var alice = new CliProfile();
        using var bob = new CliProfile();
        Assert.Equal("online", (string?)(await alice.RegisterAsync(server, "alice"))["state"]);
        await bob.RegisterAsync(server, "bob");

        var sent = Assert.Single(await alice.JsonAsync("send", "--to", bob.Jid, "Meet me at the lighthouse"));
        Assert.Equal("omemo2", (string?)sent["encryption"]);
        Assert.Equal("acked", (string?)sent["state"]);

        var received = Assert.Single(await bob.JsonAsync("listen", "--count", "1", "--for", "20"), IsMessage);
        Assert.Equal(sent["id"]!.ToJsonString(), received["id"]!.ToJsonString());
        Assert.Equal("Meet me at the lighthouse", (string?)received["body"]);
        Assert.Equal(
            (alice.Jid, "in", "archive"),
            ((string)received["from"]!, (string)received["direction"]!, (string)received["source"]!)
        );
        // The second time there is nothing new.
        Assert.DoesNotContain(await bob.JsonAsync("listen", "--for", "2"), IsMessage);

        await bob.LinesAsync("send", "--to", alice.Jid, "I will bring the lantern");
        Assert.Contains(await alice.LinesAsync("listen", "--count", "1", "--for", "20"), line => line.Contains("I will bring the lantern"));

        Assert.Equal(
            ["Meet me at the lighthouse", "I will bring the lantern"],
            (await alice.JsonAsync("history", bob.Jid)).Select(message => (string)message["body"]!)
        );
        var page = Assert.Single(await alice.JsonAsync("history", bob.Jid, "--limit", "1"));
        var older = Assert.Single(await alice.JsonAsync("history", bob.Jid, "--limit", "1", "--before", (string)page["before"]!));
        Assert.Equal("Meet me at the lighthouse", (string?)older["body"]);

        Assert.Equal("Meet me at the lighthouse", (string?)Assert.Single(await bob.JsonAsync("search", "lighthouse"))["body"]);
        Assert.Single(await bob.JsonAsync("search", "light", "--with", alice.Jid));
        Assert.Empty(await bob.JsonAsync("search", "lighthouse", "--with", server.Jid("carol")));
        Assert.Contains("Meet me at the lighthouse", Assert.Single(await bob.LinesAsync("search", "lighthouse")));
    }

    [Fact]
    public async Task Contacts_ask_and_accept()
    {
        using var alice = new CliProfile();
        using var bob = new CliProfile();
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");

        await alice.LinesAsync("contacts", "add", bob.Jid, "--name", "Bob");
        var asking = Assert.Single(await bob.JsonAsync("contacts", "--refresh"), contact => (string?)contact["jid"] == alice.Jid);
        Assert.True((bool)asking["pendingIn"]!);

        await bob.LinesAsync("contacts", "accept", alice.Jid);
        var accepted = Assert.Single(await alice.JsonAsync("contacts", "--refresh"), contact => (string?)contact["jid"] == bob.Jid);
        Assert.Equal(("to", "Bob"), ((string)accepted["subscription"]!, (string)accepted["name"]!));

        await alice.LinesAsync("contacts", "block", bob.Jid);
        Assert.True((bool)Assert.Single(await alice.JsonAsync("contacts", "--refresh"))["blocked"]!);
        await alice.LinesAsync("contacts", "unblock", bob.Jid);
        await alice.LinesAsync("contacts", "remove", bob.Jid);
        Assert.Empty(await alice.JsonAsync("contacts", "--refresh"));
    }

    [Fact]
    public async Task Keys_are_shown_verified_and_rejected()
    {
        using var alice = new CliProfile();
        using var bob = new CliProfile();
        await alice.RegisterAsync(server, "alice");
        await bob.RegisterAsync(server, "bob");
        var own = Assert.Single(await bob.JsonAsync("devices"));
        Assert.True((bool)own["own"]!);

        var seen = Assert.Single(await alice.JsonAsync("devices", bob.Jid));
        Assert.Equal((string)own["fingerprint"]!, (string)seen["fingerprint"]!);
        Assert.Equal("trusted", (string?)seen["trust"]);

        var fingerprint = (string)seen["fingerprint"]!;
        await alice.LinesAsync("trust", bob.Jid, fingerprint);
        Assert.Equal("verified", (string?)Assert.Single(await alice.JsonAsync("devices", bob.Jid))["trust"]);

        await alice.LinesAsync("distrust", bob.Jid, fingerprint);
        await alice.FailAsync(6, "send", "--to", bob.Jid, "not for that key");
        await alice.FailAsync(1, "trust", bob.Jid, new string('0', 64));
    }

    [Fact]
    public async Task A_doctor_examines_and_an_account_is_removed_here_and_there()
    {
        using var profile = new CliProfile();
        await profile.RegisterAsync(server, "patient");

        var findings = Assert.Single(await profile.JsonAsync("doctor"))["findings"]!.AsArray();
        Assert.Contains(findings, finding => (string?)finding!["name"] == "tls.certificate");
        Assert.DoesNotContain(findings, finding => (string?)finding!["grade"] == "bad");
        string[] examined =
        [
            "tls.protocol",
            "tls.cipher",
            "tls.expiry",
            "tls.channel-binding",
            "xep-0198",
            "xep-0313",
            "xep-0357",
            "xep-0363",
            "xep-0045",
            "omemo2.prekeys",
            "omemo2.signed-prekey",
            "omemo.bundle",
            "cipher",
            "integrity",
        ];
        Assert.Subset(findings.Select(finding => (string)finding!["name"]!).ToHashSet(), examined.ToHashSet());
        Assert.Equal("good", GradeOf("xep-0363"));
        Assert.Equal("good", GradeOf("xep-0352"));
        Assert.Contains("omemo2.prekeys", string.Join('\n', await profile.LinesAsync("doctor", profile.Jid)), StringComparison.Ordinal);

        string? GradeOf(string name) => (string?)findings.Single(finding => (string?)finding!["name"] == name)!["grade"];

        await profile.LinesAsync("account", "remove", profile.Jid, "--server-too");
        Assert.Empty(await profile.JsonAsync("account", "list"));
        await profile.FailAsync(3, ["account", "add", profile.Jid, "--password-env", "PASSWORD", .. CliProfile.Route(server)]);
    }

    [Fact]
    public async Task What_a_stranger_writes_cannot_control_the_terminal()
    {
        var stranger = CliProfile.Unique("stranger");
        await server.RegisterUserAsync(stranger, ProsodyServer.Password);
        using var bob = new CliProfile();
        await bob.RegisterAsync(server, "bob");
        // No client of ours sends such a text, but inside the encryption nobody else looks at it.
        const string Attack = "\u001b[2J\u001b]0;owned\u0007\u202Eevil\n2026-01-01 00:00  You: a faked line";

        await using var peer = await OmemoPeer.StartAsync(server, stranger, echo: false);
        await peer.SendAsync(bob.Jid, Attack);

        var shown = string.Join('\n', await bob.LinesAsync("listen", "--count", "1", "--for", "20"));
        Assert.Contains("evil", shown);
        Assert.DoesNotContain('\u001b', shown);
        Assert.DoesNotContain('\u0007', shown);
        Assert.DoesNotContain('\u202E', shown);
        Assert.DoesNotContain("\n2026-01-01", shown);
        // A program gets it all, escaped.
        Assert.Equal(Attack, (string?)Assert.Single(await bob.JsonAsync("history", peer.Jid))["body"]);
    }

    [Fact]
    public async Task A_log_at_its_finest_holds_no_content()
    {
        using var profile = new CliProfile();
        await profile.RegisterAsync(server, "logged");
        var (secret, other) = (CliProfile.Unique("secretword"), server.Jid("alice"));

        var result = await profile.RunAsync("send", "--to", other, "--encryption", "none", secret, "--log", "trace");

        Assert.Equal(0, result.ExitCode);
        Assert.NotEmpty(result.Errors);
        Assert.DoesNotContain(secret, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(CliProfile.Password, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('5', 16), result.Errors, StringComparison.Ordinal);
    }

    private static bool IsMessage(JsonObject line) => (string?)line["event"] == "message";
}
