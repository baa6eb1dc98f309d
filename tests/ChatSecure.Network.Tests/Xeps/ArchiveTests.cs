// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xml;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class ArchiveTests
{
    private const string Namespace = "urn:xmpp:mam:2";
    private readonly ArchiveModule _module = new();
    private readonly FakeXmppSession _session;

    public ArchiveTests() => _session = With(_module);

    [Fact]
    public async Task A_page_holds_the_results_that_came_before_its_end()
    {
        AnswerWith(
            "<fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><first>m1</first><last>m2</last></set></fin>",
            async id =>
            {
                await _session.ReceiveMessageAsync(Result(id, "m1", "romeo@montague.example/orchard", from: Me.ToString()));
                await _session.ReceiveMessageAsync(Result(id, "m2", "juliet@capulet.example/chamber", from: null));
            }
        );

        var page = await _module.QueryAsync(new());

        Assert.Equal(["m1", "m2"], page.Messages.Select(message => message.ArchiveId));
        Assert.Equal([MessageDirection.Incoming, MessageDirection.Outgoing], page.Messages.Select(message => message.Direction));
        Assert.All(page.Messages, message => Assert.Equal(MessageSource.Archive, message.Source));
        Assert.Equal(new DateTimeOffset(2010, 7, 10, 23, 8, 25, TimeSpan.Zero), page.Messages[0].Stamp);
        Assert.Equal((false, "m1", "m2"), (page.IsComplete, page.FirstId, page.LastId));
        Assert.Empty(_session.Ordinary);
    }

    [Fact]
    public async Task The_query_says_what_is_wanted()
    {
        AnswerWith(End(complete: true));

        await _module.QueryAsync(
            new()
            {
                With = Peer,
                Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
                End = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero),
                AfterId = "m9",
                Max = 10,
            }
        );

        var query = _session.Requests[0].Payload!;
        var form = DataForm.Read(query.Child("x", DataForm.Namespace))!;
        var paging = query.Child("set", "http://jabber.org/protocol/rsm")!;
        Assert.Equal((Namespace, "submit"), (form.FormType, form.Type));
        Assert.Equal(
            ("romeo@montague.example", "2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"),
            (form["with"]?.Value, form["start"]?.Value, form["end"]?.Value)
        );
        Assert.Equal(["max=10", "after=m9"], paging.Children.Select(child => $"{child.Name}={child.Text}"));
        Assert.Null(_session.Requests[0].To);
    }

    [Fact]
    public async Task The_last_page_is_asked_for_with_an_empty_before()
    {
        AnswerWith(End(complete: true));

        await _module.QueryAsync(new() { BeforeId = "" });

        Assert.Equal("", _session.Requests[0].Payload!.Child("set", "http://jabber.org/protocol/rsm")!.Children[1].Text);
    }

    [Theory]
    [InlineData("romeo@montague.example")]
    [InlineData("juliet@capulet.example/balcony")]
    [InlineData("capulet.example")]
    [InlineData("@")]
    public async Task A_result_from_another_address_is_dropped(string from)
    {
        AnswerWith(End(complete: true), id => _session.ReceiveMessageAsync(Result(id, "m1", "romeo@montague.example", from)));

        var page = await _module.QueryAsync(new());

        Assert.Empty(page.Messages);
        Assert.Empty(_session.Ordinary);
    }

    [Fact]
    public async Task A_result_with_an_unknown_query_is_dropped()
    {
        AnswerWith(End(complete: true), _ => _session.ReceiveMessageAsync(Result("guess", "m1", "romeo@montague.example", Me.ToString())));

        Assert.Empty((await _module.QueryAsync(new())).Messages);
    }

    [Fact]
    public async Task A_result_without_a_query_never_reaches_the_ordinary_handlers()
    {
        await _session.ReceiveMessageAsync(
            "<message from='romeo@montague.example'><body>Hi</body><result xmlns='urn:xmpp:mam:2' id='m1'/></message>"
        );

        Assert.Empty(_session.Ordinary);
        Assert.Empty(_session.Delivered);
    }

    [Fact]
    public async Task A_result_after_the_end_is_dropped()
    {
        string? queryId = null;
        AnswerWith(
            End(complete: true),
            id =>
            {
                queryId = id;
                return Task.CompletedTask;
            }
        );
        var page = await _module.QueryAsync(new());

        await _session.ReceiveMessageAsync(Result(queryId!, "m1", "romeo@montague.example", Me.ToString()));

        Assert.Empty(page.Messages);
        Assert.Empty(_session.Ordinary);
    }

    [Fact]
    public async Task A_rooms_archive_answers_for_itself_only()
    {
        var room = Jid.Parse("room@rooms.example");
        AnswerWith(
            End(complete: true, "m2"),
            async id =>
            {
                await _session.ReceiveMessageAsync(Result(id, "m1", "room@rooms.example/nick", Me.ToString()));
                await _session.ReceiveMessageAsync(Result(id, "m1", "room@rooms.example/nick", null));
                await _session.ReceiveMessageAsync(Result(id, "m2", "room@rooms.example/nick", "room@rooms.example"));
            }
        );

        var page = await _module.QueryAsync(new() { Archive = room });

        Assert.Equal("m2", Assert.Single(page.Messages).ArchiveId);
        Assert.Equal(room, _session.Requests[0].To);
    }

    [Fact]
    public async Task A_malformed_result_costs_only_itself()
    {
        AnswerWith(
            End(complete: true, "m2"),
            async id =>
            {
                await _session.ReceiveMessageAsync($"<message><result xmlns='{Namespace}' queryid='{id}' id='m0'/></message>");
                await _session.ReceiveMessageAsync(Result(id, "m1", "x", null).Replace("from='x'", "", StringComparison.Ordinal));
                await _session.ReceiveMessageAsync(Result(id, "m2", "romeo@montague.example", null));
            }
        );

        Assert.Equal("m2", Assert.Single((await _module.QueryAsync(new())).Messages).ArchiveId);
    }

    [Fact]
    public async Task An_archive_that_sends_more_than_asked_for_is_refused()
    {
        AnswerWith(
            End(complete: true, "m3"),
            async id =>
            {
                for (var i = 1; i <= 3; i++)
                {
                    await _session.ReceiveMessageAsync(Result(id, $"m{i}", "romeo@montague.example", null));
                }
            }
        );

        await AssertRefusedAsync(new() { Max = 2 });
    }

    [Theory]
    [InlineData("m5", null, "m5")]
    [InlineData("m5", null, null)]
    [InlineData(null, "m5", "m5")]
    [InlineData(null, "m5", null)]
    public async Task A_page_that_does_not_advance_is_refused(string? after, string? before, string? boundary)
    {
        AnswerWith(End(complete: false, boundary));

        await AssertRefusedAsync(new() { AfterId = after, BeforeId = before });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("<query xmlns='urn:xmpp:mam:2'/>")]
    [InlineData("<fin xmlns='urn:xmpp:mam:1' complete='true'/>")]
    public async Task An_answer_without_an_end_is_refused(string? answer)
    {
        AnswerWith(answer);

        await AssertRefusedAsync(new());
    }

    [Fact]
    public async Task Queries_that_make_no_sense_are_refused_before_they_are_sent()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _module.QueryAsync(new() { Max = 0 }));
        await Assert.ThrowsAsync<ArgumentException>(() => _module.QueryAsync(new() { Max = ArchiveModule.MaxPage + 1 }));
        await Assert.ThrowsAsync<ArgumentException>(() => _module.QueryAsync(new() { AfterId = "a", BeforeId = "b" }));
        Assert.Empty(_session.Requests);
    }

    [Fact]
    public async Task Query_ids_can_not_be_guessed()
    {
        AnswerWith(End(complete: true));
        await _module.QueryAsync(new());
        await _module.QueryAsync(new());

        var ids = _session.Requests.Select(request => request.Payload!["queryid"]!).ToArray();
        Assert.NotEqual(ids[0], ids[1]);
        Assert.All(ids, id => Assert.Equal(32, id.Length));
    }

    [Fact]
    public async Task A_page_that_would_fill_the_memory_is_asked_for_in_smaller_ones()
    {
        // A million characters each: four of them are what is held at a time.
        var text = new string('x', 1_000_000);
        _session.AnswerLater(
            "set",
            "query",
            Namespace,
            async request =>
            {
                var max = int.Parse(request.Payload!.Child("set", "http://jabber.org/protocol/rsm")!.Children[0].Text);
                for (var i = 0; i < max; i++)
                {
                    var result = Result(request.Payload["queryid"]!, $"m{i}", "romeo@montague.example/orchard", from: Me.ToString());
                    await _session.ReceiveMessageAsync(result.Replace("Hi", text, StringComparison.Ordinal));
                }

                return ParseXml(End(complete: false, "m"));
            }
        );

        var page = await _module.QueryAsync(new() { Max = 50 });

        Assert.Equal(
            ["50", "13", "4"],
            _session.Requests.Select(request => request.Payload!.Child("set", "http://jabber.org/protocol/rsm")!.Children[0].Text)
        );
        Assert.Equal(4, page.Messages.Count);
    }

    [Fact]
    public async Task A_single_message_is_taken_however_large_it_is()
    {
        var text = new string('x', 5_000_000);
        AnswerWith(
            End(complete: true),
            async id =>
                await _session.ReceiveMessageAsync(
                    Result(id, "m", "romeo@montague.example", from: null).Replace("Hi", text, StringComparison.Ordinal)
                )
        );

        Assert.Equal(text, Assert.Single((await _module.QueryAsync(new())).Messages).Stanza.Body);
    }

    private async Task AssertRefusedAsync(ArchiveQuery query) =>
        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => _module.QueryAsync(query))).Kind);

    private void AnswerWith(string? fin, Func<string, Task>? before = null) =>
        _session.AnswerLater(
            "set",
            "query",
            Namespace,
            async request =>
            {
                await (before?.Invoke(request.Payload!["queryid"]!) ?? Task.CompletedTask);
                return fin is null ? null : ParseXml(fin);
            }
        );

    private static string End(bool complete, string? id = null) =>
        $"<fin xmlns='{Namespace}'{(complete ? " complete='true'" : "")}><set xmlns='http://jabber.org/protocol/rsm'>"
        + $"{(id is null ? "" : $"<first index='0'>{id}</first><last>{id}</last>")}<count>1</count></set></fin>";

    private static string Result(string queryId, string id, string author, string? from) =>
        $"<message{(from is null ? "" : $" from='{from}'")} to='juliet@capulet.example/balcony'><result xmlns='{Namespace}' queryid='{queryId}' id='{id}'>"
        + "<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:25Z'/>"
        + $"<message xmlns='jabber:client' from='{author}' to='juliet@capulet.example' type='chat'><body>Hi</body></message></forwarded></result></message>";
}
