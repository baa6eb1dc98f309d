// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.State;

namespace ChatSecure.Crypto.Otr;

/// <summary>The text was not encrypted, and nothing of it may leave.</summary>
public sealed record OtrNotSent : OtrSendResult
{
    internal OtrNotSent(StepOutcome outcome, OtrRefusal reason)
        : base(outcome) => Reason = reason;

    /// <summary>Why.</summary>
    public OtrRefusal Reason { get; }
}
