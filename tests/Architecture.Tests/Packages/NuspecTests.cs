// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.IO.Compression;
using ChatSecure.Tests;

namespace ChatSecure.Architecture.Tests.Packages;

/// <summary>What a package drags in is a promise too: build/check_nuspec.py holds each packed nuspec against build/nuspec-dependencies.txt.
/// Packages.Tests lets it look at the real ones.</summary>
public sealed class NuspecTests
{
    [Theory]
    [InlineData("Newtonsoft.Json", "MPL-2.0", "depends on Newtonsoft.Json")]
    [InlineData("ChatSecure.Crypto", "MPL-2.0", "depends on ChatSecure.Crypto")]
    [InlineData("ChatSecure.Abstractions", "MIT", "licence")]
    public void A_planted_nuspec_is_found(string dependency, string licence, string complaint)
    {
        var folder = Directory.CreateTempSubdirectory("chatsecure-planted-").FullName;
        try
        {
            using (var package = ZipFile.Open(Path.Combine(folder, "ChatSecure.Network.9.9.9.nupkg"), ZipArchiveMode.Create))
            using (var nuspec = new StreamWriter(package.CreateEntry("ChatSecure.Network.nuspec").Open()))
            {
                nuspec.Write(
                    $"""
                    <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
                      <id>ChatSecure.Network</id><version>9.9.9</version><license type="expression">{licence}</license><readme>README.md</readme>
                      <dependencies><group targetFramework="net10.0"><dependency id="{dependency}" version="1.0.0" /></group></dependencies>
                    </metadata></package>
                    """
                );
            }
            var check = Check(folder);
            Assert.Equal(1, check.ExitCode);
            Assert.Contains(complaint, check.Errors, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_folder_without_packages_is_no_success()
    {
        var folder = Directory.CreateTempSubdirectory("chatsecure-empty-").FullName;
        try
        {
            Assert.Equal(1, Check(folder).ExitCode);
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    private static ProgramResult Check(string folder) => Programs.Run("python3", [Repository.PathTo("build", "check_nuspec.py"), folder]);
}
