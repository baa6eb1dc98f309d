// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Ping;

/// <summary>Pings (XEP-0199): asks whether somebody is there, and answers who asks us. Safe for concurrent use.</summary>
public sealed class PingModule : IXmppModule
{
    /// <summary>The namespace.</summary>
    public const string Namespace = "urn:xmpp:ping";

    private IXmppSession? _session;

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [Namespace];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.HandleRequests("get", "ping", Namespace, (_, _) => ValueTask.FromResult<XmppElement?>(null));
    }

    /// <summary>Asks whether somebody is there. That a ping is not understood is an answer too (XEP-0199, section 4.2).</summary>
    /// <param name="to">Whom to ask; null for our server.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the answer came.</returns>
    /// <exception cref="StanzaErrorException">The address can't be reached.</exception>
    /// <exception cref="Errors.ChatSecureException">No answer came, or we are offline.</exception>
    public async Task PingAsync(Jid? to = null, CancellationToken cancellationToken = default)
    {
        try
        {
            await _session.Attached().RequestAsync(new("get", new("ping", Namespace), to), cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error)
            when (error.Condition is "feature-not-implemented" || (to is null && error.Condition is "service-unavailable"))
        {
            // Whoever refuses to answer pings is there. From other addresses, service-unavailable also means that nobody is.
        }
    }
}
