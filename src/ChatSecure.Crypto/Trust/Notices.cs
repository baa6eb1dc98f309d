// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Trust;

/// <summary>What other devices have said of keys (automatic trust management, XEP-0450), in the store until it can count: a word counts once the key of
/// the device that gave it is verified and the key that it is about has shown up. Of several words the last given counts, and none that is older than
/// what has been decided since: so nothing is replayed.</summary>
internal sealed class Notices(StoreWork work)
{
    /// <summary>Words kept that don't count yet, of everybody. Only an attack makes more: then no more are taken.</summary>
    public const int MaxKept = 2000;

    private const string Table = "omemo.notice";
    private const int RecordSize = 1 + sizeof(long);

    private readonly TrustBook _trust = new(work);

    /// <summary>Keeps a word.</summary>
    /// <param name="sender">Who gave it.</param>
    /// <param name="senderKey">With which key.</param>
    /// <param name="owner">Whose key it is about: anybody's, if it comes from our own account; else the sender's.</param>
    /// <param name="key">The key.</param>
    /// <param name="isTrusted">Whether it is to be verified, or rejected.</param>
    /// <param name="sentAt">When it was given, milliseconds since 1970.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask KeepAsync(
        Jid sender,
        Fingerprint senderKey,
        Jid owner,
        Fingerprint key,
        bool isTrusted,
        long sentAt,
        CancellationToken cancellationToken
    )
    {
        var name = $"{Devices.Prefix(owner)}{key.Hex}/{Devices.Prefix(sender)}{senderKey.Hex}";
        var known = await work.GetAsync(Table, name, cancellationToken).ConfigureAwait(false);
        if (known is { Length: RecordSize } && BinaryPrimitives.ReadInt64LittleEndian(known.AsSpan(1)) >= sentAt)
        {
            return;
        }

        var record = new byte[RecordSize];
        record[0] = isTrusted ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(1), sentAt);
        work.Put(Table, name, record);
    }

    /// <summary>How many words are kept.</summary>
    public async ValueTask<int> CountAsync(CancellationToken cancellationToken) =>
        (await work.ListAsync(Table, string.Empty, cancellationToken).ConfigureAwait(false)).Count;

    /// <summary>Lets the words about a key count that can.</summary>
    /// <returns>What the key is trusted at because of them; null if none counts.</returns>
    public async ValueTask<TrustLevel?> SettleAsync(Jid owner, Fingerprint key, CancellationToken cancellationToken)
    {
        if (
            work.Policy is TrustPolicy.Manual or TrustPolicy.VerifiedOnly
            || await _trust.FindAsync(owner, key, cancellationToken).ConfigureAwait(false) is null
        )
        {
            return null;
        }

        var decidedAt = await _trust.DecidedAtAsync(owner, key, cancellationToken).ConfigureAwait(false) ?? long.MinValue;
        TrustLevel? level = null;
        foreach (var word in await WordsAsync($"{Devices.Prefix(owner)}{key.Hex}/", cancellationToken).ConfigureAwait(false))
        {
            if (await _trust.FindAsync(word.Sender, word.SenderKey, cancellationToken).ConfigureAwait(false) != TrustLevel.Verified)
            {
                continue;
            }

            work.Delete(Table, word.Name);
            if (word.SentAt > decidedAt)
            {
                (level, decidedAt) = (word.IsTrusted ? TrustLevel.Verified : TrustLevel.Distrusted, word.SentAt);
            }
        }

        if (level is { } decided)
        {
            _trust.Put(owner, key, decided, decidedAt);
        }

        return level;
    }

    /// <summary>Lets all words count that now can, and those that can because of them.</summary>
    /// <returns>The keys that have been decided about.</returns>
    public async ValueTask<IReadOnlyDictionary<(Jid Owner, Fingerprint Key), TrustLevel>> SettleAllAsync(
        CancellationToken cancellationToken
    )
    {
        var settled = new Dictionary<(Jid Owner, Fingerprint Key), TrustLevel>();
        var before = -1;
        while (settled.Count > before)
        {
            before = settled.Count;
            var words = await WordsAsync(string.Empty, cancellationToken).ConfigureAwait(false);
            foreach (var target in words.Select(word => (word.Owner, word.Key)).Distinct().Where(target => !settled.ContainsKey(target)))
            {
                if (await SettleAsync(target.Owner, target.Key, cancellationToken).ConfigureAwait(false) is { } level)
                {
                    settled[target] = level;
                }
            }
        }

        return settled;
    }

    private async ValueTask<List<Word>> WordsAsync(string prefix, CancellationToken cancellationToken)
    {
        var words = new List<Word>();
        foreach (var record in await work.ListAsync(Table, prefix, cancellationToken).ConfigureAwait(false))
        {
            var parts = record.Key.Split('/');
            if (
                parts is not [var owner, var key, var sender, var senderKey]
                || !Jid.TryParse(owner, out var ownerJid)
                || !Fingerprint.TryParse(key, out var fingerprint)
                || !Jid.TryParse(sender, out var senderJid)
                || !Fingerprint.TryParse(senderKey, out var senderFingerprint)
                || record.Value is not { Length: RecordSize } value
            )
            {
                throw StateDamage.Exception();
            }

            var sentAt = BinaryPrimitives.ReadInt64LittleEndian(value.Span[1..]);
            words.Add(new(record.Key, ownerJid, fingerprint, senderJid, senderFingerprint, value.Span[0] == 1, sentAt));
        }

        return words;
    }

    private sealed record Word(string Name, Jid Owner, Fingerprint Key, Jid Sender, Fingerprint SenderKey, bool IsTrusted, long SentAt);
}
