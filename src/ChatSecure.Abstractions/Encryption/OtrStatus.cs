// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Encryption;

/// <summary>How it stands with a peer's private (OTR) conversation.</summary>
/// <param name="State">The state of the conversation.</param>
/// <param name="Peer">The address of the client that it is with; null if there is none.</param>
/// <param name="Fingerprint">The peer's key; null if there is no conversation.</param>
/// <param name="Trust">How far the key is trusted.</param>
/// <param name="SessionId">The session's id in two parts of eight hexadecimal digits; null if there is no conversation.</param>
/// <param name="IsFirstPartOurs">Whether this side reads out the first part of the id when people compare it by voice.</param>
/// <param name="IsSecretAsked">Whether the peer waits for a secret to be entered here.</param>
public sealed record OtrStatus(
    OtrState State,
    Jid? Peer = null,
    Fingerprint? Fingerprint = null,
    TrustLevel Trust = TrustLevel.Undecided,
    string? SessionId = null,
    bool IsFirstPartOurs = false,
    bool IsSecretAsked = false
)
{
    /// <summary>The question that the peer asks for the secret, if it does. Its words are the peer's.</summary>
    public string? Question { get; init; }
}
