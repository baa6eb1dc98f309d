// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Layers;

/// <summary>What one party says: the values that it sets, by key. Keys that it does not set are left to weaker layers.</summary>
/// <typeparam name="T">What a key stands for.</typeparam>
/// <param name="Name">The layer's name, as <see cref="Brand.Explain"/> shows it.</param>
/// <param name="Values">The values, by key (ordinal).</param>
internal sealed record Layer<T>(string Name, IReadOnlyDictionary<string, T> Values);
