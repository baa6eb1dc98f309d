// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.PubSub;

namespace ChatSecure.Network.Xeps.Omemo;

/// <summary>Device lists and bundles of OMEMO (XEP-0384) in both its wire formats, the legacy namespace <c>eu.siacs.conversations.axolotl</c> and
/// <c>urn:xmpp:omemo:2</c>, moved but not judged: this module knows no keys. Safe for concurrent use.</summary>
public sealed class OmemoModule : IXmppModule
{
    private const string CurrentItem = "current";
    private static readonly PublishOptions ListOptions = new() { Access = AccessModel.Open };
    private static readonly PublishOptions ManyOptions = ListOptions with { MaxItems = PublishOptions.Unlimited };

    private readonly PubSubModule _pubsub;
    private IXmppSession? _session;

    /// <summary>Creates the module.</summary>
    /// <param name="pubsub">Moves the items; of the same client.</param>
    public OmemoModule(PubSubModule pubsub)
    {
        _pubsub = pubsub;
        foreach (var dialect in OmemoDialect.All)
        {
            pubsub.HandleEvents(dialect.DeviceListNode, (happened, token) => HandleDeviceListAsync(dialect, happened, token));
        }
    }

    /// <summary>Is told the wire format and bare address of an account whose device list changed, and the list. Lists come unasked from anybody: they speak of
    /// their sender only, and it is for the handler to ignore those that it has no use for. Called one at a time; must not wait for requests.</summary>
    public Func<EncryptionKind, Jid, IReadOnlyList<OmemoListedDevice>, CancellationToken, ValueTask>? DeviceListChanged { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router) => _session = session;

    /// <summary>Reads an account's device list.</summary>
    /// <param name="kind">In which wire format.</param>
    /// <param name="owner">The account's bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The devices: distinct, valid, at most 1000; none if the account has no list or a malformed one.</returns>
    /// <exception cref="ArgumentException"><paramref name="kind"/> is not OMEMO.</exception>
    /// <exception cref="StanzaErrorException">We may not read it, or the server refused otherwise.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public async Task<IReadOnlyList<OmemoListedDevice>> FetchDeviceListAsync(
        EncryptionKind kind,
        Jid owner,
        CancellationToken cancellationToken = default
    )
    {
        // The newest item, whatever its id: not all clients call it "current".
        var dialect = OmemoDialect.For(kind);
        var items = await _pubsub
            .GetItemsAsync(owner, dialect.DeviceListNode, max: 1, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return items is [var newest, ..] ? DeviceListPayload.Read(newest.Payload, dialect) ?? [] : [];
    }

    /// <summary>Publishes our own account's device list, readable by everybody.</summary>
    /// <param name="kind">In which wire format.</param>
    /// <param name="devices">All devices of the account, those of other clients too. Labels are written in <c>urn:xmpp:omemo:2</c> only.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is published.</returns>
    /// <exception cref="ArgumentException">A device id is not valid, there are more than 1000, or <paramref name="kind"/> is not OMEMO.</exception>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task PublishDeviceListAsync(
        EncryptionKind kind,
        IReadOnlyList<OmemoListedDevice> devices,
        CancellationToken cancellationToken = default
    )
    {
        var dialect = OmemoDialect.For(kind);
        var payload = DeviceListPayload.Write(devices, dialect);
        return _pubsub.PublishAsync(dialect.DeviceListNode, CurrentItem, payload, ListOptions, cancellationToken);
    }

    /// <summary>Reads the bundle of a device.</summary>
    /// <param name="kind">In which wire format.</param>
    /// <param name="owner">The account's bare address.</param>
    /// <param name="device">The device.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The bundle, its keys and signature unverified; null if there is none, we may not read it, or it is malformed: that costs this device
    /// only.</returns>
    /// <exception cref="ArgumentException"><paramref name="kind"/> is not OMEMO.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public async Task<OmemoBundle?> FetchBundleAsync(
        EncryptionKind kind,
        Jid owner,
        DeviceId device,
        CancellationToken cancellationToken = default
    )
    {
        var dialect = OmemoDialect.For(kind);
        var (node, id) = dialect.BundlePlace(device);
        try
        {
            // A legacy node holds one bundle, under any id; the other one holds those of all devices, each under its number.
            var isShared = kind == EncryptionKind.Omemo2;
            var items = await _pubsub
                .GetItemsAsync(owner, node, isShared ? id : null, isShared ? null : 1, cancellationToken)
                .ConfigureAwait(false);
            var item =
                isShared ? items.FirstOrDefault(item => item.Id == id)
                : items is [var newest, ..] ? newest
                : null;
            return BundlePayload.Read(item?.Payload, dialect);
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.Protocol)
        {
            return null;
        }
    }

    /// <summary>Publishes the bundle of this device, readable by everybody.</summary>
    /// <param name="kind">In which wire format.</param>
    /// <param name="device">Our device.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is published.</returns>
    /// <exception cref="ArgumentException">The device id is not valid, or <paramref name="kind"/> is not OMEMO.</exception>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task PublishBundleAsync(EncryptionKind kind, DeviceId device, OmemoBundle bundle, CancellationToken cancellationToken = default)
    {
        if (!device.IsValid)
        {
            throw new ArgumentException("Not a valid device id.", nameof(device));
        }

        var dialect = OmemoDialect.For(kind);
        var (node, item) = dialect.BundlePlace(device);
        var options = kind == EncryptionKind.Omemo2 ? ManyOptions : ListOptions;
        return _pubsub.PublishAsync(node, item, BundlePayload.Write(bundle, dialect), options, cancellationToken);
    }

    /// <summary>Removes the bundle of a device of our own account: the item of the device, or the node that it has for itself.</summary>
    /// <param name="kind">In which wire format.</param>
    /// <param name="device">The device.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is removed, or was not there.</returns>
    /// <exception cref="ArgumentException"><paramref name="kind"/> is not OMEMO.</exception>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task DeleteBundleAsync(EncryptionKind kind, DeviceId device, CancellationToken cancellationToken = default)
    {
        var (node, item) = OmemoDialect.For(kind).BundlePlace(device);
        return kind == EncryptionKind.Omemo2
            ? _pubsub.DeleteItemAsync(node, item, cancellationToken)
            : _pubsub.DeleteNodeAsync(node, cancellationToken);
    }

    private async ValueTask HandleDeviceListAsync(OmemoDialect dialect, PubSubEvent happened, CancellationToken cancellationToken)
    {
        // A list that was taken away has no devices; a malformed one says nothing, lest it look as if somebody had given up encryption.
        var devices = happened switch
        {
            { IsCleared: true } => [],
            { Items: [.., var item] } => DeviceListPayload.Read(item.Payload, dialect),
            { RetractedIds: [.., CurrentItem] } => [],
            _ => null,
        };
        if (devices is not null && DeviceListChanged is { } changed)
        {
            await changed(dialect.Kind, happened.Origin, devices, cancellationToken).ConfigureAwait(false);
        }
    }
}
