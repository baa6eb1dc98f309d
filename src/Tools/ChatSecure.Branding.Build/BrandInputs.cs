// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;

namespace ChatSecure.Branding.Build;

/// <summary>Tells one state of a brand's folder from another, so that an app can say which it was made of.</summary>
internal static class BrandInputs
{
    /// <summary>SHA-256 over the sorted relative paths and contents, in lower-case hexadecimal; with parents, over the brand's and theirs.</summary>
    public static string Hash(string folder, params IReadOnlyCollection<string> parents)
    {
        var own = Of(folder);
        return parents.Count == 0
            ? own
            : Convert.ToHexStringLower(
                SHA256.HashData(Encoding.ASCII.GetBytes(own + string.Concat(parents.Select(Of).Order(StringComparer.Ordinal))))
            );
    }

    private static string Of(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var paths = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(path => path is not (".gitignore" or "README.md"))
            .Order(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            // The length before each part: no two folders give the same bytes.
            var content = File.ReadAllBytes(Path.Combine(folder, path));
            hash.AppendData(Encoding.UTF8.GetBytes($"{path.Length}:{path}{content.Length}:"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
