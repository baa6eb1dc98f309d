// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Testing.Clients;

internal sealed class InMemoryTrust(InMemoryChatClient client) : ITrust
{
    public async Task<IReadOnlyList<DeviceInfo>> DevicesAsync(
        Jid account,
        Jid? owner = null,
        CancellationToken cancellationToken = default
    ) => All(await client.SessionAsync(account, cancellationToken).ConfigureAwait(false), owner ?? account);

    public async Task SetTrustAsync(
        Jid account,
        Jid owner,
        Fingerprint fingerprint,
        TrustLevel trust,
        CancellationToken cancellationToken = default
    )
    {
        var (session, device) = await FindAsync(account, owner, fingerprint, cancellationToken).ConfigureAwait(false);
        if (trust == TrustLevel.Undecided)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "Undecided is no decision.");
        }

        session.SetTrust(owner, fingerprint, trust);
        client.Events.Publish(new DeviceChanged(account, device with { Trust = trust }));
        if (owner != account && trust is TrustLevel.Verified or TrustLevel.Distrusted)
        {
            var kind = trust == TrustLevel.Verified ? ConversationNoteKind.KeyVerified : ConversationNoteKind.KeyDistrusted;
            await session.NoteKeyAsync(owner, kind, fingerprint).ConfigureAwait(false);
        }
    }

    public async Task ResetSessionAsync(Jid account, Jid owner, Fingerprint fingerprint, CancellationToken cancellationToken = default)
    {
        await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        var (_, device) = await FindAsync(account, owner, fingerprint, cancellationToken).ConfigureAwait(false);
        if (device.IsOtr)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A private conversation is ended and started.");
        }

        if (device.Trust == TrustLevel.Distrusted)
        {
            throw new ChatSecureException(ErrorKind.CannotEncrypt, "The key is distrusted.");
        }
    }

    public async Task RemoveDeviceAsync(Jid account, Fingerprint fingerprint, CancellationToken cancellationToken = default)
    {
        await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        var (_, device) = await FindAsync(account, account, fingerprint, cancellationToken).ConfigureAwait(false);
        if (device.IsThisDevice)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "No other device of this account has this key.");
        }

        await SetTrustAsync(account, account, fingerprint, TrustLevel.Distrusted, cancellationToken).ConfigureAwait(false);
        client.Network.RemoveDevice(account, fingerprint);
        client.Events.Publish(new DeviceListChanged(account, account));
    }

    public async Task OptOutAsync(Jid account, Jid peer, string? reason = null, CancellationToken cancellationToken = default)
    {
        await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        await client.Network.DeliverAsync(new OptOutParcel(account, peer, reason)).ConfigureAwait(false);
    }

    private static IReadOnlyList<DeviceInfo> All(InMemorySession session, Jid owner) =>
        [.. session.Devices(owner), .. session.OtrKeys(owner)];

    private async Task<(InMemorySession Session, DeviceInfo Device)> FindAsync(
        Jid account,
        Jid owner,
        Fingerprint fingerprint,
        CancellationToken cancellationToken
    )
    {
        var session = await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        var device = All(session, owner).FirstOrDefault(known => known.Fingerprint == fingerprint);
        return device is null
            ? throw new ChatSecureException(ErrorKind.InvalidInput, "No device of that owner has this key.")
            : (session, device);
    }
}
