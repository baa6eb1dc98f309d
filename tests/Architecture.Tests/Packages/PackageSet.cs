// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ArchUnitNET.Loader;

namespace ChatSecure.Architecture.Tests.Packages;

/// <summary>The packages' assemblies, as they lie beside this test.</summary>
internal static class PackageSet
{
    public static IReadOnlyList<string> Names { get; } = [.. Folders("src").Where(name => name != "Tools")];

    /// <summary>The packages for the desk of those who make apps: no app ships them, so they are no rooms of the house.</summary>
    public static IReadOnlyList<string> Tools { get; } =
    [
        .. Folders("src/Tools")
            .Where(name =>
                new PackageProject(ChatSecure.Tests.Repository.PathTo("src", "Tools", name), name).Property("IsPackable") == "true"
            ),
    ];

    public static IReadOnlyList<System.Reflection.Assembly> Assemblies { get; } = [.. Names.Select(System.Reflection.Assembly.Load)];

    public static ArchUnitNET.Domain.Architecture Architecture { get; } = new ArchLoader().LoadAssemblies([.. Assemblies]).Build();

    /// <summary>One package alone, with what it references as seen from it.</summary>
    public static ArchUnitNET.Domain.Architecture ArchitectureOf(string package) =>
        new ArchLoader().LoadAssemblies(System.Reflection.Assembly.Load(package)).Build();

    private static IEnumerable<string> Folders(string parent) =>
        Directory
            .GetDirectories(ChatSecure.Tests.Repository.PathTo(parent))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal);
}
