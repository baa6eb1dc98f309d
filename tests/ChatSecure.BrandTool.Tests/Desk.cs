// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Tests;

namespace ChatSecure.BrandTool.Tests;

/// <summary>A folder to work in for one test, and the tool.</summary>
internal sealed class Desk : IDisposable
{
    public static string Zomlike { get; } = Repository.PathTo("samples", "Zomlike", "brand");

    public string Folder { get; } = Directory.CreateTempSubdirectory("chatsecure-desk-").FullName;

    public string PathTo(string file) => Path.Combine(Folder, file);

    public Desk Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathTo(file))!);
        File.WriteAllText(PathTo(file), text);
        return this;
    }

    public static ProgramResult Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = Tool.Run(arguments, output, errors);
        return new(exitCode, output.ToString().ReplaceLineEndings("\n"), errors.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Runs the tool and demands how it ends.</summary>
    public static string Expect(ExitCode code, params string[] arguments)
    {
        var result = Run(arguments);
        Assert.True(result.ExitCode == (int)code, result.ToString());
        return result.Output + result.Errors;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
