// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.ExternalServices;
using Microsoft.Extensions.Time.Testing;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class ExternalServicesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ExternalServicesModule _module = new();
    private readonly FakeXmppSession _session;

    public ExternalServicesTests()
    {
        _session = With(_module);
        ((FakeTimeProvider)_session.Time).SetUtcNow(Now);
    }

    [Fact]
    public async Task Services_are_read_with_their_logins()
    {
        Answer(
            "<service type='stun' host='stun.example' port='3478' transport='UDP'/>"
                + "<service type='turn' host='192.0.2.1' port='3478' transport='tcp' username='u' password='p' expires='2026-01-01T01:00:00Z' restricted='1'/>"
        );

        var services = await _module.FetchAsync();

        Assert.Equal(Jid.Parse("capulet.example"), _session.Requests[0].To);
        Assert.Equal(
            [
                new()
                {
                    Type = "stun",
                    Host = "stun.example",
                    Port = 3478,
                    Transport = "udp",
                },
                new()
                {
                    Type = "turn",
                    Host = "192.0.2.1",
                    Port = 3478,
                    Transport = "tcp",
                    UserName = "u",
                    Password = "p",
                    ExpiresAt = Now.AddHours(1),
                    IsRestricted = true,
                },
            ],
            services
        );
        Assert.DoesNotContain("p", services[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_type_that_was_asked_for_is_taken()
    {
        Answer("<service type='stun' host='stun.example'/><service type='turn' host='turn.example'/>");

        Assert.Equal("turn.example", Assert.Single(await _module.FetchAsync("turn")).Host);
        Assert.Equal("turn", _session.Requests[0].Payload!["type"]);
    }

    [Theory]
    [InlineData("<service host='x.example'/>")]
    [InlineData("<service type='stun'/>")]
    [InlineData("<service type='stun' host='x.example' port='0'/>")]
    [InlineData("<service type='stun' host='x.example' port='65536'/>")]
    [InlineData("<service type='stun' host='x.example' port='-1'/>")]
    [InlineData("<service type='stun' host='a b'/>")]
    [InlineData("<service type='stun' host='http://x.example/'/>")]
    [InlineData("<service type='stun' host='x.example' expires='soon'/>")]
    [InlineData("<service type='stun' host='x.example' expires='2026-01-01T00:00:00Z'/>")]
    [InlineData("<service xmlns='evil' type='stun' host='x.example'/>")]
    public async Task A_service_that_is_malformed_or_whose_login_has_ended_is_left_out(string service)
    {
        Answer(service);

        Assert.Empty(await _module.FetchAsync());
    }

    [Fact]
    public async Task Too_many_services_are_refused()
    {
        Answer(string.Concat(Enumerable.Repeat("<service type='stun' host='x.example'/>", ExternalServicesModule.MaxServices + 1)));

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => _module.FetchAsync())).Kind);
    }

    [Fact]
    public async Task A_login_is_got_for_the_service_that_needs_it()
    {
        var service = new ExternalService
        {
            Type = "turn",
            Host = "turn.example",
            Port = 3478,
            IsRestricted = true,
        };
        _session.Answer(
            "get",
            "credentials",
            ExternalServicesModule.Namespace,
            _ =>
                "<credentials xmlns='urn:xmpp:extdisco:2'><service type='turn' host='evil.example' username='a' password='b'/>"
                + "<service type='turn' host='turn.example' port='1' username='a' password='b'/>"
                + "<service type='turn' host='turn.example' username='u' password='p' expires='2026-01-01T01:00:00Z'/></credentials>"
        );

        var got = await _module.FetchCredentialsAsync(service);

        Assert.Equal(service with { UserName = "u", Password = "p", ExpiresAt = Now.AddHours(1) }, got);
        var asked = _session.Requests[0].Payload!.Children[0];
        Assert.Equal(("turn.example", "turn", "3478"), (asked["host"], asked["type"], asked["port"]));
    }

    [Fact]
    public async Task A_login_for_another_service_is_none()
    {
        _session.Answer(
            "get",
            "credentials",
            ExternalServicesModule.Namespace,
            _ =>
                "<credentials xmlns='urn:xmpp:extdisco:2'><service type='turn' host='evil.example' username='a' password='b'/></credentials>"
        );

        Assert.Null(await _module.FetchCredentialsAsync(new() { Type = "turn", Host = "turn.example" }));
    }

    private void Answer(string services) =>
        _session.Answer(
            "get",
            "services",
            ExternalServicesModule.Namespace,
            _ => $"<services xmlns='urn:xmpp:extdisco:2'>{services}</services>"
        );
}
