// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Clients;

/// <summary>Private conversations by off-the-record messaging (OTR). Both sides must be online. What changes is told by <see cref="OtrChanged"/>. Safe for
/// concurrent use. Every method throws <see cref="ChatSecureException"/> of kind <see cref="ErrorKind.NotSupported"/> if the app does not allow OTR.</summary>
public interface IOtr
{
    /// <summary>Asks a peer for a private conversation, or for a new one.</summary>
    /// <param name="account">Our account, which must be online.</param>
    /// <param name="peer">The peer: a full address for one client of it, a bare one for any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when asked; that it began is told by an event.</returns>
    Task StartAsync(Jid account, Jid peer, CancellationToken cancellationToken = default);

    /// <summary>Ends the private conversation, or accepts that the peer has ended it: what blocked sending is lifted.</summary>
    /// <param name="account">Our account.</param>
    /// <param name="peer">The peer; its bare address counts.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when ended.</returns>
    Task EndAsync(Jid account, Jid peer, CancellationToken cancellationToken = default);

    /// <summary>Compares secrets with the peer (SMP): answers if the peer has asked and no question is given, begins otherwise. Equal secrets verify the
    /// peer's key; who answers a question is verified, and verifies nobody.</summary>
    /// <param name="account">Our account, which must be online.</param>
    /// <param name="peer">The peer; its bare address counts.</param>
    /// <param name="secret">What both people know; capitals, spaces and punctuation count. At most 4096 bytes in UTF-8.</param>
    /// <param name="question">A question whose answer is the secret, 1000 characters at most; null for none. The peer sees it, whoever it is.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the message is on its way; the outcome is told by an event.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is no private conversation, or a text is too long or empty.</exception>
    Task CompareSecretsAsync(Jid account, Jid peer, string secret, string? question = null, CancellationToken cancellationToken = default);

    /// <summary>Gives up a comparison of secrets.</summary>
    /// <param name="account">Our account.</param>
    /// <param name="peer">The peer; its bare address counts.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when given up.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is no private conversation.</exception>
    Task GiveUpComparisonAsync(Jid account, Jid peer, CancellationToken cancellationToken = default);

    /// <summary>How it stands with a peer.</summary>
    /// <param name="account">Our account.</param>
    /// <param name="peer">The peer; its bare address counts.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The state of the conversation.</returns>
    Task<OtrStatus> StatusAsync(Jid account, Jid peer, CancellationToken cancellationToken = default);
}
