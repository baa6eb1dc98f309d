// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ArchUnitNET.Loader;

namespace ChatSecure.Architecture.Tests.Packages;

/// <summary>The packages' assemblies, as they lie beside this test.</summary>
internal static class PackageSet
{
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory
            .GetDirectories(ChatSecure.Tests.Repository.PathTo("src"))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<System.Reflection.Assembly> Assemblies { get; } = [.. Names.Select(System.Reflection.Assembly.Load)];

    public static ArchUnitNET.Domain.Architecture Architecture { get; } = new ArchLoader().LoadAssemblies([.. Assemblies]).Build();
}
