// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.VCards;

/// <summary>vcard-temp (XEP-0054): reads anybody's card, and writes our own. Safe for concurrent use.</summary>
public sealed class VCardModule : IXmppModule
{
    /// <summary>The namespace and feature.</summary>
    public const string Namespace = "vcard-temp";

    private IXmppSession? _session;

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [Namespace];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router) => _session = session;

    /// <summary>Reads a card.</summary>
    /// <param name="owner">Whose: a bare address, or the full one of somebody in a room; null for our own.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The card; null if there is none.</returns>
    /// <exception cref="StanzaErrorException">It may not be read.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed (<see cref="ErrorKind.Protocol"/>), none came, or we are offline.</exception>
    public async Task<VCard?> FetchAsync(Jid? owner = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var request = new IqStanza("get", new XmppElement("vCard", Namespace), owner);
            var result = await _session.Attached().RequestAsync(request, cancellationToken).ConfigureAwait(false);
            if (result.Payload is not { } card || !card.Is("vCard", Namespace))
            {
                throw new ChatSecureException(ErrorKind.Protocol, "The answer is no vCard.");
            }

            return card.Children.Count == 0 ? null : new(card);
        }
        catch (StanzaErrorException error) when (error.Condition is "item-not-found" or "service-unavailable")
        {
            // Both say that there is no card, and whether there is an account at all is not for us to know (section 3.3).
            return null;
        }
    }

    /// <summary>Writes our own card, in place of the former one: to be read first, so that nothing is lost that another device wrote.</summary>
    /// <param name="card">The card.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has it.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task PublishAsync(VCard card, CancellationToken cancellationToken = default) =>
        // Always to our own account: the server would refuse another one's.
        _session.Attached().RequestAsync(new("set", card.Element), cancellationToken);

    /// <summary>Writes the card of a room (XEP-0486), in place of the former one, which its owners may.</summary>
    /// <param name="room">The room's address.</param>
    /// <param name="card">The card.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the room has it.</returns>
    /// <exception cref="StanzaErrorException">The room refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task PublishForRoomAsync(Jid room, VCard card, CancellationToken cancellationToken = default) =>
        _session.Attached().RequestAsync(new("set", card.Element, room.Bare), cancellationToken);
}
