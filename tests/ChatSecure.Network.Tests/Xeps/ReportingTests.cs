// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Blocking;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Reporting;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class ReportingTests
{
    private readonly ReportingModule _module;
    private readonly FakeXmppSession _session;

    public ReportingTests()
    {
        var discovery = new DiscoveryModule();
        _module = new(discovery);
        _session = With(discovery, _module);
        _session.Answer("set", "block", BlockingModule.Namespace, _ => null);
    }

    [Fact]
    public async Task Somebody_is_blocked_with_a_report()
    {
        await _module.BlockAsync(
            Peer,
            new(ReportReason.Spam)
            {
                Text = "Never came trouble",
                Messages = [(Me, "s1"), (Me, "s2")],
                MayGoToOrigin = true,
                MayGoToThirdParties = true,
            }
        );

        var item = Assert.Single(_session.Requests[0].Payload!.Children);
        Assert.Equal("romeo@montague.example", item["jid"]);
        var report = Assert.Single(item.Children);
        Assert.Equal("urn:xmpp:reporting:spam", report["reason"]);
        Assert.Equal(["stanza-id", "stanza-id", "text", "report-origin", "third-party"], report.Children.Select(child => child.Name));
        Assert.Equal("s2", report.Children[1]["id"]);
    }

    [Fact]
    public async Task Nothing_is_passed_on_unless_that_is_said()
    {
        await _module.BlockAsync(Peer, new(ReportReason.Abuse));

        var report = _session.Requests[0].Payload!.Children[0].Children[0];
        Assert.Equal("urn:xmpp:reporting:abuse", report["reason"]);
        Assert.Empty(report.Children);
    }

    [Fact]
    public async Task A_report_has_a_subject_and_few_messages()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _module.BlockAsync(default, new(ReportReason.Abuse)));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            _module.BlockAsync(Peer, new(ReportReason.Abuse) { Messages = [.. Enumerable.Repeat((Me, "x"), AbuseReport.MaxMessages + 1)] })
        );

        Assert.Empty(_session.Requests);
    }

    [Fact]
    public async Task A_server_that_can_not_block_is_an_error()
    {
        _session.Answer("set", "block", BlockingModule.Namespace, _ => throw new StanzaErrorException("service-unavailable"));

        await Assert.ThrowsAsync<StanzaErrorException>(() => _module.BlockAsync(Peer, new(ReportReason.Abuse)));
    }

    [Theory]
    [InlineData("<feature var='urn:xmpp:reporting:1'/>", true)]
    [InlineData("<feature var='urn:xmpp:reporting:0'/>", false)]
    public async Task The_server_says_whether_it_takes_reports(string feature, bool expected)
    {
        _session.Answer("get", "query", DiscoInfo.Namespace, _ => $"<query xmlns='{DiscoInfo.Namespace}'>{feature}</query>");

        Assert.Equal(expected, await _module.IsSupportedAsync());
        Assert.Equal("capulet.example", _session.Requests[0].To.ToString());
    }
}
