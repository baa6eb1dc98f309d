// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Ratchet;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Omemo;

/// <summary>The step that encrypts a message, in as many namespaces as its receivers need.</summary>
/// <param name="works">The step in each namespace, the best first.</param>
internal sealed class Encryptor(IReadOnlyList<StateWork> works)
{
    private readonly OmemoContext _context = works[0].Context;
    private readonly TrustBook _trust = new(works[0]);

    public async ValueTask<OmemoEncryptResult> RunAsync(
        IReadOnlyList<Jid> recipients,
        OmemoContent content,
        CancellationToken cancellationToken
    )
    {
        if (recipients.Count == 0 || recipients.Any(recipient => recipient.IsEmpty))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A message needs at least one recipient, each with an address.");
        }

        var usable = works.Where(work => content.In(work.Context.Format.Kind) is not null).ToList();
        if (usable.Count == 0)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A message needs content for at least one namespace.");
        }

        using var own = await new OwnKeys(works[0]).GetDeviceAsync(cancellationToken).ConfigureAwait(false);
        var needed = recipients.Select(recipient => recipient.Bare).Distinct().ToList();
        var audience = new Audience(_context, own.Id);
        foreach (var owner in needed.Append(_context.Account).Distinct())
        {
            var views = new List<FormatView>(usable.Count);
            foreach (var work in usable)
            {
                var devices = new Devices(work);
                var list = await devices.FindListAsync(owner, cancellationToken).ConfigureAwait(false);
                var records = list is { Count: 0 } ? [] : await devices.ListAsync(owner, cancellationToken).ConfigureAwait(false);
                views.Add(new(work.Context.Format.Kind, list, records));
            }

            audience.Add(owner, views, await _trust.ListAsync(owner, cancellationToken).ConfigureAwait(false));
        }

        if (audience.WhatIsMissing(needed) is { } missing)
        {
            return missing;
        }

        var envelopes = new List<OmemoEnvelope>(usable.Count);
        var damaged = new List<(EncryptionKind, Jid, DeviceId)>();
        foreach (var work in usable)
        {
            var kind = work.Context.Format.Kind;
            var members = audience
                .Members.Where(member => member.Kind == kind)
                .Select(member => (member.Owner, member.Id, member.Record))
                .ToList();
            if (members.Count > 0)
            {
                envelopes.Add(await SealAsync(work, own, members, content, damaged, cancellationToken).ConfigureAwait(false));
            }
        }

        return Finish(envelopes, damaged, works[0], audience.Excluded);
    }

    /// <summary>Encrypts for verified devices alone, in the best namespace.</summary>
    public async ValueTask<OmemoEncryptResult> RunVerifiedAsync(
        Jid owner,
        Fingerprint? only,
        OmemoContent content,
        CancellationToken cancellationToken
    )
    {
        var work = works[0];
        using var own = await new OwnKeys(work).GetDeviceAsync(cancellationToken).ConfigureAwait(false);
        var devices = new Devices(work);
        var list = await devices.FindListAsync(owner, cancellationToken).ConfigureAwait(false) ?? [];
        var trust = await _trust.ListAsync(owner, cancellationToken).ConfigureAwait(false);
        var members = (await devices.ListAsync(owner, cancellationToken).ConfigureAwait(false))
            .Where(device =>
                list.Contains(device.Key)
                && (owner != _context.Account || device.Key != own.Id)
                && device.Value is { Sessions.Count: > 0, Fingerprint: { } key }
                && trust.GetValueOrDefault(key, TrustLevel.Undecided) == TrustLevel.Verified
                && (only is null || only == key)
            )
            .Select(device => (owner, device.Key, device.Value))
            .ToList();
        if (members.Count == 0)
        {
            return new OmemoNoRecipients(owner, OmemoExclusion.NoDevices);
        }

        var damaged = new List<(EncryptionKind, Jid, DeviceId)>();
        var envelope = await SealAsync(work, own, members, content, damaged, cancellationToken).ConfigureAwait(false);
        return Finish([envelope], damaged, work, []);
    }

    public static async ValueTask<OmemoEncryptResult> RunEmptyAsync(
        StateWork work,
        Jid owner,
        DeviceId id,
        CancellationToken cancellationToken
    )
    {
        using var own = await new OwnKeys(work).GetDeviceAsync(cancellationToken).ConfigureAwait(false);
        if (!id.IsValid || (owner == work.Context.Account && id == own.Id))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A message to this very device, or to none, can't be encrypted.");
        }

        var record = await new Devices(work).FindAsync(owner, id, cancellationToken).ConfigureAwait(false);
        if (
            record?.Fingerprint is { } key
            && await new TrustBook(work).FindAsync(owner, key, cancellationToken).ConfigureAwait(false)
                is TrustLevel.Distrusted
                    or TrustLevel.Removed
        )
        {
            return new OmemoNoRecipients(owner, OmemoExclusion.Distrusted);
        }

        if (record is null || record.Sessions.Count == 0)
        {
            return Audience.BundleIsMissing(record, work.Context.Now)
                ? new OmemoNoRecipients(owner, OmemoExclusion.NoBundle)
                : new OmemoNeedsBundles([(work.Context.Format.Kind, owner, id)]);
        }

        var damaged = new List<(EncryptionKind, Jid, DeviceId)>();
        var envelope = await SealAsync(work, own, [(owner, id, record)], OmemoContent.KeysOnly, damaged, cancellationToken)
            .ConfigureAwait(false);
        return Finish([envelope], damaged, work, []);
    }

    // A session of ours that can't be read any more is replaced like one that was never there.
    private static OmemoEncryptResult Finish(
        IReadOnlyList<OmemoEnvelope> envelopes,
        List<(EncryptionKind Kind, Jid Owner, DeviceId Device)> damaged,
        StateWork work,
        IReadOnlyList<(Jid Owner, DeviceId Device, OmemoExclusion Reason)> excluded
    ) => damaged.Count > 0 ? new OmemoNeedsBundles(damaged) : new OmemoReady(envelopes, work.Changes, excluded);

    private static async ValueTask<OmemoEnvelope> SealAsync(
        StateWork work,
        OwnDevice own,
        List<(Jid Owner, DeviceId Id, DeviceRecord Record)> members,
        OmemoContent content,
        List<(EncryptionKind Kind, Jid Owner, DeviceId Device)> damaged,
        CancellationToken cancellationToken
    )
    {
        var context = work.Context;
        var sessions = new Sessions(work);
        var identity = context.Format.OwnIdentity(own);
        var plaintext = content.In(context.Format.Kind).GetValueOrDefault();
        var body = context.Format.Seal(plaintext.Span, content.HasPayload, context.Random);
        try
        {
            var keys = new List<OmemoKey>(members.Count);
            foreach (var (owner, id, record) in members)
            {
                using var session = await sessions.FindAsync(owner, id, record.Sessions[0], cancellationToken).ConfigureAwait(false);
                if (session is null)
                {
                    damaged.Add((context.Format.Kind, owner, id));
                    continue;
                }

                var identities = new RatchetIdentities(identity.Wire, record.Identity!.Wire);
                var data = context.Ratchet.Encrypt(session.Ratchet, identities, context.Format, body.KeyMaterial);
                var exchange = session.Unanswered is { } used
                    ? new Wire.KeyExchange(used.PreKeyId, used.SignedPreKeyId, identity, session.Id, data)
                    : null;
                keys.Add(new(owner, id, exchange is null ? data : context.Format.WriteKeyExchange(exchange), exchange is not null));
                sessions.Put(owner, id, session);
            }

            return new OmemoEnvelope(context.Format.Kind, own.Id, keys, body.Iv, body.Ciphertext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body.KeyMaterial);
        }
    }
}
