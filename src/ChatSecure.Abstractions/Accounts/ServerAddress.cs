// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Accounts;

/// <summary>A place to connect to instead of asking DNS. The certificate is still checked against the account's domain.</summary>
/// <param name="Host">Host name or IP address.</param>
/// <param name="Port">TCP port, 1 to 65535.</param>
/// <param name="Tls">How the connection there becomes encrypted.</param>
public sealed record ServerAddress(string Host, int Port, TlsMode Tls = TlsMode.StartTls);
