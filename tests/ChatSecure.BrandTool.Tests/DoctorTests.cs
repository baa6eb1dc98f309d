// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.BrandTool.Tests;

public sealed class DoctorTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk"><ItemGroup>
          <PackageReference Include="ChatSecure.Branding.Build" Version="1.4.*" />
          <PackageReference Include="ChatSecure.Core" Version="1.4.*" />
        </ItemGroup></Project>
        """;

    [Fact]
    public void An_app_that_updates_reach_is_fit()
    {
        using var desk = Fit();
        var said = Desk.Expect(ExitCode.Good, "doctor", desk.Folder);
        Assert.Contains("Fit to be kept current.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("bad ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("weak", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Own.cs", "namespace ChatSecure.Core.Sending; class X;", "a file of upstream was copied")]
    [InlineData("Own.cs", "var x = typeof(Y).GetField(\"_z\", BindingFlags.NonPublic);", "reaches into what is not promised")]
    [InlineData("Own.cs", "[UnsafeAccessor(UnsafeAccessorKind.Field)] static extern ref int X();", "reaches into")]
    [InlineData(
        "Directory.Build.props",
        "<Project><ItemGroup><InternalsVisibleTo Include='x' /></ItemGroup></Project>",
        "needs no InternalsVisibleTo"
    )]
    [InlineData(
        "b.csproj",
        "<Project><ItemGroup><ProjectReference Include='..\\ChatSecure.Core\\ChatSecure.Core.csproj' /></ItemGroup></Project>",
        "reference its package"
    )]
    [InlineData("brand/strings.en.json", "{ \"no.such\": \"x\" }", "CSB010")]
    public void What_takes_an_app_off_the_way_is_found(string file, string content, string said)
    {
        using var desk = Fit();
        desk.Write(file, content);
        Assert.Contains(said, Desk.Expect(ExitCode.Bad, "doctor", desk.Folder), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "app.csproj",
        "<Project><ItemGroup><PackageReference Include='ChatSecure.Branding.Build' Version='1.4.2' /></ItemGroup></Project>",
        "write it as in 1.4.*"
    )]
    [InlineData("Directory.Packages.props", "<Project/>", "not pinned transitively")]
    [InlineData("b/b.csproj", "<Project/>", "have no packages.lock.json")]
    [InlineData("brand/strings.en.json", "{ \"connection.offline\": \"Offline\" }", "copies of the default")]
    [InlineData("brand/strings.de.json", "{}", "de lacks 1 of 1 texts")]
    public void What_costs_something_later_is_told(string file, string content, string said)
    {
        using var desk = Fit();
        desk.Write("brand/strings.en.json", "{ \"connection.online\": \"Here\" }").Write(file, content);
        Assert.Contains(said, Desk.Expect(ExitCode.Good, "doctor", desk.Folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_an_app_is_not_fit()
    {
        using var desk = new Desk();
        Assert.Contains("no project", Desk.Expect(ExitCode.Bad, "doctor", desk.Folder), StringComparison.Ordinal);
        Desk.Expect(ExitCode.Failed, "doctor", desk.PathTo("no-such"));
        desk.Write("a.csproj", "<Project>");
        Desk.Expect(ExitCode.Failed, "doctor", desk.Folder);
        desk.Write("a.csproj", "<Project/>");
        Assert.Contains("No project references a package", Desk.Expect(ExitCode.Bad, "doctor", desk.Folder), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_built_is_not_looked_at()
    {
        using var desk = Fit();
        desk.Write("obj/X.cs", "namespace ChatSecure.Core;").Write("bin/X.cs", "BindingFlags").Write(".git/X.cs", "BindingFlags");
        Desk.Expect(ExitCode.Good, "doctor", desk.Folder);
    }

    private static Desk Fit() =>
        new Desk()
            .Write("app.csproj", Project)
            .Write(
                "Directory.Packages.props",
                "<Project><PropertyGroup><CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled></PropertyGroup></Project>"
            )
            .Write("packages.lock.json", "{}")
            .Write("Program.cs", "namespace Tea.App; class Program { }")
            .Write("brand/brand.json", """{ "schemaVersion": 1, "id": "tea", "name": "Tea" }""")
            .Write("brand/assets/logo.svg", "<svg/>");
}
