// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Manifest;

namespace ChatSecure.Branding.Policy;

/// <summary>Checks what settings must have to do with each other.</summary>
internal static class BehaviourCheck
{
    public static void Check(LayerStack<SettingValue> layers, IReadOnlyList<BrandLayer> brands, BrandErrors errors)
    {
        CheckSteps(layers, errors);
        CheckLegal(layers, brands, errors);
        Need(layers, BehaviourSettings.UpdateFeed, BehaviourSettings.UpdateKey, "an update that nobody signed is not one", errors);
        Need(layers, BehaviourSettings.UpdateFeed, BehaviourSettings.UpdateChannel, "a feed has a channel", errors);
        Need(layers, BehaviourSettings.OverlayUrl, BehaviourSettings.OverlayKey, "an overlay that nobody signed is refused", errors);
        Need(layers, BehaviourSettings.PushApi, BehaviourSettings.PushService, "a device is registered for a service", errors);
        if (IsOn(layers, BrandFeature.Donations))
        {
            var asking = BehaviourSettings.Features[(int)BrandFeature.Donations];
            Need(layers, asking, BehaviourSettings.DonationPage, "whoever asks says where to give", errors);
        }

        foreach (var setting in BehaviourSettings.Features.Concat(BehaviourSettings.Privacy))
        {
            CheckLock(layers, setting, value => value.Level, (value, locked) => value.IsOn == locked.IsOn, errors);
        }

        CheckLock(layers, BehaviourSettings.IdleLock, value => value.Level, (value, locked) => !IsLater(value, locked), errors);
    }

    private static void CheckSteps(LayerStack<SettingValue> layers, BrandErrors errors)
    {
        if (!layers.TryResolve(BehaviourSettings.Steps.Key, out var found))
        {
            return;
        }

        var steps = (IReadOnlyList<OnboardingStep>)found.Value;
        if (!steps.Contains(OnboardingStep.CreateAccount) && !steps.Contains(OnboardingStep.SignIn))
        {
            Complain("needs 'createAccount' or 'signIn': nobody would get in");
        }

        if (steps.Contains(OnboardingStep.CreateAccount) && !IsOn(layers, BrandFeature.Registration))
        {
            Complain("has 'createAccount', and 'features.registration' is off");
        }

        if (steps.Contains(OnboardingStep.InviteFriends) && !IsOn(layers, BrandFeature.Invitations))
        {
            Complain("has 'inviteFriends', and 'features.invitations' is off");
        }

        if (steps.Contains(OnboardingStep.RestoreBackup) && !IsOn(layers, BrandFeature.Backup))
        {
            Complain("has 'restoreBackup', and 'features.backup' is off");
        }

        if (steps.Contains(OnboardingStep.Server) && !IsOn(layers, BrandFeature.ChooseServer))
        {
            Complain("has 'server', and 'features.chooseServer' is off");
        }

        var hasTexts = BehaviourSettings.TermsVersion.Get(layers, "").Length + BehaviourSettings.PrivacyVersion.Get(layers, "").Length > 0;
        if (hasTexts != steps.Contains(OnboardingStep.Consent))
        {
            Complain(hasTexts ? "needs 'consent': there are legal texts to accept" : "has 'consent', and there is no legal text to accept");
        }

        void Complain(string what) => errors.Add("CSB043", found.At, $"'onboarding.steps' {what}.");
    }

    private static bool IsOn(LayerStack<SettingValue> layers, BrandFeature feature) =>
        BehaviourSettings.Features[(int)feature].Get(layers, new(true)).IsOn;

    // A text has the version that its own brand gives it: that of the brand below is about another text.
    private static void CheckLegal(LayerStack<SettingValue> layers, IReadOnlyList<BrandLayer> brands, BrandErrors errors)
    {
        foreach (var (kind, version) in new[] { ("terms", BehaviourSettings.TermsVersion), ("privacy", BehaviourSettings.PrivacyVersion) })
        {
            BrandLayer[] speakers =
            [
                .. brands.Where(layer => layer.Legal.Keys.Any(key => key.StartsWith(kind + ".", StringComparison.OrdinalIgnoreCase))),
            ];
            if (layers.TryResolve(version.Key, out var found) && speakers.Length == 0)
            {
                errors.Add("CSB060", found.At, $"'{version.Key}' needs the text: legal/{kind}.LANGUAGE.md.");
            }

            foreach (var speaker in speakers.Where(layer => !layer.Settings.ContainsKey(version.Key)))
            {
                var place = speaker.Settings.GetValueOrDefault(Settings.Id.Key)?.At.File ?? ManifestReader.FileName;
                errors.Add("CSB060", new(place), $"legal/{kind} needs its version: '{version.Key}'.");
            }
        }
    }

    private static void Need(LayerStack<SettingValue> layers, Setting setting, Setting needed, string why, BrandErrors errors)
    {
        if (layers.TryResolve(setting.Key, out var found) && !layers.TryResolve(needed.Key, out _))
        {
            errors.Add("CSB044", found.At, $"'{setting.Key}' needs '{needed.Key}': {why}.");
        }
    }

    private static bool IsLater(BrandIdleLock value, BrandIdleLock locked) =>
        (value.After ?? TimeSpan.MaxValue) > (locked.After ?? TimeSpan.MaxValue);

    // What a brand below has locked or hidden is not opened again above it.
    private static void CheckLock<T>(
        LayerStack<SettingValue> layers,
        Setting<T> setting,
        Func<T, SwitchLevel> levelOf,
        Func<T, T, bool> keeps,
        BrandErrors errors
    )
        where T : class
    {
        T? locked = null;
        foreach (var layer in layers.Layers.Reverse())
        {
            if (layer.Values.TryGetValue(setting.Key, out var found))
            {
                var value = (T)found.Value;
                if (locked is not null && (!keeps(value, locked) || levelOf(value) == SwitchLevel.Default))
                {
                    errors.Add("CSB051", found.At, $"'{setting.Key}' is locked by what this brand builds on.");
                }

                locked = levelOf(value) == SwitchLevel.Default ? locked : value;
            }
        }
    }
}
