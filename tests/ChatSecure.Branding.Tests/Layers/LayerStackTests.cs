// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Layers;
using CsCheck;

namespace ChatSecure.Branding.Tests.Layers;

public sealed class LayerStackTests
{
    private static readonly Gen<Dictionary<string, int>[]> _layers = Gen.Dictionary(
        Gen.Char['a', 'f'].Select(c => c.ToString()),
        Gen.Int[0, 99]
    )[0, 6].Array[0, 5];

    [Fact]
    public void For_each_key_by_itself_the_strongest_layer_that_sets_it_wins() =>
        _layers.Sample(layers =>
        {
            var stack = Stack(layers);
            foreach (var key in "abcdefg".Select(c => c.ToString()))
            {
                var expected = Array.FindIndex(layers, layer => layer.ContainsKey(key));
                Assert.Equal(expected >= 0, stack.TryResolve(key, out var value));
                Assert.Equal(expected >= 0 ? layers[expected][key] : 0, value);
            }
        });

    [Fact]
    public void An_explanation_tells_the_winner_and_every_voice() =>
        _layers.Sample(layers =>
        {
            var stack = Stack(layers);
            foreach (var key in stack.Keys)
            {
                var explanation = stack.Explain(key, "shown:" + key, value => $"<{value}>")!;
                stack.TryResolve(key, out var value);
                Assert.Equal(("shown:" + key, $"<{value}>"), (explanation.Key, explanation.Value));
                Assert.Equal(
                    layers.Select((layer, i) => ($"{i}", layer.TryGetValue(key, out var said) ? $"<{said}>" : null)),
                    explanation.Layers.Select(layer => (layer.Name, layer.Value))
                );
                Assert.Equal(explanation.Layer, explanation.Layers.First(layer => layer.Value is not null).Name);
            }

            Assert.Null(stack.Explain("no such key", "x", value => "x"));
        });

    [Fact]
    public void A_layer_that_says_nothing_changes_nothing() =>
        _layers.Sample(layers =>
        {
            var stack = Stack(layers);
            var more = Stack([.. layers.SelectMany(layer => new[] { new Dictionary<string, int>(), layer })]);
            Assert.Equal(Values(stack), Values(more));
        });

    private static LayerStack<int> Stack(Dictionary<string, int>[] layers) =>
        new([.. layers.Select((layer, i) => new Layer<int>($"{i}", layer))]);

    private static Dictionary<string, int> Values(LayerStack<int> stack) =>
        stack.Keys.ToDictionary(key => key, key => stack.TryResolve(key, out var value) ? value : -1);
}
