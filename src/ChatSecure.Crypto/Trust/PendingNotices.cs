// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Trust;

/// <summary>Trust messages that are still to be told, in the store: written in the step that decides, so that neither is without the other, and deleted when a
/// server has taken the message. A later decision about the same key takes the place of an earlier one.</summary>
internal sealed class PendingNotices(StoreWork work)
{
    private const string Table = "omemo.tell";
    private const uint DecisionField = 1u << 4;

    // The end of the year 9999.
    private const ulong MaxTime = 253_402_300_799_999;

    public void Put(OmemoTrustNotice notice) => work.Put(Table, NameOf(notice), Write(notice));

    /// <summary>A trust message as it is stored.</summary>
    public static byte[] Write(OmemoTrustNotice notice)
    {
        using var writer = new ProtoWriter(stackalloc byte[512]);
        writer.Bytes(1, Encoding.UTF8.GetBytes(notice.To.ToString()));
        if (notice.Only is { } only)
        {
            writer.Bytes(2, only.ToBytes());
        }

        writer.UInt64(3, (ulong)notice.DecidedAt.ToUnixTimeMilliseconds());
        Span<byte> scratch = stackalloc byte[256];
        foreach (var decision in notice.Decisions)
        {
            using var nested = new ProtoWriter(scratch);
            nested.Bytes(1, Encoding.UTF8.GetBytes(decision.Owner.ToString()));
            nested.Bytes(2, decision.Key.Span);
            nested.UInt32(3, decision.IsTrusted ? 1u : 0u);
            writer.Bytes(4, nested.Written);
        }

        return writer.ToArray();
    }

    /// <summary>What is to be told, the oldest decision first.</summary>
    public async ValueTask<IReadOnlyList<OmemoTrustNotice>> ListAsync(CancellationToken cancellationToken)
    {
        var records = await work.ListAsync(Table, string.Empty, cancellationToken).ConfigureAwait(false);
        return [.. records.Select(record => Read(record.Value.GetValueOrDefault().Span)).OrderBy(notice => notice.DecidedAt)];
    }

    /// <summary>Forgets a trust message, unless another has taken its place.</summary>
    public async ValueTask DeleteAsync(OmemoTrustNotice notice, CancellationToken cancellationToken)
    {
        var record = await work.GetAsync(Table, NameOf(notice), cancellationToken).ConfigureAwait(false);
        if (record is not null && Read(record).DecidedAt == notice.DecidedAt)
        {
            work.Delete(Table, NameOf(notice));
        }
    }

    // To everybody about one key, or to one device about many.
    private static string NameOf(OmemoTrustNotice notice) =>
        Devices.Prefix(notice.To)
        + (notice.Only is { } only ? only.Hex : $"{notice.Decisions[0].Owner}/{Convert.ToHexStringLower(notice.Decisions[0].Key.Span)}");

    /// <summary>A trust message from how it was stored.</summary>
    /// <exception cref="Errors.ChatSecureException"><see cref="Errors.ErrorKind.StorageDamaged"/>.</exception>
    public static OmemoTrustNotice Read(ReadOnlySpan<byte> record)
    {
        Jid to = default;
        byte[]? only = null;
        ulong decidedAt = 0;
        var decisions = new List<OmemoKeyDecision>();
        var reader = new ProtoReader(record, DecisionField);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    to = ReadJid(reader.Bytes());
                    break;
                case 2:
                    only = reader.Bytes().ToArray();
                    break;
                case 3:
                    decidedAt = reader.UInt64();
                    break;
                case 4:
                    decisions.Add(ReadDecision(reader.Bytes()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return reader.Failed || to.IsEmpty || only is { Length: not 32 } || decisions.Count == 0 || decidedAt > MaxTime
            ? throw StateDamage.Exception()
            : new(to, only is null ? null : Fingerprint.FromBytes(only), decisions)
            {
                DecidedAt = DateTimeOffset.FromUnixTimeMilliseconds((long)decidedAt),
            };
    }

    private static OmemoKeyDecision ReadDecision(ReadOnlySpan<byte> nested)
    {
        Jid owner = default;
        byte[] key = [];
        uint isTrusted = 0;
        var reader = new ProtoReader(nested);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    owner = ReadJid(reader.Bytes());
                    break;
                case 2:
                    key = reader.Bytes().ToArray();
                    break;
                case 3:
                    isTrusted = reader.UInt32();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return reader.Failed || owner.IsEmpty || key.Length != 32 ? throw StateDamage.Exception() : new(owner, key, isTrusted == 1);
    }

    private static Jid ReadJid(ReadOnlySpan<byte> text) => Jid.TryParse(Encoding.UTF8.GetString(text), out var jid) ? jid : default;
}
