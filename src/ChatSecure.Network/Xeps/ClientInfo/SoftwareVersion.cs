// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.ClientInfo;

/// <summary>What software somebody says it runs (XEP-0092).</summary>
/// <param name="Name">The software's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="System">The operating system; null if not said.</param>
public sealed record SoftwareVersion(string Name, string Version, string? System = null);
