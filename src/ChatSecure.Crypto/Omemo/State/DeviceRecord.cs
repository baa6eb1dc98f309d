// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo.State;

/// <summary>What we know of another device: its identity and its sessions.</summary>
internal sealed class DeviceRecord
{
    /// <summary>Sessions kept per device, the current one included: messages under way on an older one still open.</summary>
    public const int MaxSessions = 5;

    private const uint SessionsField = 1u << 3;

    /// <summary>The device's identity key; null until one has been seen.</summary>
    public IdentityKey? Identity { get; set; }

    /// <summary>Another identity key that the device has shown since, which a person has not accepted yet.</summary>
    public IdentityKey? Pending { get; set; }

    /// <summary>The sessions by ephemeral key, the one to encrypt with first.</summary>
    public List<byte[]> Sessions { get; } = [];

    /// <summary>When we last started a session, seconds since 1970; null if never.</summary>
    public long? SessionStarted { get; set; }

    /// <summary>When its bundle was last missing or malformed; null if it was good since.</summary>
    public long? BundleFailed { get; set; }

    public Fingerprint? Fingerprint => Identity?.Fingerprint;

    public byte[] Serialize()
    {
        using var writer = new ProtoWriter(stackalloc byte[448]);
        if (Identity is not null)
        {
            writer.Bytes(1, Identity.Montgomery.Span);
            writer.Bytes(6, Identity.Wire.Span);
        }

        if (Pending is not null)
        {
            writer.Bytes(2, Pending.Montgomery.Span);
            writer.Bytes(7, Pending.Wire.Span);
        }

        foreach (var session in Sessions)
        {
            writer.Bytes(3, session);
        }

        if (SessionStarted is { } started)
        {
            writer.UInt64(4, (ulong)started);
        }

        if (BundleFailed is { } failed)
        {
            writer.UInt64(5, (ulong)failed);
        }

        return writer.ToArray();
    }

    public static DeviceRecord Deserialize(ReadOnlySpan<byte> record)
    {
        var device = new DeviceRecord();
        byte[]? identity = null;
        byte[]? identityWire = null;
        byte[]? pending = null;
        byte[]? pendingWire = null;
        var reader = new ProtoReader(record, SessionsField);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    identity = reader.Bytes().ToArray();
                    break;
                case 2:
                    pending = reader.Bytes().ToArray();
                    break;
                case 3:
                    device.Sessions.Add(reader.Bytes().ToArray());
                    break;
                case 4:
                    device.SessionStarted = (long)reader.UInt64();
                    break;
                case 5:
                    device.BundleFailed = (long)reader.UInt64();
                    break;
                case 6:
                    identityWire = reader.Bytes().ToArray();
                    break;
                case 7:
                    pendingWire = reader.Bytes().ToArray();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (reader.Failed)
        {
            throw StateDamage.Exception();
        }

        device.Identity = ReadKey(identity, identityWire);
        device.Pending = ReadKey(pending, pendingWire);
        return device;
    }

    private static IdentityKey? ReadKey(byte[]? montgomery, byte[]? wire) =>
        (montgomery, wire) switch
        {
            (null, null) => null,
            ({ Length: 32 }, { Length: 32 or 33 }) => new(montgomery, wire),
            _ => throw StateDamage.Exception(),
        };
}
