// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.FileTransfer;
using Microsoft.Extensions.Time.Testing;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps.FileTransfer;

/// <summary>Our device, and a scripted one that does not keep to the rules.</summary>
public sealed class FileOfferTests
{
    private const string Romeo = "romeo@montague.example/orchard";
    private const string Hash = "<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=</hash>";
    private const string File = "<name>x</name><size>3</size>" + Hash;

    private readonly FileTransferModule _module = new() { MayOffer = from => from == Peer };
    private readonly List<FileOffer> _offers = [];
    private readonly FakeXmppSession _session;

    public FileOfferTests()
    {
        _module.Offered = (offer, _) =>
        {
            _offers.Add(offer);
            return ValueTask.CompletedTask;
        };
        _session = With(_module);
        _session.Answer("set", "jingle", JinglePayload.Namespace, _ => null);
    }

    [Fact]
    public async Task A_foreign_device_sends_a_file_in_blocks_as_agreed()
    {
        await OfferAsync(blockSize: "65535");
        var destination = new MemoryStream();
        var receiving = _offers[0].AcceptAsync(destination, 100);

        var accept = Assert.Single(_session.Requests).Payload!;
        var content = accept.Children[0];
        Assert.Equal(("session-accept", "s1", "juliet@capulet.example/balcony"), (accept["action"], accept["sid"], accept["responder"]));
        Assert.Equal(("initiator", "f", "initiator"), (content["creator"], content["name"], content["senders"]));
        Assert.Equal("16384", content.Child("transport", JinglePayload.TransportNamespace)!["block-size"]);
        Assert.Null(await ErrorAsync("<open xmlns='http://jabber.org/protocol/ibb' sid='b1' block-size='16384' stanza='iq'/>"));
        Assert.Null(await DataAsync("0", "YW" + "I="));
        Assert.Null(await DataAsync("1", "Yw=="));
        Assert.Null(await ErrorAsync("<close xmlns='http://jabber.org/protocol/ibb' sid='b1'/>"));

        Assert.Equal(3, await receiving);
        Assert.Equal("abc"u8.ToArray(), destination.ToArray());
        var terminate = Assert.Single(_session.Sent).Element.Children[0];
        Assert.Equal(("session-terminate", "success"), (terminate["action"], terminate.Children[0].Children[0].Name));
        Assert.Equal("item-not-found", await DataAsync("2", "Yw=="));
    }

    [Theory]
    [InlineData("tybalt@capulet.example/x")]
    [InlineData("montague.example/x")]
    public async Task A_stranger_s_offer_is_not_answered(string from)
    {
        Assert.Equal("service-unavailable", await OfferAsync(from: from));

        _module.MayOffer = null;
        Assert.Equal("service-unavailable", await OfferAsync());
        Assert.Empty(_offers);
    }

    [Theory]
    [InlineData("action='session-initiate'", "bad-request")]
    [InlineData("action='session-initiate' sid=''", "bad-request")]
    [InlineData("action='dance' sid='s1'", "bad-request")]
    [InlineData("sid='s1'", "bad-request")]
    public async Task A_session_needs_an_id_and_an_action(string attributes, string condition)
    {
        Assert.Equal(condition, await ErrorAsync($"<jingle xmlns='urn:xmpp:jingle:1' {attributes}>{Content()}</jingle>"));
        Assert.Empty(_offers);
    }

    [Theory]
    [InlineData("", "bad-request")]
    [InlineData("<content xmlns='urn:xmpp:jingle:1' creator='initiator' name='f' senders='initiator'/>", "feature-not-implemented")]
    public async Task An_offer_is_of_something_that_is_known_here(string content, string condition)
    {
        Assert.Equal(condition, await InitiateAsync(content));
        Assert.Empty(_offers);
    }

    [Theory]
    [InlineData("disposition='early-session'", "bad-request")]
    [InlineData("senders='both'", "bad-request")]
    [InlineData("senders='responder'", "feature-not-implemented")]
    [InlineData("creator='responder'", "bad-request")]
    [InlineData("name=''", "bad-request")]
    public async Task An_offer_says_who_sends_what(string attribute, string condition)
    {
        var name = attribute.Split('=')[0];
        var attributes = new Dictionary<string, string>
        {
            ["creator"] = "creator='initiator'",
            ["name"] = "name='f'",
            ["senders"] = "senders='initiator'",
            [name] = attribute,
        };

        Assert.Equal(condition, await InitiateAsync(Content(string.Join(' ', attributes.Values))));
        Assert.Empty(_offers);
    }

    [Theory]
    [InlineData("<name>x</name><size>3</size>")]
    [InlineData("<name>x</name><hash xmlns='urn:xmpp:hashes:2' algo='sha-1'>qZk+NkcGgWq6PiVxeFDCbJzQ2J0=</hash>")]
    [InlineData("<name>x</name><hash-used xmlns='urn:xmpp:hashes:2' algo='md5'/>")]
    [InlineData(File + "<range offset='-1'/>")]
    [InlineData(File + "<range length='5'/>")]
    public async Task A_file_that_could_not_be_verified_is_not_offered_to_a_person(string file)
    {
        Assert.Equal("bad-request", await InitiateAsync(Content(file: file)));
        Assert.Empty(_offers);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("x")]
    public async Task Blocks_have_a_size_within_bounds(string blockSize) =>
        Assert.Equal("bad-request", await OfferAsync(blockSize: blockSize));

    [Fact]
    public async Task Two_contents_or_a_known_session_are_refused()
    {
        Assert.Equal("feature-not-implemented", await InitiateAsync(Content() + Content()));
        Assert.Null(await OfferAsync());
        Assert.Equal("conflict", await OfferAsync());
        Assert.Equal("conflict", await OfferAsync(sid: "s2"));
        Assert.Single(_offers);
    }

    [Fact]
    public async Task A_flood_of_offers_is_refused_until_old_ones_are_forgotten()
    {
        for (var i = 0; i < FileTransferModule.MaxSessions; i++)
        {
            Assert.Null(await OfferAsync(sid: $"s{i}", stream: $"b{i}"));
        }

        Assert.Equal("resource-constraint", await OfferAsync(sid: "more", stream: "more"));
        ((FakeTimeProvider)_session.Time).Advance(TimeSpan.FromMinutes(6));
        Assert.Null(await OfferAsync(sid: "more", stream: "more"));
        await Assert.ThrowsAsync<ChatSecureException>(() => _offers[0].AcceptAsync(new MemoryStream(), 100));
    }

    [Theory]
    [InlineData("romeo@montague.example/orchard", "other")]
    [InlineData("romeo@montague.example/other", "s1")]
    [InlineData("tybalt@capulet.example/orchard", "s1")]
    public async Task Nobody_else_has_a_say_in_a_session(string from, string sid)
    {
        await OfferAsync();

        var reply = await _session.ReceiveIqAsync(
            $"<iq type='set' id='x' from='{from}'><jingle xmlns='urn:xmpp:jingle:1' action='session-terminate' sid='{sid}'/></iq>"
        );

        var error = StanzaErrorException.FromStanza(reply);
        Assert.Equal(("item-not-found", "unknown-session"), (error.Condition, error.ApplicationCondition));
        Assert.Equal(
            "item-not-found",
            await ErrorAsync("<close xmlns='http://jabber.org/protocol/ibb' sid='b1'/>", from: "tybalt@capulet.example/x")
        );
        var receiving = _offers[0].AcceptAsync(new MemoryStream(), 100);
        Assert.False(receiving.IsCompleted);
    }

    [Theory]
    [InlineData("session-accept", "unexpected-request")]
    [InlineData("content-add", "feature-not-implemented")]
    [InlineData("transport-replace", "feature-not-implemented")]
    public async Task What_has_no_place_in_a_session_is_refused(string action, string condition)
    {
        await OfferAsync();

        Assert.Equal(condition, await ErrorAsync($"<jingle xmlns='urn:xmpp:jingle:1' action='{action}' sid='s1'>{Content()}</jingle>"));
    }

    [Fact]
    public async Task A_question_whether_the_session_lives_is_answered_and_unknown_information_is_not()
    {
        await OfferAsync();

        Assert.Null(await ErrorAsync("<jingle xmlns='urn:xmpp:jingle:1' action='session-info' sid='s1'/>"));
        Assert.Equal(
            "feature-not-implemented",
            await ErrorAsync("<jingle xmlns='urn:xmpp:jingle:1' action='session-info' sid='s1'><ringing xmlns='urn:x'/></jingle>")
        );
    }

    [Fact]
    public async Task No_data_is_taken_before_it_was_accepted_and_opened()
    {
        await OfferAsync();
        Assert.Equal("not-acceptable", await ErrorAsync("<open xmlns='http://jabber.org/protocol/ibb' sid='b1' block-size='4096'/>"));
        Assert.Equal("not-acceptable", await DataAsync("0", "YWJj"));

        var receiving = _offers[0].AcceptAsync(new MemoryStream(), 100);

        Assert.Equal("item-not-found", await DataAsync("0", "YWJj"));
        Assert.False(receiving.IsCompleted);
    }

    [Theory]
    [InlineData("block-size='8192'", "resource-constraint")]
    [InlineData("block-size='2048'", "resource-constraint")]
    [InlineData("", "resource-constraint")]
    [InlineData("block-size='4096' stanza='message'", "not-acceptable")]
    public async Task A_stream_is_opened_as_it_was_agreed(string attributes, string condition)
    {
        await OfferAsync();
        var receiving = _offers[0].AcceptAsync(new MemoryStream(), 100);

        Assert.Equal(condition, await ErrorAsync($"<open xmlns='http://jabber.org/protocol/ibb' sid='b1' {attributes}/>"));
        Assert.False(receiving.IsCompleted);
    }

    [Theory]
    [InlineData("1", "YWJj", "unexpected-request")]
    [InlineData("65536", "YWJj", "unexpected-request")]
    [InlineData("-0", "YWJj", "unexpected-request")]
    [InlineData("", "YWJj", "unexpected-request")]
    [InlineData("0", "", "bad-request")]
    [InlineData("0", "=AAA", "bad-request")]
    [InlineData("0", "BBBB=CCC", "bad-request")]
    [InlineData("0", "YW Jj", "bad-request")]
    [InlineData("0", "YW\nJj", "bad-request")]
    [InlineData("0", "YWJ", "bad-request")]
    [InlineData("0", "YW-_", "bad-request")]
    public async Task A_block_that_is_out_of_order_or_malformed_ends_the_stream(string number, string text, string condition)
    {
        var destination = new MemoryStream();
        var receiving = await OpenAsync(destination);

        Assert.Equal(condition, await DataAsync(number, text));

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => receiving)).Kind);
        Assert.Equal("item-not-found", await DataAsync("0", "YWJj"));
        Assert.Equal(0, destination.Length);
        Assert.Equal(["close", "jingle"], _session.Sent.Select(stanza => stanza.Element.Children[0].Name));
    }

    [Fact]
    public async Task A_block_larger_than_agreed_ends_the_stream()
    {
        var receiving = await OpenAsync(new MemoryStream());

        Assert.Equal("bad-request", await DataAsync("0", Convert.ToBase64String(new byte[4097])));
        await Assert.ThrowsAsync<ChatSecureException>(() => receiving);
    }

    [Fact]
    public async Task More_than_announced_is_not_written()
    {
        var destination = new MemoryStream();
        var receiving = await OpenAsync(destination);

        await DataAsync("0", "YWJjZA==");

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => receiving)).Kind);
        Assert.Equal(0, destination.Length);
    }

    [Fact]
    public async Task Less_than_announced_is_not_the_file()
    {
        var receiving = await OpenAsync(new MemoryStream());

        await DataAsync("0", "YWI=");
        await ErrorAsync("<close xmlns='http://jabber.org/protocol/ibb' sid='b1'/>");

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => receiving)).Kind);
    }

    [Fact]
    public async Task A_hash_that_was_promised_must_come_and_be_of_this_file()
    {
        await InitiateAsync(Content(file: "<size>3</size><hash-used xmlns='urn:xmpp:hashes:2' algo='sha-256'/>"));
        var receiving = _offers[0].AcceptAsync(new MemoryStream(), 100);
        await ErrorAsync("<open xmlns='http://jabber.org/protocol/ibb' sid='b1' block-size='4096'/>");
        await DataAsync("0", "YWJj");
        await ErrorAsync("<close xmlns='http://jabber.org/protocol/ibb' sid='b1'/>");
        Assert.False(receiving.IsCompleted);

        await ErrorAsync(Checksum("other", Hash));
        Assert.False(receiving.IsCompleted);
        await ErrorAsync(Checksum("f", Hash));

        Assert.Equal(3, await receiving);
    }

    [Fact]
    public async Task A_file_is_not_taken_up_where_that_can_not_be_checked()
    {
        await OfferAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => _offers[0].AcceptAsync(new MemoryStream(), 100, 1));
        await Assert.ThrowsAsync<ArgumentException>(() => _offers[0].AcceptAsync(new MemoryStream(), 100, -1));
        await InitiateAsync(Content(file: File + "<range offset='2'/>", stream: "b2"), sid: "s2");
        Assert.Equal(2, _offers[1].Offset);
        await Assert.ThrowsAsync<ArgumentException>(() => _offers[1].AcceptAsync(new MemoryStream(), 100));
        Assert.Empty(_session.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_device_that_goes_or_a_session_that_starts_anew_ends_transfers(bool goes)
    {
        var receiving = await OpenAsync(new MemoryStream());

        await _session.StartAsync(resumed: true);
        await _session.ReceivePresenceAsync("<presence type='unavailable' from='romeo@montague.example/other'/>");
        Assert.False(receiving.IsCompleted);
        await (goes ? _session.ReceivePresenceAsync($"<presence type='unavailable' from='{Romeo}'/>") : _session.StartAsync());

        Assert.Equal(ErrorKind.Disconnected, (await Assert.ThrowsAsync<ChatSecureException>(() => receiving)).Kind);
    }

    [Theory]
    [InlineData("<reason><cancel/></reason>", "cancel")]
    [InlineData("<reason><text>Juliet is a fool</text></reason>", "general-error")]
    [InlineData("", "general-error")]
    public async Task The_reason_for_an_end_is_one_of_those_defined(string reason, string condition)
    {
        var receiving = await OpenAsync(new MemoryStream());

        await ErrorAsync($"<jingle xmlns='urn:xmpp:jingle:1' action='session-terminate' sid='s1'>{reason}</jingle>");

        Assert.Equal(condition, (await Assert.ThrowsAsync<ChatSecureException>(() => receiving)).Condition);
        Assert.Empty(_session.Sent);
    }

    [Fact]
    public async Task Blocks_are_counted_around()
    {
        var stream = new InboundStream(10, _session.Time);
        stream.Open(ParseXml("<open xmlns='x' block-size='10'/>"));
        var data = ParseXml("<data xmlns='x'>YQ==</data>");
        for (var i = 0; i <= 65536; i++)
        {
            data["seq"] = $"{i % 65536}";
            await stream.TakeAsync(data, CancellationToken.None);
            Assert.True(stream.Blocks.TryRead(out _));
        }
    }

    [Fact]
    public async Task Blocks_that_nobody_takes_hold_the_connection_up_and_then_end_the_stream()
    {
        var stream = new InboundStream(10, _session.Time);
        stream.Open(ParseXml("<open xmlns='x' block-size='10'/>"));
        var data = ParseXml("<data xmlns='x'>YQ==</data>");
        for (var i = 0; i < InboundStream.MaxBlocks; i++)
        {
            data["seq"] = $"{i}";
            await stream.TakeAsync(data, CancellationToken.None);
        }

        data["seq"] = $"{InboundStream.MaxBlocks}";
        var waiting = stream.TakeAsync(data, CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);
        ((FakeTimeProvider)_session.Time).Advance(TimeSpan.FromSeconds(11));

        Assert.Equal("resource-constraint", (await Assert.ThrowsAsync<StanzaErrorException>(() => waiting)).Condition);
    }

    private static string Checksum(string name, string hash) =>
        "<jingle xmlns='urn:xmpp:jingle:1' action='session-info' sid='s1'>"
        + $"<checksum xmlns='urn:xmpp:jingle:apps:file-transfer:5' creator='initiator' name='{name}'><file>{hash}</file></checksum></jingle>";

    private static string Content(
        string attributes = "creator='initiator' name='f' senders='initiator'",
        string file = File,
        string blockSize = "4096",
        string stream = "b1"
    ) =>
        $"<content xmlns='urn:xmpp:jingle:1' {attributes}><description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file>{file}</file></description>"
        + $"<transport xmlns='urn:xmpp:jingle:transports:ibb:1' sid='{stream}' block-size='{blockSize}'/></content>";

    private Task<string?> OfferAsync(string from = Romeo, string sid = "s1", string stream = "b1", string blockSize = "4096") =>
        InitiateAsync(Content(blockSize: blockSize, stream: stream), from, sid);

    private Task<string?> InitiateAsync(string content, string from = Romeo, string sid = "s1") =>
        ErrorAsync($"<jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' sid='{sid}'>{content}</jingle>", from);

    private async Task<Task<long>> OpenAsync(MemoryStream destination)
    {
        await OfferAsync();
        var receiving = _offers[0].AcceptAsync(destination, 100);
        Assert.Null(await ErrorAsync("<open xmlns='http://jabber.org/protocol/ibb' sid='b1' block-size='4096' stanza='iq'/>"));
        return receiving;
    }

    private Task<string?> DataAsync(string number, string text) =>
        ErrorAsync($"<data xmlns='http://jabber.org/protocol/ibb' sid='b1' seq='{number}'>{text}</data>");

    private async Task<string?> ErrorAsync(string payload, string from = Romeo)
    {
        var reply = await _session.ReceiveIqAsync($"<iq type='set' id='x' from='{from}'>{payload}</iq>");
        return reply.IsError ? StanzaErrorException.FromStanza(reply).Condition : null;
    }
}
