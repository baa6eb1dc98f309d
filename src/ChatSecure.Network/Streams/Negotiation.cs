// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>What one negotiation of a stream knows, and has reached so far.</summary>
internal sealed class Negotiation(XmppStream stream, XmppClientOptions options, TlsPolicy policy, StreamManagement management)
{
    // A server has no reason to send more before we even said that we are here.
    private const int MaxEarlyStanzas = 64;

    private readonly List<XmppElement> _early = [];

    public XmppStream Stream { get; } = stream;

    public XmppClientOptions Options { get; } = options;

    public TlsPolicy Policy { get; } = policy;

    public StreamManagement Management { get; } = management;

    /// <summary>The resource to bind.</summary>
    public required string Resource { get; init; }

    /// <summary>Our address on the former stream, in case it is resumed.</summary>
    public required Jid? FormerAddress { get; init; }

    /// <summary>The SASL mechanisms that the server has offered before; grows at login.</summary>
    public required HashSet<string> SeenMechanisms { get; init; }

    /// <summary>Whether to register the account first.</summary>
    public bool Registers { get; set; }

    /// <summary>The mechanism by which we logged in; null before.</summary>
    public string? Mechanism { get; set; }

    /// <summary>The channel binding of that login; null for none.</summary>
    public string? ChannelBinding { get; set; }

    public Jid? BoundAddress { get; set; }

    /// <summary>What must be sent again; null if the stream is a new one.</summary>
    public IReadOnlyList<byte[]>? Unacknowledged { get; set; }

    public IReadOnlyList<XmppElement> EarlyStanzas => _early;

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
    /// <exception cref="StanzaErrorException">It refuses.</exception>
    public async Task<IqStanza> RequestAsync(IqStanza request, CancellationToken cancellationToken)
    {
        request.Id = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        await Stream.SendAsync(request.Element, cancellationToken).ConfigureAwait(false);
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
