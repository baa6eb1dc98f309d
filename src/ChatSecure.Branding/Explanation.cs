// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>Why a key has the value that it has.</summary>
/// <param name="Key">The key, such as <c>policy.trust</c>, <c>text:conversations.title</c> or <c>asset:logo</c>.</param>
/// <param name="Value">The value that holds, as text.</param>
/// <param name="Layer">The name of the layer that won.</param>
/// <param name="Layers">What every layer says, the strongest first.</param>
public sealed record Explanation(string Key, string Value, string Layer, IReadOnlyList<ExplanationLayer> Layers);
