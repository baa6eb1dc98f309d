// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Tokens;

namespace ChatSecure.Branding.Manifest;

/// <summary>Checks what only shows when the layers are put together: contrast and servers.</summary>
internal static class ManifestCheck
{
    // Text or line, and the grounds that it stands on.
    private static readonly (Setting<ColorPair> Front, bool IsLine, Setting<ColorPair>[] Grounds)[] _pairs =
    [
        (Settings.Text, false, [Settings.Background, Settings.Surface]),
        (Settings.TextMuted, false, [Settings.Background, Settings.Surface]),
        (Settings.OnPrimary, false, [Settings.Primary]),
        (Settings.OnIncoming, false, [Settings.Incoming]),
        (Settings.OnOutgoing, false, [Settings.Outgoing]),
        (Settings.Secure, false, [Settings.Background, Settings.Surface]),
        (Settings.Warning, false, [Settings.Background, Settings.Surface]),
        (Settings.Danger, false, [Settings.Background, Settings.Surface]),
        (Settings.OnDanger, false, [Settings.Danger]),
        (Settings.Link, false, [Settings.Background, Settings.Surface]),
        (Settings.OnSelection, false, [Settings.Selection]),
        (Settings.OnBadge, false, [Settings.Badge]),
        (Settings.Border, true, [Settings.Background, Settings.Surface]),
        (Settings.Focus, true, [Settings.Background, Settings.Surface]),
    ];

    public static void Check(LayerStack<SettingValue> layers, BrandErrors errors)
    {
        foreach (var theme in Enum.GetValues<BrandTheme>())
        {
            CheckContrast(layers, theme, errors);
        }

        CheckServers(layers, errors);
        CheckRetired(layers, errors);
    }

    /// <summary>Complains about a contrast.</summary>
    public static void Complain(
        string front,
        string ground,
        double contrast,
        double needed,
        BrandTheme theme,
        SourcePosition at,
        BrandErrors errors
    )
    {
        var ratio = contrast.ToString("0.00", CultureInfo.InvariantCulture);
        var level = needed switch
        {
            SchemeBuilder.LineContrast => "lines need 3 (WCAG AA)",
            SchemeBuilder.StrongTextContrast => "text needs 7 (WCAG AAA)",
            _ => "text needs 4.5 (WCAG AA)",
        };
        errors.Add("CSB003", at, $"'{front}' on '{ground}' has a contrast of {ratio} in {Name(theme)}; {level}.");
    }

    private static string Name(BrandTheme theme) => char.ToLowerInvariant(theme.ToString()[0]) + theme.ToString()[1..];

    private static void CheckContrast(LayerStack<SettingValue> layers, BrandTheme theme, BrandErrors errors)
    {
        var scheme = SchemeBuilder.Build(layers, theme);
        foreach (var (front, isLine, grounds) in _pairs)
        {
            foreach (var ground in grounds)
            {
                var contrast = scheme.Find(front.Key).ContrastWith(scheme.Find(ground.Key));
                var needed = isLine ? SchemeBuilder.LineContrast : SchemeBuilder.TextContrastOf(theme);
                if (contrast < needed && Blamed(layers, front, ground) is { } at)
                {
                    Complain(front.Key, ground.Key, contrast, needed, theme, at, errors);
                }
            }
        }
    }

    // The colour that the strongest layer set: that is the one its maker can change. What is derived can only be wrong because of what it stands on.
    private static SourcePosition? Blamed(LayerStack<SettingValue> layers, Setting<ColorPair> front, Setting<ColorPair> ground)
    {
        foreach (var layer in layers.Layers)
        {
            if (layer.Values.TryGetValue(front.Key, out var found) || layer.Values.TryGetValue(ground.Key, out found))
            {
                return found.At;
            }
        }

        return null;
    }

    // Nobody is sent on from where they were sent, nor to where they may not be.
    private static void CheckRetired(LayerStack<SettingValue> layers, BrandErrors errors)
    {
        var retired = Settings.RetiredServers.Get(layers, []);
        var servers = Settings.Servers.Get(layers, []).Select(server => server.Domain).ToHashSet(StringComparer.Ordinal);
        var isLocked = Settings.DomainLock.Get(layers, DomainLock.None) == DomainLock.Locked;
        var gone = retired.Select(server => server.Domain).ToHashSet(StringComparer.Ordinal);
        foreach (var server in retired.Where(server => gone.Contains(server.MoveTo) || (isLocked && !servers.Contains(server.MoveTo))))
        {
            layers.TryResolve(Settings.RetiredServers.Key, out var found);
            errors.Add(
                "CSB042",
                found!.At,
                $"Who is on '{server.Domain}' can't move to '{server.MoveTo}': it is retired itself, or none of 'defaults.servers' under a lock."
            );
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
