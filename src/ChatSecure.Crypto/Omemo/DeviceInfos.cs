// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>Devices and keys as people see them.</summary>
/// <param name="works">The step in each namespace, the best first.</param>
internal sealed class DeviceInfos(params IReadOnlyList<StateWork> works)
{
    private readonly Jid _account = works[0].Context.Account;
    private readonly TrustBook _trust = new(works[0]);

    /// <summary>The devices of an owner: this one first, then by number. A device that shows several keys is listed with each.</summary>
    public async ValueTask<IReadOnlyList<DeviceInfo>> ListAsync(Jid owner, CancellationToken cancellationToken)
    {
        using var own = await new OwnKeys(works[0]).FindDeviceAsync(cancellationToken).ConfigureAwait(false);
        var trust = await _trust.ListAsync(owner, cancellationToken).ConfigureAwait(false);
        var found = new List<DeviceInfo>();
        foreach (var work in works)
        {
            var devices = new Devices(work);
            var labels = new Labels(work);
            var active = await devices.FindListAsync(owner, cancellationToken).ConfigureAwait(false) ?? [];
            var records = await devices.ListAsync(owner, cancellationToken).ConfigureAwait(false);
            var names = await labels.ListAsync(owner, cancellationToken).ConfigureAwait(false);
            foreach (var id in active.Union(records.Keys))
            {
                var isThis = owner == _account && id == own?.Id;
                var record = records.GetValueOrDefault(id);
                IdentityKey?[] keys = isThis ? [work.Context.Format.OwnIdentity(own!)] : [record?.Identity, record?.Pending];
                foreach (var key in keys.Where((key, index) => index == 0 || key is not null))
                {
                    var label = labels.Verify(names.GetValueOrDefault(id), key);
                    Merge(found, Describe(owner, id, key?.Fingerprint, trust, active.Contains(id), isThis, label));
                }
            }
        }

        // A namespace in which a device has shown no key yet adds nothing to one in which it has; what a person put away is not shown.
        var ids = found.Where(info => info.Fingerprint is not null).Select(info => info.Device).ToHashSet();
        return
        [
            .. ThisOne(owner, own, found),
            .. found
                .Where(info =>
                    !info.IsThisDevice && info.Trust != TrustLevel.Removed && (info.Fingerprint is not null || !ids.Contains(info.Device))
                )
                .OrderBy(info => info.Device.Value),
        ];
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
        foreach (var work in works)
        {
            if ((await new Devices(work).FindListAsync(owner, cancellationToken).ConfigureAwait(false) ?? []).Contains(id))
            {
                return new(owner, id, key, trust, owner == _account, IsThisDevice: false, IsActive: true);
            }
        }

        return new(owner, id, key, trust, owner == _account, IsThisDevice: false, IsActive: false);
    }

    private DeviceInfo Describe(
        Jid owner,
        DeviceId id,
        Fingerprint? key,
        Dictionary<Fingerprint, TrustLevel> trust,
        bool isActive,
        bool isThis,
        string? label
    )
    {
        var level =
            isThis ? TrustLevel.Verified
            : key is { } known ? trust.GetValueOrDefault(known, TrustLevel.Undecided)
            : TrustLevel.Undecided;
        return new(owner, id, key, level, owner == _account, isThis, isActive, label);
    }

    // This device is shown even before any list has it.
    private IEnumerable<DeviceInfo> ThisOne(Jid owner, OwnDevice? own, List<DeviceInfo> found) =>
        owner != _account || own is null
            ? []
            :
            [
                found.Find(info => info.IsThisDevice)
                    ?? new(owner, own.Id, own.Fingerprint, TrustLevel.Verified, IsOwn: true, IsThisDevice: true, IsActive: false),
            ];

    private static void Merge(List<DeviceInfo> found, DeviceInfo info)
    {
        var index = found.FindIndex(other => other.Device == info.Device && other.Fingerprint == info.Fingerprint);
        if (index < 0)
        {
            found.Add(info);
            return;
        }

        var other = found[index];
        found[index] = other with { IsActive = other.IsActive || info.IsActive, Label = other.Label ?? info.Label };
    }
}
