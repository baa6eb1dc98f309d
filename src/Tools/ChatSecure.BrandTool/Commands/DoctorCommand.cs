// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using ChatSecure.Branding;
using ChatSecure.BrandTool.Doctor;

namespace ChatSecure.BrandTool.Commands;

/// <summary><c>doctor APP [--brand BRAND] [--parent P]…</c>: whether an app and its brand are fit to be kept current.</summary>
internal static class DoctorCommand
{
    public static Command Create(TextWriter output)
    {
        var app = new Argument<string>("app") { Description = "The folder of the app, with its projects." };
        var brand = new Option<string?>("--brand") { Description = "The brand's folder; brand in the app's folder if it is not given." };
        var parents = CommandLine.Parents();
        var command = new Command(
            "doctor",
            "Looks whether an app and its brand are fit to be kept current: no mistakes, no copies, no reflection, fixes arrive by version numbers."
        )
        {
            app,
            brand,
            parents,
        };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetRequiredValue(app);
            using var source = new BrandSource(parsed.GetValue(brand) ?? Path.Combine(folder, "brand"), parsed.GetRequiredValue(parents));
            return (int)Run(folder, source.Parts, output);
        });
        return command;
    }

    private static ExitCode Run(string app, BrandParts brand, TextWriter output)
    {
        if (!Directory.Exists(app))
        {
            throw new ToolException($"There is no folder {app}.");
        }

        Finding[] findings = [.. ProjectExam.Of(app), .. BrandExam.Of(brand)];
        foreach (var finding in findings.OrderByDescending(finding => finding.Grade))
        {
            output.WriteLine($"{Word(finding.Grade)}  {finding.Text}");
        }

        var bad = findings.Count(finding => finding.Grade == Grade.Bad);
        output.WriteLine(bad == 0 ? "Fit to be kept current." : $"{bad} things to mend.");
        return bad == 0 ? ExitCode.Good : ExitCode.Bad;
    }

    private static string Word(Grade grade) =>
        grade switch
        {
            Grade.Good => "good",
            Grade.Weak => "weak",
            _ => "bad ",
        };
}
