// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.BrandTool.Icons;

/// <summary>Every icon that platforms ask for.</summary>
internal static class IconSet
{
    private static readonly (string Density, int Percent)[] _densities =
    [
        ("mdpi", 100),
        ("hdpi", 150),
        ("xhdpi", 200),
        ("xxhdpi", 300),
        ("xxxhdpi", 400),
    ];

    /// <summary>The pictures.</summary>
    public static IReadOnlyList<IconSpec> All { get; } =
    [
        .. Android(),
        .. Sides("ios/icon", IconStyle.Opaque, 20, 29, 40, 58, 60, 76, 80, 87, 120, 152, 167, 180, 1024),
        .. Sides("macos/icon", IconStyle.Plain, 16, 32, 64, 128, 256, 512, 1024),
        .. Sides("windows/Square", IconStyle.Plain, 44, 71, 150, 310),
        new("windows/StoreLogo.png", 50),
        .. new[] { 16, 22, 24, 32, 48, 64, 128, 256, 512 }.Select(side => new IconSpec($"linux/hicolor/{side}x{side}/apps/app.png", side)),
        .. Sides("tray/tray", IconStyle.Silhouette, 16, 22, 24, 32),
        .. Sides("web/favicon", IconStyle.Plain, 16, 32),
        .. Sides("web/icon", IconStyle.Plain, 192, 512),
        .. Sides("web/maskable", IconStyle.Maskable, 192, 512),
        new("web/apple-touch-icon.png", 180, IconStyle.Opaque),
    ];

    /// <summary>The files that hold several sizes.</summary>
    public static IReadOnlyDictionary<string, int[]> Icos { get; } =
        new Dictionary<string, int[]> { ["web/favicon.ico"] = [16, 32, 48], ["windows/app.ico"] = [16, 24, 32, 48, 64, 256] };

    private static IEnumerable<IconSpec> Android() =>
        _densities
            .SelectMany(density =>
                new IconSpec[]
                {
                    new($"android/mipmap-{density.Density}/ic_launcher.png", 48 * density.Percent / 100),
                    new($"android/mipmap-{density.Density}/ic_launcher_foreground.png", 108 * density.Percent / 100, IconStyle.Foreground),
                    new(
                        $"android/mipmap-{density.Density}/ic_launcher_monochrome.png",
                        108 * density.Percent / 100,
                        IconStyle.ForegroundSilhouette
                    ),
                    new($"android/drawable-{density.Density}/ic_notification.png", 24 * density.Percent / 100, IconStyle.Silhouette),
                }
            )
            .Append(new("android/play-store.png", 512, IconStyle.Opaque));

    private static IEnumerable<IconSpec> Sides(string name, IconStyle style, params int[] sides) =>
        sides.Select(side => new IconSpec($"{name}-{side}.png", side, style));
}
