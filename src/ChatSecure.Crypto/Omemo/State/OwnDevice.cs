// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Secrets;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo.State;

/// <summary>This device: its number and identity, shared by the namespaces. Dispose it to forget the private key.</summary>
internal sealed class OwnDevice(DeviceId id, byte[] identity, byte[] edwardsIdentity) : IDisposable
{
    private readonly SecretBytes _private = new(32);

    public DeviceId Id { get; } = id;

    /// <summary>The public identity key, 32 bytes.</summary>
    public byte[] Identity { get; } = identity;

    /// <summary>The same in Ed25519 form, 32 bytes.</summary>
    public byte[] EdwardsIdentity { get; } = edwardsIdentity;

    /// <summary>The private identity key, 32 bytes.</summary>
    public Span<byte> IdentityPrivate => _private.Span;

    public Fingerprint Fingerprint => Fingerprint.FromBytes(Identity);

    /// <summary>The same identity under another number.</summary>
    public OwnDevice Under(DeviceId id)
    {
        var device = new OwnDevice(id, Identity, EdwardsIdentity);
        IdentityPrivate.CopyTo(device.IdentityPrivate);
        return device;
    }

    public byte[] Serialize()
    {
        using var writer = new ProtoWriter(stackalloc byte[128]);
        writer.UInt32(1, Id.Value);
        writer.Bytes(2, IdentityPrivate);
        writer.Bytes(3, Identity);
        writer.Bytes(4, EdwardsIdentity);
        return writer.ToArray();
    }

    public static OwnDevice Deserialize(byte[] record)
    {
        uint id = 0;
        byte[] identity = [];
        byte[] edwards = [];
        ReadOnlySpan<byte> secret = [];
        var reader = new ProtoReader(record);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    id = reader.UInt32();
                    break;
                case 2:
                    secret = reader.Bytes();
                    break;
                case 3:
                    identity = reader.Bytes().ToArray();
                    break;
                case 4:
                    edwards = reader.Bytes().ToArray();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        var device = new DeviceId(id);
        if (reader.Failed || !device.IsValid || secret.Length != 32 || identity.Length != 32 || edwards.Length != 32)
        {
            throw StateDamage.Exception();
        }

        var own = new OwnDevice(device, identity, edwards);
        secret.CopyTo(own.IdentityPrivate);
        return own;
    }

    public void Dispose() => _private.Dispose();
}
