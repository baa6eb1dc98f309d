// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Tests;

namespace ChatSecure.Packages.Tests;

/// <summary>Zomlike outside of the repository, first on today's packages and then on those with the fix: built, tested, and opened in a browser on both, with
/// nothing of its own changed between them.</summary>
public sealed class ForkDrill(LocalFeed feed, Chromium chromium) : IAsyncLifetime
{
    private readonly Downstream _app = new(feed);

    internal Stage Before { get; private set; } = null!;

    internal Stage After { get; private set; } = null!;

    /// <summary>The version of ChatSecure.Branding that has the fix.</summary>
    public string FixedVersion { get; private set; } = "";

    /// <summary>The files of Zomlike that were touched between the two stages.</summary>
    public IReadOnlyList<string> Changed { get; private set; } = [];

    /// <summary>What the installed tool says about Zomlike.</summary>
    internal ProgramResult Doctor { get; private set; } = null!;

    /// <summary>What the installed tool says of drawing Zomlike's screens.</summary>
    internal ProgramResult Preview { get; private set; } = null!;

    /// <summary>A page that it has drawn.</summary>
    public Uri PageOf(string screen) => new(_app.PathTo(".preview", "screens", "de", "light", screen + ".html"));

    public async ValueTask InitializeAsync()
    {
        Before = await Stage.OfAsync(_app, chromium);
        var files = Contents();
        FixedVersion = SecurityFix.Release(feed);
        Changed = [.. files.Except(Contents()).Select(file => file.Path)];
        After = await Stage.OfAsync(_app, chromium);
        var install = _app.Dotnet("tool", "install", "ChatSecure.BrandTool", "--tool-path", _app.PathTo(".tool"), "--source", feed.Feed);
        Assert.True(install.ExitCode == 0, install.ToString());
        Doctor = Tool("doctor", _app.Folder);
        Preview = Tool("preview", _app.PathTo("brand"), "--out", _app.PathTo(".preview"), "--culture", "de");
    }

    /// <summary>The files of Zomlike that a person wrote, with what is in them.</summary>
    public IReadOnlyList<(string Path, string Text)> Contents() =>
        [
            .. Directory
                .EnumerateFiles(_app.Folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(_app.Folder, path).Replace('\\', '/'))
                .Where(path =>
                    !path.Split('/').Any(part => part is "bin" or "obj" or ".packages" or ".tool" or ".profile" or ".preview")
                    && !path.EndsWith(".lock.json", StringComparison.Ordinal)
                )
                .Select(path => (path, File.ReadAllText(_app.PathTo(path)))),
        ];

    public ValueTask DisposeAsync()
    {
        _app.Dispose();
        return ValueTask.CompletedTask;
    }

    private ProgramResult Tool(params string[] arguments) =>
        Programs.Run(_app.PathTo(".tool", "chatsecure-brand"), arguments, timeout: TimeSpan.FromMinutes(2));

    /// <summary>How one stage went. Without a build there are neither tests nor a visit.</summary>
    internal sealed record Stage(ProgramResult Build, ProgramResult Test, Visit? Visit)
    {
        public static async Task<Stage> OfAsync(Downstream app, Chromium chromium)
        {
            var build = app.Build("tests/Zomlike.Tests.csproj");
            return build.ExitCode == 0
                ? new(build, app.Test(), await Packages.Tests.Visit.ToAsync(app, chromium))
                : new(build, build, null);
        }
    }
}
