// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Ratchet;
using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Omemo;

/// <summary>What every step of the machine stands on, in one namespace. Nothing in it changes but the device's name.</summary>
internal sealed class OmemoContext(
    Jid account,
    ICryptoStateStore store,
    TrustPolicy policy,
    TimeProvider time,
    IRandomSource random,
    ICurve25519 curve,
    Func<string?> label,
    OmemoFormat format
)
{
    public Jid Account { get; } = account;

    public ICryptoStateStore Store { get; } = store;

    public TrustPolicy Policy { get; } = policy;

    public IRandomSource Random { get; } = random;

    public ICurve25519 Curve { get; } = curve;

    /// <summary>What to call this device; null for nothing.</summary>
    public string? Label => label();

    public OmemoFormat Format { get; } = format;

    public X3dh X3dh { get; } = new(format.Profile, curve);

    public DoubleRatchet Ratchet { get; } = new(format.Profile, curve, random);

    /// <summary>Seconds since 1970.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeSeconds();

    public long NowInMilliseconds => time.GetUtcNow().ToUnixTimeMilliseconds();
}
