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
    private volatile bool _isLeaving;

    public OmemoDirectory(OmemoState state, OmemoModule network, ILogger logger)
    {
        _state = state;
        _network = network;
        _logger = logger;
        network.DeviceListChanged = OnDeviceListChangedAsync;
    }

    /// <summary>Told when our own device list lost this device: what to publish. The listener does so outside the inbound loop.</summary>
    public Action<EncryptionKind, IReadOnlyList<OmemoListedDevice>>? OwnDeviceMissing { get; set; }

    /// <summary>Makes sure that the server shows this device, in both namespaces: on the device list, with its bundle. A server that can't do what one of them
    /// asks for leaves the other.</summary>
    /// <exception cref="StanzaErrorException">The server refused in every namespace.</exception>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        StanzaErrorException? refused = null;
        var published = 0;
        foreach (var kind in OmemoMachine.Kinds)
        {
            try
            {
                // The bundle comes first: who sees the device on the list asks for it at once.
                await PublishBundleAsync(kind, cancellationToken).ConfigureAwait(false);
                var devices = await _network.FetchDeviceListAsync(kind, _state.Account, cancellationToken).ConfigureAwait(false);
                await UpdateDeviceListAsync(kind, _state.Account, devices, cancellationToken).ConfigureAwait(false);
                published++;
            }
            catch (StanzaErrorException error)
            {
                LogPublishingRefused(kind, error.Condition);
                refused = error;
            }
        }

        if (published == 0 && refused is not null)
        {
            throw refused;
        }
    }

    public Task AnnounceAsync(EncryptionKind kind, IReadOnlyList<OmemoListedDevice> devices, CancellationToken cancellationToken) =>
        _network.PublishDeviceListAsync(kind, devices, cancellationToken);

    /// <summary>Shows this device by its present name.</summary>
    public async Task RenameAsync(CancellationToken cancellationToken)
    {
        const EncryptionKind Kind = EncryptionKind.Omemo2;
        if (!_state.Device!.IsClaimed)
        {
            return;
        }

        var listed = await _network.FetchDeviceListAsync(Kind, _state.Account, cancellationToken).ConfigureAwait(false);
        var own = await _state
            .StepAsync(async machine => await machine.DescribeAsync(Kind, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
        if (listed.FirstOrDefault(device => device.Device == own.Device) is not { } shown || shown.Label != own.Label)
        {
            await AnnounceAsync(Kind, [own, .. listed.Where(device => device.Device != own.Device)], cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Takes a device of our own account off both lists, and its bundles from the server.</summary>
    /// <exception cref="StanzaErrorException">The server refused to change a list; the other one was changed nevertheless.</exception>
    public async Task RemoveAsync(DeviceId device, CancellationToken cancellationToken)
    {
        StanzaErrorException? refused = null;
        foreach (var kind in OmemoMachine.Kinds)
        {
            try
            {
                await RemoveAsync(kind, device, cancellationToken).ConfigureAwait(false);
            }
            catch (StanzaErrorException error)
            {
                LogDeviceListRefused(error.Condition);
                refused = error;
            }
        }

        if (refused is not null)
        {
            throw refused;
        }
    }

    /// <summary>Takes this device off both lists, because the account goes from here. It does not announce itself again.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_state.Device is not { IsClaimed: true } device)
        {
            return;
        }

        _isLeaving = true;
        try
        {
            await RemoveAsync(device.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _isLeaving = false;
            throw;
        }
    }

    /// <summary>Rotates and refills keys, and publishes the bundle.</summary>
    public async Task PublishBundleAsync(EncryptionKind kind, CancellationToken cancellationToken)
    {
        await ClaimAsync(cancellationToken).ConfigureAwait(false);
        var (bundle, others) = await _state
            .StepAsync(
                async machine =>
                {
                    var maintenance = await machine.MaintainAsync(cancellationToken).ConfigureAwait(false);
                    await _state.CommitAsync(maintenance.Changes, cancellationToken).ConfigureAwait(false);
                    var others = new List<(EncryptionKind Kind, OmemoBundle Bundle)>();
                    foreach (var other in maintenance.Bundles.Where(other => other != kind))
                    {
                        others.Add((other, await machine.GetBundleAsync(other, cancellationToken).ConfigureAwait(false)));
                    }

                    return (await machine.GetBundleAsync(kind, cancellationToken).ConfigureAwait(false), others);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        await _network.PublishBundleAsync(kind, _state.Device!.Id, bundle, cancellationToken).ConfigureAwait(false);
        foreach (var (other, changed) in others)
        {
            await _network.PublishBundleAsync(other, _state.Device.Id, changed, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the peer has a device that a message may be encrypted to, as far as is known now.</summary>
    /// <param name="peer">The peer's bare address.</param>
    /// <param name="kinds">In which namespaces, the best first.</param>
    /// <param name="isOnline">Whether the network may be asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<OmemoReach> ReachAsync(
        Jid peer,
        IReadOnlyList<EncryptionKind> kinds,
        bool isOnline,
        CancellationToken cancellationToken
    )
    {
        var (unknown, reach) = await KnownAsync(peer, kinds, cancellationToken).ConfigureAwait(false);
        if (isOnline && (unknown.Count > 0 || reach.WhyNot == OmemoExclusion.NoDevices))
        {
            foreach (var kind in reach.WhyNot == OmemoExclusion.NoDevices ? kinds : unknown)
            {
                await RefreshDeviceListAsync(kind, peer, cancellationToken).ConfigureAwait(false);
            }

            (_, reach) = await KnownAsync(peer, kinds, cancellationToken).ConfigureAwait(false);
        }

        return reach;
    }

    /// <summary>The devices of somebody, with keys that were never seen asked for if the network may be asked.</summary>
    public async Task<IReadOnlyList<DeviceInfo>> DevicesAsync(Jid owner, bool isOnline, CancellationToken cancellationToken)
    {
        if (isOnline)
        {
            _ = await ReachAsync(owner, OmemoMachine.Kinds, isOnline, cancellationToken).ConfigureAwait(false);
            var unseen = (await ListAsync(owner, cancellationToken).ConfigureAwait(false))
                .Where(device => device is { IsActive: true, IsThisDevice: false, Fingerprint: null })
                .Take(MaxKeysToLearn)
                .ToList();
            foreach (var device in unseen)
            {
                await FetchBundleAsync(owner, device.Device, cancellationToken).ConfigureAwait(false);
            }
        }

        return await ListAsync(owner, cancellationToken).ConfigureAwait(false);
    }

    public async Task RefreshDeviceListAsync(EncryptionKind kind, Jid owner, CancellationToken cancellationToken)
    {
        IReadOnlyList<OmemoListedDevice> devices;
        try
        {
            devices = await _network.FetchDeviceListAsync(kind, owner, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error)
        {
            // A server that refuses or does not know the account: as good as an account without devices, until told otherwise.
            LogDeviceListRefused(error.Condition);
            devices = [];
        }

        await UpdateDeviceListAsync(kind, owner, devices, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for the current device lists of somebody of whose changes no server tells us. A server that does not answer leaves what is known.</summary>
    public async Task RenewDeviceListsAsync(Jid owner, CancellationToken cancellationToken)
    {
        foreach (var kind in OmemoMachine.Kinds)
        {
            try
            {
                var devices = await _network.FetchDeviceListAsync(kind, owner, cancellationToken).ConfigureAwait(false);
                await UpdateDeviceListAsync(kind, owner, devices, cancellationToken).ConfigureAwait(false);
            }
            catch (StanzaErrorException error)
            {
                LogDeviceListRefused(error.Condition);
            }
        }
    }

    /// <summary>Asks for a device's bundle, for a new session with it. That there is none costs that device only.</summary>
    /// <returns>Whether there is a new session with it.</returns>
    public async Task<bool> FetchBundleAsync(EncryptionKind kind, Jid owner, DeviceId device, CancellationToken cancellationToken)
    {
        OmemoBundle? bundle;
        try
        {
            bundle = await _network.FetchBundleAsync(kind, owner, device, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error)
        {
            LogBundleRefused(error.Condition);
            bundle = null;
        }

        var added = await _state
            .StepAsync(
                async machine =>
                {
                    var known = await machine.GetDevicesAsync(owner, cancellationToken).ConfigureAwait(false);
                    var result = await machine.AddBundleAsync(kind, owner, device, bundle, cancellationToken).ConfigureAwait(false);
                    var notes = result.Device is { } shown
                        ? await _state.Notes.OfKeyAsync(shown, known, cancellationToken).ConfigureAwait(false)
                        : [];
                    await _state.CommitAsync(result.Changes, notes, cancellationToken).ConfigureAwait(false);
                    return result;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (added.Device is { } info)
        {
            _state.Tell(info);
        }

        return added.Accepted;
    }

    private async Task RemoveAsync(EncryptionKind kind, DeviceId device, CancellationToken cancellationToken)
    {
        var listed = await _network.FetchDeviceListAsync(kind, _state.Account, cancellationToken).ConfigureAwait(false);
        var others = listed.Where(other => other.Device != device).ToList();
        if (others.Count < listed.Count)
        {
            // The list comes first: who sees the device on it would ask for a bundle that is gone.
            await AnnounceAsync(kind, others, cancellationToken).ConfigureAwait(false);
            await UpdateDeviceListAsync(kind, _state.Account, others, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await _network.DeleteBundleAsync(kind, device, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error)
        {
            // Nobody looks for the keys of a device that is on no list.
            LogBundleRefused(error.Condition);
        }
    }

    /// <summary>Before anything is published under a new device's number, that number must not be another's, in either namespace (XEP-0384). A namespace that
    /// the server does not do has no list to clash with; without any list nothing is settled, and nothing published.</summary>
    private async Task ClaimAsync(CancellationToken cancellationToken)
    {
        if (_state.Device!.IsClaimed)
        {
            return;
        }

        StanzaErrorException? refused = null;
        var taken = new HashSet<DeviceId>();
        var read = 0;
        foreach (var kind in OmemoMachine.Kinds)
        {
            try
            {
                var devices = await _network.FetchDeviceListAsync(kind, _state.Account, cancellationToken).ConfigureAwait(false);
                taken.UnionWith(devices.Select(device => device.Device));
                read++;
            }
            catch (StanzaErrorException error)
            {
                LogDeviceListRefused(error.Condition);
                refused = error;
            }
        }

        if (read == 0 && refused is not null)
        {
            throw refused;
        }

        await _state.ClaimAsync(taken, cancellationToken).ConfigureAwait(false);
    }

    private Task<IReadOnlyList<DeviceInfo>> ListAsync(Jid owner, CancellationToken cancellationToken) =>
        _state.StepAsync(async machine => await machine.GetDevicesAsync(owner, cancellationToken).ConfigureAwait(false), cancellationToken);

    /// <summary>Asks for a device's key in the best namespace in which it is listed and shows one.</summary>
    private async Task FetchBundleAsync(Jid owner, DeviceId device, CancellationToken cancellationToken)
    {
        foreach (var kind in OmemoMachine.Kinds)
        {
            var list = await _state
                .StepAsync(
                    async machine => await machine.GetDeviceListAsync(kind, owner, cancellationToken).ConfigureAwait(false),
                    cancellationToken
                )
                .ConfigureAwait(false);
            if (list?.Contains(device) != true)
            {
                continue;
            }

            await FetchBundleAsync(kind, owner, device, cancellationToken).ConfigureAwait(false);
            var devices = await ListAsync(owner, cancellationToken).ConfigureAwait(false);
            if (devices.Any(info => info.Device == device && info.Fingerprint is not null))
            {
                return;
            }
        }
    }

    private Task<(IReadOnlyList<EncryptionKind> Unknown, OmemoReach Reach)> KnownAsync(
        Jid peer,
        IReadOnlyList<EncryptionKind> kinds,
        CancellationToken cancellationToken
    ) =>
        _state.StepAsync<(IReadOnlyList<EncryptionKind>, OmemoReach)>(
            async machine =>
            {
                var unknown = new List<EncryptionKind>();
                var lists = new List<(EncryptionKind Kind, HashSet<DeviceId> Listed)>();
                foreach (var kind in kinds)
                {
                    if (await machine.GetDeviceListAsync(kind, peer, cancellationToken).ConfigureAwait(false) is not { } list)
                    {
                        unknown.Add(kind);
                    }
                    else if (list.Count > 0)
                    {
                        lists.Add((kind, [.. list]));
                    }
                }

                if (lists.Count == 0)
                {
                    return (unknown, new(null, unknown.Count > 0 ? null : OmemoExclusion.NoDevices));
                }

                var devices = await machine.GetDevicesAsync(peer, cancellationToken).ConfigureAwait(false);
                var reach = Reach(lists, [.. devices.Where(device => !device.IsThisDevice)]);
                return reach.WhyNot is null && await machine.FindOptOutAsync(peer, cancellationToken).ConfigureAwait(false) is not null
                    ? (unknown, reach with { WhyNot = OmemoExclusion.OptedOut })
                    : (unknown, reach);
            },
            cancellationToken
        );

    private static OmemoReach Reach(List<(EncryptionKind Kind, HashSet<DeviceId> Listed)> lists, IReadOnlyList<DeviceInfo> devices)
    {
        foreach (var (kind, listed) in lists)
        {
            if (devices.Any(device => listed.Contains(device.Device) && MayBeUsed(device)))
            {
                return new(kind, null);
            }
        }

        // None but this one: what is written to it goes to nobody else.
        var others = devices.Where(device => lists.Any(list => list.Listed.Contains(device.Device))).ToList();
        return others.Count == 0 ? new(lists[0].Kind, null)
            : others.Any(device => device.Trust == TrustLevel.Undecided) ? new(null, OmemoExclusion.Undecided)
            : new(null, OmemoExclusion.Distrusted);
    }

    // A device whose key has not been seen yet may still turn out to be usable.
    private static bool MayBeUsed(DeviceInfo device) =>
        device.Fingerprint is null || device.Trust is TrustLevel.Trusted or TrustLevel.Verified;

    private async ValueTask OnDeviceListChangedAsync(
        EncryptionKind kind,
        Jid owner,
        IReadOnlyList<OmemoListedDevice> devices,
        CancellationToken cancellationToken
    )
    {
        // Before the device is open there is nothing to keep, and before its number is settled it is missing on no list; PublishAsync fetches the own list
        // anyway.
        if (
            _state.Device is not null
            && await StoreDeviceListAsync(kind, owner, devices, cancellationToken).ConfigureAwait(false) is { } announce
        )
        {
            OwnDeviceMissing?.Invoke(kind, announce);
        }
    }

    private async Task UpdateDeviceListAsync(
        EncryptionKind kind,
        Jid owner,
        IReadOnlyList<OmemoListedDevice> devices,
        CancellationToken cancellationToken
    )
    {
        if (await StoreDeviceListAsync(kind, owner, devices, cancellationToken).ConfigureAwait(false) is { } announce)
        {
            await AnnounceAsync(kind, announce, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>The list to publish, if our own one lacks this device and its number is settled.</returns>
    private async Task<IReadOnlyList<OmemoListedDevice>?> StoreDeviceListAsync(
        EncryptionKind kind,
        Jid owner,
        IReadOnlyList<OmemoListedDevice> devices,
        CancellationToken cancellationToken
    )
    {
        var (announce, isNew) = await _state
            .StepAsync<(IReadOnlyList<OmemoListedDevice>?, bool)>(
                async machine =>
                {
                    // Of a list that is seen for the first time nobody knows what is new on it.
                    var former = await machine.GetDeviceListAsync(kind, owner, cancellationToken).ConfigureAwait(false);
                    var known = former is null ? [] : await machine.GetDevicesAsync(owner, cancellationToken).ConfigureAwait(false);
                    var result = await machine.UpdateDeviceListAsync(kind, owner, devices, cancellationToken).ConfigureAwait(false);
                    var added = result.Added.Select(device => (device, (Fingerprint?)null));
                    var notes = await _state.Notes.OfNewAsync(owner.Bare, added, known, cancellationToken).ConfigureAwait(false);
                    await _state.CommitAsync(result.Changes, notes, cancellationToken).ConfigureAwait(false);
                    var isNew = former is null || !former.ToHashSet().SetEquals(devices.Select(device => device.Device));
                    return (result.MustAnnounce && _state.Device!.IsClaimed && !_isLeaving ? result.Announce : null, isNew);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (isNew)
        {
            _state.TellDevices(owner.Bare);
        }

        return announce;
    }

    [LoggerMessage(EventId = 4003, Level = LogLevel.Debug, Message = "Publishing the device in {Kind} was refused: {Condition}.")]
    private partial void LogPublishingRefused(EncryptionKind kind, string? condition);

    [LoggerMessage(EventId = 4001, Level = LogLevel.Debug, Message = "A device list was refused: {Condition}.")]
    private partial void LogDeviceListRefused(string? condition);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Debug, Message = "A bundle was refused: {Condition}.")]
    private partial void LogBundleRefused(string? condition);
}
