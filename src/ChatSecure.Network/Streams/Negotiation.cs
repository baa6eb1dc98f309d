// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Sasl;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Streams.Sasl2;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>What one negotiation of a stream knows, and has reached so far.</summary>
internal sealed class Negotiation(XmppStream stream, XmppClientOptions options, StreamManagement management)
{
    // A server has no reason to send more before we even said that we are here.
    private const int MaxEarlyStanzas = 64;

    private readonly List<XmppElement> _early = [];

    public XmppStream Stream { get; } = stream;

    public XmppClientOptions Options { get; } = options;

    public StreamManagement Management { get; } = management;

    /// <summary>The resource to bind.</summary>
    public required string Resource { get; init; }

    /// <summary>Our address on the former stream, in case it is resumed.</summary>
    public required Jid? FormerAddress { get; init; }

    /// <summary>What the server offered on that stream; null if not known.</summary>
    public required XmppElement? FormerFeatures { get; init; }

    /// <summary>What the server has shown before; grows at login.</summary>
    public required LoginHistory History { get; set; }

    /// <summary>The token for quick logins.</summary>
    public required FastTokens Tokens { get; init; }

    /// <summary>Told each phase.</summary>
    public required PhaseLog Phases { get; init; }

    /// <summary>What the server offers now.</summary>
    public XmppElement Features { get; set; } = new("features", XmppStreamReader.StreamNamespace);

    /// <summary>The login that went out with the stream header; null if none did, or it has been dealt with.</summary>
    public Sasl2Attempt? Ahead { get; set; }

    /// <summary>Whether the request for stream management has gone out already.</summary>
    public bool IsEnableSent { get; set; }

    /// <summary>Whether to register the account first.</summary>
    public bool Registers { get; set; }

    /// <summary>Whether all that is wanted is that the server forgets our token.</summary>
    public bool RevokesToken { get; init; }

    /// <summary>The mechanism by which we logged in; null before.</summary>
    public string? Mechanism { get; private set; }

    /// <summary>The channel binding of that login; null for none.</summary>
    public string? ChannelBinding { get; private set; }

    /// <summary>Whether the server has proven at login that its whole offer reached us unchanged (XEP-0474).</summary>
    public bool HasProvenOffer { get; private set; }

    /// <summary>Whether the password was not bound to TLS though the server offers that.</summary>
    public bool LacksOfferedBinding { get; private set; }

    public Jid? BoundAddress { get; set; }

    /// <summary>What was switched on while binding.</summary>
    public IReadOnlyCollection<string> BoundFeatures { get; set; } = [];

    /// <summary>What must be sent again; null if the stream is a new one.</summary>
    public IReadOnlyList<byte[]>? Unacknowledged { get; set; }

    public IReadOnlyList<XmppElement> EarlyStanzas => _early;

    /// <summary>Notes that the negotiation has come to another phase.</summary>
    public void Enter(ConnectionPhase phase) => Phases.Enter(phase);

    /// <summary>Chooses a mechanism for the password.</summary>
    /// <param name="offer">What the server offers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChatSecureException">As <see cref="MechanismSelector.Select"/>.</exception>
    public async ValueTask<SaslMechanism> ChooseAsync(SaslOffer offer, CancellationToken cancellationToken)
    {
        var password = await Options.Password(cancellationToken).ConfigureAwait(false);
        try
        {
            return MechanismSelector.Select(offer, Options.Account.Local!, password);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    /// <summary>The login has succeeded, and the server has proven itself.</summary>
    /// <param name="mechanism">How.</param>
    /// <param name="offer">What was offered for the password; null if a token was used.</param>
    public void LoggedIn(SaslMechanism mechanism, SaslOffer? offer)
    {
        (Mechanism, ChannelBinding, HasProvenOffer) = (mechanism.Name, mechanism.BindingType, mechanism.HasProvenOffer);
        LacksOfferedBinding = offer is { OffersPlus: true } && mechanism.BindingType is null;
        History = offer is null ? History : History.After(offer, mechanism.BindingType is not null);
    }

    /// <summary>Reads the answer to a step. Stanzas that come in between are kept for later.</summary>
    public async ValueTask<XmppElement> ReadAnswerAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var element = await Stream.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (element.Namespace != Stanza.ClientNamespace)
            {
                return element;
            }

            Keep(element);
        }
    }

    /// <summary>Asks the server something before the stream is ready.</summary>
    /// <param name="request">The request.</param>
    /// <param name="behind">What is sent right behind it; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StanzaErrorException">It refuses.</exception>
    public async Task<IqStanza> RequestAsync(IqStanza request, XmppElement? behind, CancellationToken cancellationToken)
    {
        request.Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await Stream.SendAsync(request.Element, behind, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var element = await Stream.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (element.Is("iq", Stanza.ClientNamespace) && element["id"] == request.Id && element["type"] is "result" or "error")
            {
                var answer = new IqStanza(element);
                return answer.IsError ? throw StanzaErrorException.FromStanza(answer) : answer;
            }

            if (element.Namespace != Stanza.ClientNamespace)
            {
                throw XmppStream.Unexpected("an answer to our request");
            }

            Keep(element);
        }
    }

    private void Keep(XmppElement stanza)
    {
        // Before login nobody can have sent us anything: it would be taken for what a logged-in server vouches for.
        if (Mechanism is null || _early.Count == MaxEarlyStanzas)
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The server sent stanzas before the stream was ready.");
        }

        _early.Add(stanza);
    }
}
