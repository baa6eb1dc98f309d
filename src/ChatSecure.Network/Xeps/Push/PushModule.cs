// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Push;

/// <summary>Push notifications (XEP-0357): has our server wake this device by way of the app's push service. Safe for concurrent use.</summary>
public sealed class PushModule : IXmppModule
{
    /// <summary>The namespace, and the feature to look for at our account.</summary>
    public const string Namespace = "urn:xmpp:push:0";

    private const string OptionsType = "http://jabber.org/protocol/pubsub#publish-options";

    private readonly DiscoveryModule _discovery;
    private IXmppSession? _session;

    /// <summary>Creates the module.</summary>
    /// <param name="discovery">Asks whether our server can push.</param>
    public PushModule(DiscoveryModule discovery) => _discovery = discovery;

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router) => _session = session;

    /// <summary>Whether our server can push for our account.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it says so.</returns>
    /// <exception cref="ChatSecureException">The answer is malformed or none came, or we are offline.</exception>
    public async Task<bool> IsSupportedAsync(CancellationToken cancellationToken = default)
    {
        var info = await _discovery.QueryInfoAsync(_session.Attached().Account, null, cancellationToken).ConfigureAwait(false);
        return info.HasFeature(Namespace);
    }

    /// <summary>Enables pushing. The service learns when we get messages, and what our server chooses to tell of them.</summary>
    /// <param name="service">The push service's address.</param>
    /// <param name="node">Which device it wakes; null if the service needs none.</param>
    /// <param name="options">What the server must send with each notification, such as a secret by which the service knows it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is enabled.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.NotSupported"/>: the server can't push. Or no answer came, or we are offline.</exception>
    public async Task EnableAsync(
        Jid service,
        string? node,
        IEnumerable<(string Name, string Value)>? options = null,
        CancellationToken cancellationToken = default
    )
    {
        if (!await IsSupportedAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "The server does not push.");
        }

        var enable = Write("enable", service, node);
        if (options?.ToArray() is { Length: > 0 } fields)
        {
            enable.Add(DataForm.Submit(OptionsType, fields).ToElement());
        }

        await _session.Attached().RequestAsync(new("set", enable), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Disables pushing.</summary>
    /// <param name="service">The push service's address.</param>
    /// <param name="node">For which device; null for all devices at that service.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is disabled, or was not enabled.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public async Task DisableAsync(Jid service, string? node = null, CancellationToken cancellationToken = default)
    {
        try
        {
            await _session.Attached().RequestAsync(new("set", Write("disable", service, node)), cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error) when (error.Condition == "item-not-found")
        {
            // It was not enabled.
        }
    }

    private static XmppElement Write(string name, Jid service, string? node) =>
        service.IsEmpty
            ? throw new ArgumentException("An address is needed.", nameof(service))
            : new(name, Namespace) { ["jid"] = service.ToString(), ["node"] = node };
}
