// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Xeps.Carbons;

/// <summary>Message carbons (XEP-0280): copies for this device of what our other devices send and receive. Asks for them when a session starts, and unwraps
/// them after checking that our own account sent them. Safe for concurrent use.</summary>
public sealed partial class CarbonsModule : IXmppModule, IBindFeature
{
    private IXmppSession? _session;
    private volatile bool _isEnabled;

    /// <summary>Whether the server sends copies on the present session: false if it does not offer them.</summary>
    public bool IsEnabled => _isEnabled;

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [CarbonPayload.Namespace];

    string IBindFeature.Feature => CarbonPayload.Namespace;

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.HandleMessages(CarbonPayload.Received, CarbonPayload.Namespace, HandleAsync);
        router.HandleMessages(CarbonPayload.Sent, CarbonPayload.Namespace, HandleAsync);
        router.OnSessionStarted((resumed, cancellationToken) => resumed ? Task.CompletedTask : StartAsync(cancellationToken));
    }

    XmppElement IBindFeature.CreateRequest() => new("enable", CarbonPayload.Namespace);

    private Task StartAsync(CancellationToken cancellationToken)
    {
        // Where binding can switch it on, it can't fail (XEP-0386).
        _isEnabled = _session.Attached().BoundFeatures.Contains(CarbonPayload.Namespace);
        return _isEnabled ? Task.CompletedTask : EnableAsync(cancellationToken);
    }

    private async Task EnableAsync(CancellationToken cancellationToken)
    {
        var session = _session.Attached();
        try
        {
            // Asking outright costs one round trip less than asking first whether it is offered; a server without carbons refuses.
            await session.RequestAsync(new("set", new("enable", CarbonPayload.Namespace)), cancellationToken).ConfigureAwait(false);
            _isEnabled = true;
        }
        catch (StanzaErrorException error)
        {
            LogNotOffered(session.Logger, error.Condition);
        }
    }

    // Whatever claims to be a carbon ends here: a forged one must not show up as an ordinary message either.
    private async ValueTask<bool> HandleAsync(MessageStanza message, CancellationToken cancellationToken)
    {
        var session = _session.Attached();
        if (CarbonPayload.Unwrap(message, session.Account) is { } unwrapped)
        {
            await session.DeliverAsync(unwrapped, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            LogDropped(session.Logger);
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The server does not send copies of messages: {Condition}.")]
    private static partial void LogNotOffered(ILogger logger, string? condition);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A carbon that is forged or malformed was dropped.")]
    private static partial void LogDropped(ILogger logger);
}
