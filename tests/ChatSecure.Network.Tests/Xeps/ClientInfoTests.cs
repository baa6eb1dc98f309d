// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.ClientInfo;
using ChatSecure.Network.Xeps.Discovery;
using Microsoft.Extensions.Time.Testing;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class ClientInfoTests
{
    private const string VersionRequest = "<iq type='get' id='v' from='romeo@montague.example/a'><query xmlns='jabber:iq:version'/></iq>";
    private const string TimeRequest = "<iq type='get' id='t' from='romeo@montague.example/a'><time xmlns='urn:xmpp:time'/></iq>";

    [Fact]
    public async Task By_default_neither_software_nor_time_is_told_nor_advertised()
    {
        var (version, time) = (new SoftwareVersionModule(), new EntityTimeModule());
        var session = With(version, time);

        Assert.Equal("service-unavailable", StanzaErrorException.FromStanza(await session.ReceiveIqAsync(VersionRequest)).Condition);
        Assert.Equal("service-unavailable", StanzaErrorException.FromStanza(await session.ReceiveIqAsync(TimeRequest)).Condition);
        Assert.Empty(version.Features);
        Assert.Empty(time.Features);
    }

    [Fact]
    public async Task The_software_is_told_if_the_app_wants_so_and_the_system_only_if_it_is_given()
    {
        var module = new SoftwareVersionModule(new("App", "1.0"));
        var answer = (await With(module).ReceiveIqAsync(VersionRequest)).Payload!;

        Assert.Equal(["App", "1.0"], answer.Children.Select(child => child.Text));
        Assert.Equal([SoftwareVersionModule.Namespace], module.Features);
    }

    [Fact]
    public async Task The_time_is_told_in_utc_and_never_the_zone()
    {
        var module = new EntityTimeModule(answers: true);
        var session = With(module);
        ((FakeTimeProvider)session.Time).SetUtcNow(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        ((FakeTimeProvider)session.Time).SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromHours(5), "x", "x"));

        var answer = (await session.ReceiveIqAsync(TimeRequest)).Payload!;

        Assert.Equal(["+00:00", "2026-01-02T03:04:05.000Z"], answer.Children.Select(child => child.Text));
        Assert.Equal([EntityTimeModule.Namespace], module.Features);
    }

    [Theory]
    [InlineData("<query xmlns='jabber:iq:version'><name>A</name><version>1</version><os>B</os></query>", "B")]
    [InlineData("<query xmlns='jabber:iq:version'><name>A</name><version>1</version></query>", null)]
    public async Task Others_are_asked_what_they_run(string answer, string? system)
    {
        var module = new SoftwareVersionModule();
        var session = With(module);
        session.Answer("get", "query", SoftwareVersionModule.Namespace, _ => answer);

        Assert.Equal(new("A", "1", system), await module.QueryAsync(Peer));
    }

    [Fact]
    public async Task A_long_answer_is_cut_and_a_malformed_one_refused()
    {
        var module = new SoftwareVersionModule();
        var session = With(module);
        session.Answer(
            "get",
            "query",
            SoftwareVersionModule.Namespace,
            _ => $"<query xmlns='jabber:iq:version'><name>{new string('x', 5000)}</name><version>1</version></query>"
        );
        Assert.Equal(256, (await module.QueryAsync(Peer)).Name.Length);

        session.Answer("get", "query", SoftwareVersionModule.Namespace, _ => "<query xmlns='jabber:iq:version'/>");
        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => module.QueryAsync(Peer))).Kind);
    }

    [Theory]
    [InlineData("<tzo>-06:30</tzo><utc>2026-12-19T17:58:35Z</utc>", "2026-12-19T11:28:35-06:30")]
    [InlineData("<tzo>Z</tzo><utc>2026-12-19T17:58:35Z</utc>", "2026-12-19T17:58:35+00:00")]
    public async Task Others_are_asked_for_their_time(string answer, string expected)
    {
        var module = new EntityTimeModule();
        var session = With(module);
        session.Answer("get", "time", EntityTimeModule.Namespace, _ => $"<time xmlns='urn:xmpp:time'>{answer}</time>");

        Assert.Equal(
            expected,
            (await module.QueryAsync(Peer)).ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture)
        );
    }

    [Theory]
    [InlineData("<utc>2026-12-19T17:58:35Z</utc>")]
    [InlineData("<tzo>+00:00</tzo>")]
    [InlineData("<tzo>+99:00</tzo><utc>2026-12-19T17:58:35Z</utc>")]
    [InlineData("<tzo>+15:00</tzo><utc>2026-12-19T17:58:35Z</utc>")]
    [InlineData("<tzo>00:00</tzo><utc>2026-12-19T17:58:35Z</utc>")]
    [InlineData("<tzo>+00:00</tzo><utc>9999-12-31T23:59:59Z</utc>")]
    [InlineData("<tzo>+00:00</tzo><utc>2026-12-19T17:58:35</utc>")]
    public async Task A_time_out_of_range_or_without_zone_is_refused(string answer)
    {
        var module = new EntityTimeModule();
        var session = With(module);
        session.Answer("get", "time", EntityTimeModule.Namespace, _ => $"<time xmlns='urn:xmpp:time'>{answer}</time>");

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => module.QueryAsync(Peer))).Kind);
    }

    [Fact]
    public void Contacts_of_a_server_are_read_without_what_must_not_be_opened()
    {
        var info = DiscoInfo.Read(
            ParseXml(
                $"<query xmlns='{DiscoInfo.Namespace}'><x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>"
                    + "<value>http://jabber.org/network/serverinfo</value></field><field var='abuse-addresses'><value>mailto:abuse@x.example</value>"
                    + "<value>javascript:alert(1)</value><value>file:///etc/passwd</value><value>xmpp:abuse@x.example</value><value>abuse</value></field>"
                    + "<field var='status-addresses'><value>https://status.x.example/</value></field></x></query>"
            )
        )!;

        var contacts = ServerContacts.Read(info)!;

        Assert.Equal(["mailto:abuse@x.example", "xmpp:abuse@x.example"], contacts.Abuse.Select(uri => uri.OriginalString));
        Assert.Equal("https://status.x.example/", Assert.Single(contacts.Status).AbsoluteUri);
        Assert.Empty(contacts.Security);
        Assert.Null(ServerContacts.Read(new([], [], [])));
    }
}
