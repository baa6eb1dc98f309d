// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.IO.Compression;

namespace ChatSecure.BrandTool.Tests;

/// <summary>A brand that builds on another, whose folder or package the tool is given.</summary>
public sealed class ParentTests : IDisposable
{
    private readonly Desk _desk = new Desk()
        .Write("tea/brand.json", """{ "schemaVersion": 1, "id": "tea", "name": "Tea House", "extends": "house" }""")
        .Write("tea/strings.de.json", """{ "connection.online": "Wasser kocht" }""")
        .Write("house/brand.json", """{ "schemaVersion": 1, "id": "house", "name": "House", "policy": { "trust": "manual" } }""")
        .Write("house/strings.fr.json", """{ "connection.online": "En ligne !" }""")
        .Write(
            "house/assets/logo.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><rect width=\"1\" height=\"1\"/></svg>"
        );

    private string Tea => _desk.PathTo("tea");

    private string House => _desk.PathTo("house");

    [Fact]
    public void The_commands_take_the_parent_s_folder()
    {
        Assert.Contains("CSB045", Desk.Expect(ExitCode.Bad, "validate", Tea), StringComparison.Ordinal);
        Assert.Contains(
            "Tea House: no mistakes, 0 warnings.",
            Desk.Expect(ExitCode.Good, "validate", Tea, "--parent", House),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "policy.trust = manual\ndecided by house\n  tea: -\n  house: manual\n  neutral: ",
            Desk.Expect(ExitCode.Good, "explain", Tea, "policy.trust", "--parent", House),
            StringComparison.Ordinal
        );
        Desk.Expect(ExitCode.Good, "icons", Tea, "--parent", House, "--out", _desk.PathTo("icons"));
        Desk.Expect(ExitCode.Good, "preview", Tea, "--parent", House, "--out", _desk.PathTo("pages"));
        Assert.True(File.Exists(_desk.PathTo("pages/de.html")) && File.Exists(_desk.PathTo("pages/fr.html")));
        _desk.Write("app/app.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        Assert.Contains(
            "The brand tea has no mistakes",
            Desk.Run("doctor", _desk.PathTo("app"), "--brand", Tea, "--parent", House).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_package_is_unpacked_for_as_long_as_it_is_needed()
    {
        var before = Unpacked();
        var package = Package(("brand/brand.json", null), ("brand/assets/logo.svg", null), ("brand/strings.fr.json", null));
        Assert.Contains(
            "En ligne !",
            Desk.Expect(ExitCode.Good, "explain", Tea, "text:connection.online", "--culture", "fr", "--parent", package),
            StringComparison.Ordinal
        );
        ZipFile.ExtractToDirectory(package, _desk.PathTo("unpacked"));
        Desk.Expect(ExitCode.Good, "validate", Tea, "--parent", _desk.PathTo("unpacked"));
        Assert.Empty(Unpacked().Except(before));
    }

    [Fact]
    public void A_hostile_package_writes_nothing_outside()
    {
        var before = Unpacked();
        var package = Package(("brand/brand.json", null), ("brand/../../escaped.txt", "x"));
        Assert.Contains("outside", Desk.Expect(ExitCode.Failed, "validate", Tea, "--parent", package), StringComparison.Ordinal);
        Assert.Contains(
            "outside",
            Desk.Expect(ExitCode.Failed, "validate", Tea, "--parent", Package(("brand/%2e%2e/%2e%2e/escaped.txt", "x"))),
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(Path.Combine(Path.GetTempPath(), "escaped.txt")));
        Assert.Contains(
            "no package of a brand",
            Desk.Expect(ExitCode.Failed, "validate", Tea, "--parent", Package(("lib/x.dll", "x"))),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is no package",
            Desk.Expect(ExitCode.Failed, "validate", Tea, "--parent", Path.Combine(Tea, "brand.json")),
            StringComparison.Ordinal
        );
        Assert.Empty(Unpacked().Except(before));
    }

    public void Dispose() => _desk.Dispose();

    private static string[] Unpacked() => Directory.GetDirectories(Path.GetTempPath(), "chatsecure-parent-*");

    private string Package(params (string Path, string? Text)[] files)
    {
        var package = _desk.PathTo(Guid.NewGuid().ToString("N") + ".nupkg");
        using var archive = ZipFile.Open(package, ZipArchiveMode.Create);
        foreach (var (path, text) in files)
        {
            using var writer = new StreamWriter(archive.CreateEntry(path).Open());
            writer.Write(text ?? File.ReadAllText(Path.Combine(House, path["brand/".Length..])));
        }

        return package;
    }
}
