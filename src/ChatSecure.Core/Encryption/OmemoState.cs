// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Events;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Core.Encryption;

/// <summary>One account's <see cref="OmemoMachine"/> with the store that it lives in. The machine takes one step at a time, and a step ends with its
/// commit.</summary>
internal sealed class OmemoState(Jid account, IChatStore store, OmemoMachine machine, EventHub events, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public Jid Account => account;

    /// <summary>What of devices and keys is told in conversations.</summary>
    public DeviceNotes Notes { get; } = new(account, store, time);

    /// <summary>This device; null until <see cref="OpenAsync"/> has run.</summary>
    public OmemoDevice? Device { get; private set; }

    /// <summary>Loads or makes this account's device. Works offline.</summary>
    public Task OpenAsync(CancellationToken cancellationToken) =>
        StepAsync(
            async machine =>
            {
                if (Device is null)
                {
                    var device = await machine.OpenAsync(cancellationToken).ConfigureAwait(false);
                    await CommitAsync(device.Changes, cancellationToken).ConfigureAwait(false);
                    Device = device;
                }

                return true;
            },
            cancellationToken
        );

    /// <summary>Settles this device's number, once: not one of those that other devices of the account have.</summary>
    public Task ClaimAsync(IReadOnlyCollection<DeviceId> taken, CancellationToken cancellationToken) =>
        StepAsync(
            async machine =>
            {
                var device = await machine.ClaimDeviceIdAsync(taken, cancellationToken).ConfigureAwait(false);
                await CommitAsync(device.Changes, cancellationToken).ConfigureAwait(false);
                Device = device;
                return true;
            },
            cancellationToken
        );

    /// <summary>Runs a step, which commits what it changed before it ends.</summary>
    public async Task<T> StepAsync<T>(Func<OmemoMachine, Task<T>> step, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await step(machine).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Commits a step that changed nothing but keys.</summary>
    public Task CommitAsync(IReadOnlyList<CryptoRecord> changes, CancellationToken cancellationToken) =>
        changes.Count == 0 ? Task.CompletedTask : CommitAsync(new ChangeSet(account) { Crypto = changes }, cancellationToken);

    /// <summary>Commits a step with what is told of it, and tells that.</summary>
    public async Task CommitAsync(
        IReadOnlyList<CryptoRecord> changes,
        IReadOnlyList<ConversationNote> notes,
        CancellationToken cancellationToken
    )
    {
        if (changes.Count + notes.Count > 0)
        {
            events.Publish(
                account,
                await CommitAsync(new ChangeSet(account) { Crypto = changes, Notes = notes }, cancellationToken).ConfigureAwait(false)
            );
        }
    }

    /// <summary>Commits a step together with what it made possible.</summary>
    public async Task<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken) =>
        await store.CommitKeysAsync(changes, cancellationToken).ConfigureAwait(false);

    public void Tell(DeviceInfo device) => events.Publish(new DeviceChanged(account, device));

    public void TellDevices(Jid owner) => events.Publish(new DeviceListChanged(account, owner));

    public void TellOptOut(Jid peer, bool isOptedOut, string reason) =>
        events.Publish(new EncryptionOptOutChanged(account, peer, isOptedOut, reason.Length > 0 ? reason : null));

    public void Dispose() => _gate.Dispose();
}
