// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.State;

namespace ChatSecure.Crypto.Otr;

/// <summary>A message that is not for people: of a key exchange, a heartbeat, a fragment, or one for another client of ours.</summary>
public sealed record OtrInternal : OtrReceived
{
    internal OtrInternal(StepOutcome outcome)
        : base(outcome) { }
}
