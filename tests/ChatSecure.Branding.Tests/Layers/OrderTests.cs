// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Manifest;
using CsCheck;

namespace ChatSecure.Branding.Tests.Layers;

public sealed class OrderTests
{
    private static readonly string[] _keys =
    [
        .. BehaviourSettings.Features.Concat(BehaviourSettings.Privacy).Select(setting => setting.Key),
    ];

    // What one layer says about each switch: nothing, or a value with a level.
    private static readonly Gen<Dictionary<string, BrandSwitch>> _layer = Gen.Dictionary(
        Gen.Int[0, _keys.Length - 1].Select(i => _keys[i]),
        Gen.Select(Gen.Bool, Gen.Enum<SwitchLevel>(), (isOn, level) => new BrandSwitch(isOn, level))
    )[0, 12];

    /// <summary>Person over managed over overlay over brand over parent over kit over default, each key by itself; a person decides only where the level is
    /// "default".</summary>
    [Fact]
    public void Whatever_the_layers_say_the_fixed_order_decides_and_explains() =>
        Gen.Select(_layer, _layer, _layer, _layer, Gen.Dictionary(Gen.Int[0, _keys.Length - 1].Select(i => _keys[i]), Gen.Bool)[0, 12])
            .Sample(
                (managed, overlay, child, parent, choices) =>
                {
                    var brands = new[] { Layer("child", child), Layer("parent", parent), BrandLayer.Neutral };
                    var late = new LateLayers(Layer("overlay", overlay), null, Layer("managed", managed), null);
                    var brand = new Brand(new BrandComposition(brands, late), null).WithChoices(choices);
                    foreach (var (key, i) in _keys.Select((key, i) => (key, i)))
                    {
                        var (said, by) =
                            managed.TryGetValue(key, out var found) ? (found, "managed")
                            : overlay.TryGetValue(key, out found) ? (found, "overlay")
                            : child.TryGetValue(key, out found) ? (found, "child")
                            : parent.TryGetValue(key, out found) ? (found, "parent")
                            : ((BrandSwitch)BrandLayer.Neutral.Settings[key].Value, "neutral");
                        if (said.Level == SwitchLevel.Default && choices.TryGetValue(key, out var choice))
                        {
                            (said, by) = (new BrandSwitch(choice), "person");
                        }

                        var actual =
                            i < BehaviourSettings.Features.Count
                                ? brand.Features[(BrandFeature)i]
                                : brand.Privacy[(PrivacySwitch)(i - BehaviourSettings.Features.Count)];
                        Assert.Equal(said, actual);
                        Assert.Equal(by, brand.Explain(key).Layer);
                    }
                }
            );

    private static BrandLayer Layer(string name, Dictionary<string, BrandSwitch> switches) =>
        BrandLayer.OfSettings(
            name,
            switches.ToDictionary(pair => pair.Key, pair => new SettingValue(pair.Value, new SourcePosition(name)))
        );
}
