// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Manifest;

namespace ChatSecure.Branding;

/// <content>What comes after the app was built: the brand's overlay, the policy of whoever manages the device, the person's choices.</content>
public sealed partial class Brand
{
    /// <summary>When the brand's overlay ends; null if there is none.</summary>
    public DateTimeOffset? OverlayExpires => _composition.Late.OverlayExpires;

    /// <summary>The brand with an overlay: settings that the brand publishes while the app is in people's hands, for push, servers and support. It is signed
    /// with the key of <c>overlay.key</c>, ends by itself, and is applied as a whole or not at all.</summary>
    /// <param name="document">The document, up to 64 KiB.</param>
    /// <param name="lastSequence">The number of the last overlay that was applied; 0 for none. The app keeps it.</param>
    /// <param name="now">The time.</param>
    /// <returns>The brand, and what became of the document. A refused one leaves the brand as it was, with the overlay before.</returns>
    public BrandChange WithOverlay(ReadOnlyMemory<byte> document, long lastSequence, DateTimeOffset now) =>
        Apply(
            "overlay",
            BehaviourSettings.OverlayKey,
            document,
            lastSequence,
            now,
            signed =>
                _composition.Late with
                {
                    Overlay = BrandLayer.OfSettings("overlay", signed.Settings),
                    OverlayExpires = signed.Expires,
                }
        );

    /// <summary>The brand with a policy of whoever manages the device, signed with the key of <c>managed.key</c>. It may make the rules of security stricter,
    /// set and lock switches, and say which servers there are.</summary>
    /// <param name="document">The document, up to 64 KiB.</param>
    /// <param name="lastSequence">The number of the last policy that was applied; 0 for none. The app keeps it.</param>
    /// <param name="now">The time.</param>
    /// <returns>The brand, and what became of the document. A refused one leaves the brand as it was, with the policy before.</returns>
    public BrandChange WithManagedPolicy(ReadOnlyMemory<byte> document, long lastSequence, DateTimeOffset now) =>
        Apply(
            "policy",
            BehaviourSettings.ManagedKey,
            document,
            lastSequence,
            now,
            signed => _composition.Late with { Managed = BrandLayer.OfSettings("managed", signed.Settings) }
        );

    /// <summary>The brand at a time: without its overlay if that has ended.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The brand; this very one if nothing has ended.</returns>
    public Brand At(DateTimeOffset now) =>
        _composition.Late.OverlayExpires <= now ? With(_composition.Late with { Overlay = null, OverlayExpires = null }) : this;

    /// <summary>The brand with what its person chose. A choice that is not the person's to make, or about nothing that there is, changes nothing.</summary>
    /// <param name="choices">The choices by key: <c>privacy.typing</c>, <c>features.reactions</c>.</param>
    /// <returns>The brand; this very one if that is what was chosen before.</returns>
    public Brand WithChoices(IReadOnlyDictionary<string, bool> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        var below = _composition.With(_composition.Late with { Person = null }).Settings;
        Dictionary<string, SettingValue> taken = new(StringComparer.Ordinal);
        foreach (var setting in BehaviourSettings.Features.Concat(BehaviourSettings.Privacy))
        {
            if (choices.TryGetValue(setting.Key, out var isOn) && setting.Get(below, new(false)).Level == SwitchLevel.Default)
            {
                taken[setting.Key] = new(new BrandSwitch(isOn), new("person"));
            }
        }

        var chosen = Choices();
        if (
            taken.Count == chosen.Count
            && taken.All(choice => chosen.TryGetValue(choice.Key, out var isOn) && isOn == ((BrandSwitch)choice.Value.Value).IsOn)
        )
        {
            return this;
        }

        return With(_composition.Late with { Person = taken.Count > 0 ? BrandLayer.OfSettings("person", taken) : null });
    }

    private Brand With(LateLayers late) => new(_composition.With(late), Culture);

    private BrandChange Apply(
        string kind,
        Setting<byte[]> keySetting,
        ReadOnlyMemory<byte> document,
        long lastSequence,
        DateTimeOffset now,
        Func<SignedDocument, LateLayers> apply
    )
    {
        if (!_composition.Settings.TryResolve(keySetting.Key, out var key))
        {
            return new(this, BrandRefusal.NoKey, lastSequence, []);
        }

        var errors = new BrandErrors();
        var signed = SignedDocument.Read(document, kind, (byte[])key.Value, Id, lastSequence, now, errors, out var refusal);
        if (signed is null)
        {
            return new(this, refusal, lastSequence, []);
        }

        var late = apply(signed) with { Person = null };
        var changed = _composition.With(late);
        if (errors.All.Count == 0)
        {
            changed.CheckSettings(errors);
        }

        return errors.All.Count > 0
            ? new(this, BrandRefusal.Mistakes, lastSequence, errors.All)
            : new(new Brand(changed, Culture).WithChoices(Choices()), BrandRefusal.None, signed.Sequence, []);
    }

    // They are made anew over what holds now: what was the person's to choose may be so no longer.
    private Dictionary<string, bool> Choices() =>
        _composition.Late.Person?.Settings.ToDictionary(choice => choice.Key, choice => ((BrandSwitch)choice.Value.Value).IsOn) ?? [];
}
