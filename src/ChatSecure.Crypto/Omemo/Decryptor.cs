// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Ratchet;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>The step that decrypts a message. Nothing is written before the message's code and its payload's tag are both good.</summary>
internal sealed class Decryptor(StateWork work, OwnDevice own)
{
    // In a group two recipients may have the same device number, and the legacy namespace does not say whose key is whose: try a few.
    private const int MaxCandidates = 4;

    private readonly OmemoContext _context = work.Context;
    private readonly Devices _devices = new(work);
    private readonly TrustBook _trust = new(work);
    private readonly SessionReceiver _receiver = new(work, own);

    /// <summary>When we last started a session with the sender; for the limit on repairs.</summary>
    public long? SessionStarted { get; private set; }

    public async ValueTask<OmemoDecryptResult> RunAsync(Jid sender, OmemoEnvelope envelope, CancellationToken cancellationToken)
    {
        if (!envelope.Sender.IsValid)
        {
            return Failed(envelope, DecryptFailure.Invalid);
        }

        // Nothing that claims to come from this very device is for it.
        var isOwnEcho = sender == _context.Account && envelope.Sender == own.Id;
        var candidates = envelope.Keys.Where(key =>
            !isOwnEcho && key.Device == own.Id && (key.Owner is null || key.Owner == _context.Account)
        );
        OmemoDecryptResult? failed = null;
        foreach (var key in candidates.Take(MaxCandidates))
        {
            var result = await TryAsync(sender, envelope, key, cancellationToken).ConfigureAwait(false);
            if (result is not OmemoFailed)
            {
                return result;
            }

            failed ??= result;
        }

        return failed ?? Failed(envelope, DecryptFailure.NotForThisDevice);
    }

    private async ValueTask<OmemoDecryptResult> TryAsync(
        Jid sender,
        OmemoEnvelope envelope,
        OmemoKey key,
        CancellationToken cancellationToken
    )
    {
        var exchange = key.IsKeyExchange ? _context.Format.ReadKeyExchange(key.Data) : null;
        var message = key.IsKeyExchange && exchange is null ? null : _context.Format.ReadMessage(exchange?.Message ?? key.Data);
        if (message is null)
        {
            return Failed(envelope, DecryptFailure.Invalid);
        }

        var known = await _devices.FindAsync(sender, envelope.Sender, cancellationToken).ConfigureAwait(false);
        SessionStarted = known?.SessionStarted;
        if (await FindObstacleAsync(sender, envelope.Sender, known, exchange, cancellationToken).ConfigureAwait(false) is { } obstacle)
        {
            return Failed(envelope, obstacle, IsRepairable(obstacle));
        }

        var record = known ?? new DeviceRecord();
        var newDevice = record.Identity is null;
        record.Identity ??= exchange?.Identity.Copy();
        using var received = await _receiver
            .RunAsync(sender, envelope.Sender, record, exchange, message, cancellationToken)
            .ConfigureAwait(false);
        if (received.IsDuplicate)
        {
            return new OmemoDuplicate();
        }

        if (received.KeyMaterial is null)
        {
            return Failed(envelope, received.Failure, IsRepairable(received.Failure));
        }

        var opened = _context.Format.TryOpen(envelope, received.KeyMaterial, out var plaintext);
        if (!opened)
        {
            return Failed(envelope, DecryptFailure.Invalid);
        }

        await _receiver.KeepAsync(sender, envelope.Sender, record, received, cancellationToken).ConfigureAwait(false);
        var fingerprint = record.Identity!.Fingerprint;
        var isFirst = await _devices.IsFirstAsync(sender, envelope.Sender, cancellationToken).ConfigureAwait(false);
        var trust = await _trust.MeetAsync(sender, fingerprint, replaces: false, isFirst, cancellationToken).ConfigureAwait(false);
        var device = await new DeviceInfos(work)
            .DescribeAsync(sender, envelope.Sender, fingerprint, trust, cancellationToken)
            .ConfigureAwait(false);
        return new OmemoDecrypted(
            plaintext,
            device,
            newDevice,
            PublishBundle: received.PreKey is not null,
            SendEmpty: received.PreKey is not null || received.WantsHeartbeat,
            work.Changes
        );
    }

    /// <summary>Why the message may not be decrypted, as far as that shows before any of its keys is used.</summary>
    private async ValueTask<DecryptFailure?> FindObstacleAsync(
        Jid sender,
        DeviceId id,
        DeviceRecord? known,
        KeyExchange? exchange,
        CancellationToken cancellationToken
    )
    {
        if (exchange is not null && known?.Identity is not null && !exchange.Identity.Is(known.Identity))
        {
            return DecryptFailure.IdentityChanged;
        }

        if (exchange is not null && exchange.Identity.Montgomery.Span.SequenceEqual(own.Identity))
        {
            return DecryptFailure.Invalid;
        }

        if (exchange is null && known is not { Sessions.Count: > 0 })
        {
            return DecryptFailure.NoSession;
        }

        var identity = exchange is null ? known!.Identity : exchange.Identity;
        if (await _trust.FindAsync(sender, identity!.Fingerprint, cancellationToken).ConfigureAwait(false) == TrustLevel.Distrusted)
        {
            return DecryptFailure.Distrusted;
        }

        var isOneTooMany =
            known is null && (await _devices.ListAsync(sender, cancellationToken).ConfigureAwait(false)).Count >= Devices.MaxKnown;
        return isOneTooMany ? DecryptFailure.Invalid : null;
    }

    // A changed identity is repaired by looking at the bundle: that puts the new key before a person.
    private bool IsRepairable(DecryptFailure failure) =>
        failure is DecryptFailure.NoSession or DecryptFailure.IdentityChanged || (_context.Format.RepairsErrors && IsError(failure));

    private static bool IsError(DecryptFailure failure) =>
        failure is DecryptFailure.UnknownPreKey or DecryptFailure.TooFarAhead or DecryptFailure.Invalid;

    private static OmemoFailed Failed(OmemoEnvelope envelope, DecryptFailure failure, bool repairable = false) =>
        new(failure, envelope.Sender, repairable);
}
