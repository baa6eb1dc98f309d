// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using System.Globalization;
using ChatSecure.Branding;
using ChatSecure.BrandTool.Preview;

namespace ChatSecure.BrandTool.Commands;

/// <summary><c>preview BRAND --out FOLDER [--parent P]… [--culture C]…</c>: pages that show the brand.</summary>
internal static class PreviewCommand
{
    /// <summary>Longer than English, and from right to left: what was not translated or does not fit shows.</summary>
    private static readonly string[] _pseudo = ["qps-ploc", "qps-plocm"];

    public static Command Create(TextWriter output)
    {
        var folder = CommandLine.Folder();
        var target = CommandLine.Out("The folder to write the pages to.");
        var parents = CommandLine.Parents();
        var cultures = new Option<string[]>("--culture")
        {
            Description =
                "A language to show; may be given several times. Without it, those of the brand, Arabic to see it from right to left, and the pseudo-languages.",
        };
        var command = new Command(
            "preview",
            "Writes pages that show the brand's screens, light, dark and in high contrast, in every language and direction."
        )
        {
            folder,
            target,
            parents,
            cultures,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                using var brand = new BrandSource(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(parents));
                return (int)
                    await RunAsync(brand.Parts, parsed.GetRequiredValue(target), parsed.GetValue(cultures) ?? [], output)
                        .ConfigureAwait(false);
            }
        );
        return command;
    }

    private static async Task<ExitCode> RunAsync(BrandParts parts, string target, string[] names, TextWriter output)
    {
        var brand = Brand.Load(parts);
        if (names.Length == 0)
        {
            names = [brand.Culture.Name, .. parts.Parents.Prepend(parts.Folder).SelectMany(BrandFolder.Cultures), "ar", .. _pseudo];
        }

        CultureInfo[] cultures;
        try
        {
            cultures =
            [
                .. names
                    .Distinct(StringComparer.Ordinal)
                    .Select(name => CultureInfo.GetCultureInfo(name, predefinedOnly: !_pseudo.Contains(name))),
            ];
        }
        catch (CultureNotFoundException exception)
        {
            throw new ToolException($"'{exception.InvalidCultureName}' is not a language.");
        }

        var count = await Gallery.WriteAsync(brand, cultures, target).ConfigureAwait(false);
        output.WriteLine($"{count} pages: {Path.Combine(target, "index.html")}");
        return ExitCode.Good;
    }
}
