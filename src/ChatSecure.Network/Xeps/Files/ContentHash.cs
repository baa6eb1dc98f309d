// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Files;

/// <summary>A hash of a file's content (XEP-0300).</summary>
/// <param name="Algorithm">The algorithm, as IANA or XEP-0300 name it, such as <c>sha-256</c>.</param>
/// <param name="Value">The hash.</param>
public sealed record ContentHash(string Algorithm, ReadOnlyMemory<byte> Value);
