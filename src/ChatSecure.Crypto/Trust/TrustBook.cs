// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Trust;

/// <summary>How far keys are trusted, in the store. Trust belongs to an owner and an identity key, in whatever namespace and under whatever device
/// number the key shows up.</summary>
internal sealed class TrustBook(StoreWork work)
{
    private const string Table = "omemo.trust";

    /// <summary>The decision about a key; null if it has never been seen.</summary>
    public async ValueTask<TrustLevel?> FindAsync(Jid owner, Fingerprint key, CancellationToken cancellationToken) =>
        await work.GetAsync(Table, KeyOf(owner, key), cancellationToken).ConfigureAwait(false) is { } record ? Read(record) : null;

    /// <summary>The decisions about all keys of an owner.</summary>
    public async ValueTask<Dictionary<Fingerprint, TrustLevel>> ListAsync(Jid owner, CancellationToken cancellationToken)
    {
        var prefix = Devices.Prefix(owner);
        var levels = new Dictionary<Fingerprint, TrustLevel>();
        foreach (var record in await work.ListAsync(Table, prefix, cancellationToken).ConfigureAwait(false))
        {
            levels[Fingerprint.TryParse(record.Key[prefix.Length..], out var key) ? key : throw StateDamage.Exception()] = Read(
                record.Value.GetValueOrDefault().Span
            );
        }

        return levels;
    }

    /// <summary>The decision about a key that has shown up, made by the policy if it is the first time.</summary>
    /// <param name="owner">Whose key.</param>
    /// <param name="key">The key.</param>
    /// <param name="replaces">Whether it takes the place of another key of the same device: then a person decides, whatever the policy.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask<TrustLevel> MeetAsync(Jid owner, Fingerprint key, bool replaces, CancellationToken cancellationToken)
    {
        if (await FindAsync(owner, key, cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        var blind =
            !replaces
            && work.Policy == TrustPolicy.BlindTrustBeforeVerification
            && !(await ListAsync(owner, cancellationToken).ConfigureAwait(false)).ContainsValue(TrustLevel.Verified);
        var level = blind ? TrustLevel.Trusted : TrustLevel.Undecided;
        Put(owner, key, level);
        return level;
    }

    public void Put(Jid owner, Fingerprint key, TrustLevel level) => work.Put(Table, KeyOf(owner, key), [(byte)level]);

    private static TrustLevel Read(ReadOnlySpan<byte> record) =>
        record is [var level] && level <= (byte)TrustLevel.Distrusted ? (TrustLevel)level : throw StateDamage.Exception();

    private static string KeyOf(Jid owner, Fingerprint key) => Devices.Prefix(owner) + key.Hex;
}
