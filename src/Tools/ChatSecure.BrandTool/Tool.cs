// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using System.CommandLine.Parsing;
using ChatSecure.Branding;
using ChatSecure.BrandTool.Commands;

namespace ChatSecure.BrandTool;

/// <summary>The command line.</summary>
internal static class Tool
{
    /// <summary>Runs a command.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        var root = new RootCommand(
            "Makes, checks, explains and previews brands. A brand is a folder with brand.json, strings.CULTURE.json and assets/."
        )
        {
            NewCommand.Create(output),
            ValidateCommand.Create(output),
            ExplainCommand.Create(output),
            PreviewCommand.Create(output),
            IconsCommand.Create(output),
            DiffCommand.Create(output),
            DoctorCommand.Create(output),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                errors.WriteLine(error.Message);
            }

            errors.WriteLine("chatsecure-brand --help says what there is.");
            return (int)ExitCode.Usage;
        }

        try
        {
            return parsed.Invoke(
                new()
                {
                    EnableDefaultExceptionHandler = false,
                    Output = output,
                    Error = errors,
                }
            );
        }
        catch (BrandException exception)
        {
            foreach (var error in exception.Errors)
            {
                errors.WriteLine(error);
            }

            return (int)ExitCode.Bad;
        }
        catch (Exception exception) when (exception is ToolException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(exception.Message);
            return (int)ExitCode.Failed;
        }
    }
}
