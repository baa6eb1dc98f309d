// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;
using ChatSecure.Tests;

namespace ChatSecure.Packages.Tests;

/// <summary><c>dotnet new chatsecure-app</c>, from the packed template and built from the packed packages.</summary>
public sealed partial class TemplateTests(LocalFeed feed) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatsecure-new-").FullName;

    [Fact]
    public void A_new_app_builds_and_speaks_in_its_own_name()
    {
        var app = New("Tea.Time", "--brandName", "Tea & \u201cHouse\u201d", "--server", "tea.example", "--primary", "#1f5f3f");
        Assert.DoesNotContain("Mozilla", File.ReadAllText(Path.Combine(app, "Bot.cs")), StringComparison.Ordinal);
        var build = Build(app);
        Assert.True(build.ExitCode == 0, build.ToString());

        var about = Run(app, ["--about"]);
        Assert.Matches("^Tea & \u201cHouse\u201d 1\\.0\\.0\n[0-9a-f]{64}\n$", Isolates.Without(about.Output));
        var usage = Run(app, []);
        Assert.Equal(2, usage.ExitCode);
        Assert.Contains("Welcome to Tea & \u201cHouse\u201d.", Isolates.Without(usage.Errors), StringComparison.Ordinal);

        // As far as one comes without a server: the profile is made and encrypted, and the failure is told in the brand's words.
        var run = Run(app, ["--server", "127.0.0.1:1"], ("JID", "amina@tea.example"), ("PASSWORD", "x"), ("KEY", "a passphrase"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The server can't be found", run.Errors, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(_folder, ".local", "share", "tea-time", "amina@tea.example")));
    }

    /// <summary>The messenger in the browser: it starts, tells its link, and answers there in the brand's name, on this machine alone.</summary>
    [Fact]
    public async Task A_new_web_app_builds_starts_and_answers_in_its_own_name()
    {
        var app = New("Tea.Time", "--head", "web", "--brandName", "Tea & House", "--server", "tea.example", "--primary", "#1f5f3f");
        Assert.False(File.Exists(Path.Combine(app, "Bot.cs")) || Directory.Exists(Path.Combine(app, "Web")));
        Assert.DoesNotContain("#", File.ReadAllText(Path.Combine(app, "README.md"))[1..], StringComparison.Ordinal);
        var build = Build(app);
        Assert.True(build.ExitCode == 0, build.ToString());
        Assert.Equal(2, Run(app, ["--address", "0.0.0.0"]).ExitCode);

        await using var running = await DesktopProcess.StartAsync(
            Path.Combine(app, "bin", "Debug", "net10.0", Path.GetFileName(app)),
            Path.Combine(_folder, "profile"),
            [],
            Variables()
        );
        using var cookies = new HttpClientHandler { CookieContainer = new(), AllowAutoRedirect = true };
        using var http = new HttpClient(cookies) { Timeout = TimeSpan.FromMinutes(2) };
        var page = await http.GetStringAsync(running.StartLink, TestContext.Current.CancellationToken);
        Assert.Contains("Tea &amp; House", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Unbranded", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_that_cannot_be_read_do_not_build()
    {
        var app = New("Pale", "--primary", "#f0f0f0");
        var build = Build(app);
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error CSB003", build.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/Tools/ChatSecure.Templates/content/chatsecure-app/Directory.Packages.props")]
    [InlineData("samples/Zomlike/Directory.Packages.props")]
    public void What_apps_begin_with_are_the_versions_of_today(string file)
    {
        var versions = Reference().Matches(File.ReadAllText(Repository.PathTo(file)));
        Assert.NotEmpty(versions);
        Assert.All(
            versions,
            match => Assert.Equal(new Version(feed.Version(match.Groups["id"].Value)).ToString(2) + ".*", match.Groups["version"].Value)
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string New(string name, params string[] options)
    {
        var template = Path.Combine(feed.Feed, $"ChatSecure.Templates.{feed.Version("ChatSecure.Templates")}.nupkg");
        Expect(In(_folder, "dotnet", ["new", "install", template]));
        Expect(In(_folder, "dotnet", ["new", "chatsecure-app", "--name", name, .. options]));
        var app = Path.Combine(_folder, name);
        feed.UseIn(app);
        return app;
    }

    private ProgramResult Build(string app) =>
        In(app, "dotnet", ["build", "-nologo", "-v", "quiet", "-m:1", "-nodeReuse:false", "-p:UseSharedCompilation=false"]);

    private ProgramResult Run(string app, string[] arguments, params (string Name, string Value)[] environment) =>
        In(app, Path.Combine(app, "bin", "Debug", "net10.0", Path.GetFileName(app)), arguments, environment);

    // A home of its own: neither the machine's templates nor its profiles are touched.
    private ProgramResult In(string folder, string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var variables = Variables();
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return Programs.Run("env", ["-C", folder, program, .. arguments], variables, TimeSpan.FromMinutes(5));
    }

    private Dictionary<string, string> Variables() =>
        new(Downstream.Environment)
        {
            ["DOTNET_CLI_HOME"] = _folder,
            ["HOME"] = _folder,
            ["XDG_DATA_HOME"] = "",
            ["KEY"] = "",
            ["LANG"] = "en_US.UTF-8",
        };

    private static void Expect(ProgramResult result) => Assert.True(result.ExitCode == 0, result.ToString());

    [GeneratedRegex("""<PackageVersion Include="(?<id>ChatSecure\.[\w.]+)" Version="(?<version>[^"]+)" />""")]
    private static partial Regex Reference();
}
