// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Json;
using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Manifest;

namespace ChatSecure.Branding.Inspection;

/// <summary>Finds what is somebody else's in a brand: upstream's name, hosts and ids, which a copied brand easily keeps. <c>basedOn</c> and legal texts may and
/// should name upstream.</summary>
internal static class LeakScan
{
    /// <summary>Upstream's own brand, which alone may say its name; hosts and ids of upstream all contain it.</summary>
    private const string Upstream = "chatsecure";

    private const int MaxFileBytes = 5 * 1024 * 1024;
    private const int MinNameLength = 3;

    private static readonly string[] _freeKeys = ["$schema", Settings.BasedOn.Key];

    public static void Check(IBrandFiles files, BrandLayer layer, IEnumerable<string> foreignNames, BrandErrors errors)
    {
        string[] names =
        [
            .. foreignNames
                .Concat([Upstream, "Unbranded Messenger"])
                .Select(name => name.Trim())
                .Where(name => name.Length >= MinNameLength && !name.Equals(layer.Name, StringComparison.OrdinalIgnoreCase)),
        ];
        if (names.Length == 0)
        {
            return;
        }

        // Listing reports again what reading the layer has reported.
        foreach (var path in files.List(new BrandErrors()).Where(IsScanned))
        {
            if (errors.IsFull || files.Read(path, MaxFileBytes, new BrandErrors()) is not { } bytes)
            {
                continue;
            }

            Report(path, new(path), names, errors, "the file's name");
            if (path.EndsWith(".json", StringComparison.Ordinal))
            {
                if (JsonFile.ReadObject(path, bytes, new BrandErrors()) is { } root)
                {
                    Walk(root, string.Empty, names, errors);
                }
            }
            else
            {
                Report(Encoding.Latin1.GetString(bytes), new(path), names, errors, "the file");
            }
        }
    }

    private static bool IsScanned(string path) =>
        !path.StartsWith("legal/", StringComparison.Ordinal)
        && !path.EndsWith(".md", StringComparison.Ordinal)
        && path is not ("LICENSE" or ".gitignore");

    private static void Walk(JsonItem item, string prefix, string[] names, BrandErrors errors)
    {
        foreach (var member in item.Members.Where(member => !IsFree(prefix + member.Name)))
        {
            Report(member.Name, member.At, names, errors, $"'{prefix}{member.Name}'");
            Report(member.Value.Text, member.Value.At, names, errors, $"'{prefix}{member.Name}'");
            Walk(member.Value, $"{prefix}{member.Name}.", names, errors);
        }

        foreach (var child in item.Items)
        {
            Report(child.Text, child.At, names, errors, $"'{prefix.TrimEnd('.')}'");
            Walk(child, prefix, names, errors);
        }
    }

    private static bool IsFree(string key) =>
        _freeKeys.Contains(key) || key == "legal" || key.StartsWith("legal.", StringComparison.Ordinal);

    private static void Report(string text, SourcePosition at, string[] names, BrandErrors errors, string where)
    {
        if (Array.Find(names, name => text.Contains(name, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            errors.Add(
                "CSB061",
                at,
                $"In {where} stands '{found}', which is somebody else's. Say {{appName}} in texts; the software that this app is made of is for \"basedOn\"."
            );
        }
    }
}
