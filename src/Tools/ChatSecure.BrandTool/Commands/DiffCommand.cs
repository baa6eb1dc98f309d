// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.BrandTool.Upgrade;

namespace ChatSecure.BrandTool.Commands;

/// <summary><c>diff A B [--brand BRAND]</c>: what an upgrade of ChatSecure.Branding changes.</summary>
internal static class DiffCommand
{
    public static Command Create(TextWriter output)
    {
        const string Where = "a .nupkg file, an unpacked one, or a version that was restored before";
        var from = new Argument<string>("from") { Description = $"The version of ChatSecure.Branding that is used now: {Where}." };
        var to = new Argument<string>("to") { Description = $"The version to go to: {Where}." };
        var brand = new Option<string?>("--brand") { Description = "The brand's folder: what it says itself decides what is to do." };
        var command = new Command("diff", "Says what an upgrade changes for a brand, as Markdown. Ends with 1 if there is something to do.")
        {
            from,
            to,
            brand,
        };
        command.SetAction(parsed =>
        {
            var report = new UpgradeReport(
                PackageCatalog.Read(parsed.GetRequiredValue(from)),
                PackageCatalog.Read(parsed.GetRequiredValue(to)),
                parsed.GetValue(brand) is { } folder ? Overrides.Of(folder) : Overrides.None
            );
            output.Write(report);
            return (int)(report.NeedsAction ? ExitCode.Bad : ExitCode.Good);
        });
        return command;
    }
}
