// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.State;

namespace ChatSecure.Crypto.Otr;

/// <summary>A text that was not encrypted.</summary>
public sealed record OtrPlaintext : OtrReceived
{
    internal OtrPlaintext(StepOutcome outcome, string text, bool isUnexpected)
        : base(outcome) => (Text, IsUnexpected) = (text, isUnexpected);

    /// <summary>The text, without the offer of OTR that it may have carried.</summary>
    public string Text { get; }

    /// <summary>Whether it ought to have been encrypted: a person must be told that it was not.</summary>
    public bool IsUnexpected { get; }
}
