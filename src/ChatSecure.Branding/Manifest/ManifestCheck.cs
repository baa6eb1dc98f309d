// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;

namespace ChatSecure.Branding.Manifest;

/// <summary>Checks what only shows when the layers are put together: contrast and servers.</summary>
internal static class ManifestCheck
{
    // WCAG 2.2, success criterion 1.4.3, level AA, for text of any size.
    private const double MinContrast = 4.5;

    private static readonly (Setting<ColorPair> Text, Setting<ColorPair> On)[] _pairs =
    [
        (Settings.Text, Settings.Background),
        (Settings.Text, Settings.Surface),
        (Settings.TextMuted, Settings.Background),
        (Settings.TextMuted, Settings.Surface),
        (Settings.OnPrimary, Settings.Primary),
        (Settings.OnIncoming, Settings.Incoming),
        (Settings.OnOutgoing, Settings.Outgoing),
        (Settings.Secure, Settings.Background),
        (Settings.Secure, Settings.Surface),
        (Settings.Warning, Settings.Background),
        (Settings.Warning, Settings.Surface),
        (Settings.Danger, Settings.Background),
        (Settings.Danger, Settings.Surface),
    ];

    public static void Check(LayerStack<SettingValue> layers, BrandErrors errors)
    {
        foreach (var (text, on) in _pairs)
        {
            CheckContrast(layers, text, on, errors);
        }

        CheckServers(layers, errors);
    }

    private static void CheckContrast(LayerStack<SettingValue> layers, Setting<ColorPair> text, Setting<ColorPair> on, BrandErrors errors)
    {
        if (!layers.TryResolve(text.Key, out var front) || !layers.TryResolve(on.Key, out var back))
        {
            return;
        }

        // Blames the colour that the strongest layer set: that is the one its maker can change.
        var at = layers.Layers[0].Values.ContainsKey(text.Key) ? front.At : back.At;
        var (fore, ground) = ((ColorPair)front.Value, (ColorPair)back.Value);
        Compare("light", fore.Light, ground.Light);
        Compare("dark", fore.Dark, ground.Dark);

        void Compare(string appearance, BrandColor a, BrandColor b)
        {
            var contrast = a.ContrastWith(b);
            if (contrast < MinContrast)
            {
                var ratio = contrast.ToString("0.00", CultureInfo.InvariantCulture);
                errors.Add(
                    "CSB003",
                    at,
                    $"'{text.Key}' on '{on.Key}' has a contrast of {ratio} in {appearance}; text needs 4.5 (WCAG AA)."
                );
            }
        }
    }

    private static void CheckServers(LayerStack<SettingValue> layers, BrandErrors errors)
    {
        var servers = Settings.Servers.Get(layers, []);
        var server = Settings.DefaultServer.Get(layers, string.Empty);
        if (server.Length > 0 && servers.Count > 0 && servers.All(candidate => candidate.Domain != server))
        {
            layers.TryResolve(Settings.DefaultServer.Key, out var found);
            errors.Add("CSB040", found!.At, "'defaults.server' must be one of 'defaults.servers'.");
        }

        var domainLock = Settings.DomainLock.Get(layers, DomainLock.None);
        var isMissing = domainLock switch
        {
            DomainLock.Default => server.Length == 0,
            DomainLock.Locked => server.Length == 0 && servers.Count == 0,
            _ => false,
        };
        if (isMissing)
        {
            layers.TryResolve(Settings.DomainLock.Key, out var found);
            errors.Add("CSB041", found!.At, "A domain lock needs 'defaults.server'.");
        }
    }
}
