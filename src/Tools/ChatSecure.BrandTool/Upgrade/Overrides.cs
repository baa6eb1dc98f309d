// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;

namespace ChatSecure.BrandTool.Upgrade;

/// <summary>What a brand says itself.</summary>
/// <param name="Texts">The ids of its texts, in any language.</param>
/// <param name="Assets">The ids of its pictures.</param>
/// <param name="Sets">Whether it makes a setting.</param>
internal sealed record Overrides(IReadOnlySet<string> Texts, IReadOnlySet<string> Assets, Func<string, bool> Sets)
{
    public static Overrides None { get; } = new(new HashSet<string>(), new HashSet<string>(), _ => false);

    /// <summary>Reads a brand's folder, whatever version it was written for.</summary>
    /// <exception cref="ToolException">It has no manifest, or a file is not JSON.</exception>
    public static Overrides Of(string folder)
    {
        try
        {
            var manifest = JsonDocument.Parse(BrandFolder.WithoutMark(File.ReadAllBytes(Path.Combine(folder, "brand.json")))).RootElement;
            var assets = Path.Combine(folder, "assets");
            return new(
                BrandFolder
                    .Cultures(folder)
                    .SelectMany(culture => BrandFolder.Texts(folder, culture).Keys)
                    .ToHashSet(StringComparer.Ordinal),
                Directory.Exists(assets)
                    ? Directory
                        .EnumerateFiles(assets, "*", SearchOption.AllDirectories)
                        .Select(path => Path.ChangeExtension(Path.GetRelativePath(assets, path).Replace('\\', '/'), null)!)
                        .ToHashSet(StringComparer.Ordinal)
                    : new HashSet<string>(),
                key => BrandFolder.Setting(manifest, key) is not null
            );
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ToolException($"The brand can't be read: {exception.Message} (chatsecure-brand validate says more.)");
        }
    }
}
