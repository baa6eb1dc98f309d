// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Trust;

/// <summary>How far keys are trusted, in the store. Trust belongs to an owner and an identity key, in whatever namespace and under whatever device
/// number the key shows up.</summary>
internal sealed class TrustBook(StoreWork work)
{
    private const string Table = "omemo.trust";

    // A level, and for one that was decided when, in milliseconds since 1970.
    private const int DecidedSize = 1 + sizeof(long);

    /// <summary>The decision about a key; null if it has never been seen.</summary>
    public async ValueTask<TrustLevel?> FindAsync(Jid owner, Fingerprint key, CancellationToken cancellationToken) =>
        await work.GetAsync(Table, KeyOf(owner, key), cancellationToken).ConfigureAwait(false) is { } record ? LevelOf(record) : null;

    /// <summary>When a person, here or on another device, decided about a key last; null if nobody has.</summary>
    public async ValueTask<long?> DecidedAtAsync(Jid owner, Fingerprint key, CancellationToken cancellationToken) =>
        await work.GetAsync(Table, KeyOf(owner, key), cancellationToken).ConfigureAwait(false) is { Length: DecidedSize } record
            ? BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(1))
            : null;

    /// <summary>The decisions about all keys of an owner.</summary>
    public async ValueTask<Dictionary<Fingerprint, TrustLevel>> ListAsync(Jid owner, CancellationToken cancellationToken)
    {
        var levels = new Dictionary<Fingerprint, TrustLevel>();
        foreach (var (_, key, level) in await ListAsync(Devices.Prefix(owner), cancellationToken).ConfigureAwait(false))
        {
            levels[key] = level;
        }

        return levels;
    }

    /// <summary>The OMEMO keys that have been verified, of everybody.</summary>
    public async ValueTask<IReadOnlyList<(Jid Owner, Fingerprint Key)>> ListVerifiedAsync(CancellationToken cancellationToken) =>
        [
            .. (await ListAsync(string.Empty, cancellationToken).ConfigureAwait(false))
                .Where(entry => entry.Level == TrustLevel.Verified && !entry.Key.IsOtr)
                .Select(entry => (entry.Owner, entry.Key)),
        ];

    /// <summary>The decision about a key that has shown up, of which it is not known whether it was there at first.</summary>
    public ValueTask<TrustLevel> MeetAsync(Jid owner, Fingerprint key, bool replaces, CancellationToken cancellationToken) =>
        MeetAsync(owner, key, replaces, isFirst: null, cancellationToken);

    /// <summary>The decision about a key that has shown up, made by the policy if it is the first time, and by what authenticated devices have said of it.</summary>
    /// <param name="owner">Whose key.</param>
    /// <param name="key">The key.</param>
    /// <param name="replaces">Whether it takes the place of another key of the same device: then a person decides, whatever the policy.</param>
    /// <param name="isFirst">Whether its device was there when we first learned of any of the owner's; null if that is not known.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask<TrustLevel> MeetAsync(
        Jid owner,
        Fingerprint key,
        bool replaces,
        bool? isFirst,
        CancellationToken cancellationToken
    )
    {
        var known = await FindAsync(owner, key, cancellationToken).ConfigureAwait(false);
        if (known is { } level && level != TrustLevel.Removed)
        {
            return level;
        }

        // A key that was put away and is back is a matter for a person.
        var blind = known is null && !replaces && await IsTrustedBlindlyAsync(owner, isFirst, cancellationToken).ConfigureAwait(false);
        Put(owner, key, blind ? TrustLevel.Trusted : TrustLevel.Undecided);
        return await new Notices(work).SettleAsync(owner, key, cancellationToken).ConfigureAwait(false)
            ?? (blind ? TrustLevel.Trusted : TrustLevel.Undecided);
    }

    /// <summary>Records what a policy makes of a key.</summary>
    public void Put(Jid owner, Fingerprint key, TrustLevel level) => work.Put(Table, KeyOf(owner, key), [(byte)level]);

    /// <summary>Records a decision.</summary>
    public void Put(Jid owner, Fingerprint key, TrustLevel level, long decidedAt)
    {
        var record = new byte[DecidedSize];
        record[0] = (byte)level;
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(1), decidedAt);
        work.Put(Table, KeyOf(owner, key), record);
    }

    private async ValueTask<bool> IsTrustedBlindlyAsync(Jid owner, bool? isFirst, CancellationToken cancellationToken)
    {
        var known = await ListAsync(owner, cancellationToken).ConfigureAwait(false);
        return work.Policy switch
        {
            TrustPolicy.BlindTrustBeforeVerification => !known.ContainsValue(TrustLevel.Verified),
            TrustPolicy.FirstUse => isFirst ?? known.Count == 0,
            _ => false,
        };
    }

    private async ValueTask<IEnumerable<(Jid Owner, Fingerprint Key, TrustLevel Level)>> ListAsync(
        string prefix,
        CancellationToken cancellationToken
    )
    {
        var records = await work.ListAsync(Table, prefix, cancellationToken).ConfigureAwait(false);
        return records.Select(record =>
        {
            var slash = record.Key.LastIndexOf('/');
            return
                slash > 0
                && Jid.TryParse(record.Key[..slash], out var owner)
                && Fingerprint.TryParse(record.Key[(slash + 1)..], out var key)
                ? (owner, key, LevelOf(record.Value.GetValueOrDefault().Span))
                : throw StateDamage.Exception();
        });
    }

    // Where only what is verified counts, a key that is merely trusted, by a former policy or by a person, waits like one that nobody has looked at.
    private TrustLevel LevelOf(ReadOnlySpan<byte> record) =>
        Read(record) is var level && level == TrustLevel.Trusted && work.Policy == TrustPolicy.VerifiedOnly ? TrustLevel.Undecided : level;

    internal static TrustLevel Read(ReadOnlySpan<byte> record) =>
        record.Length is 1 or DecidedSize && record[0] <= (byte)TrustLevel.Removed ? (TrustLevel)record[0] : throw StateDamage.Exception();

    private static string KeyOf(Jid owner, Fingerprint key) => Devices.Prefix(owner) + key.Hex;
}
