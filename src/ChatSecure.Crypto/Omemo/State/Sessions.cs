// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Ratchet;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Omemo.State;

/// <summary>Sessions and skipped message keys in the store. A skipped key is a record of its own, so that a gap of a thousand messages does not make
/// every later message rewrite a thousand keys.</summary>
internal sealed class Sessions(StateWork work)
{
    /// <summary>Skipped keys kept for one session; the oldest go first.</summary>
    public const int MaxSkippedPerSession = 1000;

    /// <summary>Skipped keys kept for all sessions with one owner's devices; the oldest go first.</summary>
    public const int MaxSkippedPerOwner = 2000;

    /// <summary>Former chains remembered for one session, newest first: a message on one of them has been decrypted before, or lost its key.</summary>
    public const int MaxFormerChains = 256;

    // The first bytes of a ratchet key tell chains of one session apart; whoever forges a clash makes a message of their own a duplicate.
    private const int FormerChainSize = 8;

    // Record: its place in the order of skipping, then the key.
    private const int SequenceSize = sizeof(ulong);

    private readonly string _sessionTable = work.Context.Format.TablePrefix + "session";
    private readonly string _skippedTable = work.Context.Format.TablePrefix + "skipped";
    private readonly string _formerTable = work.Context.Format.TablePrefix + "former";

    /// <summary>A session of a device; null if its record is gone or damaged. That costs the session, which a new one replaces, and not the account.</summary>
    public async ValueTask<OmemoSession?> FindAsync(Jid owner, DeviceId device, byte[] id, CancellationToken cancellationToken)
    {
        var record = await work.GetAsync(_sessionTable, KeyOf(owner, device, id), cancellationToken).ConfigureAwait(false);
        try
        {
            return record is null ? null : OmemoSession.Deserialize(record);
        }
        catch (ChatSecureException e) when (e.Kind == ErrorKind.StorageDamaged)
        {
            return null;
        }
    }

    public void Put(Jid owner, DeviceId device, OmemoSession session) =>
        work.Put(_sessionTable, KeyOf(owner, device, session.Id), session.Serialize());

    /// <summary>Makes a session the one to encrypt with; beyond the number kept, the oldest is deleted.</summary>
    public async ValueTask PromoteAsync(Jid owner, DeviceId device, DeviceRecord record, byte[] id, CancellationToken cancellationToken)
    {
        record.Sessions.RemoveAll(known => known.AsSpan().SequenceEqual(id));
        record.Sessions.Insert(0, id);
        while (record.Sessions.Count > DeviceRecord.MaxSessions)
        {
            await DeleteAsync(owner, device, record.Sessions[^1], cancellationToken).ConfigureAwait(false);
            record.Sessions.RemoveAt(record.Sessions.Count - 1);
        }
    }

    /// <summary>Deletes what is left of sessions that can't be read.</summary>
    public async ValueTask DeleteDamagedAsync(Jid owner, DeviceId device, DeviceRecord record, CancellationToken cancellationToken)
    {
        foreach (var id in record.Sessions.ToList())
        {
            using var session = await FindAsync(owner, device, id, cancellationToken).ConfigureAwait(false);
            if (session is null)
            {
                await DeleteAsync(owner, device, id, cancellationToken).ConfigureAwait(false);
                record.Sessions.Remove(id);
            }
        }
    }

    public async ValueTask DeleteAllAsync(Jid owner, DeviceId device, DeviceRecord record, CancellationToken cancellationToken)
    {
        foreach (var id in record.Sessions)
        {
            await DeleteAsync(owner, device, id, cancellationToken).ConfigureAwait(false);
        }

        record.Sessions.Clear();
    }

    /// <summary>The key that was skipped for a message; null if there is none.</summary>
    public async ValueTask<byte[]?> FindSkippedAsync(
        Jid owner,
        DeviceId device,
        byte[] session,
        RatchetMessage message,
        CancellationToken cancellationToken
    )
    {
        var key = SkippedKeyOf(owner, device, session, message.RatchetKey.Span, message.Counter);
        var record = await work.GetAsync(_skippedTable, key, cancellationToken).ConfigureAwait(false);
        return record is null ? null
            : record.Length == SequenceSize + KeySchedule.KeySize ? record[SequenceSize..]
            : throw StateDamage.Exception();
    }

    public void DeleteSkipped(Jid owner, DeviceId device, byte[] session, RatchetMessage message) =>
        work.Delete(_skippedTable, SkippedKeyOf(owner, device, session, message.RatchetKey.Span, message.Counter));

    /// <summary>Whether a ratchet key belongs to a chain that the session had and no longer keeps.</summary>
    public async ValueTask<bool> IsFormerChainAsync(
        Jid owner,
        DeviceId device,
        byte[] session,
        ReadOnlyMemory<byte> ratchetKey,
        CancellationToken cancellationToken
    )
    {
        var former = await work.GetAsync(_formerTable, KeyOf(owner, device, session), cancellationToken).ConfigureAwait(false);
        return former is not null && former.Chunk(FormerChainSize).Any(chain => ratchetKey.Span.StartsWith(chain));
    }

    public async ValueTask AddFormerChainAsync(
        Jid owner,
        DeviceId device,
        byte[] session,
        byte[] ratchetKey,
        CancellationToken cancellationToken
    )
    {
        var key = KeyOf(owner, device, session);
        var former = await work.GetAsync(_formerTable, key, cancellationToken).ConfigureAwait(false) ?? [];
        var kept = Math.Min(former.Length, (MaxFormerChains - 1) * FormerChainSize);
        work.Put(_formerTable, key, [.. ratchetKey.AsSpan(0, FormerChainSize), .. former.AsSpan(0, kept)]);
    }

    /// <summary>Keeps the keys that a step passed over, and drops the oldest beyond the bounds.</summary>
    public async ValueTask AddSkippedAsync(
        Jid owner,
        DeviceId device,
        byte[] session,
        IReadOnlyList<SkippedKeys> skipped,
        CancellationToken cancellationToken
    )
    {
        var kept = await work.ListAsync(_skippedTable, Devices.Prefix(owner), cancellationToken).ConfigureAwait(false);
        var oldestFirst = kept.Select(record => (record.Key, Sequence: SequenceOf(record.Value.GetValueOrDefault().Span)))
            .OrderBy(record => record.Sequence)
            .ToList();
        var fresh = Records(owner, device, session, skipped, oldestFirst.Count == 0 ? 0 : oldestFirst[^1].Sequence + 1);
        var excess = Math.Max(0, fresh.Count - MaxSkippedPerSession);
        var sessionPrefix = KeyOf(owner, device, session) + "/";
        var ofSession = oldestFirst.Where(record => record.Key.StartsWith(sessionPrefix, StringComparison.Ordinal)).ToList();
        var evicted = ofSession.Take(ofSession.Count + fresh.Count - MaxSkippedPerSession).ToHashSet();
        var others = oldestFirst.Where(record => !evicted.Contains(record)).ToList();
        evicted.UnionWith(others.Take(others.Count + fresh.Count - excess - MaxSkippedPerOwner));
        foreach (var (key, _) in evicted)
        {
            work.Delete(_skippedTable, key);
        }

        foreach (var (key, value) in fresh.Skip(excess))
        {
            work.Put(_skippedTable, key, value);
        }
    }

    private static List<(string Key, byte[] Value)> Records(
        Jid owner,
        DeviceId device,
        byte[] session,
        IReadOnlyList<SkippedKeys> skipped,
        ulong sequence
    )
    {
        var records = new List<(string, byte[])>();
        foreach (var range in skipped)
        {
            for (var i = 0; i < range.Count; i++)
            {
                var value = new byte[SequenceSize + KeySchedule.KeySize];
                BinaryPrimitives.WriteUInt64LittleEndian(value, sequence++);
                range.Keys.AsSpan(i * KeySchedule.KeySize, KeySchedule.KeySize).CopyTo(value.AsSpan(SequenceSize));
                records.Add((SkippedKeyOf(owner, device, session, range.RatchetKey, range.First + (uint)i), value));
            }
        }

        return records;
    }

    private async ValueTask DeleteAsync(Jid owner, DeviceId device, byte[] id, CancellationToken cancellationToken)
    {
        var key = KeyOf(owner, device, id);
        work.Delete(_sessionTable, key);
        work.Delete(_formerTable, key);
        foreach (var skipped in await work.ListAsync(_skippedTable, key + "/", cancellationToken).ConfigureAwait(false))
        {
            work.Delete(_skippedTable, skipped.Key);
        }
    }

    private static ulong SequenceOf(ReadOnlySpan<byte> record) =>
        record.Length == SequenceSize + KeySchedule.KeySize
            ? BinaryPrimitives.ReadUInt64LittleEndian(record)
            : throw StateDamage.Exception();

    private static string KeyOf(Jid owner, DeviceId device, byte[] id) => $"{Devices.KeyOf(owner, device)}/{Convert.ToHexStringLower(id)}";

    private static string SkippedKeyOf(Jid owner, DeviceId device, byte[] session, ReadOnlySpan<byte> ratchetKey, uint counter) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{KeyOf(owner, device, session)}/{Convert.ToHexStringLower(ratchetKey)}/{counter:D10}"
        );
}
