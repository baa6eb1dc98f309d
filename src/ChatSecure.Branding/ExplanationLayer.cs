// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>What one layer says about a key.</summary>
/// <param name="Name">The layer, such as <c>zomlike</c>, <c>zomlike (de)</c> or <c>neutral</c>.</param>
/// <param name="Value">What it says, as text; null if it leaves the key to weaker layers.</param>
public sealed record ExplanationLayer(string Name, string? Value);
