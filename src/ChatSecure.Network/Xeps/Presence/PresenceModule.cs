// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Capabilities;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Presence;

/// <summary>Presence and subscriptions to it (RFC 6121, sections 3 and 4). Announces us when a session starts, with our capabilities (XEP-0115): its place in
/// the client's modules is after all that must be ready before messages come in, such as the roster and carbons. Safe for concurrent use.</summary>
public sealed class PresenceModule : IXmppModule
{
    private readonly CapabilitiesModule _capabilities;
    private readonly PresenceTable _table = new();
    private readonly List<Func<XmppElement>> _extensions = [];
    private readonly List<Func<XmppElement?>> _requestExtensions = [];
    private IXmppSession? _session;

    /// <summary>Creates the module.</summary>
    /// <param name="capabilities">Knows what we can do.</param>
    public PresenceModule(CapabilitiesModule capabilities) => _capabilities = capabilities;

    /// <summary>Is told the bare address of somebody who asks to see our presence. Called one at a time; must not wait for requests.</summary>
    public Func<Jid, CancellationToken, ValueTask>? SubscriptionRequested { get; set; }

    /// <summary>What we show of ourselves, from the next <see cref="AnnounceAsync"/> on.</summary>
    public OwnPresence Own { get; set; } = new();

    /// <summary>Is told the bare address of somebody whose presence changed, and the best that its devices show now. Called one at a time; must not wait
    /// for requests.</summary>
    public Func<Jid, Availability, CancellationToken, ValueTask>? AvailabilityChanged { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.HandlePresence(HandleAsync);
        router.OnSessionStarted((resumed, cancellationToken) => resumed ? Task.CompletedTask : StartAsync(cancellationToken));
    }

    /// <summary>What somebody shows: the best of its devices.</summary>
    /// <param name="bare">The bare address.</param>
    /// <returns>The availability; <see cref="Availability.Offline"/> if nothing is known.</returns>
    public Availability GetAvailability(Jid bare) => _table.Get(bare.Bare).Availability;

    /// <summary>All that somebody shows: what the best of its devices does.</summary>
    /// <param name="bare">The bare address.</param>
    /// <returns>The presence; that of somebody offline if nothing is known.</returns>
    public ContactPresence GetPresence(Jid bare) => _table.Get(bare.Bare);

    /// <summary>What everybody shows, device by device: to be kept while a suspended stream waits to be resumed by another process, since the server does not
    /// tell it again then.</summary>
    /// <returns>The full addresses with what they show.</returns>
    public IReadOnlyList<(Jid Address, Availability Availability)> Export() => _table.List();

    /// <summary>Takes up what was kept, before the client connects. If the stream turns out to be a new one, it is forgotten.</summary>
    /// <param name="presence">What <see cref="Export"/> gave.</param>
    public void Import(IReadOnlyList<(Jid Address, Availability Availability)> presence)
    {
        ArgumentNullException.ThrowIfNull(presence);
        foreach (var (address, availability) in presence)
        {
            _table.Update(address, new(availability), out _);
        }
    }

    /// <summary>Asks to see somebody's presence.</summary>
    /// <param name="contact">Whom; its resource does not count.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public Task SubscribeAsync(Jid contact, CancellationToken cancellationToken = default) =>
        SendAsync("subscribe", contact, cancellationToken);

    /// <summary>Lets somebody who asked see our presence.</summary>
    /// <param name="contact">Whom; its resource does not count.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public Task ApproveAsync(Jid contact, CancellationToken cancellationToken = default) =>
        SendAsync("subscribed", contact, cancellationToken);

    /// <summary>Stops seeing somebody's presence.</summary>
    /// <param name="contact">Whose; its resource does not count.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public Task UnsubscribeAsync(Jid contact, CancellationToken cancellationToken = default) =>
        SendAsync("unsubscribe", contact, cancellationToken);

    /// <summary>Refuses to let somebody see our presence, or no longer does.</summary>
    /// <param name="contact">Whom; its resource does not count.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public Task DenyAsync(Jid contact, CancellationToken cancellationToken = default) =>
        SendAsync("unsubscribed", contact, cancellationToken);

    /// <summary>Announces us again to all who may see our presence, with what other modules have to say now. Happens by itself when a session starts.</summary>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public Task AnnounceAsync(CancellationToken cancellationToken = default)
    {
        var presence = new PresenceStanza();
        PresencePayload.Write(presence, Own);
        presence.Element.Add(_capabilities.Own.ToElement());
        foreach (var extension in _extensions)
        {
            presence.Element.Add(extension());
        }

        return _session.Attached().SendAsync(presence, cancellationToken).AsTask();
    }

    /// <summary>Adds an element to all presences that announce us. To be called before the client first connects.</summary>
    internal void AddExtension(Func<XmppElement> extension) => _extensions.Add(extension);

    /// <summary>Adds an element to all requests to see somebody's presence. To be called before the client first connects.</summary>
    internal void AddRequestExtension(Func<XmppElement?> extension) => _requestExtensions.Add(extension);

    private Task SendAsync(string type, Jid contact, CancellationToken cancellationToken)
    {
        var presence = new PresenceStanza(type, contact.Bare);
        foreach (var extension in type == "subscribe" ? _requestExtensions : [])
        {
            if (extension() is { } element)
            {
                presence.Element.Add(element);
            }
        }

        return _session.Attached().SendAsync(presence, cancellationToken).AsTask();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        // What we knew was of the former session; who is still there says so after our initial presence.
        foreach (var bare in _table.Clear())
        {
            await NotifyAsync(bare, Availability.Offline, cancellationToken).ConfigureAwait(false);
        }

        await AnnounceAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask HandleAsync(PresenceStanza presence, CancellationToken cancellationToken)
    {
        if (presence.From is not { } from)
        {
            return;
        }

        switch (presence.Type)
        {
            case null:
                await UpdateAsync(from, PresencePayload.Read(presence), cancellationToken).ConfigureAwait(false);
                break;
            case "unavailable" or "error":
                await UpdateAsync(from, default, cancellationToken).ConfigureAwait(false);
                break;
            case "subscribe" when from.Bare != _session.Attached().Account && SubscriptionRequested is { } requested:
                await requested(from.Bare, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask UpdateAsync(Jid from, ContactPresence presence, CancellationToken cancellationToken)
    {
        if (_table.Update(from, presence, out var best))
        {
            await NotifyAsync(from.Bare, best.Availability, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask NotifyAsync(Jid bare, Availability availability, CancellationToken cancellationToken) =>
        AvailabilityChanged?.Invoke(bare, availability, cancellationToken) ?? ValueTask.CompletedTask;
}
