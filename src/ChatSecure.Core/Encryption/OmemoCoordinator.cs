// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Events;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Encryption;

/// <summary>Runs one account's <see cref="OmemoMachine"/>: asks the network for what the machine needs and commits what it answers. The law: ratchet
/// state commits before ciphertext leaves; plain text and state commit together before the stanza is acknowledged.</summary>
internal sealed partial class OmemoCoordinator : IDisposable
{
    // Each round asks for something that was missing; a peer whose device list changes faster than that does not get to keep us busy.
    private const int MaxRounds = 6;

    private readonly Jid _account;
    private readonly IChatStore _store;
    private readonly OmemoModule _network;
    private readonly OmemoMachine _machine;
    private readonly EventHub _events;
    private readonly ILogger _logger;

    // The machine takes one step at a time, and a step ends with its commit.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private OmemoDevice? _device;

    public OmemoCoordinator(Jid account, IChatStore store, OmemoModule network, OmemoMachine machine, EventHub events, ILogger logger)
    {
        _account = account;
        _store = store;
        _network = network;
        _machine = machine;
        _events = events;
        _logger = logger;
        network.DeviceListChanged = OnDeviceListChangedAsync;
    }

    /// <summary>This device, once <see cref="OpenAsync"/> has run.</summary>
    public OmemoDevice? Device => _device;

    /// <summary>Loads or makes this account's device. Works offline.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_device is null)
            {
                var device = await _machine.OpenAsync(cancellationToken).ConfigureAwait(false);
                await CommitAsync(device.Changes, cancellationToken).ConfigureAwait(false);
                _device = device;
            }
        }
    }

    /// <summary>Makes sure that the server shows this device: on the device list, with its bundle.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        var devices = await _network.FetchDeviceListAsync(_account, cancellationToken).ConfigureAwait(false);
        await UpdateDeviceListAsync(_account, devices, cancellationToken).ConfigureAwait(false);
        await MaintainAsync(force: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Rotates and refills keys, and publishes the bundle if that changed it.</summary>
    public async Task MaintainAsync(bool force, CancellationToken cancellationToken)
    {
        OmemoBundle? bundle = null;
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            var maintenance = await _machine.MaintainAsync(cancellationToken).ConfigureAwait(false);
            await CommitAsync(maintenance.Changes, cancellationToken).ConfigureAwait(false);
            if (maintenance.PublishBundle || force)
            {
                bundle = await _machine.GetBundleAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        if (bundle is not null)
        {
            await _network.PublishBundleAsync(_device!.Id, bundle, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The archive has been read: one-time keys that were kept for it are forgotten.</summary>
    public async Task HistoryReadAsync(CancellationToken cancellationToken)
    {
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            await CommitAsync(await _machine.ReleaseUsedPreKeysAsync(cancellationToken).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Whether the peer has a device that a message may be encrypted to, as far as is known now.</summary>
    /// <param name="peer">The peer's bare address.</param>
    /// <param name="isOnline">Whether the network may be asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null if so, or if nothing is known and the network can't be asked; otherwise why not.</returns>
    public async Task<OmemoExclusion?> WhyNotAsync(Jid peer, bool isOnline, CancellationToken cancellationToken)
    {
        var reason = await KnownReasonAsync(peer, cancellationToken).ConfigureAwait(false);
        if (isOnline && reason is Reason.Unknown or Reason.NoDevices)
        {
            await RefreshDeviceListAsync(peer, cancellationToken).ConfigureAwait(false);
            reason = await KnownReasonAsync(peer, cancellationToken).ConfigureAwait(false);
        }

        return reason switch
        {
            Reason.NoDevices => OmemoExclusion.NoDevices,
            Reason.Undecided => OmemoExclusion.Undecided,
            Reason.Distrusted => OmemoExclusion.Distrusted,
            _ => null,
        };
    }

    /// <summary>Encrypts a text for a peer and our own other devices, and commits the ratchet's step together with what <paramref name="complete"/> makes of the
    /// envelope. Only then may the envelope leave.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.CannotEncrypt"/>, with the reason as its condition.</exception>
    public async Task<T> EncryptAsync<T>(
        Jid peer,
        string text,
        Func<OmemoEnvelope, (T Result, ChangeSet Changes)> complete,
        CancellationToken cancellationToken
    )
    {
        var plaintext = Encoding.UTF8.GetBytes(text);
        try
        {
            for (var round = 0; round < MaxRounds; round++)
            {
                OmemoEncryptResult step;
                using (await EnterAsync(cancellationToken).ConfigureAwait(false))
                {
                    step = await _machine.EncryptAsync([peer], plaintext, cancellationToken).ConfigureAwait(false);
                    if (step is OmemoReady ready)
                    {
                        var (result, changes) = complete(ready.Envelope);
                        await _store.CommitAsync(changes with { Crypto = ready.Changes }, cancellationToken).ConfigureAwait(false);
                        return result;
                    }
                }

                await ProvideAsync(step, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }

        throw new ChatSecureException(ErrorKind.CannotEncrypt, "The recipient's keys could not be gathered; try again later.")
        {
            Condition = "keys-unavailable",
        };
    }

    /// <summary>Decrypts an envelope and commits the ratchet's step together with what <paramref name="complete"/> makes of the result.</summary>
    public async Task<(OmemoDecryptResult Result, CommitResult Commit)> DecryptAsync(
        Jid sender,
        OmemoEnvelope envelope,
        Func<OmemoDecryptResult, ChangeSet> complete,
        CancellationToken cancellationToken
    )
    {
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            var result = await _machine.DecryptAsync(sender, envelope, cancellationToken).ConfigureAwait(false);
            var changes = complete(result);
            if (result is OmemoDecrypted decrypted)
            {
                changes = changes with { Crypto = decrypted.Changes };
            }

            var commit = await _store.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
            if (result is OmemoDecrypted { NewDevice: true } known)
            {
                _events.Publish(new DeviceChanged(_account, known.Sender));
            }

            return (result, commit);
        }
    }

    /// <summary>Sends a message without content to a device: confirms a session that it started, moves the ratchet on, or repairs.</summary>
    public async Task SendEmptyAsync(
        Jid owner,
        DeviceId device,
        bool rebuild,
        Func<MessageStanza, CancellationToken, ValueTask> send,
        CancellationToken cancellationToken
    )
    {
        if (rebuild)
        {
            await ProvideBundleAsync(owner, device, cancellationToken).ConfigureAwait(false);
        }

        OmemoReady? ready;
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            ready = await _machine.EncryptEmptyAsync(owner, device, cancellationToken).ConfigureAwait(false) as OmemoReady;
            if (ready is null)
            {
                return;
            }

            await CommitAsync(ready.Changes, cancellationToken).ConfigureAwait(false);
        }

        var stanza = new MessageStanza(owner) { Id = MessageId.Create().Value };
        stanza.SetOriginId(stanza.Id);
        OmemoPayload.Add(stanza, ready.Envelope);
        await send(stanza, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<DeviceInfo>> DevicesAsync(Jid owner, bool isOnline, CancellationToken cancellationToken)
    {
        if (isOnline)
        {
            await LearnKeysAsync(owner, cancellationToken).ConfigureAwait(false);
        }

        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            return await _machine.GetDevicesAsync(owner, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task SetTrustAsync(Jid owner, Fingerprint fingerprint, TrustLevel trust, CancellationToken cancellationToken)
    {
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            var (changed, changes) = await _machine.SetTrustAsync(owner, fingerprint, trust, cancellationToken).ConfigureAwait(false);
            await CommitAsync(changes, cancellationToken).ConfigureAwait(false);
            foreach (var device in changed)
            {
                _events.Publish(new DeviceChanged(_account, device));
            }
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<Reason> KnownReasonAsync(Jid peer, CancellationToken cancellationToken)
    {
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await _machine.GetDeviceListAsync(peer, cancellationToken).ConfigureAwait(false) is not { } list)
            {
                return Reason.Unknown;
            }

            var devices = await _machine.GetDevicesAsync(peer, cancellationToken).ConfigureAwait(false);
            var active = devices.Where(device => device.IsActive && !device.IsThisDevice).ToList();
            if (list.Count == 0 || active.Count == 0)
            {
                return list.Count == 0 ? Reason.NoDevices : Reason.None;
            }

            // A device whose key has not been seen yet may still turn out to be usable.
            if (active.Exists(device => device.Fingerprint is null || device.Trust is TrustLevel.Trusted or TrustLevel.Verified))
            {
                return Reason.None;
            }

            return active.Exists(device => device.Trust == TrustLevel.Undecided) ? Reason.Undecided : Reason.Distrusted;
        }
    }

    /// <summary>Asks for the bundles of devices whose key has never been seen, so that people can compare fingerprints before the first message.</summary>
    private async Task LearnKeysAsync(Jid owner, CancellationToken cancellationToken)
    {
        if (await KnownReasonAsync(owner, cancellationToken).ConfigureAwait(false) is Reason.Unknown or Reason.NoDevices)
        {
            await RefreshDeviceListAsync(owner, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<DeviceInfo> devices;
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            devices = await _machine.GetDevicesAsync(owner, cancellationToken).ConfigureAwait(false);
        }

        foreach (var device in devices.Where(device => device is { IsActive: true, IsThisDevice: false, Fingerprint: null }).Take(20))
        {
            await ProvideBundleAsync(owner, device.Device, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ProvideAsync(OmemoEncryptResult step, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case OmemoNeedsDeviceLists needs:
                foreach (var owner in needs.Owners)
                {
                    await RefreshDeviceListAsync(owner, cancellationToken).ConfigureAwait(false);
                }

                break;
            case OmemoNeedsBundles needs:
                foreach (var (owner, device) in needs.Devices)
                {
                    await ProvideBundleAsync(owner, device, cancellationToken).ConfigureAwait(false);
                }

                break;
            case OmemoNoRecipients none:
                throw CannotEncrypt(none.Reason);
            default:
                throw new InvalidOperationException("Unknown answer of the OMEMO machine.");
        }
    }

    private async Task RefreshDeviceListAsync(Jid owner, CancellationToken cancellationToken)
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

    private async Task ProvideBundleAsync(Jid owner, DeviceId device, CancellationToken cancellationToken)
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

        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            var result = await _machine.AddBundleAsync(owner, device, bundle, cancellationToken).ConfigureAwait(false);
            await CommitAsync(result.Changes, cancellationToken).ConfigureAwait(false);
            if (result.Device is { } info)
            {
                _events.Publish(new DeviceChanged(_account, info));
            }
        }
    }

    private async ValueTask OnDeviceListChangedAsync(Jid owner, IReadOnlyList<DeviceId> devices, CancellationToken cancellationToken)
    {
        // Before the device is open there is nothing to keep; PublishAsync fetches the own list anyway.
        if (_device is null)
        {
            return;
        }

        var announce = await StoreDeviceListAsync(owner, devices, cancellationToken).ConfigureAwait(false);
        if (announce is not null)
        {
            OwnDeviceMissing?.Invoke(announce);
        }
    }

    /// <summary>Told when our own device list lost this device: what to publish. The listener does so outside the inbound loop.</summary>
    public Action<IReadOnlyList<DeviceId>>? OwnDeviceMissing { get; set; }

    public Task AnnounceAsync(IReadOnlyList<DeviceId> devices, CancellationToken cancellationToken) =>
        _network.PublishDeviceListAsync(devices, cancellationToken);

    private async Task UpdateDeviceListAsync(Jid owner, IReadOnlyList<DeviceId> devices, CancellationToken cancellationToken)
    {
        if (await StoreDeviceListAsync(owner, devices, cancellationToken).ConfigureAwait(false) is { } announce)
        {
            await _network.PublishDeviceListAsync(announce, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<DeviceId>?> StoreDeviceListAsync(
        Jid owner,
        IReadOnlyList<DeviceId> devices,
        CancellationToken cancellationToken
    )
    {
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            var result = await _machine.UpdateDeviceListAsync(owner, devices, cancellationToken).ConfigureAwait(false);
            await CommitAsync(result.Changes, cancellationToken).ConfigureAwait(false);
            return result.MustAnnounce ? result.Announce : null;
        }
    }

    private async Task CommitAsync(IReadOnlyList<CryptoRecord> changes, CancellationToken cancellationToken)
    {
        if (changes.Count > 0)
        {
            await _store.CommitAsync(new ChangeSet(_account) { Crypto = changes }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Gate> EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Gate(_gate);
    }

    public static ChatSecureException CannotEncrypt(OmemoExclusion reason) =>
        reason switch
        {
            OmemoExclusion.Undecided => new(
                ErrorKind.CannotEncrypt,
                "None of the recipient's keys has been trusted yet: compare the fingerprint and trust it first."
            )
            {
                Condition = "undecided",
            },
            OmemoExclusion.Distrusted => new(ErrorKind.CannotEncrypt, "All of the recipient's keys are distrusted.")
            {
                Condition = "distrusted",
            },
            _ => new(ErrorKind.CannotEncrypt, "The recipient has no device that can receive encrypted messages.")
            {
                Condition = "no-devices",
            },
        };

    [LoggerMessage(EventId = 4001, Level = LogLevel.Debug, Message = "A device list was refused: {Condition}.")]
    private partial void LogDeviceListRefused(string? condition);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Debug, Message = "A bundle was refused: {Condition}.")]
    private partial void LogBundleRefused(string? condition);

    private enum Reason
    {
        None,
        Unknown,
        NoDevices,
        Undecided,
        Distrusted,
    }

    private readonly struct Gate(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
