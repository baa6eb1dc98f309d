// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Otr.State;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr;

/// <summary>A text that was encrypted.</summary>
public sealed record OtrDecrypted : OtrReceived
{
    internal OtrDecrypted(StepOutcome outcome, string text, Jid peer, Fingerprint fingerprint, TrustLevel trust)
        : base(outcome) => (Text, Peer, Fingerprint, Trust) = (text, peer, fingerprint, trust);

    /// <summary>The text. Some clients write HTML in it; treat it as plain text.</summary>
    public string Text { get; }

    /// <summary>The address of the client that sent it.</summary>
    public Jid Peer { get; }

    /// <summary>The sender's key.</summary>
    public Fingerprint Fingerprint { get; }

    /// <summary>How far it is trusted.</summary>
    public TrustLevel Trust { get; }
}
