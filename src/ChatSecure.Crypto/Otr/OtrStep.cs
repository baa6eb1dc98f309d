// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.State;

namespace ChatSecure.Crypto.Otr;

/// <summary>The result of a step that shows nothing.</summary>
public sealed record OtrStep : OtrResult
{
    internal OtrStep(StepOutcome outcome)
        : base(outcome) { }
}
