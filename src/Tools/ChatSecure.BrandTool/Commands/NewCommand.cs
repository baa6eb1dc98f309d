// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using System.Text.Json;
using ChatSecure.Branding;
using ChatSecure.BrandTool.Scaffold;

namespace ChatSecure.BrandTool.Commands;

/// <summary><c>new BRAND --id ID --name NAME [--server DOMAIN] [--primary #rrggbb]</c>: a folder to begin with.</summary>
internal static class NewCommand
{
    public static Command Create(TextWriter output)
    {
        var folder = new Argument<string>("brand") { Description = "The folder to make." };
        var id = new Option<string>("--id")
        {
            Description = "The brand's id, for ever: 3 to 32 lower-case letters, digits and dashes.",
            Required = true,
        };
        var name = new Option<string>("--name") { Description = "What the app is called.", Required = true };
        var server = new Option<string?>("--server") { Description = "The domain that is filled in for new accounts." };
        var primary = new Option<string>("--primary") { Description = "The brand's colour.", DefaultValueFactory = _ => "#1f5f8f" };
        var command = new Command("new", "Makes a brand to begin with, and checks it.") { folder, id, name, server, primary };
        command.SetAction(parsed =>
            (int)Run(
                parsed.GetRequiredValue(folder),
                parsed.GetRequiredValue(id),
                parsed.GetRequiredValue(name),
                parsed.GetValue(server),
                parsed.GetRequiredValue(primary),
                output
            )
        );
        return command;
    }

    private static ExitCode Run(string folder, string id, string name, string? server, string primary, TextWriter output)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new ToolException($"{folder} is not empty.");
        }

        if (!BrandColor.TryParse(primary, out var color))
        {
            throw new ToolException($"'{primary}' is not a colour such as #1f5f3f.");
        }

        Directory.CreateDirectory(Path.Combine(folder, "assets"));
        File.WriteAllText(Path.Combine(folder, "brand.json"), Manifest(id, name, server, color));
        File.WriteAllText(Path.Combine(folder, "strings.en.json"), "{\n  \"onboarding.welcome\": \"Welcome to {appName}.\"\n}\n");
        File.WriteAllText(Path.Combine(folder, "assets", "logo.svg"), Logo(color));
        var report = BrandReport.Of(folder);
        foreach (var error in report.Errors)
        {
            output.WriteLine(error);
        }

        output.WriteLine(report.Errors.Count == 0 ? $"{name} is in {folder}." : $"{name} is in {folder}, and has mistakes to mend.");
        return report.Errors.Count == 0 ? ExitCode.Good : ExitCode.Bad;
    }

    private static string Manifest(string id, string name, string? server, BrandColor color)
    {
        var ground = Brand.Neutral.Colors.Dark.Background;
        var dark = ColorChoice.ForDark(color, ground);
        string[] members =
        [
            "\"schemaVersion\": 1",
            $"\"id\": {Json(id)}",
            $"\"name\": {Json(name)}",
            .. server is null ? [] : (string[])[$"\"defaults\": {{ \"server\": {Json(server)}, \"domainLock\": \"default\" }}"],
            "\"color\": {\n"
                + $"    \"primary\": {{ \"light\": \"{color}\", \"dark\": \"{dark}\" }},\n"
                + $"    \"onPrimary\": {{ \"light\": \"{ColorChoice.On(color)}\", \"dark\": \"{ColorChoice.On(dark)}\" }}\n"
                + "  }",
        ];
        return $"{{\n  {string.Join(",\n  ", members)}\n}}\n";
    }

    private static string Logo(BrandColor color) =>
        $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
              <rect x="4" y="4" width="56" height="56" rx="14" fill="{color}"/>
              <path fill="{ColorChoice.On(
                color
            )}" d="M18 20h28a4 4 0 0 1 4 4v16a4 4 0 0 1-4 4H32l-9 8v-8h-5a4 4 0 0 1-4-4V24a4 4 0 0 1 4-4z"/>
            </svg>

            """;

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
