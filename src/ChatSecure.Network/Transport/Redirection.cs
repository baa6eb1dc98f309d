// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Transport;

/// <summary>A place where a server, verified, would like us to be.</summary>
internal abstract record Redirection;
