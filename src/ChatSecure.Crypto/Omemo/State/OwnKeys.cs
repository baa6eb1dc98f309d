// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Omemo.State;

/// <summary>This device's own keys in the store.</summary>
internal sealed class OwnKeys(StateWork work)
{
    public const int PreKeyCount = 100;

    private const string DeviceTable = "omemo.device";
    private const string DeviceKey = "this";
    private const string PreKeyCounter = "prekey";

    // Here until the device's number has been compared with the account's lists; devices of older versions never had it.
    private const string UnclaimedKey = "unclaimed";

    // A week for a signed prekey, and another month for messages under way that were started with it (XEP-0384: one week to one month).
    private const long SignedPreKeyLife = 7 * 24 * 3600;
    private const long SignedPreKeyGrace = 30 * 24 * 3600;
    private const long ClockSlack = 24 * 3600;

    private readonly OmemoContext _context = work.Context;
    private readonly string _signedTable = work.Context.Format.TablePrefix + "signed-prekey";
    private readonly string _oneTimeTable = work.Context.Format.TablePrefix + "prekey";
    private readonly string _counterTable = work.Context.Format.TablePrefix + "counter";

    public async ValueTask<OwnDevice?> FindDeviceAsync(CancellationToken cancellationToken) =>
        await work.GetAsync(DeviceTable, DeviceKey, cancellationToken).ConfigureAwait(false) is { } record
            ? OwnDevice.Deserialize(record)
            : null;

    public async ValueTask<OwnDevice> GetDeviceAsync(CancellationToken cancellationToken) =>
        await FindDeviceAsync(cancellationToken).ConfigureAwait(false)
        ?? throw new ChatSecureException(
            ErrorKind.Failed,
            "This account has no encryption device yet: open the machine and commit its changes first."
        );

    /// <summary>Makes a device, without prekeys.</summary>
    public OwnDevice CreateDevice()
    {
        Span<byte> secret = stackalloc byte[32];
        var identity = NewPair(secret);
        var edwards = new byte[32];
        _context.Curve.GetEdwardsKey(secret, edwards);
        var device = new OwnDevice(NewId(), identity, edwards);
        secret.CopyTo(device.IdentityPrivate);
        CryptographicOperations.ZeroMemory(secret);
        work.Put(DeviceTable, DeviceKey, device.Serialize());
        work.Put(DeviceTable, UnclaimedKey, new byte[] { 1 });
        return device;
    }

    public async ValueTask<bool> IsClaimedAsync(CancellationToken cancellationToken) =>
        await work.GetAsync(DeviceTable, UnclaimedKey, cancellationToken).ConfigureAwait(false) is null;

    /// <summary>Settles the device's number: another one if the present one is taken.</summary>
    /// <returns>The number from now on.</returns>
    public DeviceId Claim(OwnDevice device, IReadOnlySet<DeviceId> taken)
    {
        var id = device.Id;
        while (taken.Contains(id))
        {
            id = NewId();
        }

        if (id != device.Id)
        {
            using var moved = device.Under(id);
            work.Put(DeviceTable, DeviceKey, moved.Serialize());
        }

        work.Delete(DeviceTable, UnclaimedKey);
        return id;
    }

    /// <summary>Makes the device's prekeys in this namespace, unless it has had some.</summary>
    public async ValueTask ProvideAsync(OwnDevice device, CancellationToken cancellationToken)
    {
        if (await work.GetAsync(_counterTable, PreKeyCounter, cancellationToken).ConfigureAwait(false) is null)
        {
            AddSignedPreKey(device, 1);
            AddPreKeys(1, PreKeyCount);
        }
    }

    public async ValueTask<OwnKey?> FindSignedPreKeyAsync(uint id, CancellationToken cancellationToken) =>
        await work.GetAsync(_signedTable, KeyOf(id), cancellationToken).ConfigureAwait(false) is { } record
            ? OwnKey.Deserialize(record)
            : null;

    public async ValueTask<OwnKey?> FindPreKeyAsync(uint id, CancellationToken cancellationToken) =>
        await work.GetAsync(_oneTimeTable, KeyOf(id), cancellationToken).ConfigureAwait(false) is { } record
            ? OwnKey.Deserialize(record)
            : null;

    /// <summary>Marks a one-time key as used by a session: it is published no more and goes with the next release.</summary>
    public void UsePreKey(OwnKey preKey, ReadOnlyMemory<byte> session)
    {
        preKey.Sessions.Add(session.ToArray());
        work.Put(_oneTimeTable, KeyOf(preKey.Id), preKey.Serialize());
    }

    public async ValueTask<OmemoBundle> GetBundleAsync(OwnDevice device, CancellationToken cancellationToken)
    {
        var format = _context.Format;
        var signed = await ListAsync(_signedTable, cancellationToken).ConfigureAwait(false);
        var preKeys = await ListAsync(_oneTimeTable, cancellationToken).ConfigureAwait(false);
        using var all = new DisposableList(signed, preKeys);
        var current = signed.Find(key => key.Retired is null) ?? throw StateDamage.Exception();
        return new(
            format.OwnIdentity(device).Wire,
            current.Id,
            format.EncodeKey(current.Public),
            current.Signature,
            [.. preKeys.Where(key => key.Sessions.Count == 0).Select(key => new OmemoPreKey(key.Id, format.EncodeKey(key.Public)))]
        );
    }

    public async ValueTask<OmemoKeyStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        var signed = await ListAsync(_signedTable, cancellationToken).ConfigureAwait(false);
        var preKeys = await ListAsync(_oneTimeTable, cancellationToken).ConfigureAwait(false);
        using var all = new DisposableList(signed, preKeys);
        var current = signed.Find(key => key.Retired is null) ?? throw StateDamage.Exception();
        return new(preKeys.Count(key => key.Sessions.Count == 0), DateTimeOffset.FromUnixTimeSeconds(current.Created));
    }

    /// <summary>Rotates the signed prekey when it is due, drops those past their grace and refills the one-time keys.</summary>
    /// <returns>Whether the bundle changed.</returns>
    public async ValueTask<bool> MaintainAsync(OwnDevice device, CancellationToken cancellationToken)
    {
        var signed = await ListAsync(_signedTable, cancellationToken).ConfigureAwait(false);
        var preKeys = await ListAsync(_oneTimeTable, cancellationToken).ConfigureAwait(false);
        using var all = new DisposableList(signed, preKeys);
        var rotated = RotateSignedPreKey(device, signed);
        var missing = PreKeyCount - preKeys.Count(key => key.Sessions.Count == 0);
        if (missing > 0)
        {
            AddPreKeys(await NextPreKeyIdAsync(cancellationToken).ConfigureAwait(false), missing);
        }

        return rotated || missing > 0;
    }

    /// <summary>Deletes the one-time keys that have been used.</summary>
    public async ValueTask ReleaseUsedPreKeysAsync(CancellationToken cancellationToken)
    {
        var preKeys = await ListAsync(_oneTimeTable, cancellationToken).ConfigureAwait(false);
        using var all = new DisposableList(preKeys);
        foreach (var key in preKeys.Where(key => key.Sessions.Count > 0))
        {
            work.Delete(_oneTimeTable, KeyOf(key.Id));
        }
    }

    private bool RotateSignedPreKey(OwnDevice device, List<OwnKey> keys)
    {
        var now = _context.Now;
        foreach (var old in keys.Where(key => key.Retired is { } retired && now - retired >= SignedPreKeyGrace))
        {
            work.Delete(_signedTable, KeyOf(old.Id));
        }

        // A key from the future was made while the clock was wrong: waiting for its week to pass could take years.
        var current = keys.Find(key => key.Retired is null);
        if (current is not null && now - current.Created is >= -ClockSlack and < SignedPreKeyLife)
        {
            return false;
        }

        if (current is not null)
        {
            current.Retired = now;
            work.Put(_signedTable, KeyOf(current.Id), current.Serialize());
        }

        AddSignedPreKey(device, keys.Count == 0 ? 1 : keys.Max(key => key.Id) + 1);
        return true;
    }

    private void AddSignedPreKey(OwnDevice device, uint id)
    {
        Span<byte> secret = stackalloc byte[32];
        Span<byte> nonce = stackalloc byte[32];
        var publicKey = NewPair(secret);
        var signature = new byte[64];
        _context.Random.Fill(nonce);
        _context.Curve.Sign(device.IdentityPrivate, _context.Format.EncodeKey(publicKey), nonce, signature);
        _context.Format.EncodeSignature(signature);
        using var key = new OwnKey(id, publicKey) { Signature = signature, Created = _context.Now };
        secret.CopyTo(key.Private);
        CryptographicOperations.ZeroMemory(secret);
        work.Put(_signedTable, KeyOf(id), key.Serialize());
    }

    private void AddPreKeys(uint first, int count)
    {
        Span<byte> secret = stackalloc byte[32];
        for (var id = first; id < first + count; id++)
        {
            using var key = new OwnKey(id, NewPair(secret));
            secret.CopyTo(key.Private);
            work.Put(_oneTimeTable, KeyOf(id), key.Serialize());
        }

        CryptographicOperations.ZeroMemory(secret);
        var next = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(next, first + (uint)count);
        work.Put(_counterTable, PreKeyCounter, next);
    }

    // Numbers are never used twice, or a peer with an old bundle would start a session with a key that is not the one it means.
    private async ValueTask<uint> NextPreKeyIdAsync(CancellationToken cancellationToken) =>
        await work.GetAsync(_counterTable, PreKeyCounter, cancellationToken).ConfigureAwait(false) is { Length: sizeof(uint) } next
            ? BinaryPrimitives.ReadUInt32LittleEndian(next)
            : throw StateDamage.Exception();

    private DeviceId NewId() => new(1 + _context.Random.Below(DeviceId.MaxValue));

    private byte[] NewPair(Span<byte> secret)
    {
        var publicKey = new byte[32];
        _context.Random.Fill(secret);
        _context.Curve.CompleteKeyPair(secret, publicKey);
        return publicKey;
    }

    private async ValueTask<List<OwnKey>> ListAsync(string table, CancellationToken cancellationToken)
    {
        var records = await work.ListAsync(table, string.Empty, cancellationToken).ConfigureAwait(false);
        return [.. records.Select(record => OwnKey.Deserialize(record.Value.GetValueOrDefault().Span))];
    }

    private static string KeyOf(uint id) => id.ToString("D10", CultureInfo.InvariantCulture);

    private readonly struct DisposableList(params IEnumerable<OwnKey>[] keys) : IDisposable
    {
        public void Dispose()
        {
            foreach (var key in keys.SelectMany(list => list))
            {
                key.Dispose();
            }
        }
    }
}
