// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Branding;

namespace ChatSecure.BrandTool.Commands;

/// <summary><c>validate BRAND [--parent P]… [--foreign NAME]…</c>: the same checks as at build.</summary>
internal static class ValidateCommand
{
    public static Command Create(TextWriter output)
    {
        var folder = CommandLine.Folder();
        var parents = CommandLine.Parents();
        var foreign = new Option<string[]>("--foreign")
        {
            Description = "A name, host or id that must not be left in the brand beside upstream's. May be given several times.",
        };
        var command = new Command("validate", "Checks a brand as the build does: every mistake with file, line and column.")
        {
            folder,
            parents,
            foreign,
        };
        command.SetAction(parsed =>
        {
            using var brand = new BrandSource(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(parents));
            return (int)Run(brand.Parts, parsed.GetValue(foreign) ?? [], output);
        });
        return command;
    }

    private static ExitCode Run(BrandParts brand, string[] foreign, TextWriter output)
    {
        var report = BrandReport.Of(brand, foreign);
        foreach (var error in report.Errors)
        {
            output.WriteLine(error);
        }

        foreach (var warning in report.Warnings)
        {
            output.WriteLine(warning.ToString().Replace(": error ", ": warning ", StringComparison.Ordinal));
        }

        output.WriteLine(
            report.Errors.Count == 0
                ? $"{report.Brand!.Name}: no mistakes, {report.Warnings.Count} warnings."
                : $"{report.Errors.Count} mistakes, {report.Warnings.Count} warnings."
        );
        return report.Errors.Count == 0 ? ExitCode.Good : ExitCode.Bad;
    }
}
