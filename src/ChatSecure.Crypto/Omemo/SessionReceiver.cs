// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Ratchet;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>Finds the session that opens a ratchet message, or starts one if the message asks for it.</summary>
internal sealed class SessionReceiver(StateWork work, OwnDevice own)
{
    // How many sessions may start from one one-time key before it is released: two senders can get hold of the same bundle, not dozens.
    private const int MaxSessionsPerPreKey = 16;

    private readonly OmemoContext _context = work.Context;
    private readonly OwnKeys _keys = new(work);
    private readonly Sessions _sessions = new(work);

    public async ValueTask<ReceivedKey> RunAsync(
        Jid sender,
        DeviceId id,
        DeviceRecord record,
        KeyExchange? exchange,
        RatchetMessage message,
        CancellationToken cancellationToken
    )
    {
        if (exchange is null)
        {
            return await OpenWithAnyAsync(sender, id, record, message, cancellationToken).ConfigureAwait(false);
        }

        // The peer repeats the key exchange until we answer: with a session of that name, only the message inside counts.
        var known = record.Sessions.Find(session => exchange.Ephemeral.Span.SequenceEqual(session));
        return known is null
            ? await StartAsync(record, exchange, message, cancellationToken).ConfigureAwait(false)
            : await OpenAsync(sender, id, record, known, message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what a good message changed.</summary>
    public async ValueTask KeepAsync(
        Jid sender,
        DeviceId id,
        DeviceRecord record,
        ReceivedKey received,
        CancellationToken cancellationToken
    )
    {
        var session = received.Session!;
        if (received.OpenedBySkipped is { } message)
        {
            _sessions.DeleteSkipped(sender, id, session.Id, message);
        }

        if (received.Skipped.Count > 0)
        {
            await _sessions.AddSkippedAsync(sender, id, session.Id, received.Skipped, cancellationToken).ConfigureAwait(false);
        }

        if (session.Ratchet.FormerChain is { } former)
        {
            await _sessions.AddFormerChainAsync(sender, id, session.Id, former, cancellationToken).ConfigureAwait(false);
        }

        // The session that the peer last used is the one to answer in: so two sides that each started one end up in the same.
        if (record.Sessions.Count == 0 || !record.Sessions[0].AsSpan().SequenceEqual(session.Id))
        {
            await _sessions.PromoteAsync(sender, id, record, session.Id, cancellationToken).ConfigureAwait(false);
            new Devices(work).Put(sender, id, record);
        }

        if (received.PreKey is { } preKey)
        {
            _keys.UsePreKey(preKey, session.Id);
        }

        session.Unanswered = null;
        _sessions.Put(sender, id, session);
    }

    private async ValueTask<ReceivedKey> OpenWithAnyAsync(
        Jid sender,
        DeviceId id,
        DeviceRecord record,
        RatchetMessage message,
        CancellationToken cancellationToken
    )
    {
        var failure = DecryptFailure.NoSession;
        foreach (var session in record.Sessions)
        {
            var received = await OpenAsync(sender, id, record, session, message, cancellationToken).ConfigureAwait(false);
            if (received.IsDuplicate || received.KeyMaterial is not null)
            {
                return received;
            }

            failure = failure == DecryptFailure.TooFarAhead ? failure : received.Failure;
        }

        return ReceivedKey.Failed(failure);
    }

    private async ValueTask<ReceivedKey> OpenAsync(
        Jid sender,
        DeviceId id,
        DeviceRecord record,
        byte[] sessionId,
        RatchetMessage message,
        CancellationToken cancellationToken
    )
    {
        var session = await _sessions.FindAsync(sender, id, sessionId, cancellationToken).ConfigureAwait(false);
        if (session is null)
        {
            return ReceivedKey.Failed(DecryptFailure.NoSession);
        }

        var identities = IdentitiesWith(record);
        var position = DoubleRatchet.Locate(session.Ratchet, message);
        if (position != RatchetPosition.Ahead)
        {
            var skipped = await _sessions.FindSkippedAsync(sender, id, sessionId, message, cancellationToken).ConfigureAwait(false);
            if (skipped is not null)
            {
                return OpenSkipped(session, identities, message, skipped);
            }

            var isPast =
                position == RatchetPosition.Behind
                || await _sessions.IsFormerChainAsync(sender, id, sessionId, message.RatchetKey, cancellationToken).ConfigureAwait(false);
            if (isPast)
            {
                session.Dispose();
                return ReceivedKey.Duplicate;
            }
        }

        return Advance(session, identities, message, preKey: null);
    }

    private ReceivedKey OpenSkipped(OmemoSession session, RatchetIdentities identities, RatchetMessage message, byte[] skipped)
    {
        var material = _context.Ratchet.TryOpenSkipped(session.Ratchet, identities, message, skipped);
        CryptographicOperations.ZeroMemory(skipped);
        if (material is not null)
        {
            return new()
            {
                KeyMaterial = material,
                Session = session,
                OpenedBySkipped = message,
            };
        }

        session.Dispose();
        return ReceivedKey.Failed(DecryptFailure.Invalid);
    }

    private async ValueTask<ReceivedKey> StartAsync(
        DeviceRecord record,
        KeyExchange exchange,
        RatchetMessage message,
        CancellationToken cancellationToken
    )
    {
        using var signed = await _keys.FindSignedPreKeyAsync(exchange.SignedPreKeyId, cancellationToken).ConfigureAwait(false);
        var preKey = exchange.PreKeyId is { } id ? await _keys.FindPreKeyAsync(id, cancellationToken).ConfigureAwait(false) : null;
        if (signed is null || preKey is null || preKey.Sessions.Count >= MaxSessionsPerPreKey)
        {
            preKey?.Dispose();
            return ReceivedKey.Failed(DecryptFailure.UnknownPreKey);
        }

        // A session that this exchange started and that was given up since must not start, and open its messages, a second time.
        if (preKey.Sessions.Exists(session => exchange.Ephemeral.Span.SequenceEqual(session)))
        {
            preKey.Dispose();
            return ReceivedKey.Duplicate;
        }

        if (Respond(exchange, signed, preKey) is { } ratchet)
        {
            return Advance(new(exchange.Ephemeral.ToArray(), ratchet), IdentitiesWith(record), message, preKey);
        }

        preKey.Dispose();
        return ReceivedKey.Failed(DecryptFailure.Invalid);
    }

    private RatchetState? Respond(KeyExchange exchange, OwnKey signed, OwnKey preKey)
    {
        Span<byte> secret = stackalloc byte[KeySchedule.KeySize];
        var agreed = _context.X3dh.TryRespond(
            own.IdentityPrivate,
            signed.Private,
            preKey.Private,
            exchange.Identity.Montgomery.Span,
            exchange.Ephemeral.Span,
            secret
        );
        var ratchet = agreed ? DoubleRatchet.Accept(secret, signed.Private, signed.Public) : null;
        CryptographicOperations.ZeroMemory(secret);
        return ratchet;
    }

    private ReceivedKey Advance(OmemoSession session, RatchetIdentities identities, RatchetMessage message, OwnKey? preKey)
    {
        var outcome = _context.Ratchet.Decrypt(session.Ratchet, identities, message);
        if (outcome.Plaintext is null)
        {
            session.Dispose();
            preKey?.Dispose();
            return ReceivedKey.Failed(outcome.Failure);
        }

        var chain = session.Ratchet.Chains[session.Ratchet.IndexOf(message.RatchetKey.Span)];
        var wantsHeartbeat = message.Counter >= DoubleRatchet.HeartbeatAt && !chain.HeartbeatAsked;
        chain.HeartbeatAsked |= wantsHeartbeat;
        return new()
        {
            KeyMaterial = outcome.Plaintext,
            Session = session,
            PreKey = preKey,
            Skipped = outcome.Skipped,
            WantsHeartbeat = wantsHeartbeat,
        };
    }

    private RatchetIdentities IdentitiesWith(DeviceRecord record) => new(_context.Format.OwnIdentity(own).Wire, record.Identity!.Wire);
}
