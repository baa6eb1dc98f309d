// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.State;

namespace ChatSecure.Crypto.Otr;

/// <summary>The peer's client reports an error. Nothing about it is authenticated.</summary>
public sealed record OtrPeerError : OtrReceived
{
    internal OtrPeerError(StepOutcome outcome, string text)
        : base(outcome) => Text = text;

    /// <summary>What it says, 500 characters at most.</summary>
    public string Text { get; }
}
