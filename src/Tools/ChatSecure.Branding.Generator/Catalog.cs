// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ChatSecure.Branding.Generator;

/// <summary>What the check of the brand has written down: see CatalogFile in ChatSecure.Branding.Build.</summary>
internal sealed class Catalog
{
    public const string FileName = "brand.catalog";

    private Catalog(string content)
    {
        foreach (var line in content.Split('\n').Where(line => line.Length > 0))
        {
            var fields = line.Split('\t').Select(Unescape).ToArray();
            switch (fields[0])
            {
                case "brand" when fields.Length == 4:
                    (Id, Name, Hash) = (fields[1], fields[2], fields[3]);
                    break;
                case "text" when fields.Length >= 4:
                    Texts.Add(new(fields[1], fields[2], fields[3], [.. fields.Skip(4)]));
                    break;
                case "asset" when fields.Length == 2:
                    Assets.Add(fields[1]);
                    break;
                case "setting" when fields.Length == 2:
                    Settings.Add(fields[1]);
                    break;
            }
        }
    }

    public string Id { get; } = string.Empty;

    public string Name { get; } = string.Empty;

    public string Hash { get; } = string.Empty;

    public List<CatalogEntry> Texts { get; } = [];

    public List<string> Assets { get; } = [];

    public List<string> Settings { get; } = [];

    public static bool IsOne(string path) => path.Replace('\\', '/').EndsWith("/" + FileName, System.StringComparison.Ordinal);

    public static Catalog Parse(string content) => new(content);

    private static string Unescape(string field)
    {
        if (field.IndexOf('\\') < 0)
        {
            return field;
        }

        var text = new StringBuilder();
        for (var i = 0; i < field.Length; i++)
        {
            text.Append(
                field[i] != '\\' || ++i == field.Length ? field[i < field.Length ? i : i - 1]
                : field[i] == 't' ? '\t'
                : field[i] == 'n' ? '\n'
                : field[i]
            );
        }

        return text.ToString();
    }
}
