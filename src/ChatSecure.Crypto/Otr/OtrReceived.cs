// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.State;

namespace ChatSecure.Crypto.Otr;

/// <summary>What a received text turned out to be: <see cref="OtrPlaintext"/>, <see cref="OtrDecrypted"/>, <see cref="OtrUnreadable"/>,
/// <see cref="OtrPeerError"/>, or <see cref="OtrInternal"/>, which is for the machine alone.</summary>
public abstract record OtrReceived : OtrResult
{
    private protected OtrReceived(StepOutcome outcome)
        : base(outcome) { }
}
