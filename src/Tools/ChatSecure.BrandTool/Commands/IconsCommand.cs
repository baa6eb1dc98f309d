// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Branding;
using ChatSecure.BrandTool.Icons;
using SkiaSharp;

namespace ChatSecure.BrandTool.Commands;

/// <summary><c>icons BRAND --out FOLDER [--parent P]… [--master FILE] [--background #rrggbb]</c>: the icons of all platforms from one picture.</summary>
internal static class IconsCommand
{
    public static Command Create(TextWriter output)
    {
        var folder = CommandLine.Folder();
        var target = CommandLine.Out("The folder to write to.");
        var parents = CommandLine.Parents();
        var master = new Option<string?>("--master")
        {
            Description = "The picture to draw from; assets/icon or assets/logo of the brand if it is not given.",
        };
        var background = new Option<string?>("--background")
        {
            Description = "What stands behind opaque icons, as #rrggbb; the brand's background in light if it is not given.",
        };
        var command = new Command(
            "icons",
            "Draws the icons of all platforms from one picture: SVG or PNG in, the same bytes out each time."
        )
        {
            folder,
            target,
            parents,
            master,
            background,
        };
        command.SetAction(parsed =>
        {
            using var brand = new BrandSource(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(parents));
            return (int)Run(
                Brand.Load(brand.Parts),
                parsed.GetRequiredValue(target),
                parsed.GetValue(master),
                parsed.GetValue(background),
                output
            );
        });
        return command;
    }

    private static ExitCode Run(Brand brand, string target, string? file, string? color, TextWriter output)
    {
        var ground = brand.Colors.Light.Background;
        if (color is not null && !BrandColor.TryParse(color, out ground))
        {
            throw new ToolException($"'{color}' is not a colour such as #1f5f3f.");
        }

        using var master = file is null ? IconMaster.Of(brand) : IconMaster.Read(File.ReadAllBytes(file));
        var painter = new IconPainter(master, new SKColor(ground.Red, ground.Green, ground.Blue));
        foreach (var icon in IconSet.All)
        {
            Write(icon.Path, painter.Png(icon.Side, icon.Style));
        }

        foreach (var (path, sides) in IconSet.Icos)
        {
            Write(path, painter.Ico(sides));
        }

        output.WriteLine($"{IconSet.All.Count + IconSet.Icos.Count} icons in {target}");
        return ExitCode.Good;

        void Write(string path, byte[] bytes)
        {
            var full = Path.Combine(target, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, bytes);
        }
    }
}
