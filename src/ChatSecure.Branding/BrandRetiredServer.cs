// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>A server that will not go on, and where its people are to move.</summary>
/// <param name="Domain">The server's domain.</param>
/// <param name="MoveTo">The domain of the server to move to.</param>
public sealed record BrandRetiredServer(string Domain, string MoveTo);
