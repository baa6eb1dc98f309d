// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Tests;

namespace ChatSecure.Packages.Tests;

/// <summary>A copy of Zomlike outside of this repository, which takes its packages from a feed.</summary>
internal sealed class Downstream : IDisposable
{
    private static readonly string[] _outputs = ["bin", "obj"];

    public Downstream(LocalFeed feed)
    {
        Copy(Repository.PathTo("samples", "Zomlike"), Folder);
        feed.UseIn(Folder);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("zomlike-").FullName;

    public static Dictionary<string, string> Environment { get; } =
        new()
        {
            ["CI"] = "",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["KEY"] = "a passphrase for a drill",
        };

    public string PathTo(params string[] parts) => Path.Combine([Folder, .. parts]);

    public ProgramResult Dotnet(params string[] arguments) => In(Folder, "dotnet", arguments);

    /// <summary>Takes the newest packages that the versions in Directory.Packages.props allow, and builds.</summary>
    public ProgramResult Build(string project, params string[] arguments)
    {
        var restore = Dotnet("restore", PathTo(project), "--force-evaluate", "-v", "quiet");
        return restore.ExitCode != 0
            ? restore
            : Dotnet(["build", PathTo(project), "--no-restore", "-nologo", "-v", "quiet", "-m:1", .. arguments]);
    }

    public ProgramResult Test() =>
        In(Folder, PathTo("tests", "bin", "Debug", "net10.0", "Zomlike.Tests"), ["--no-ansi", "--progress", "off"]);

    public ProgramResult Run(params string[] arguments) => In(Folder, PathTo("app", "bin", "Debug", "net10.0", "zomlike"), arguments);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Copies a folder without what was built in it.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }

        foreach (var folder in Directory.GetDirectories(from).Where(folder => !_outputs.Contains(Path.GetFileName(folder))))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    // The working folder decides which nuget.config and global.json hold.
    private static ProgramResult In(string folder, string program, string[] arguments) =>
        Programs.Run("env", ["-C", folder, program, .. arguments], Environment, TimeSpan.FromMinutes(5));
}
