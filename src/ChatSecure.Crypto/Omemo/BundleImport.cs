// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Ratchet;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>The step that starts a session with a device from its bundle.</summary>
internal sealed class BundleImport(StateWork work)
{
    /// <summary>How long a device without a good bundle is left out, in seconds.</summary>
    public const long RetryAfter = 3600;

    private readonly OmemoContext _context = work.Context;
    private readonly Devices _devices = new(work);
    private readonly Sessions _sessions = new(work);
    private readonly TrustBook _trust = new(work);

    public async ValueTask<OmemoBundleResult> RunAsync(Jid owner, DeviceId id, OmemoBundle? bundle, CancellationToken cancellationToken)
    {
        using var own = await new OwnKeys(work).GetDeviceAsync(cancellationToken).ConfigureAwait(false);
        if (!id.IsValid || (owner == _context.Account && id == own.Id))
        {
            return new(false, null, []);
        }

        var record = await _devices.FindAsync(owner, id, cancellationToken).ConfigureAwait(false);
        if (record is null && (await _devices.ListAsync(owner, cancellationToken).ConfigureAwait(false)).Count >= Devices.MaxKnown)
        {
            return new(false, null, []);
        }

        record ??= new DeviceRecord();
        await _sessions.DeleteDamagedAsync(owner, id, record, cancellationToken).ConfigureAwait(false);
        var keys = bundle is null ? null : BundleKeys.Read(bundle, _context);
        using var session = keys is null || keys.Identity.Montgomery.Span.SequenceEqual(own.Identity) ? null : StartSession(own, keys);
        if (keys is null || session is null)
        {
            record.BundleFailed = _context.Now;
            _devices.Put(owner, id, record);
            return new(false, null, work.Changes);
        }

        var fingerprint = keys.Identity.Fingerprint;
        var replaces = record.Identity is not null && !keys.Identity.Is(record.Identity);
        var isFirst = await _devices.IsFirstAsync(owner, id, cancellationToken).ConfigureAwait(false);
        var trust = await _trust.MeetAsync(owner, fingerprint, replaces, isFirst, cancellationToken).ConfigureAwait(false);
        var accepted = trust is not (TrustLevel.Distrusted or TrustLevel.Removed) && (!replaces || trust.AllowsSending());
        if (accepted)
        {
            await AdoptAsync(owner, id, record, keys, session, replaces, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // A key that nobody has decided about waits beside the device's own; that one and its sessions stay.
            record.Identity ??= keys.Identity;
            record.Pending = replaces && trust == TrustLevel.Undecided ? keys.Identity : record.Pending;
            record.BundleFailed = _context.Now;
        }

        _devices.Put(owner, id, record);
        var device = await new DeviceInfos(work).DescribeAsync(owner, id, fingerprint, trust, cancellationToken).ConfigureAwait(false);
        return new(accepted, device, work.Changes);
    }

    private async ValueTask AdoptAsync(
        Jid owner,
        DeviceId id,
        DeviceRecord record,
        BundleKeys keys,
        OmemoSession session,
        bool replaces,
        CancellationToken cancellationToken
    )
    {
        if (replaces)
        {
            await _sessions.DeleteAllAsync(owner, id, record, cancellationToken).ConfigureAwait(false);
        }

        await _sessions.PromoteAsync(owner, id, record, session.Id, cancellationToken).ConfigureAwait(false);
        _sessions.Put(owner, id, session);
        (record.Identity, record.Pending) = (keys.Identity, null);
        (record.SessionStarted, record.BundleFailed) = (_context.Now, null);
    }

    /// <summary>The key exchange of the initiator: a fresh ephemeral key, agreed with the bundle's keys. Null if one of them is not acceptable.</summary>
    private OmemoSession? StartSession(OwnDevice own, BundleKeys keys)
    {
        Span<byte> ephemeralPrivate = stackalloc byte[KeySchedule.KeySize];
        Span<byte> secret = stackalloc byte[KeySchedule.KeySize];
        var ephemeral = new byte[KeySchedule.KeySize];
        _context.Random.Fill(ephemeralPrivate);
        _context.Curve.CompleteKeyPair(ephemeralPrivate, ephemeral);
        var agreed = _context.X3dh.TryInitiate(
            own.IdentityPrivate,
            ephemeralPrivate,
            keys.Identity.Montgomery.Span,
            keys.SignedPreKey.Span,
            keys.PreKey.Span,
            secret
        );
        var ratchet = agreed ? _context.Ratchet.Initiate(secret, keys.SignedPreKey.Span) : null;
        CryptographicOperations.ZeroMemory(ephemeralPrivate);
        CryptographicOperations.ZeroMemory(secret);
        return ratchet is null ? null : new(ephemeral, ratchet) { Unanswered = (keys.PreKeyId, keys.SignedPreKeyId) };
    }
}
