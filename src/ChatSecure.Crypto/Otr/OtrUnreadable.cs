// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.State;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr;

/// <summary>An encrypted text that can't be read. A person is told that there was one.</summary>
public sealed record OtrUnreadable : OtrReceived
{
    internal OtrUnreadable(StepOutcome outcome, DecryptFailure reason)
        : base(outcome) => Reason = reason;

    /// <summary>Why.</summary>
    public DecryptFailure Reason { get; }
}
