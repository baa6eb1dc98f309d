// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Otr.Messages;
using ChatSecure.Crypto.Otr.Smp;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Otr.State;

/// <summary>What all steps of a machine share.</summary>
internal sealed class OtrContext(
    Jid account,
    ICryptoStateStore store,
    TrustPolicy policy,
    OtrOptions options,
    TimeProvider time,
    IRandomSource random
)
{
    public Jid Account { get; } = account;

    public ICryptoStateStore Store { get; } = store;

    public TrustPolicy Policy { get; } = policy;

    public OtrOptions Options { get; } = options;

    public IRandomSource Random { get; } = random;

    public KeyExchange Exchange { get; } = new(random);

    public DataRatchet Ratchet { get; } = new(random);

    public SmpProtocol Smp { get; } = new(random);

    public DateTimeOffset Now => time.GetUtcNow();
}
