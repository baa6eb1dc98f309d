// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Omemo;

/// <summary>Devices and keys as people see them, and what people decide about them.</summary>
internal sealed class DeviceInfos(StateWork work)
{
    private readonly Jid _account = work.Context.Account;
    private readonly Devices _devices = new(work);
    private readonly TrustBook _trust = new(work);

    /// <summary>The devices of an owner: this one first, then by number. A device that shows a new key, about which nobody has decided, is listed with
    /// each of the two keys.</summary>
    public async ValueTask<IReadOnlyList<DeviceInfo>> ListAsync(Jid owner, CancellationToken cancellationToken)
    {
        var own = await new OwnKeys(work).FindDeviceAsync(cancellationToken).ConfigureAwait(false);
        using (own)
        {
            var active = await _devices.FindListAsync(owner, cancellationToken).ConfigureAwait(false) ?? [];
            var records = await _devices.ListAsync(owner, cancellationToken).ConfigureAwait(false);
            var trust = await _trust.ListAsync(owner, cancellationToken).ConfigureAwait(false);
            var isOwn = owner == _account;
            var ids = active.Union(records.Keys).Where(id => !isOwn || id != own?.Id).Order(Comparer<DeviceId>.Create(ByNumber));
            var infos = new List<DeviceInfo>();
            if (isOwn && own is not null)
            {
                infos.Add(
                    new(owner, own.Id, own.Fingerprint, TrustLevel.Verified, IsOwn: true, IsThisDevice: true, active.Contains(own.Id))
                );
            }

            foreach (var id in ids)
            {
                var record = records.GetValueOrDefault(id);
                infos.Add(Describe(owner, id, record?.Fingerprint, trust, active));
                if (record?.Pending is { } pending)
                {
                    infos.Add(Describe(owner, id, Fingerprint.FromBytes(pending), trust, active));
                }
            }

            return infos;
        }
    }

    /// <summary>One device of someone else, or another one of ours.</summary>
    public async ValueTask<DeviceInfo> DescribeAsync(
        Jid owner,
        DeviceId id,
        Fingerprint key,
        TrustLevel trust,
        CancellationToken cancellationToken
    )
    {
        var active = await _devices.FindListAsync(owner, cancellationToken).ConfigureAwait(false) ?? [];
        return new(owner, id, key, trust, owner == _account, IsThisDevice: false, active.Contains(id));
    }

    /// <summary>Records a person's decision about a key. Accepting the new key of a device ends the sessions with its old one.</summary>
    public async ValueTask<IReadOnlyList<DeviceInfo>> DecideAsync(
        Jid owner,
        Fingerprint key,
        TrustLevel level,
        CancellationToken cancellationToken
    )
    {
        if (
            level is not (TrustLevel.Trusted or TrustLevel.Verified or TrustLevel.Distrusted)
            || await _trust.FindAsync(owner, key, cancellationToken).ConfigureAwait(false) is null
        )
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "No device of that owner has this key, or this is no decision about it.");
        }

        _trust.Put(owner, key, level);
        var changed = new List<DeviceInfo>();
        foreach (var (id, record) in await _devices.ListAsync(owner, cancellationToken).ConfigureAwait(false))
        {
            if (record.Pending is { } pending && Fingerprint.FromBytes(pending) == key)
            {
                await SettlePendingAsync(owner, id, record, level, cancellationToken).ConfigureAwait(false);
            }
            else if (record.Fingerprint != key)
            {
                continue;
            }

            changed.Add(await DescribeAsync(owner, id, key, level, cancellationToken).ConfigureAwait(false));
        }

        return changed;
    }

    private async ValueTask SettlePendingAsync(
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
        _devices.Put(owner, id, record);
    }

    private DeviceInfo Describe(
        Jid owner,
        DeviceId id,
        Fingerprint? key,
        Dictionary<Fingerprint, TrustLevel> trust,
        IReadOnlyList<DeviceId> active
    ) =>
        new(
            owner,
            id,
            key,
            key is { } known ? trust.GetValueOrDefault(known, TrustLevel.Undecided) : TrustLevel.Undecided,
            owner == _account,
            IsThisDevice: false,
            active.Contains(id)
        );

    private static int ByNumber(DeviceId left, DeviceId right) => left.Value.CompareTo(right.Value);
}
