// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>The step that takes in a device list.</summary>
internal sealed class DeviceListUpdate(StateWork work)
{
    // What we publish back keeps foreign devices, up to a bound that no account with people behind it reaches.
    private const int MaxAnnounced = 1000;

    public async ValueTask<OmemoDeviceListResult> RunAsync(Jid owner, IReadOnlyList<DeviceId> ids, CancellationToken cancellationToken)
    {
        var devices = new Devices(work);
        var listed = ids.Where(id => id.IsValid).Distinct().Take(MaxAnnounced).ToList();
        var mustAnnounce = false;
        if (owner == work.Context.Account)
        {
            using var own = await new OwnKeys(work).GetDeviceAsync(cancellationToken).ConfigureAwait(false);
            mustAnnounce = !listed.Contains(own.Id);
            if (mustAnnounce)
            {
                listed.Insert(0, own.Id);
            }
        }

        var active = listed.Take(Devices.MaxActive).ToList();
        var known = await devices.FindListAsync(owner, cancellationToken).ConfigureAwait(false);
        if (known is null || !known.SequenceEqual(active))
        {
            devices.PutList(owner, active);
        }

        return new(mustAnnounce, listed, [.. active.Except(known ?? [])], work.Changes) { Removed = [.. (known ?? []).Except(active)] };
    }
}
