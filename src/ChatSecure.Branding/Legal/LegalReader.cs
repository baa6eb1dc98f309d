// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using System.Text.Unicode;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Strings;

namespace ChatSecure.Branding.Legal;

/// <summary>Reads the texts in <c>legal/</c>: <c>legal/terms.en.md</c>, <c>legal/privacy.de.txt</c>.</summary>
internal static class LegalReader
{
    public const string Folder = "legal/";
    private const int MaxFileBytes = 1024 * 1024;

    /// <summary>Whether a file belongs to the legal texts. Others there, such as notices of used software, are the brand's own matter.</summary>
    public static bool IsLegal(string path) => path.StartsWith(Folder, StringComparison.Ordinal);

    /// <summary>Reads the texts.</summary>
    /// <returns>The texts by <c>terms.en</c>.</returns>
    public static Dictionary<string, LegalText> Read(IBrandFiles files, IEnumerable<string> paths, BrandErrors errors)
    {
        Dictionary<string, LegalText> texts = new(StringComparer.OrdinalIgnoreCase);
        foreach (var path in paths.Where(IsLegal))
        {
            if (path[Folder.Length..].Split('.') is not [("terms" or "privacy") and var kind, var language, "md" or "txt"])
            {
                continue;
            }

            if (Culture(language) is not { } culture)
            {
                errors.Add("CSB023", new(path), $"'{language}' is not a language that this version knows the plural rules of.");
            }
            else if (files.Read(path, MaxFileBytes, errors) is { } bytes)
            {
                if (!Utf8.IsValid(bytes) || bytes.Length < 2)
                {
                    errors.Add("CSB060", new(path), "A legal text is UTF-8 and not empty.");
                }
                else if (!texts.TryAdd($"{kind}.{culture.Name}", new(Encoding.UTF8.GetString(bytes), culture, new(path))))
                {
                    errors.Add("CSB060", new(path), "This text is there twice.");
                }
            }
        }

        return texts;
    }

    private static CultureInfo? Culture(string name)
    {
        try
        {
            return
                name.Length > 1
                && CultureInfo.GetCultureInfo(name) is var culture
                && culture.Name == name
                && PluralRules.Find(culture) is not null
                ? culture
                : null;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }
}
