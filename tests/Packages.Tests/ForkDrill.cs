// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Tests;

namespace ChatSecure.Packages.Tests;

/// <summary>Zomlike outside of the repository, first on today's packages and then on those with the fix: built, tested and run on both, with nothing of its own
/// changed between them.</summary>
public sealed class ForkDrill : IDisposable
{
    private readonly Downstream _app;

    public ForkDrill(LocalFeed feed)
    {
        _app = new(feed);
        Before = Stage.Of(_app);
        var files = Contents();
        FixedVersion = SecurityFix.Release(feed);
        Changed = [.. files.Except(Contents()).Select(file => file.Path)];
        After = Stage.Of(_app);
        Doctor = InstallTool(feed);
    }

    internal Stage Before { get; }

    internal Stage After { get; }

    /// <summary>The version of ChatSecure.Branding that has the fix.</summary>
    public string FixedVersion { get; }

    /// <summary>The files of Zomlike that were touched between the two stages.</summary>
    public IReadOnlyList<string> Changed { get; }

    /// <summary>What the installed tool says about Zomlike.</summary>
    internal ProgramResult Doctor { get; }

    /// <summary>The files of Zomlike that a person wrote, with what is in them.</summary>
    public IReadOnlyList<(string Path, string Text)> Contents() =>
        [
            .. Directory
                .EnumerateFiles(_app.Folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(_app.Folder, path).Replace('\\', '/'))
                .Where(path =>
                    !path.Split('/').Any(part => part is "bin" or "obj" or ".packages" or ".tool")
                    && !path.EndsWith(".lock.json", StringComparison.Ordinal)
                )
                .Select(path => (path, File.ReadAllText(_app.PathTo(path)))),
        ];

    public void Dispose() => _app.Dispose();

    private ProgramResult InstallTool(LocalFeed feed)
    {
        var install = _app.Dotnet("tool", "install", "ChatSecure.BrandTool", "--tool-path", _app.PathTo(".tool"), "--source", feed.Feed);
        return install.ExitCode != 0
            ? install
            : Programs.Run(_app.PathTo(".tool", "chatsecure-brand"), ["doctor", _app.Folder], timeout: TimeSpan.FromMinutes(1));
    }

    /// <summary>How one stage went.</summary>
    internal sealed record Stage(ProgramResult Build, ProgramResult Test, ProgramResult Run)
    {
        public static Stage Of(Downstream app)
        {
            var build = app.Build("tests/Zomlike.Tests.csproj");
            return build.ExitCode == 0 ? new(build, app.Test(), app.Run("Lev")) : new(build, build, build);
        }
    }
}
