// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>Who a message is encrypted to: the devices on the lists of its recipients and of our own account, except this one and those that may not
/// have it.</summary>
internal sealed class Audience(OmemoContext context, DeviceId ownDevice)
{
    private readonly List<(Jid Owner, DeviceId Id, DeviceRecord Record)> _members = [];
    private readonly List<(Jid Owner, DeviceId Id, OmemoExclusion Reason)> _excluded = [];
    private readonly List<Jid> _unknownLists = [];
    private readonly List<(Jid Owner, DeviceId Id)> _missingBundles = [];

    public IReadOnlyList<(Jid Owner, DeviceId Id, DeviceRecord Record)> Members => _members;

    public IReadOnlyList<(Jid Owner, DeviceId Id, OmemoExclusion Reason)> Excluded => _excluded;

    public void Add(
        Jid owner,
        IReadOnlyList<DeviceId>? list,
        Dictionary<DeviceId, DeviceRecord> records,
        Dictionary<Fingerprint, TrustLevel> trust
    )
    {
        if (list is null)
        {
            _unknownLists.Add(owner);
            return;
        }

        foreach (var id in list)
        {
            if (owner == context.Account && id == ownDevice)
            {
                continue;
            }

            var record = records.GetValueOrDefault(id);
            if (WhyNot(record, trust) is { } reason)
            {
                _excluded.Add((owner, id, reason));
            }
            else if (record is null || record.Sessions.Count == 0)
            {
                _missingBundles.Add((owner, id));
            }
            else
            {
                _members.Add((owner, id, record));
            }
        }
    }

    /// <summary>What stands between the message and its recipients; null if nothing does. Our own other devices never do.</summary>
    public OmemoEncryptResult? WhatIsMissing(IEnumerable<Jid> recipients)
    {
        if (_unknownLists.Count > 0)
        {
            return new OmemoNeedsDeviceLists(_unknownLists);
        }

        if (_missingBundles.Count > 0)
        {
            return new OmemoNeedsBundles(_missingBundles);
        }

        foreach (var owner in recipients.Where(owner => !_members.Exists(member => member.Owner == owner)))
        {
            var reasons = _excluded.Where(device => device.Owner == owner).Select(device => device.Reason).ToList();
            return new OmemoNoRecipients(owner, reasons.Count == 0 ? OmemoExclusion.NoDevices : reasons.Min());
        }

        return null;
    }

    /// <summary>Whether the device's bundle was asked for not long ago, in vain.</summary>
    public static bool BundleIsMissing(DeviceRecord? record, long now) =>
        record?.BundleFailed is { } failed && now - failed is >= 0 and < BundleImport.RetryAfter;

    private OmemoExclusion? WhyNot(DeviceRecord? record, Dictionary<Fingerprint, TrustLevel> trust)
    {
        if (record?.Fingerprint is { } key)
        {
            switch (trust.GetValueOrDefault(key, TrustLevel.Undecided))
            {
                case TrustLevel.Distrusted:
                    return OmemoExclusion.Distrusted;
                case TrustLevel.Undecided:
                    return OmemoExclusion.Undecided;
            }
        }

        if (record is { Sessions.Count: > 0 })
        {
            return null;
        }

        return record?.Pending is not null ? OmemoExclusion.Undecided
            : BundleIsMissing(record, context.Now) ? OmemoExclusion.NoBundle
            : null;
    }
}
