// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Onboarding;
using ChatSecure.Network.Xeps.Uris;
using Microsoft.Extensions.Time.Testing;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class OnboardingTests
{
    private const string Commands = "http://jabber.org/protocol/commands";

    private readonly OnboardingModule _module;
    private readonly List<(Jid By, InvitationToken Token)> _redeemed = [];
    private readonly FakeXmppSession _session;

    public OnboardingTests()
    {
        var discovery = new DiscoveryModule();
        _module = new(discovery)
        {
            Redeemed = (by, token, _) =>
            {
                _redeemed.Add((by, token));
                return ValueTask.CompletedTask;
            },
        };
        _session = With(discovery, _module);
    }

    private FakeTimeProvider Time => (FakeTimeProvider)_session.Time;

    [Fact]
    public async Task A_token_counts_once()
    {
        var token = _module.Issue(TimeSpan.FromDays(7));

        await RequestAsync("romeo@montague.example/a", token.Value);
        await RequestAsync("tybalt@capulet.example", token.Value);

        Assert.Equal([(Peer, token)], _redeemed);
        Assert.Empty(_module.Outstanding);
        Assert.Empty(_session.Sent);
    }

    [Fact]
    public async Task A_token_ends_with_its_time()
    {
        var token = _module.Issue(TimeSpan.FromDays(7));
        Time.Advance(TimeSpan.FromDays(7));

        await RequestAsync("romeo@montague.example", token.Value);

        Assert.Empty(_redeemed);
    }

    [Fact]
    public async Task A_token_for_somebody_is_nobody_else_s_and_still_counts_for_whom_it_is()
    {
        var token = _module.Issue(TimeSpan.FromDays(7), Peer.WithResource("x"));

        await RequestAsync("tybalt@capulet.example", token.Value);
        await RequestAsync("romeo@montague.example", token.Value);

        Assert.Equal([(Peer, token)], _redeemed);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("")]
    [InlineData("with space")]
    public async Task An_unknown_or_malformed_token_is_as_if_there_were_none(string token)
    {
        _module.Issue(TimeSpan.FromDays(7));

        await RequestAsync("romeo@montague.example", token);

        Assert.Empty(_redeemed);
        Assert.Single(_module.Outstanding);
    }

    [Fact]
    public void Tokens_are_long_unlike_one_another_bounded_and_not_shown()
    {
        var tokens = Enumerable.Range(0, OnboardingModule.MaxTokens + 1).Select(_ => _module.Issue(TimeSpan.FromDays(1))).ToList();

        Assert.Distinct(tokens.Select(token => token.Value));
        Assert.All(tokens, token => Assert.Equal(26, token.Value.Length));
        Assert.Equal(tokens.Skip(1), _module.Outstanding);
        Assert.DoesNotContain(tokens[0].Value, tokens[0].ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _module.Issue(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => _module.Issue(TimeSpan.FromDays(31)));
    }

    [Fact]
    public async Task A_token_that_was_kept_counts_again()
    {
        _module.Restore(new("kept", Time.GetUtcNow().AddDays(1), null));

        await RequestAsync("romeo@montague.example", "kept");

        Assert.Single(_redeemed);
    }

    [Fact]
    public async Task An_invitation_goes_by_link_and_comes_back_in_a_request()
    {
        var token = _module.Issue(TimeSpan.FromDays(7));
        Assert.True(XmppUri.TryParse(_module.CreateLink(token, "Juliet & co").ToString(), out var link));

        var invitation = Invitation.Read(link)!;
        await _module.AcceptAsync(invitation);

        Assert.Equal(
            (Me, "Juliet & co", false, false),
            (invitation.Address, invitation.SuggestedName, invitation.IsRegistration, invitation.AllowsRegistration)
        );
        var request = Assert.IsType<PresenceStanza>(Assert.Single(_session.Sent));
        Assert.Equal(("subscribe", Me, token.Value), (request.Type, request.To, request.Element.Children[0]["token"]));
        Assert.DoesNotContain(token.Value, invitation.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xmpp:a@b.example?roster;preauth=T;ibr=y", true, false)]
    [InlineData("xmpp:a@b.example?roster;ibr=y", false, false)]
    [InlineData("xmpp:a@b.example?register;preauth=T", true, true)]
    [InlineData("xmpp:b.example?register;preauth=T", true, true)]
    public void Links_say_whether_one_may_register(string text, bool allowed, bool isRegistration)
    {
        Assert.True(XmppUri.TryParse(text, out var uri));
        var invitation = Invitation.Read(uri)!;

        Assert.Equal((allowed, isRegistration), (invitation.AllowsRegistration, invitation.IsRegistration));
    }

    [Theory]
    [InlineData("xmpp:a@b.example")]
    [InlineData("xmpp:a@b.example?message;body=x")]
    [InlineData("xmpp:a@b.example?remove")]
    [InlineData("xmpp:a@b.example?unsubscribe")]
    [InlineData("xmpp:b.example?roster;preauth=T")]
    [InlineData("xmpp:a@b.example/c?roster;preauth=T")]
    [InlineData("xmpp:a@b.example?roster;preauth=")]
    [InlineData("xmpp:a@b.example?roster;preauth=a%20b")]
    public void Other_links_do_not_invite(string text)
    {
        Assert.True(XmppUri.TryParse(text, out var uri));

        Assert.Null(Invitation.Read(uri));
    }

    [Fact]
    public async Task An_invitation_to_register_is_not_accepted_by_a_request()
    {
        Assert.True(XmppUri.TryParse("xmpp:a@b.example?register;preauth=T", out var uri));

        await Assert.ThrowsAsync<ArgumentException>(() => _module.AcceptAsync(Invitation.Read(uri)!));
    }

    [Fact]
    public async Task The_server_makes_a_link()
    {
        AnswerCommand("xmpp:juliet@capulet.example?roster;preauth=T;ibr=y", "https://capulet.example/invite/#T", "2026-11-06T02:56:15Z");

        var invitation = await _module.CreateByServerAsync();

        Assert.Equal("T", invitation.Link.Parameters["preauth"]);
        Assert.Equal("https://capulet.example/invite/#T", invitation.LandingPage!.AbsoluteUri);
        Assert.Equal(new(2026, 11, 6, 2, 56, 15, TimeSpan.Zero), invitation.ExpiresAt);
        Assert.Equal("capulet.example", _session.Requests[0].To.ToString());
        Assert.Equal("execute", _session.Requests[0].Payload!["action"]);
    }

    [Theory]
    [InlineData("https://evil.example/#T")]
    [InlineData("http://capulet.example/#T")]
    [InlineData("https://capulet.example.evil.example/#T")]
    [InlineData("javascript:alert(1)")]
    public async Task A_landing_page_elsewhere_is_left_out(string page)
    {
        AnswerCommand("xmpp:juliet@capulet.example?roster;preauth=T", page);

        Assert.Null((await _module.CreateByServerAsync()).LandingPage);
    }

    [Theory]
    [InlineData("xmpp:tybalt@capulet.example?roster;preauth=T")]
    [InlineData("xmpp:juliet@capulet.example?roster")]
    [InlineData("xmpp:juliet@capulet.example?register;preauth=T")]
    [InlineData("https://capulet.example/")]
    public async Task A_link_that_does_not_invite_to_us_is_refused(string link)
    {
        AnswerCommand(link, "https://capulet.example/");

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => _module.CreateByServerAsync())).Kind);
    }

    [Theory]
    [InlineData("executing", "2026-11-06T02:56:15Z")]
    [InlineData("completed", "next week")]
    public async Task An_answer_that_is_not_finished_or_malformed_is_refused(string status, string expire)
    {
        AnswerCommand("xmpp:juliet@capulet.example?roster;preauth=T", "https://capulet.example/", expire, status);

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => _module.CreateByServerAsync())).Kind);
    }

    [Fact]
    public async Task The_server_says_whether_it_makes_links()
    {
        Assert.False(await _module.IsSupportedByServerAsync());

        _session.Answer(
            "get",
            "query",
            DiscoveryModule.ItemsNamespace,
            _ =>
                $"<query xmlns='{DiscoveryModule.ItemsNamespace}' node='{Commands}'><item jid='capulet.example' node='urn:xmpp:invite#invite'/></query>"
        );
        Assert.True(await _module.IsSupportedByServerAsync());
    }

    private Task RequestAsync(string from, string token) =>
        _session.ReceivePresenceAsync(
            $"<presence type='subscribe' from='{from}'><preauth xmlns='urn:xmpp:pars:0' token='{token}'/></presence>"
        );

    private void AnswerCommand(string uri, string page, string? expire = null, string status = "completed") =>
        _session.Answer(
            "set",
            "command",
            Commands,
            _ =>
                $"<command xmlns='{Commands}' node='urn:xmpp:invite#invite' status='{status}'><x xmlns='jabber:x:data' type='result'>"
                + $"<field var='uri'><value>{uri}</value></field><field var='landing-url'><value>{page}</value></field>"
                + (expire is null ? "" : $"<field var='expire'><value>{expire}</value></field>")
                + "</x></command>"
        );
}
