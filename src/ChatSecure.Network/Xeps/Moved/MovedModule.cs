// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xeps.Uris;
using ChatSecure.Network.Xml;
using ChatSecure.Stores;

namespace ChatSecure.Network.Xeps.Moved;

/// <summary>Moved (XEP-0283): contacts who have a new address, and telling ours. A claim counts only if the old account itself, which must be a contact that
/// may see our presence, names the new one. Changes no roster: that is for a person to decide. Safe for concurrent use.</summary>
public sealed class MovedModule : IXmppModule
{
    /// <summary>The namespace, and the node.</summary>
    public const string Namespace = "urn:xmpp:moved:1";

    private const string ItemId = "current";

    private readonly PubSubModule _pubSub;
    private readonly IRosterStore _roster;
    private IXmppSession? _session;

    /// <summary>Creates the module.</summary>
    /// <param name="pubSub">Publishes and reads statements.</param>
    /// <param name="roster">Knows who is a contact.</param>
    public MovedModule(PubSubModule pubSub, IRosterStore roster)
    {
        _pubSub = pubSub;
        _roster = roster;
    }

    /// <summary>Is told of a claim in a request for a subscription, beside the request itself. Called one at a time; must not wait for requests, so
    /// <see cref="VerifyAsync"/> comes later.</summary>
    public Func<MovedClaim, CancellationToken, ValueTask>? Claimed { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.HandlePresence(HandlePresenceAsync);
    }

    /// <summary>Checks a claim: at the roster, then at the old account.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it is true. If not, the request is one by a stranger. If it is and a person accepts the new address, the old one's subscription is
    /// to be ended, so that it can't move a second time.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/> or <see cref="ErrorKind.TimedOut"/>: nothing is known yet.</exception>
    public async Task<bool> VerifyAsync(MovedClaim claim, CancellationToken cancellationToken = default)
    {
        var contacts = await _roster.ListAsync(_session.Attached().Account, cancellationToken).ConfigureAwait(false);
        if (
            !contacts.Any(contact =>
                contact.Jid == claim.OldAddress && contact.Subscription is SubscriptionState.From or SubscriptionState.Both
            )
        )
        {
            return false;
        }

        try
        {
            var items = await _pubSub
                .GetItemsAsync(claim.OldAddress, Namespace, ItemId, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            return items is [{ Id: ItemId } item] && ReadStatement(item.Payload) == claim.NewAddress;
        }
        catch (StanzaErrorException error)
        {
            // An account that is gone may still say where to.
            return error.Condition == "gone"
                && XmppUri.TryParse(error.NewAddress, out var uri)
                && uri is { Action: null }
                && uri.Address == claim.NewAddress;
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.Protocol)
        {
            return false;
        }
    }

    /// <summary>Says at this account that its owner has moved. Then, from the new account, <see cref="NotifyAsync"/>.</summary>
    /// <param name="newAddress">The new address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when contacts can read it.</returns>
    /// <exception cref="ArgumentException">The address is not a bare one of somebody else.</exception>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">The server can't keep it from strangers (<see cref="ErrorKind.NotSupported"/>), no answer came, or we are
    /// offline.</exception>
    public Task PublishAsync(Jid newAddress, CancellationToken cancellationToken = default)
    {
        if (newAddress is not { IsBare: true, IsEmpty: false } || newAddress == _session.Attached().Account)
        {
            throw new ArgumentException("Another bare address is needed.", nameof(newAddress));
        }

        var moved = new XmppElement("moved", Namespace).Add(new XmppElement("new-jid", Namespace) { Text = newAddress.ToString() });
        var options = new PublishOptions { Access = AccessModel.Presence, MaxItems = 1 };
        return _pubSub.PublishAsync(Namespace, ItemId, moved, options, cancellationToken);
    }

    /// <summary>Takes the statement back.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is gone.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task RetractAsync(CancellationToken cancellationToken = default) =>
        _pubSub.DeleteItemAsync(Namespace, ItemId, cancellationToken);

    /// <summary>Asks a contact of our old account, from the new one, to see its presence, and tells who we were.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="oldAddress">Our old address.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public Task NotifyAsync(Jid contact, Jid oldAddress, CancellationToken cancellationToken = default)
    {
        var request = new PresenceStanza("subscribe", contact.Bare);
        request.Element.Add(
            new XmppElement("moved", Namespace).Add(new XmppElement("old-jid", Namespace) { Text = oldAddress.Bare.ToString() })
        );
        return _session.Attached().SendAsync(request, cancellationToken).AsTask();
    }

    private static Jid? ReadStatement(XmppElement? moved) =>
        moved?.Is("moved", Namespace) == true && ReadOne(moved, "new-jid") is { } jid ? jid : null;

    // Exactly one, and bare: anything else is ambiguous.
    private static Jid? ReadOne(XmppElement moved, string name) =>
        moved.Elements(name, Namespace).Take(2).ToArray() is [var one] && Jid.TryParse(one.Text.Trim(), out var jid) && jid.IsBare
            ? jid
            : null;

    private ValueTask HandlePresenceAsync(PresenceStanza presence, CancellationToken cancellationToken)
    {
        if (
            presence is not { Type: "subscribe", From: { } from }
            || Claimed is not { } claimed
            || presence.Element.Child("moved", Namespace) is not { } moved
            || ReadOne(moved, "old-jid") is not { } old
            || old == from.Bare
            || from.Bare == _session.Attached().Account
        )
        {
            return ValueTask.CompletedTask;
        }

        return claimed(new(from.Bare, old), cancellationToken);
    }
}
