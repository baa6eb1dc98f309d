// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Otr.State;

/// <summary>What OTR keeps in the store: the account's key, its instance tag, and which conversations nobody has ended. Sessions are not among it: keys that
/// are meant to vanish are never written, and none is used twice after a restart or with an old copy of the database.</summary>
internal sealed class OtrRecords(StoreWork work)
{
    private const string KeyTable = "otr.key";
    private const string TagTable = "otr.tag";
    private const string OpenTable = "otr.open";
    private const string Own = "own";

    public async ValueTask<OtrPrivateKey?> FindKeyAsync(CancellationToken cancellationToken) =>
        await work.GetAsync(KeyTable, Own, cancellationToken).ConfigureAwait(false) is { } record
            ? OtrPrivateKey.Deserialize(record)
            : null;

    public async ValueTask<OtrPrivateKey> GetKeyAsync(CancellationToken cancellationToken) =>
        await FindKeyAsync(cancellationToken).ConfigureAwait(false)
        ?? throw new ChatSecureException(ErrorKind.Failed, "Open the OTR machine, and commit, first.");

    public void PutKey(OtrPrivateKey key) => work.Put(KeyTable, Own, key.Serialize());

    public async ValueTask<uint?> FindTagAsync(CancellationToken cancellationToken)
    {
        var record = await work.GetAsync(TagTable, Own, cancellationToken).ConfigureAwait(false);
        return record is null ? null
            : record.Length == sizeof(uint) && BinaryPrimitives.ReadUInt32BigEndian(record) is >= Header.MinTag and var tag ? tag
            : throw StateDamage.Exception();
    }

    public uint CreateTag(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        uint tag;
        do
        {
            random.Fill(bytes);
            tag = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        } while (tag < Header.MinTag);

        PutTag(tag);
        return tag;
    }

    public void PutTag(uint tag)
    {
        var record = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(record, tag);
        work.Put(TagTable, Own, record);
    }

    /// <summary>Whether there has been an encrypted conversation with a peer that nobody has ended on this side.</summary>
    public async ValueTask<bool> IsOpenAsync(Jid peer, CancellationToken cancellationToken) =>
        await work.GetAsync(OpenTable, peer.ToString(), cancellationToken).ConfigureAwait(false) is not null;

    public void PutOpen(Jid peer) => work.Put(OpenTable, peer.ToString(), [1]);

    public void DeleteOpen(Jid peer) => work.Delete(OpenTable, peer.ToString());
}
