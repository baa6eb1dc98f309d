// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.State;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr;

/// <summary>The text stands in <see cref="OtrResult.Messages"/>, ready to be sent.</summary>
public sealed record OtrSealed : OtrSendResult
{
    internal OtrSealed(StepOutcome outcome, Fingerprint? fingerprint)
        : base(outcome) => Fingerprint = fingerprint;

    /// <summary>The key that it is encrypted to; null if it is not encrypted, which happens only where <see cref="OtrOptions.RequireEncryption"/> is off and
    /// there has been no conversation.</summary>
    public Fingerprint? Fingerprint { get; }
}
