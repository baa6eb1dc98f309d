// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.State;

namespace ChatSecure.Crypto.Otr;

/// <summary>What became of a text to send: <see cref="OtrSealed"/> or <see cref="OtrNotSent"/>.</summary>
public abstract record OtrSendResult : OtrResult
{
    private protected OtrSendResult(StepOutcome outcome)
        : base(outcome) { }
}
