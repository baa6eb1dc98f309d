// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.PrivateStorage;

/// <summary>Elements that our server keeps for us alone (XEP-0049), one for each name. Nobody is told of changes: what can live in personal eventing lives there.
/// Safe for concurrent use.</summary>
public sealed class PrivateStorageModule : IXmppModule
{
    /// <summary>The namespace.</summary>
    public const string Namespace = "jabber:iq:private";

    private IXmppSession? _session;

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router) => _session = session;

    /// <summary>Reads an element.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="elementNamespace">Its namespace.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The element; without content if none was stored.</returns>
    /// <exception cref="ArgumentException">The namespace is reserved.</exception>
    /// <exception cref="StanzaErrorException">The server refused, or has no such storage.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed (<see cref="ErrorKind.Protocol"/>) or none came, or we are offline.</exception>
    public async Task<XmppElement> GetAsync(string name, string elementNamespace, CancellationToken cancellationToken = default)
    {
        var query = new XmppElement("query", Namespace).Add(Demand(new(name, elementNamespace)));
        var answer = await _session.Attached().RequestAsync(new("get", query), cancellationToken).ConfigureAwait(false);
        return answer.Payload is { Children: [var element] } payload && payload.Is("query", Namespace) && element.Is(name, elementNamespace)
            ? element
            : throw new ChatSecureException(ErrorKind.Protocol, "The server did not send the element that was asked for.");
    }

    /// <summary>Stores an element in place of the one with the same name and namespace.</summary>
    /// <param name="element">The element.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has it.</returns>
    /// <exception cref="ArgumentException">The namespace is reserved.</exception>
    /// <exception cref="StanzaErrorException">The server refused, or has no such storage.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task SetAsync(XmppElement element, CancellationToken cancellationToken = default)
    {
        var query = new XmppElement("query", Namespace).Add(Demand(element));
        return _session.Attached().RequestAsync(new("set", query), cancellationToken);
    }

    // Section 2.3: what is the protocol's own is not stored.
    private static XmppElement Demand(XmppElement element) =>
        element.Namespace.Length == 0
        || element.Namespace == "vcard-temp"
        || element.Namespace.StartsWith("jabber:", StringComparison.Ordinal)
        || element.Namespace.StartsWith("http://jabber.org/", StringComparison.Ordinal)
            ? throw new ArgumentException("Elements of this namespace can't be stored.", nameof(element))
            : element;
}
