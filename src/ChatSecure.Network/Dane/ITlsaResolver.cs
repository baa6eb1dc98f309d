// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;

namespace ChatSecure.Network.Dane;

/// <summary>Asks DNS which certificates a server may have (DANE for XMPP, RFC 7673), and believes only what DNSSEC proves. The system's resolver can't be
/// trusted with that, so there is none by default: an app that has a validating one gives it to the client.</summary>
public interface ITlsaResolver
{
    /// <summary>The records at <c>_port._tcp.host</c>.</summary>
    /// <param name="domain">The account's domain, in ASCII.</param>
    /// <param name="host">The host that the client has connected to: the domain itself, or what its SRV records name.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The records if DNSSEC proves them and the way from the domain to the host. Empty if it proves that there are none, or if the domain is not
    /// signed: then the certificate is checked as without DANE.</returns>
    /// <exception cref="ChatSecureException">The answer is forged or none came: the client does not use this place.</exception>
    ValueTask<IReadOnlyList<TlsaRecord>> ResolveAsync(string domain, string host, int port, CancellationToken cancellationToken);
}
