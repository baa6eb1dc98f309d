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

/// <summary>Device lists and bundles of OMEMO (XEP-0384 in the legacy namespace <c>eu.siacs.conversations.axolotl</c>), moved but not judged: this module
/// knows no keys. Safe for concurrent use.</summary>
public sealed class OmemoModule : IXmppModule
{
    private const string CurrentItem = "current";
    private static readonly PublishOptions Options = new() { Access = AccessModel.Open };

    private readonly PubSubModule _pubsub;
    private IXmppSession? _session;

    /// <summary>Creates the module.</summary>
    /// <param name="pubsub">Moves the items; of the same client.</param>
    public OmemoModule(PubSubModule pubsub)
    {
        _pubsub = pubsub;
        pubsub.HandleEvents(OmemoNamespace.DeviceListNode, HandleDeviceListAsync);
    }

    /// <summary>Is told the bare address of an account whose device list changed, and the list. Lists come unasked from anybody: they speak of their sender
    /// only, and it is for the handler to ignore those that it has no use for. Called one at a time; must not wait for requests.</summary>
    public Func<Jid, IReadOnlyList<DeviceId>, CancellationToken, ValueTask>? DeviceListChanged { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router) => _session = session;

    /// <summary>Reads an account's device list.</summary>
    /// <param name="owner">The account's bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The devices: distinct, valid, at most 1000; none if the account has no list or a malformed one.</returns>
    /// <exception cref="StanzaErrorException">We may not read it, or the server refused otherwise.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public async Task<IReadOnlyList<DeviceId>> FetchDeviceListAsync(Jid owner, CancellationToken cancellationToken = default)
    {
        var payload = await FetchAsync(owner, OmemoNamespace.DeviceListNode, cancellationToken).ConfigureAwait(false);
        return DeviceListPayload.Read(payload) ?? [];
    }

    /// <summary>Publishes our own account's device list, readable by everybody.</summary>
    /// <param name="devices">All devices of the account, those of other clients too.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is published.</returns>
    /// <exception cref="ArgumentException">A device id is not valid, or there are more than 1000.</exception>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task PublishDeviceListAsync(IReadOnlyList<DeviceId> devices, CancellationToken cancellationToken = default) =>
        _pubsub.PublishAsync(OmemoNamespace.DeviceListNode, CurrentItem, DeviceListPayload.Write(devices), Options, cancellationToken);

    /// <summary>Reads the bundle of a device.</summary>
    /// <param name="owner">The account's bare address.</param>
    /// <param name="device">The device.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The bundle, its keys and signature unverified; null if there is none, we may not read it, or it is malformed: that costs this device
    /// only.</returns>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public async Task<OmemoBundle?> FetchBundleAsync(Jid owner, DeviceId device, CancellationToken cancellationToken = default)
    {
        try
        {
            return BundlePayload.Read(await FetchAsync(owner, OmemoNamespace.BundleNode(device), cancellationToken).ConfigureAwait(false));
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.Protocol)
        {
            return null;
        }
    }

    /// <summary>Publishes the bundle of this device, readable by everybody.</summary>
    /// <param name="device">Our device.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is published.</returns>
    /// <exception cref="ArgumentException">The device id is not valid.</exception>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task PublishBundleAsync(DeviceId device, OmemoBundle bundle, CancellationToken cancellationToken = default) =>
        device.IsValid
            ? _pubsub.PublishAsync(OmemoNamespace.BundleNode(device), CurrentItem, BundlePayload.Write(bundle), Options, cancellationToken)
            : throw new ArgumentException("Not a valid device id.", nameof(device));

    // The newest item, whatever its id: not all clients call it "current".
    private async Task<Xml.XmppElement?> FetchAsync(Jid owner, string node, CancellationToken cancellationToken)
    {
        var items = await _pubsub.GetItemsAsync(owner, node, max: 1, cancellationToken: cancellationToken).ConfigureAwait(false);
        return items is [var newest, ..] ? newest.Payload : null;
    }

    private async ValueTask HandleDeviceListAsync(PubSubEvent happened, CancellationToken cancellationToken)
    {
        // A list that was taken away has no devices; a malformed one says nothing, lest it look as if somebody had given up encryption.
        var devices = happened switch
        {
            { IsCleared: true } => [],
            { Items: [.., var item] } => DeviceListPayload.Read(item.Payload),
            { RetractedIds: [.., CurrentItem] } => [],
            _ => null,
        };
        if (devices is not null && DeviceListChanged is { } changed)
        {
            await changed(happened.Origin, devices, cancellationToken).ConfigureAwait(false);
        }
    }
}
