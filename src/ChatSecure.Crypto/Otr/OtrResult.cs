// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.State;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Otr;

/// <summary>What a step of <see cref="OtrMachine"/> came to. First commit <see cref="Changes"/>, then call <see cref="OtrMachine.Complete"/>, then send
/// <see cref="Messages"/> and tell <see cref="Events"/>.</summary>
public abstract record OtrResult
{
    private protected OtrResult(StepOutcome outcome) => Outcome = outcome;

    /// <summary>What to send, in this order.</summary>
    public IReadOnlyList<OtrOutgoing> Messages => Outcome.Messages;

    /// <summary>What to tell, in this order.</summary>
    public IReadOnlyList<OtrEvent> Events => Outcome.Events;

    /// <summary>What to commit. Often empty: sessions live in memory only.</summary>
    public IReadOnlyList<CryptoRecord> Changes => Outcome.Changes;

    internal StepOutcome Outcome { get; }
}
