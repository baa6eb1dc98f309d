// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Core.Encryption;

/// <summary>Devices and trust of all accounts.</summary>
internal sealed class TrustService(SessionTable sessions, Func<BrandPolicy> policy) : ITrust
{
    public async Task<IReadOnlyList<DeviceInfo>> DevicesAsync(Jid account, Jid? owner = null, CancellationToken cancellationToken = default)
    {
        var session = await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false);
        var whose = owner?.Bare ?? account;
        var devices = await session.Directory.DevicesAsync(whose, session.IsOnline, cancellationToken).ConfigureAwait(false);
        return session.Otr is { } otr ? [.. devices, .. await otr.DevicesAsync(whose, cancellationToken).ConfigureAwait(false)] : devices;
    }

    public async Task SetTrustAsync(
        Jid account,
        Jid owner,
        Fingerprint fingerprint,
        TrustLevel trust,
        CancellationToken cancellationToken = default
    )
    {
        if (trust == TrustLevel.Undecided)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A decision about a key is trusted, verified or distrusted.");
        }

        if (trust == TrustLevel.Trusted && policy().TrustPolicy == TrustPolicy.VerifiedOnly)
        {
            throw BrandRules.NotVerified();
        }

        var session = await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false);
        if (fingerprint.IsOtr)
        {
            await (session.Otr ?? throw OtrService.NotAllowed())
                .SetTrustAsync(owner.Bare, fingerprint, trust, cancellationToken)
                .ConfigureAwait(false);
            return;
        }

        await session.Omemo.SetTrustAsync(owner.Bare, fingerprint, trust, cancellationToken).ConfigureAwait(false);
        session.TellTrust();
    }

    public async Task ResetSessionAsync(Jid account, Jid owner, Fingerprint fingerprint, CancellationToken cancellationToken = default)
    {
        if (fingerprint.IsOtr)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A private conversation is ended and started, not reset.");
        }

        var session = await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false);
        await session.ResetSessionAsync(owner.Bare, fingerprint, cancellationToken).ConfigureAwait(false);
    }

    public async Task RemoveDeviceAsync(Jid account, Fingerprint fingerprint, CancellationToken cancellationToken = default)
    {
        var session = await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false);
        var devices = (await session.Directory.DevicesAsync(account, isOnline: true, cancellationToken).ConfigureAwait(false))
            .Where(device => device.Fingerprint == fingerprint)
            .ToList();
        if (devices.Count == 0 || devices.Exists(device => device.IsThisDevice))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "No other device of this account has this key.");
        }

        // First of all nothing is encrypted to it from here, whatever comes of the rest.
        await session.Omemo.SetTrustAsync(account, fingerprint, TrustLevel.Distrusted, cancellationToken).ConfigureAwait(false);
        session.TellTrust();
        foreach (var device in devices)
        {
            await session.Directory.RemoveAsync(device.Device, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task OptOutAsync(Jid account, Jid peer, string? reason = null, CancellationToken cancellationToken = default)
    {
        var session = await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false);
        if (policy().RequireEncryption)
        {
            throw BrandRules.NotPlain();
        }

        if (!await session.OptOutAsync(peer.Bare, reason, cancellationToken).ConfigureAwait(false))
        {
            throw OmemoCoordinator.CannotEncrypt(Crypto.Omemo.OmemoExclusion.NoBundle);
        }
    }
}
