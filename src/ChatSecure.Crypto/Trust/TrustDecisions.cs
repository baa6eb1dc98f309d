// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Trust;

/// <summary>The step that takes in a decision about keys: a person's, or what another device says (automatic trust management, XEP-0450).</summary>
/// <param name="works">The step in each namespace, the best first.</param>
internal sealed class TrustDecisions(IReadOnlyList<StateWork> works)
{
    // Whoever was not online for that long hears of it from a person.
    private const long MaxPendingMilliseconds = 30L * 24 * 60 * 60 * 1000;

    private readonly OmemoContext _context = works[0].Context;
    private readonly TrustBook _trust = new(works[0]);
    private readonly Notices _notices = new(works[0]);
    private readonly PendingNotices _pending = new(works[0]);

    /// <summary>A person's decision. Accepting the new key of a device ends the sessions with its old one.</summary>
    public async ValueTask<OmemoTrustResult> DecideAsync(Jid owner, Fingerprint key, TrustLevel level, CancellationToken cancellationToken)
    {
        var before = await _trust.FindAsync(owner, key, cancellationToken).ConfigureAwait(false);
        if (level == TrustLevel.Undecided || !Enum.IsDefined(level) || before is null)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "No device of that owner has this key, or this is no decision about it.");
        }

        // Whom to tell is whoever was verified before: a device that is rejected now does not hear of it.
        var verified = await _trust.ListVerifiedAsync(cancellationToken).ConfigureAwait(false);
        _trust.Put(owner, key, level, _context.NowInMilliseconds);
        var changed = new List<DeviceInfo>();
        await ApplyAsync(owner, key, level, changed, cancellationToken).ConfigureAwait(false);
        if (level == TrustLevel.Verified)
        {
            await SettleAsync(changed, cancellationToken).ConfigureAwait(false);
        }

        var notices = before == level ? [] : await NoticesAsync(owner, key, level, verified, cancellationToken).ConfigureAwait(false);
        foreach (var notice in notices)
        {
            _pending.Put(notice);
        }

        return new(changed, notices, works[0].Changes);
    }

    /// <summary>What has been decided here and is still to be told. What is no longer so, or has been kept for too long, is told to nobody.</summary>
    public async ValueTask<OmemoPendingNotices> PendingAsync(CancellationToken cancellationToken)
    {
        var current = new List<OmemoTrustNotice>();
        foreach (var notice in await _pending.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            var decisions = new List<OmemoKeyDecision>();
            foreach (var decision in notice.Decisions)
            {
                if (await StandsAsync(decision, cancellationToken).ConfigureAwait(false))
                {
                    decisions.Add(decision);
                }
            }

            if (decisions.Count == 0 || notice.DecidedAt.ToUnixTimeMilliseconds() < _context.NowInMilliseconds - MaxPendingMilliseconds)
            {
                await _pending.DeleteAsync(notice, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                current.Add(notice with { Decisions = decisions });
            }
        }

        return new(current, works[0].Changes);
    }

    private async ValueTask<bool> StandsAsync(OmemoKeyDecision decision, CancellationToken cancellationToken)
    {
        var level = decision.IsTrusted ? TrustLevel.Verified : TrustLevel.Distrusted;
        foreach (var key in await CandidatesAsync(decision, cancellationToken).ConfigureAwait(false))
        {
            if (await _trust.FindAsync(decision.Owner, key, cancellationToken).ConfigureAwait(false) == level)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What another device says. It counts now or later, or never: a contact may speak of their own keys only.</summary>
    public async ValueTask<OmemoTrustResult> HearAsync(
        Jid sender,
        Fingerprint senderKey,
        DateTimeOffset sentAt,
        IReadOnlyList<OmemoKeyDecision> decisions,
        CancellationToken cancellationToken
    )
    {
        var changed = new List<DeviceInfo>();
        var room = Notices.MaxKept - await _notices.CountAsync(cancellationToken).ConfigureAwait(false);
        using var own = await new OwnKeys(works[0]).GetDeviceAsync(cancellationToken).ConfigureAwait(false);

        // A word from the future would outlast every later one: it counts as given now.
        var time = Math.Min(sentAt.ToUnixTimeMilliseconds(), _context.NowInMilliseconds);
        foreach (var decision in decisions.Where(decision => sender == _context.Account || decision.Owner == sender))
        {
            // Nobody speaks of this device to itself, or for themselves.
            var keys = await CandidatesAsync(decision, cancellationToken).ConfigureAwait(false);
            if (keys.Contains(senderKey) || (decision.Owner == _context.Account && keys.Contains(own.Fingerprint)))
            {
                continue;
            }

            foreach (var key in keys)
            {
                if (room-- > 0)
                {
                    await _notices
                        .KeepAsync(sender, senderKey, decision.Owner, key, decision.IsTrusted, time, cancellationToken)
                        .ConfigureAwait(false);
                }
            }
        }

        await SettleAsync(changed, cancellationToken).ConfigureAwait(false);
        return new(changed, [], works[0].Changes);
    }

    private async ValueTask SettleAsync(List<DeviceInfo> changed, CancellationToken cancellationToken)
    {
        foreach (var ((owner, key), level) in await _notices.SettleAllAsync(cancellationToken).ConfigureAwait(false))
        {
            await ApplyAsync(owner, key, level, changed, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Which known key is meant, whatever form it is written in; if none is known, every one that may be meant.</summary>
    private async ValueTask<IReadOnlyList<Fingerprint>> CandidatesAsync(OmemoKeyDecision decision, CancellationToken cancellationToken)
    {
        if (decision.Key.Length != 32)
        {
            return [];
        }

        var asMontgomery = Fingerprint.FromBytes(decision.Key.Span);
        var publicKey = new byte[32];
        if (!_context.Curve.TryGetMontgomeryKey(decision.Key.Span, publicKey))
        {
            return [asMontgomery];
        }

        var asEdwards = Fingerprint.FromBytes(publicKey);
        return await _trust.FindAsync(decision.Owner, asEdwards, cancellationToken).ConfigureAwait(false) is not null ? [asEdwards]
            : await _trust.FindAsync(decision.Owner, asMontgomery, cancellationToken).ConfigureAwait(false) is not null ? [asMontgomery]
            : [asEdwards, asMontgomery];
    }

    private async ValueTask ApplyAsync(
        Jid owner,
        Fingerprint key,
        TrustLevel level,
        List<DeviceInfo> changed,
        CancellationToken cancellationToken
    )
    {
        var infos = new DeviceInfos([.. works]);
        foreach (var work in works)
        {
            foreach (var (id, record) in await new Devices(work).ListAsync(owner, cancellationToken).ConfigureAwait(false))
            {
                if (record.Pending?.Fingerprint == key)
                {
                    await SettlePendingAsync(work, owner, id, record, level, cancellationToken).ConfigureAwait(false);
                }
                else if (record.Fingerprint != key)
                {
                    continue;
                }
                else if (level == TrustLevel.Removed)
                {
                    await new Sessions(work).DeleteAllAsync(owner, id, record, cancellationToken).ConfigureAwait(false);
                    new Devices(work).Put(owner, id, record);
                }

                changed.RemoveAll(device => device.Owner == owner && device.Device == id);
                changed.Add(await infos.DescribeAsync(owner, id, key, level, cancellationToken).ConfigureAwait(false));
            }
        }
    }

    private static async ValueTask SettlePendingAsync(
        StateWork work,
        Jid owner,
        DeviceId id,
        DeviceRecord record,
        TrustLevel level,
        CancellationToken cancellationToken
    )
    {
        if (level.AllowsSending())
        {
            await new Sessions(work).DeleteAllAsync(owner, id, record, cancellationToken).ConfigureAwait(false);
            (record.Identity, record.SessionStarted, record.BundleFailed) = (record.Pending, null, null);
        }

        record.Pending = null;
        new Devices(work).Put(owner, id, record);
    }

    /// <summary>Whom to tell what (XEP-0450, sections 5.1 to 5.4).</summary>
    private async ValueTask<IReadOnlyList<OmemoTrustNotice>> NoticesAsync(
        Jid owner,
        Fingerprint key,
        TrustLevel level,
        IReadOnlyList<(Jid Owner, Fingerprint Key)> verified,
        CancellationToken cancellationToken
    )
    {
        if (
            _context.Policy is TrustPolicy.Manual or TrustPolicy.VerifiedOnly
            || level is not (TrustLevel.Verified or TrustLevel.Distrusted)
        )
        {
            return [];
        }

        var isOwn = owner == _context.Account;
        var others = verified.Where(known => known != (owner, key)).ToList();
        var about = new OmemoKeyDecision(
            owner,
            await WireOfAsync(owner, key, cancellationToken).ConfigureAwait(false),
            level == TrustLevel.Verified
        );
        var notices = new List<OmemoTrustNotice>();

        // Our own devices hear of every key; contacts hear of ours.
        var told = others.Select(known => known.Owner).Distinct().Where(to => isOwn || to == _context.Account);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(_context.NowInMilliseconds);
        notices.AddRange(told.Select(to => new OmemoTrustNotice(to, Only: null, [about]) { DecidedAt = now }));
        if (level == TrustLevel.Verified)
        {
            var tell = new List<OmemoKeyDecision>();
            foreach (var known in others.Where(known => isOwn || known.Owner == _context.Account))
            {
                tell.Add(new(known.Owner, await WireOfAsync(known.Owner, known.Key, cancellationToken).ConfigureAwait(false), true));
            }

            if (tell.Count > 0)
            {
                notices.Add(new(owner, key, tell) { DecidedAt = now });
            }
        }

        return notices;
    }

    /// <summary>A key as the other clients name it: as the device publishes it in <c>urn:xmpp:omemo:2</c>, else as a u coordinate.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> WireOfAsync(Jid owner, Fingerprint key, CancellationToken cancellationToken)
    {
        var records = await new Devices(works[0]).ListAsync(owner, cancellationToken).ConfigureAwait(false);
        IdentityKey? identity = records.Values.Select(record => record.Identity).FirstOrDefault(known => known?.Fingerprint == key);
        return identity?.Wire ?? key.ToBytes();
    }
}
