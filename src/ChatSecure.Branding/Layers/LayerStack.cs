// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;

namespace ChatSecure.Branding.Layers;

/// <summary>Layers in a fixed order. For each key by itself, the strongest layer that sets it wins.</summary>
/// <typeparam name="T">What a key stands for.</typeparam>
/// <param name="layers">The layers, the strongest first.</param>
internal sealed class LayerStack<T>(IReadOnlyList<Layer<T>> layers)
{
    /// <summary>The layers, the strongest first.</summary>
    public IReadOnlyList<Layer<T>> Layers => layers;

    /// <summary>Every key that some layer sets.</summary>
    public IEnumerable<string> Keys => layers.SelectMany(layer => layer.Values.Keys).Distinct(StringComparer.Ordinal);

    public bool TryResolve(string key, [MaybeNullWhen(false)] out T value)
    {
        foreach (var layer in layers)
        {
            if (layer.Values.TryGetValue(key, out value))
            {
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The value that wins and what every layer says; null if no layer sets the key.</summary>
    public Explanation? Explain(string key, string shownKey, Func<T, string> show)
    {
        var voices = layers
            .Select(layer => new ExplanationLayer(layer.Name, layer.Values.TryGetValue(key, out var value) ? show(value) : null))
            .ToArray();
        var winner = Array.Find(voices, voice => voice.Value is not null);
        return winner is null ? null : new(shownKey, winner.Value!, winner.Name, voices);
    }
}
