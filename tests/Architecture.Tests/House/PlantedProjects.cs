// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Tests;

namespace ChatSecure.Architecture.Tests.House;

/// <summary>Two tiny packages, written below artifacts/ so that they take the repository's own Directory.Build files: one references the other.</summary>
internal sealed record PlantedProjects(string Project)
{
    public static PlantedProjects Write(string name, string allowedReferences, string reference)
    {
        var root = Repository.PathTo("artifacts", "planted", name);
        Directory.CreateDirectory(Path.Combine(root, name));
        Directory.CreateDirectory(Path.Combine(root, reference));
        File.WriteAllText(Path.Combine(root, reference, reference + ".csproj"), Library(allowedReferences: "", body: ""));
        var project = Path.Combine(root, name, name + ".csproj");
        var body = $"""<ItemGroup><ProjectReference Include="../{reference}/{reference}.csproj" /></ItemGroup>""";
        File.WriteAllText(project, Library(allowedReferences, body));
        return new PlantedProjects(project);
    }

    /// <summary>Without lock files, which planted projects have none of; with outputs of their own.</summary>
    public ProgramResult Build() =>
        Programs.Run(
            "dotnet",
            [
                "build",
                Project,
                "-nologo",
                "-v",
                "quiet",
                "-p:RestorePackagesWithLockFile=false",
                $"-p:ArtifactsPath={Path.GetDirectoryName(Project)}/out",
            ],
            new Dictionary<string, string> { ["CI"] = "", ["DOTNET_CLI_UI_LANGUAGE"] = "en" }
        );

    private static string Library(string allowedReferences, string body) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <ProjectType>Library</ProjectType>
                <AllowedReferences>{allowedReferences}</AllowedReferences>
              </PropertyGroup>
              {body}
            </Project>
            """;
}
