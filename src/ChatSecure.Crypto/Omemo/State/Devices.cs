// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo.State;

/// <summary>Device lists and what we know of other devices, in the store.</summary>
internal sealed class Devices(StateWork work)
{
    /// <summary>Devices of one owner that count: the first of its list. More make every message to it larger, for everyone.</summary>
    public const int MaxActive = 200;

    /// <summary>Devices of one owner that we remember, active or not. Only an attack has more.</summary>
    public const int MaxKnown = 1000;

    private readonly string _listTable = work.Context.Format.TablePrefix + "list";
    private readonly string _firstTable = work.Context.Format.TablePrefix + "first-list";
    private readonly string _deviceTable = work.Context.Format.TablePrefix + "device";

    /// <summary>The owner's current list; null if it has never been seen.</summary>
    public async ValueTask<IReadOnlyList<DeviceId>?> FindListAsync(Jid owner, CancellationToken cancellationToken)
    {
        var record = await work.GetAsync(_listTable, owner.ToString(), cancellationToken).ConfigureAwait(false);
        return record is null ? null : ReadList(record);
    }

    public async ValueTask PutListAsync(Jid owner, IReadOnlyList<DeviceId> ids, CancellationToken cancellationToken)
    {
        var record = new byte[ids.Count * sizeof(uint)];
        for (var i = 0; i < ids.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(i * sizeof(uint)), ids[i].Value);
        }

        work.Put(_listTable, owner.ToString(), record);
        if (ids.Count > 0 && await work.GetAsync(_firstTable, owner.ToString(), cancellationToken).ConfigureAwait(false) is null)
        {
            work.Put(_firstTable, owner.ToString(), record);
        }
    }

    private static DeviceId[] ReadList(byte[] record)
    {
        var ids = new DeviceId[record.Length / sizeof(uint)];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = new(BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(i * sizeof(uint))));
        }

        return ids;
    }

    /// <summary>Whether a device is on the first list with any that its owner has shown in this namespace; null if there has been none.</summary>
    public async ValueTask<bool?> IsFirstAsync(Jid owner, DeviceId id, CancellationToken cancellationToken) =>
        await work.GetAsync(_firstTable, owner.ToString(), cancellationToken).ConfigureAwait(false) is { } record
            ? ReadList(record).Contains(id)
            : null;

    public async ValueTask<DeviceRecord?> FindAsync(Jid owner, DeviceId id, CancellationToken cancellationToken) =>
        await work.GetAsync(_deviceTable, KeyOf(owner, id), cancellationToken).ConfigureAwait(false) is { } record
            ? DeviceRecord.Deserialize(record)
            : null;

    public async ValueTask<Dictionary<DeviceId, DeviceRecord>> ListAsync(Jid owner, CancellationToken cancellationToken)
    {
        var prefix = Prefix(owner);
        var records = await work.ListAsync(_deviceTable, prefix, cancellationToken).ConfigureAwait(false);
        return records.ToDictionary(
            record => new DeviceId(uint.Parse(record.Key.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture)),
            record => DeviceRecord.Deserialize(record.Value.GetValueOrDefault().Span)
        );
    }

    public void Put(Jid owner, DeviceId id, DeviceRecord record) => work.Put(_deviceTable, KeyOf(owner, id), record.Serialize());

    /// <summary>What keys of records that belong to an owner begin with: a bare address holds no slash.</summary>
    public static string Prefix(Jid owner) => owner.ToString() + "/";

    public static string KeyOf(Jid owner, DeviceId id) => string.Create(CultureInfo.InvariantCulture, $"{owner}/{id.Value:D10}");
}
