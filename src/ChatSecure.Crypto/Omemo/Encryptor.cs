// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Ratchet;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Omemo;

/// <summary>The step that encrypts a message.</summary>
internal sealed class Encryptor(StateWork work)
{
    private readonly OmemoContext _context = work.Context;
    private readonly Devices _devices = new(work);
    private readonly Sessions _sessions = new(work);
    private readonly TrustBook _trust = new(work);

    public async ValueTask<OmemoEncryptResult> RunAsync(
        IReadOnlyList<Jid> recipients,
        ReadOnlyMemory<byte>? plaintext,
        CancellationToken cancellationToken
    )
    {
        if (recipients.Count == 0 || recipients.Any(recipient => recipient.IsEmpty))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A message needs at least one recipient, each with an address.");
        }

        using var own = await new OwnKeys(work).GetDeviceAsync(cancellationToken).ConfigureAwait(false);
        var needed = recipients.Select(recipient => recipient.Bare).Distinct().ToList();
        var audience = new Audience(_context, own.Id);
        foreach (var owner in needed.Append(_context.Account).Distinct())
        {
            var list = await _devices.FindListAsync(owner, cancellationToken).ConfigureAwait(false);
            var records = await _devices.ListAsync(owner, cancellationToken).ConfigureAwait(false);
            var trust = await _trust.ListAsync(owner, cancellationToken).ConfigureAwait(false);
            audience.Add(owner, list, records, trust);
        }

        return audience.WhatIsMissing(needed)
            ?? await SealAsync(own, audience.Members, audience.Excluded, plaintext, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A key transport message for one device. It says nothing, so an undecided key may have it.</summary>
    public async ValueTask<OmemoEncryptResult> RunEmptyAsync(Jid owner, DeviceId id, CancellationToken cancellationToken)
    {
        using var own = await new OwnKeys(work).GetDeviceAsync(cancellationToken).ConfigureAwait(false);
        if (!id.IsValid || (owner == _context.Account && id == own.Id))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A message to this very device, or to none, can't be encrypted.");
        }

        var record = await _devices.FindAsync(owner, id, cancellationToken).ConfigureAwait(false);
        if (
            record?.Fingerprint is { } key
            && await _trust.FindAsync(owner, key, cancellationToken).ConfigureAwait(false) == TrustLevel.Distrusted
        )
        {
            return new OmemoNoRecipients(owner, OmemoExclusion.Distrusted);
        }

        if (record is null || record.Sessions.Count == 0)
        {
            return Audience.BundleIsMissing(record, _context.Now)
                ? new OmemoNoRecipients(owner, OmemoExclusion.NoBundle)
                : new OmemoNeedsBundles([(owner, id)]);
        }

        return await SealAsync(own, [(owner, id, record)], [], null, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<OmemoEncryptResult> SealAsync(
        OwnDevice own,
        IReadOnlyList<(Jid Owner, DeviceId Id, DeviceRecord Record)> members,
        IReadOnlyList<(Jid, DeviceId, OmemoExclusion)> excluded,
        ReadOnlyMemory<byte>? plaintext,
        CancellationToken cancellationToken
    )
    {
        var body = _context.Format.Seal(plaintext.GetValueOrDefault().Span, plaintext is not null, _context.Random);
        try
        {
            var ownIdentity = _context.Format.EncodeKey(own.Identity);
            var keys = new List<OmemoKey>(members.Count);
            foreach (var (owner, id, record) in members)
            {
                using var session =
                    await _sessions.FindAsync(owner, id, record.Sessions[0], cancellationToken).ConfigureAwait(false)
                    ?? throw StateDamage.Exception();
                var identities = new RatchetIdentities(ownIdentity, _context.Format.EncodeKey(record.Identity));
                var data = _context.Ratchet.Encrypt(session.Ratchet, identities, _context.Format, body.KeyMaterial);
                var exchange = session.Unanswered is { } used
                    ? new KeyExchange(used.PreKeyId, used.SignedPreKeyId, own.Identity, session.Id, data)
                    : null;
                keys.Add(new(owner, id, exchange is null ? data : _context.Format.WriteKeyExchange(exchange), exchange is not null));
                _sessions.Put(owner, id, session);
            }

            var envelope = new OmemoEnvelope(_context.Format.Kind, own.Id, keys, body.Iv, body.Ciphertext);
            return new OmemoReady(envelope, work.Changes, excluded);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body.KeyMaterial);
        }
    }
}
