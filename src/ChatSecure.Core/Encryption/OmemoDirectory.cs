// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Encryption;

/// <summary>What servers publish of devices and keys: shows ours, learns the others'.</summary>
internal sealed partial class OmemoDirectory
{
    // Somebody with more devices than this is looked at by opening a conversation, not a list.
    private const int MaxKeysToLearn = 20;

    private readonly OmemoState _state;
    private readonly OmemoModule _network;
    private readonly ILogger _logger;

    public OmemoDirectory(OmemoState state, OmemoModule network, ILogger logger)
    {
        _state = state;
        _network = network;
        _logger = logger;
        network.DeviceListChanged = OnDeviceListChangedAsync;
    }

    /// <summary>Told when our own device list lost this device: what to publish. The listener does so outside the inbound loop.</summary>
    public Action<IReadOnlyList<DeviceId>>? OwnDeviceMissing { get; set; }

    /// <summary>Makes sure that the server shows this device: on the device list, with its bundle.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        var devices = await _network.FetchDeviceListAsync(_state.Account, cancellationToken).ConfigureAwait(false);
        await UpdateDeviceListAsync(_state.Account, devices, cancellationToken).ConfigureAwait(false);
        await PublishBundleAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task AnnounceAsync(IReadOnlyList<DeviceId> devices, CancellationToken cancellationToken) =>
        _network.PublishDeviceListAsync(devices, cancellationToken);

    /// <summary>Rotates and refills keys, and publishes the bundle.</summary>
    public async Task PublishBundleAsync(CancellationToken cancellationToken)
    {
        var bundle = await _state
            .StepAsync(
                async machine =>
                {
                    var maintenance = await machine.MaintainAsync(cancellationToken).ConfigureAwait(false);
                    await _state.CommitAsync(maintenance.Changes, cancellationToken).ConfigureAwait(false);
                    return await machine.GetBundleAsync(cancellationToken).ConfigureAwait(false);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        await _network.PublishBundleAsync(_state.Device!.Id, bundle, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the peer has a device that a message may be encrypted to, as far as is known now.</summary>
    /// <param name="peer">The peer's bare address.</param>
    /// <param name="isOnline">Whether the network may be asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null if so, or if nothing is known and the network can't be asked; otherwise why not.</returns>
    public async Task<OmemoExclusion?> WhyNotAsync(Jid peer, bool isOnline, CancellationToken cancellationToken)
    {
        var (isKnown, reason) = await KnownAsync(peer, cancellationToken).ConfigureAwait(false);
        if (isOnline && (!isKnown || reason == OmemoExclusion.NoDevices))
        {
            await RefreshDeviceListAsync(peer, cancellationToken).ConfigureAwait(false);
            (_, reason) = await KnownAsync(peer, cancellationToken).ConfigureAwait(false);
        }

        return reason;
    }

    /// <summary>The devices of somebody, with keys that were never seen asked for if the network may be asked.</summary>
    public async Task<IReadOnlyList<DeviceInfo>> DevicesAsync(Jid owner, bool isOnline, CancellationToken cancellationToken)
    {
        if (isOnline)
        {
            _ = await WhyNotAsync(owner, isOnline, cancellationToken).ConfigureAwait(false);
            var unseen = (await ListAsync(owner, cancellationToken).ConfigureAwait(false))
                .Where(device => device is { IsActive: true, IsThisDevice: false, Fingerprint: null })
                .Take(MaxKeysToLearn);
            foreach (var device in unseen)
            {
                await FetchBundleAsync(owner, device.Device, cancellationToken).ConfigureAwait(false);
            }
        }

        return await ListAsync(owner, cancellationToken).ConfigureAwait(false);
    }

    public async Task RefreshDeviceListAsync(Jid owner, CancellationToken cancellationToken)
    {
        IReadOnlyList<DeviceId> devices;
        try
        {
            devices = await _network.FetchDeviceListAsync(owner, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error)
        {
            // A server that refuses or does not know the account: as good as an account without devices, until told otherwise.
            LogDeviceListRefused(error.Condition);
            devices = [];
        }

        await UpdateDeviceListAsync(owner, devices, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for a device's bundle, for a new session with it. That there is none costs that device only.</summary>
    public async Task FetchBundleAsync(Jid owner, DeviceId device, CancellationToken cancellationToken)
    {
        OmemoBundle? bundle;
        try
        {
            bundle = await _network.FetchBundleAsync(owner, device, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error)
        {
            LogBundleRefused(error.Condition);
            bundle = null;
        }

        var info = await _state
            .StepAsync(
                async machine =>
                {
                    var result = await machine.AddBundleAsync(owner, device, bundle, cancellationToken).ConfigureAwait(false);
                    await _state.CommitAsync(result.Changes, cancellationToken).ConfigureAwait(false);
                    return result.Device;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (info is not null)
        {
            _state.Tell(info);
        }
    }

    private Task<IReadOnlyList<DeviceInfo>> ListAsync(Jid owner, CancellationToken cancellationToken) =>
        _state.StepAsync(async machine => await machine.GetDevicesAsync(owner, cancellationToken).ConfigureAwait(false), cancellationToken);

    private Task<(bool IsKnown, OmemoExclusion? Reason)> KnownAsync(Jid peer, CancellationToken cancellationToken) =>
        _state.StepAsync(
            async machine =>
            {
                if (await machine.GetDeviceListAsync(peer, cancellationToken).ConfigureAwait(false) is not { } list)
                {
                    return (false, null);
                }

                var devices = await machine.GetDevicesAsync(peer, cancellationToken).ConfigureAwait(false);
                return (
                    true,
                    list.Count == 0
                        ? OmemoExclusion.NoDevices
                        : WhyNot([.. devices.Where(device => device is { IsActive: true, IsThisDevice: false })])
                );
            },
            cancellationToken
        );

    private static OmemoExclusion? WhyNot(IReadOnlyList<DeviceInfo> devices)
    {
        // A device whose key has not been seen yet may still turn out to be usable.
        if (
            devices.Count == 0
            || devices.Any(device => device.Fingerprint is null || device.Trust is TrustLevel.Trusted or TrustLevel.Verified)
        )
        {
            return null;
        }

        return devices.Any(device => device.Trust == TrustLevel.Undecided) ? OmemoExclusion.Undecided : OmemoExclusion.Distrusted;
    }

    private async ValueTask OnDeviceListChangedAsync(Jid owner, IReadOnlyList<DeviceId> devices, CancellationToken cancellationToken)
    {
        // Before the device is open there is nothing to keep; PublishAsync fetches the own list anyway.
        if (
            _state.Device is not null
            && await StoreDeviceListAsync(owner, devices, cancellationToken).ConfigureAwait(false) is { } announce
        )
        {
            OwnDeviceMissing?.Invoke(announce);
        }
    }

    private async Task UpdateDeviceListAsync(Jid owner, IReadOnlyList<DeviceId> devices, CancellationToken cancellationToken)
    {
        if (await StoreDeviceListAsync(owner, devices, cancellationToken).ConfigureAwait(false) is { } announce)
        {
            await AnnounceAsync(announce, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>The list to publish, if our own one lacks this device.</returns>
    private Task<IReadOnlyList<DeviceId>?> StoreDeviceListAsync(
        Jid owner,
        IReadOnlyList<DeviceId> devices,
        CancellationToken cancellationToken
    ) =>
        _state.StepAsync(
            async machine =>
            {
                var result = await machine.UpdateDeviceListAsync(owner, devices, cancellationToken).ConfigureAwait(false);
                await _state.CommitAsync(result.Changes, cancellationToken).ConfigureAwait(false);
                return result.MustAnnounce ? result.Announce : null;
            },
            cancellationToken
        );

    [LoggerMessage(EventId = 4001, Level = LogLevel.Debug, Message = "A device list was refused: {Condition}.")]
    private partial void LogDeviceListRefused(string? condition);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Debug, Message = "A bundle was refused: {Condition}.")]
    private partial void LogBundleRefused(string? condition);
}
