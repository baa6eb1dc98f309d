// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xeps.Uris;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Onboarding;

/// <summary>Getting to know people: invitations, whose tokens tell whom we invited (XEP-0379), and links that our server makes (XEP-0401). Accepts nobody by
/// itself: it tells the app whose request comes with a token that counts. Safe for concurrent use.</summary>
public sealed class OnboardingModule : IXmppModule
{
    /// <summary>The namespace of requests with a token.</summary>
    public const string Namespace = "urn:xmpp:pars:0";

    /// <summary>The greatest number of tokens that count at a time; the oldest makes room.</summary>
    public const int MaxTokens = InvitationTokens.MaxTokens;

    private const string CommandNamespace = "http://jabber.org/protocol/commands";
    private const string InviteNode = "urn:xmpp:invite#invite";
    private static readonly TimeSpan _longest = TimeSpan.FromDays(30);

    private readonly DiscoveryModule _discovery;
    private IXmppSession? _session;
    private InvitationTokens? _tokens;

    /// <summary>Creates the module.</summary>
    /// <param name="discovery">Asks whether our server makes links.</param>
    public OnboardingModule(DiscoveryModule discovery) => _discovery = discovery;

    /// <summary>Is told the bare address of somebody who asks for a subscription with a token of ours that counts, and that token, which counts no more. Comes
    /// beside the request itself. Called one at a time; must not wait for requests.</summary>
    public Func<Jid, InvitationToken, CancellationToken, ValueTask>? Redeemed { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <summary>The tokens that nobody has used, for the app to keep over a restart.</summary>
    public IReadOnlyList<InvitationToken> Outstanding => Tokens.Outstanding;

    private InvitationTokens Tokens => _tokens ?? throw new InvalidOperationException("Give the module to a client before using it.");

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        _tokens = new(session.Time);
        router.HandlePresence(HandlePresenceAsync);
    }

    /// <summary>Makes a token, for one use.</summary>
    /// <param name="validity">For how long it counts: more than nothing, and at most 30 days.</param>
    /// <param name="onlyFor">The only address that may use it; null for whoever comes first.</param>
    /// <returns>The token.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The validity is out of its range.</exception>
    public InvitationToken Issue(TimeSpan validity, Jid? onlyFor = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(validity, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(validity, _longest);
        return Tokens.Issue(validity, onlyFor);
    }

    /// <summary>Lets a token count again that was kept over a restart.</summary>
    /// <param name="token">One of <see cref="Outstanding"/>.</param>
    public void Restore(InvitationToken token) => Tokens.Add(token);

    /// <summary>The link to give to whom we invite.</summary>
    /// <param name="token">The token.</param>
    /// <param name="name">What to call us there; null for nothing.</param>
    /// <returns>The link.</returns>
    public XmppUri CreateLink(InvitationToken token, string? name = null) =>
        name is null
            ? XmppUri.Create(_session.Attached().Account, "roster", ("preauth", token.Value))
            : XmppUri.Create(_session.Attached().Account, "roster", ("preauth", token.Value), ("name", name));

    /// <summary>Asks an inviter to see its presence, with the token of its invitation. To be called after a person agreed. The answer may come never, or much
    /// later.</summary>
    /// <param name="invitation">The invitation to become a contact.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written.</returns>
    /// <exception cref="ArgumentException">The invitation is one to register.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public Task AcceptAsync(Invitation invitation, CancellationToken cancellationToken = default)
    {
        if (invitation.IsRegistration)
        {
            throw new ArgumentException("This invitation is one to register an account.", nameof(invitation));
        }

        var request = new PresenceStanza("subscribe", invitation.Address);
        if (invitation.Token is { } token)
        {
            request.Element.Add(new XmppElement("preauth", Namespace) { ["token"] = token });
        }

        return _session.Attached().SendAsync(request, cancellationToken).AsTask();
    }

    /// <summary>Whether our server makes links that invite.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it has the command.</returns>
    /// <exception cref="ChatSecureException">The answer is malformed or none came, or we are offline.</exception>
    public async Task<bool> IsSupportedByServerAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var commands = await _discovery.QueryItemsAsync(Server, CommandNamespace, cancellationToken).ConfigureAwait(false);
            return commands.Any(command => command.Node == InviteNode);
        }
        catch (StanzaErrorException)
        {
            return false;
        }
    }

    /// <summary>Has our server make a link, whose token the server itself heeds.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The link.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Protocol"/>: the answer is malformed, or its link does not invite to us. Or none came, or
    /// we are offline.</exception>
    public async Task<ServerInvitation> CreateByServerAsync(CancellationToken cancellationToken = default)
    {
        var command = new XmppElement("command", CommandNamespace) { ["node"] = InviteNode, ["action"] = "execute" };
        var result = await _session.Attached().RequestAsync(new("set", command, Server), cancellationToken).ConfigureAwait(false);
        return
            result.Payload is { } answer
            && answer.Is("command", CommandNamespace)
            && answer["status"] == "completed"
            && DataForm.Read(answer.Child("x", DataForm.Namespace)) is { } form
            && Read(form) is { } invitation
            ? invitation
            : throw new ChatSecureException(ErrorKind.Protocol, "The server's invitation is malformed or not ours.");
    }

    private Jid Server => Jid.Parse(_session.Attached().Account.Domain);

    private ServerInvitation? Read(DataForm form)
    {
        DateTimeOffset end = default;
        var expires = form["expire"]?.Value;
        if (
            !XmppUri.TryParse(form["uri"]?.Value, out var link)
            || Invitation.Read(link) is not { IsRegistration: false, Token: not null } invitation
            || invitation.Address != _session.Attached().Account
            || (expires is not null && !XmppDateTime.TryParse(expires, out end))
        )
        {
            return null;
        }

        // A page elsewhere would learn the token.
        var page = OutOfBand.Read((form["landing-url"] ?? form["url"])?.Value);
        return new(link, page is not null && HostNames.IsWithin(page.IdnHost, Server.Domain) ? page : null, expires is null ? null : end);
    }

    private ValueTask HandlePresenceAsync(PresenceStanza presence, CancellationToken cancellationToken)
    {
        if (
            presence is not { Type: "subscribe", From: { } from }
            || from.Bare == _session.Attached().Account
            || Redeemed is not { } redeemed
            || presence.Element.Child("preauth", Namespace)?["token"] is not { } value
            || !Invitation.IsToken(value)
            || Tokens.Redeem(value, from) is not { } token
        )
        {
            return ValueTask.CompletedTask;
        }

        return redeemed(from.Bare, token, cancellationToken);
    }
}
