// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Xml.Linq;
using ChatSecure.Tests;

namespace ChatSecure.Architecture.Tests.Packages;

/// <summary>What a package's project file states.</summary>
internal sealed record PackageProject(string Folder, XDocument Document)
{
    public PackageProject(string folder, string name)
        : this(folder, XDocument.Load(Path.Combine(folder, name + ".csproj"))) { }

    public static PackageProject Of(string name) => new(Repository.PathTo("src", name), name);

    public static PackageProject OfTool(string name) => new(Repository.PathTo("src", "Tools", name), name);

    /// <summary>Null when the project does not say.</summary>
    public string? Property(string name) => Document.Descendants(name).SingleOrDefault()?.Value;

    public string[] AllowedReferences => Property("AllowedReferences")?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
