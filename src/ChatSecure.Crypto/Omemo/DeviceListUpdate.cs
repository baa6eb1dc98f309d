// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>The step that takes in a device list.</summary>
internal sealed class DeviceListUpdate(StateWork work)
{
    // What we publish back keeps foreign devices, up to a bound that no account with people behind it reaches.
    private const int MaxAnnounced = 1000;

    public async ValueTask<OmemoDeviceListResult> RunAsync(
        Jid owner,
        IReadOnlyList<OmemoListedDevice> list,
        CancellationToken cancellationToken
    )
    {
        var devices = new Devices(work);
        var listed = list.Where(device => device.Device.IsValid).DistinctBy(device => device.Device).Take(MaxAnnounced).ToList();
        var mustAnnounce = false;
        if (owner == work.Context.Account)
        {
            using var own = await new OwnKeys(work).GetDeviceAsync(cancellationToken).ConfigureAwait(false);
            mustAnnounce = !listed.Exists(device => device.Device == own.Id);
            if (mustAnnounce)
            {
                listed.Insert(0, Describe(own));
            }
        }

        var counted = listed.Take(Devices.MaxActive).ToList();
        var active = counted.ConvertAll(device => device.Device);
        var known = await devices.FindListAsync(owner, cancellationToken).ConfigureAwait(false);
        if (known is null || !known.SequenceEqual(active))
        {
            await devices.PutListAsync(owner, active, cancellationToken).ConfigureAwait(false);
        }

        await new Labels(work).PutAllAsync(owner, counted, cancellationToken).ConfigureAwait(false);
        return new(mustAnnounce, listed, [.. active.Except(known ?? [])], work.Changes) { Removed = [.. (known ?? []).Except(active)] };
    }

    /// <summary>This device with its label, signed.</summary>
    public async ValueTask<OmemoListedDevice> DescribeAsync(CancellationToken cancellationToken)
    {
        using var own = await new OwnKeys(work).GetDeviceAsync(cancellationToken).ConfigureAwait(false);
        return Describe(own);
    }

    private OmemoListedDevice Describe(OwnDevice own)
    {
        var context = work.Context;
        if (context.Label is not { } label || context.Format.Kind != EncryptionKind.Omemo2)
        {
            return new(own.Id);
        }

        Span<byte> nonce = stackalloc byte[32];
        var signature = new byte[64];
        context.Random.Fill(nonce);
        context.Curve.Sign(own.IdentityPrivate, Encoding.UTF8.GetBytes(label), nonce, signature);
        context.Format.EncodeSignature(signature);
        return new(own.Id, label, signature);
    }
}
