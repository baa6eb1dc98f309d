// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;

namespace ChatSecure.Branding.Assets;

/// <summary>Reads the pictures in <c>assets/</c>. A picture's id is its path there without the ending: <c>assets/logo.svg</c> is <c>logo</c>, whatever its
/// format, so that a brand may answer an SVG with a PNG.</summary>
internal static class AssetReader
{
    private const string Folder = "assets/";
    private const int MaxFileBytes = 5 * 1024 * 1024;
    private const int MaxTotalBytes = 64 * 1024 * 1024;

    /// <summary>Whether a file is one of the pictures.</summary>
    public static bool IsAsset(string path) => path.StartsWith(Folder, StringComparison.Ordinal);

    /// <summary>Reads the pictures.</summary>
    /// <param name="files">The brand's files.</param>
    /// <param name="paths">The paths in <c>assets/</c>.</param>
    /// <param name="errors">Where mistakes go.</param>
    /// <returns>The pictures by id.</returns>
    public static Dictionary<string, AssetEntry> Read(IBrandFiles files, IEnumerable<string> paths, BrandErrors errors)
    {
        Dictionary<string, AssetEntry> assets = new(StringComparer.Ordinal);
        long total = 0;
        foreach (var path in paths)
        {
            if (files.Read(path, MaxFileBytes, errors) is not { } bytes)
            {
                continue;
            }

            total += bytes.Length;
            if (total > MaxTotalBytes)
            {
                errors.Add("CSB031", new(path), "The pictures are larger than 64 MiB together.");
                break;
            }

            if (AssetType.Refusal(path, bytes) is { } refusal)
            {
                errors.Add(refusal.Code, new(path), refusal.Message);
                continue;
            }

            var id = path[Folder.Length..path.LastIndexOf('.')];
            if (AssetVariant.Parse(id) is null)
            {
                errors.Add(
                    "CSB038",
                    new(path),
                    "After '@' stand, each once: light, dark or contrast; a language such as de; ltr or rtl; 2x, 3x or 4x."
                );
                continue;
            }

            if (!assets.TryAdd(id, new(bytes, new(path))))
            {
                errors.Add("CSB032", new(path), $"There is another picture '{id}' in another format: keep one.");
            }
        }

        return assets;
    }
}
