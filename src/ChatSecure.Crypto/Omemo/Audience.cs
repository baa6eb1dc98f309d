// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>Who a message is encrypted to: the devices on the lists of its recipients and of our own account, except this one and those that may not
/// have it. A device that is listed in several namespaces is served in the best in which it can be.</summary>
internal sealed class Audience(OmemoContext context, DeviceId ownDevice)
{
    private readonly List<(EncryptionKind Kind, Jid Owner, DeviceId Id, DeviceRecord Record)> _members = [];
    private readonly OrderedDictionary<(Jid Owner, DeviceId Id), OmemoExclusion> _excluded = [];
    private readonly List<(EncryptionKind Kind, Jid Owner)> _unknownLists = [];
    private readonly List<(EncryptionKind Kind, Jid Owner, DeviceId Id)> _missingBundles = [];

    public IReadOnlyList<(EncryptionKind Kind, Jid Owner, DeviceId Id, DeviceRecord Record)> Members => _members;

    public IReadOnlyList<(Jid Owner, DeviceId Id, OmemoExclusion Reason)> Excluded =>
        [.. _excluded.Select(device => (device.Key.Owner, device.Key.Id, device.Value))];

    /// <summary>Adds an owner's devices.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="views">What is known of them, the best namespace first.</param>
    /// <param name="trust">How far their keys are trusted.</param>
    public void Add(Jid owner, IReadOnlyList<FormatView> views, Dictionary<Fingerprint, TrustLevel> trust)
    {
        var unknown = views.Where(view => view.List is null).Select(view => (view.Kind, owner)).ToList();
        if (unknown.Count > 0)
        {
            _unknownLists.AddRange(unknown);
            return;
        }

        var served = new Dictionary<DeviceId, Fingerprint?>();
        foreach (var view in views)
        {
            foreach (var id in view.List!.Where(id => owner != context.Account || id != ownDevice))
            {
                Add(owner, id, view, trust, served);
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
            var reasons = _excluded.Where(device => device.Key.Owner == owner).Select(device => device.Value).ToList();
            return new OmemoNoRecipients(owner, reasons.Count == 0 ? OmemoExclusion.NoDevices : reasons.Min());
        }

        return null;
    }

    /// <summary>Whether the device's bundle was asked for not long ago, in vain.</summary>
    public static bool BundleIsMissing(DeviceRecord? record, long now) =>
        record?.BundleFailed is { } failed && now - failed is >= 0 and < BundleImport.RetryAfter;

    private void Add(
        Jid owner,
        DeviceId id,
        FormatView view,
        Dictionary<Fingerprint, TrustLevel> trust,
        Dictionary<DeviceId, Fingerprint?> served
    )
    {
        // One number in two namespaces is one device, unless its keys say otherwise.
        var record = view.Records.GetValueOrDefault(id);
        if (served.TryGetValue(id, out var key) && (key is null || record?.Fingerprint is null || key == record.Fingerprint))
        {
            return;
        }

        if (WhyNot(record, trust) is { } reason)
        {
            if (!served.ContainsKey(id))
            {
                _excluded[(owner, id)] = _excluded.TryGetValue((owner, id), out var other) && other < reason ? other : reason;
            }

            return;
        }

        served.TryAdd(id, record?.Fingerprint);
        _excluded.Remove((owner, id));
        if (record is null || record.Sessions.Count == 0)
        {
            _missingBundles.Add((view.Kind, owner, id));
        }
        else
        {
            _members.Add((view.Kind, owner, id, record));
        }
    }

    private OmemoExclusion? WhyNot(DeviceRecord? record, Dictionary<Fingerprint, TrustLevel> trust)
    {
        if (record?.Fingerprint is { } key)
        {
            switch (trust.GetValueOrDefault(key, TrustLevel.Undecided))
            {
                case TrustLevel.Distrusted or TrustLevel.Removed:
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
