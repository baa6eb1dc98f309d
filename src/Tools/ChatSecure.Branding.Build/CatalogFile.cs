// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;

namespace ChatSecure.Branding.Build;

/// <summary>Writes what the generator makes accessors from: lines of fields between tabs, so that a generator needs no JSON reader. Backslash, tab and line end
/// in a field are written <c>\\</c>, <c>\t</c> and <c>\n</c>.</summary>
internal static class CatalogFile
{
    public static void Write(string path, Brand brand, string hash)
    {
        var text = new StringBuilder();
        Line("brand", brand.Id, brand.Name, hash);
        foreach (var entry in BrandCatalog.Texts)
        {
            Line(["text", entry.Id, brand.Explain("text:" + entry.Id).Value, entry.Description, .. entry.Arguments.Select(Argument)]);
        }

        foreach (var id in BrandCatalog.Assets)
        {
            Line("asset", id);
        }

        foreach (var setting in BrandCatalog.Settings)
        {
            Line("setting", setting.Key);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, text.ToString());

        void Line(params string[] fields) => text.AppendJoin('\t', fields.Select(Escape)).Append('\n');
    }

    private static string Argument(CatalogArgument argument) =>
        argument.Kind switch
        {
            CatalogArgumentKind.Number => "number:",
            CatalogArgumentKind.YesNo => "yesNo:",
            CatalogArgumentKind.Word => "word:",
            _ => "text:",
        } + argument.Name;

    private static string Escape(string field) =>
        field
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
