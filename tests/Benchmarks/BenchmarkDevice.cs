// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Encryption;

namespace ChatSecure.Benchmarks;

/// <summary>A device that commits what its machine asks for. The store answers at once, so nothing here waits.</summary>
internal sealed class BenchmarkDevice
{
    public BenchmarkDevice(string account, EncryptionKind kind, ICurve25519? curve = null)
        : this(Jid.Parse(account), new(), kind, curve)
    {
        LearnList(Account, Id);
    }

    private BenchmarkDevice(Jid account, OmemoStore store, EncryptionKind kind, ICurve25519? curve = null)
    {
        (Account, Store, Kind) = (account, store, kind);
        Machine = new(Account, Store, TrustPolicy.BlindTrustBeforeVerification, curve: curve);
        var device = Get(Machine.OpenAsync());
        Store.Commit(device.Changes);
        Id = device.Id;
    }

    public Jid Account { get; }

    public DeviceId Id { get; }

    /// <summary>The only namespace it uses.</summary>
    public EncryptionKind Kind { get; }

    public OmemoMachine Machine { get; }

    private OmemoStore Store { get; }

    public static T Get<T>(ValueTask<T> task) => task.IsCompleted ? task.Result : throw new InvalidOperationException("The store waited.");

    /// <summary>The same device over a copy of its state.</summary>
    public BenchmarkDevice Copy() => new(Account, Store.Copy(), Kind);

    public void LearnList(Jid owner, params IReadOnlyList<DeviceId> ids) =>
        Store.Commit(Get(Machine.UpdateDeviceListAsync(Kind, owner, [.. ids.Select(id => new OmemoListedDevice(id))])).Changes);

    /// <summary>Learns another device's list and starts a session with it.</summary>
    public void Meet(BenchmarkDevice other)
    {
        LearnList(other.Account, other.Id);
        Store.Commit(Get(Machine.AddBundleAsync(Kind, other.Account, other.Id, Get(other.Machine.GetBundleAsync(Kind)))).Changes);
    }

    /// <summary>Starts a session from a bundle.</summary>
    public void Take(BenchmarkDevice other, OmemoBundle bundle) =>
        Store.Commit(Get(Machine.AddBundleAsync(Kind, other.Account, other.Id, bundle)).Changes);

    /// <summary>Forgets used one-time keys, and makes new ones.</summary>
    public void Renew()
    {
        Store.Commit(Get(Machine.ReleaseUsedPreKeysAsync()));
        Store.Commit(Get(Machine.MaintainAsync()).Changes);
    }

    public OmemoContent ContentOf(byte[] text) => Kind == EncryptionKind.Omemo2 ? new(null, text) : new(text, null);

    public OmemoEnvelope Send(BenchmarkDevice to, byte[] text)
    {
        var ready = (OmemoReady)Get(Machine.EncryptAsync([to.Account], ContentOf(text)));
        Store.Commit(ready.Changes);
        return ready.Envelopes[0];
    }

    public OmemoDecrypted Receive(BenchmarkDevice from, OmemoEnvelope envelope)
    {
        var decrypted = (OmemoDecrypted)Get(Machine.DecryptAsync(from.Account, envelope));
        Store.Commit(decrypted.Changes);
        return decrypted;
    }

    /// <summary>Decrypts without a commit.</summary>
    public OmemoDecryptResult Open(string from, OmemoEnvelope envelope) => Get(Machine.DecryptAsync(Jid.Parse(from), envelope));
}
