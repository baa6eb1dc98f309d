// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.ClientState;

/// <summary>Client state indication (XEP-0352): tells the server whether a person is looking, so that it may hold back what can wait. Safe for concurrent
/// use.</summary>
public sealed class ClientStateModule : IXmppModule, IBindFeature
{
    private const string Namespace = "urn:xmpp:csi:0";

    private IXmppSession? _session;
    private volatile bool _isActive = true;
    private volatile bool _isOffered;

    /// <summary>Whether a person is looking, as last told. True at first.</summary>
    public bool IsActive => _isActive;

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    string IBindFeature.Feature => Namespace;

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.OnSessionStarted((_, cancellationToken) => StartAsync(session, cancellationToken));
    }

    /// <summary>Tells whether a person is looking. The server is told now, if it wants to know, and again on each new connection.</summary>
    /// <param name="active">Whether one is.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written; at once if the client is offline or the state is the same.</returns>
    /// <exception cref="Errors.ChatSecureException"><see cref="Errors.ErrorKind.Disconnected"/>: the connection was lost; the next one is told.</exception>
    public async ValueTask SetActiveAsync(bool active, CancellationToken cancellationToken = default)
    {
        var session = _session.Attached();
        var changes = active != _isActive;
        _isActive = active;
        if (changes && _isOffered && session.BoundAddress is not null)
        {
            await session.SendElementAsync(Indication(active), cancellationToken).ConfigureAwait(false);
        }
    }

    XmppElement? IBindFeature.CreateRequest() => _isActive ? null : Indication(false);

    // Every stream begins as active, a resumed one too.
    private async Task StartAsync(IXmppSession session, CancellationToken cancellationToken)
    {
        var isTold = session.BoundFeatures.Contains(Namespace);
        _isOffered = isTold || session.StreamFeatures?.Child("csi", Namespace) is not null;
        if (_isOffered && _isActive == isTold)
        {
            await session.SendElementAsync(Indication(_isActive), cancellationToken).ConfigureAwait(false);
        }
    }

    private static XmppElement Indication(bool active) => new(active ? "active" : "inactive", Namespace);
}
