// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo.State;

/// <summary>The names that owners gave their devices, in the store. They are kept unverified, because a device's key may be learned later, and verified
/// each time that they are shown.</summary>
internal sealed class Labels(StateWork work)
{
    // 53 code points are recommended (XEP-0384, section 5.3.1): four bytes each, and room for those who write more.
    public const int MaxBytes = 256;

    private const int SignatureSize = 64;
    private readonly string _table = work.Context.Format.TablePrefix + "label";

    /// <summary>Keeps the labels of an owner's list, and forgets those of devices that are not on it.</summary>
    public async ValueTask PutAllAsync(Jid owner, IReadOnlyList<OmemoListedDevice> devices, CancellationToken cancellationToken)
    {
        var known = await ListAsync(owner, cancellationToken).ConfigureAwait(false);
        foreach (var device in devices)
        {
            known.Remove(device.Device, out var record);
            var label = Serialize(device);
            if (label is not null && !label.AsSpan().SequenceEqual(record))
            {
                work.Put(_table, Devices.KeyOf(owner, device.Device), label);
            }
            else if (label is null && record is not null)
            {
                work.Delete(_table, Devices.KeyOf(owner, device.Device));
            }
        }

        foreach (var id in known.Keys)
        {
            work.Delete(_table, Devices.KeyOf(owner, id));
        }
    }

    /// <summary>The label records of an owner, for <see cref="Verify"/>.</summary>
    public async ValueTask<Dictionary<DeviceId, byte[]>> ListAsync(Jid owner, CancellationToken cancellationToken)
    {
        var prefix = Devices.Prefix(owner);
        var records = await work.ListAsync(_table, prefix, cancellationToken).ConfigureAwait(false);
        return records.ToDictionary(
            record => new DeviceId(uint.Parse(record.Key.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture)),
            record => record.Value.GetValueOrDefault().ToArray()
        );
    }

    /// <summary>The text of a label record if the device's key has signed it; null otherwise.</summary>
    public string? Verify(byte[]? record, IdentityKey? signer) =>
        record is not null
        && signer is not null
        && work.Context.Format.Verify(work.Context.Curve, signer, record.AsSpan(SignatureSize), record.AsSpan(0, SignatureSize))
            ? Encoding.UTF8.GetString(record.AsSpan(SignatureSize))
            : null;

    private static byte[]? Serialize(OmemoListedDevice device) =>
        device is { Label: { Length: > 0 } label, LabelSignature.Length: SignatureSize } && Encoding.UTF8.GetByteCount(label) <= MaxBytes
            ? [.. device.LabelSignature.Span, .. Encoding.UTF8.GetBytes(label)]
            : null;
}
