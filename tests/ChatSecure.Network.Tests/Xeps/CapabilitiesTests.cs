// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Capabilities;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Discovery;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class CapabilitiesTests
{
    // The examples of XEP-0115, sections 5.2 and 5.3.
    private const string SimpleVersion = "QgayPKawpkPSDYmwT/WM94uAlu0=";
    private static readonly DiscoInfo Simple = new(
        [new("client", "pc", "Exodus 0.9.1")],
        [
            "http://jabber.org/protocol/muc",
            "http://jabber.org/protocol/caps",
            "http://jabber.org/protocol/disco#items",
            "http://jabber.org/protocol/disco#info",
        ],
        []
    );

    private readonly DiscoveryModule _discovery = new("pc", "Balcony");
    private readonly CapabilitiesModule _module;
    private readonly FakeXmppSession _session;

    public CapabilitiesTests()
    {
        _module = new(_discovery);
        _session = With(_discovery, _module);
    }

    [Fact]
    public void The_simple_example_has_its_hash() => Assert.Equal(SimpleVersion, CapabilitiesHash.Compute(Simple));

    [Fact]
    public void The_complex_example_has_its_hash()
    {
        var info = new DiscoInfo(
            [new("client", "pc", "Psi 0.11", "en"), new("client", "pc", "Ψ 0.11", "el")],
            Simple.Features,
            [
                new(
                    "result",
                    [
                        new("FORM_TYPE", "hidden", ["urn:xmpp:dataforms:softwareinfo"]),
                        new("ip_version", "text-multi", ["ipv6", "ipv4"]),
                        new("os", null, ["Mac"]),
                        new("os_version", null, ["10.5.1"]),
                        new("software", null, ["Psi"]),
                        new("software_version", null, ["0.11"]),
                    ]
                ),
            ]
        );

        Assert.Equal("q07IKJEyjvHSyhy//CH0CxmKi8w=", CapabilitiesHash.Compute(info));
    }

    [Fact]
    public void A_form_without_a_hidden_form_type_is_left_out()
    {
        var info = Simple with { Forms = [new("result", [new("FORM_TYPE", null, ["urn:f"]), new("os", null, ["Mac"])])] };

        Assert.Equal(SimpleVersion, CapabilitiesHash.Compute(info));
    }

    public static TheoryData<string, DiscoInfo> IllFormed =>
        new()
        {
            { "duplicate identity", Simple with { Identities = [.. Simple.Identities, new("client", "pc", "Other")] } },
            { "duplicate feature", Simple with { Features = [.. Simple.Features, Simple.Features[0]] } },
            { "duplicate form type", Simple with { Forms = [Form("urn:f"), Form("urn:f")] } },
            { "form type with two values", Simple with { Forms = [Form("urn:f", "urn:g")] } },
            { "separator in a feature", Simple with { Features = ["urn:a<urn:b"] } },
            { "a feature that looks like an identity", Simple with { Features = ["client/pc//Exodus 0.9.1"] } },
            { "separator in a name", Simple with { Identities = [new("client", "pc", "a<b")] } },
            { "too long", Simple with { Features = [new string('a', 64 * 1024)] } },
        };

    [Theory]
    [MemberData(nameof(IllFormed))]
    public void Ill_formed_information_has_no_hash(string why, DiscoInfo info) => Assert.True(CapabilitiesHash.Compute(info) is null, why);

    [Fact]
    public async Task Our_announced_node_answers_with_what_was_hashed()
    {
        var own = _module.Own;

        var reply = await _session.ReceiveIqAsync(
            $"<iq type='get' id='1' from='romeo@montague.example/a'><query xmlns='{DiscoInfo.Namespace}' node='{own.Node}#{own.Version}'/></iq>"
        );

        Assert.Equal($"{own.Node}#{own.Version}", reply.Payload!["node"]);
        Assert.Equal(own.Version, CapabilitiesHash.Compute(DiscoInfo.Read(reply.Payload)!));
    }

    [Fact]
    public void A_name_that_can_not_be_hashed_is_an_error_of_the_app()
    {
        var module = new CapabilitiesModule(new DiscoveryModule("pc", "a<b"));

        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<ChatSecureException>(() => module.Own).Kind);
    }

    [Fact]
    public async Task A_right_answer_serves_all_who_announce_the_same()
    {
        AnswerInfo(Simple);
        await AnnounceAsync("a@x.example/1", SimpleVersion);
        await AnnounceAsync("b@y.example/2", SimpleVersion);

        await _module.QueryAsync(Jid.Parse("a@x.example/1"));
        var info = await _module.QueryAsync(Jid.Parse("b@y.example/2"));

        Assert.Equal("http://exodus.example#" + SimpleVersion, Assert.Single(_session.Requests).Payload!["node"]);
        Assert.Equal(Simple.Features, info.Features);
    }

    [Fact]
    public async Task A_wrong_answer_serves_nobody_else()
    {
        AnswerInfo(Simple with { Features = ["urn:poison"] });
        await AnnounceAsync("evil@x.example/1", SimpleVersion);
        await AnnounceAsync("b@y.example/2", SimpleVersion);

        await _module.QueryAsync(Jid.Parse("evil@x.example/1"));
        AnswerInfo(Simple);
        var info = await _module.QueryAsync(Jid.Parse("b@y.example/2"));

        Assert.Equal(2, _session.Requests.Count);
        Assert.DoesNotContain("urn:poison", info.Features);
    }

    [Fact]
    public async Task What_a_hash_does_not_cover_is_not_taken_for_the_word_of_others()
    {
        var field = new DataField("os", "list-single", ["Mac"], Label: "poison") { Options = [("poison", "poison")] };
        DataForm typed = new("form", [new("FORM_TYPE", "hidden", ["urn:f"]), field, new("FORM_TYPE", null, ["poison"])])
        {
            Title = "poison",
        };
        DataForm untyped = new("result", [new("x", null, ["poison"])]);
        var info = Simple with { Forms = [typed, untyped] };
        AnswerInfo(info);
        var version = CapabilitiesHash.Compute(info)!;
        await AnnounceAsync("evil@x.example/1", version);
        await AnnounceAsync("b@y.example/2", version);

        await _module.QueryAsync(Jid.Parse("evil@x.example/1"));
        var shared = await _module.QueryAsync(Jid.Parse("b@y.example/2"));

        Assert.Single(_session.Requests);
        var form = Assert.Single(shared.Forms);
        Assert.Equal(["urn:f", "Mac"], form.Fields.SelectMany(part => part.Values));
        Assert.DoesNotContain("poison", System.Text.Encoding.UTF8.GetString(shared.ToElement().ToUtf8()), StringComparison.Ordinal);
        Assert.Equal(version, CapabilitiesHash.Compute(shared));
    }

    [Fact]
    public async Task A_flood_of_long_announcements_is_bounded_by_its_characters()
    {
        AnswerInfo(Simple);
        var longest = CapabilitiesModule.MaxCharacters / 1000;
        for (var i = 0; i < longest + 10; i++)
        {
            await AnnounceAsync($"u{i}@evil.example/{new string('x', 1000)}", SimpleVersion);
        }

        // Who is not remembered is asked without a node.
        await _module.QueryAsync(Jid.Parse($"u{longest + 9}@evil.example/{new string('x', 1000)}"));
        Assert.Null(Assert.Single(_session.Requests).Payload!["node"]);

        // Who leaves makes room.
        await _session.ReceivePresenceAsync($"<presence type='unavailable' from='u0@evil.example/{new string('x', 1000)}'/>");
        await AnnounceAsync("b@y.example/2", SimpleVersion);
        await _module.QueryAsync(Jid.Parse("b@y.example/2"));
        Assert.NotNull(_session.Requests[^1].Payload!["node"]);
    }

    [Fact]
    public async Task Another_hash_function_is_never_shared()
    {
        AnswerInfo(Simple);
        await AnnounceAsync("a@x.example/1", SimpleVersion);
        await AnnounceAsync("b@y.example/2", SimpleVersion, "md5");

        await _module.QueryAsync(Jid.Parse("a@x.example/1"));
        await _module.QueryAsync(Jid.Parse("b@y.example/2"));

        Assert.Equal(2, _session.Requests.Count);
    }

    [Fact]
    public async Task Presences_alone_cause_no_requests()
    {
        for (var i = 0; i < 100; i++)
        {
            await AnnounceAsync($"evil@x.example/{i}", $"v{i}");
        }

        Assert.Empty(_session.Requests);
    }

    [Fact]
    public async Task Who_left_or_never_announced_is_asked_without_a_node()
    {
        AnswerInfo(Simple);
        await AnnounceAsync("a@x.example/1", SimpleVersion);
        await _session.ReceivePresenceAsync("<presence from='a@x.example/1' type='unavailable'/>");

        await _module.QueryAsync(Jid.Parse("a@x.example/1"));

        Assert.Null(_session.Requests[0].Payload!["node"]);
    }

    [Fact]
    public async Task A_presence_without_capabilities_keeps_what_was_announced()
    {
        AnswerInfo(Simple);
        await AnnounceAsync("a@x.example/1", SimpleVersion);
        await _session.ReceivePresenceAsync("<presence from='a@x.example/1'><show>away</show></presence>");

        await _module.QueryAsync(Jid.Parse("a@x.example/1"));

        Assert.NotNull(_session.Requests[0].Payload!["node"]);
    }

    [Theory]
    [InlineData("<c xmlns='http://jabber.org/protocol/caps' node='n' ver='v'/>")]
    [InlineData("<c xmlns='http://jabber.org/protocol/caps' node='n' hash='sha-1'/>")]
    [InlineData("<c xmlns='http://jabber.org/protocol/caps' node='' hash='sha-1' ver='v'/>")]
    [InlineData("<c xmlns='evil' node='n' hash='sha-1' ver='v'/>")]
    public void Malformed_capabilities_are_none(string xml) =>
        Assert.Null(EntityCapabilities.Read(new(ParseXml($"<presence>{xml}</presence>"))));

    private static DataForm Form(params string[] types) => new("result", [new("FORM_TYPE", "hidden", types)]);

    private void AnswerInfo(DiscoInfo info) =>
        _session.AnswerLater(
            "get",
            "query",
            DiscoInfo.Namespace,
            _ => Task.FromResult<Network.Xml.XmppElement?>(Reparse(info.ToElement()))
        );

    private Task AnnounceAsync(string from, string version, string hash = "sha-1") =>
        _session.ReceivePresenceAsync(
            $"<presence from='{from}'><c xmlns='http://jabber.org/protocol/caps' hash='{hash}' node='http://exodus.example' ver='{version}'/></presence>"
        );
}
