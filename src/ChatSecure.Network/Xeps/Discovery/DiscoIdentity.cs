// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Discovery;

/// <summary>What kind of thing somebody is (XEP-0030).</summary>
/// <param name="Category">The category, such as <c>client</c>.</param>
/// <param name="Type">The type within the category, such as <c>pc</c>.</param>
/// <param name="Name">What it is called; null if not said.</param>
/// <param name="Language">The language of the name; null if not said.</param>
public sealed record DiscoIdentity(string Category, string Type, string? Name = null, string? Language = null);
