// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Transport;

/// <summary>A DNS SRV record (RFC 2782). The target <c>.</c> says that the service is decidedly not there.</summary>
internal sealed record SrvRecord(string Target, int Port, int Priority, int Weight);
