// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace ChatSecure.BrandTool.Doctor;

/// <summary>Looks at an app's project: whether security updates reach it by a change of version numbers alone.</summary>
internal static partial class ProjectExam
{
    private const string Build = "ChatSecure.Branding.Build";

    private static readonly string[] _outputs = ["bin", "obj", "artifacts"];

    public static IEnumerable<Finding> Of(string folder)
    {
        var files = Files(new DirectoryInfo(folder)).ToArray();
        var projects = files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).ToArray();
        if (projects.Length == 0)
        {
            return [new(Grade.Bad, $"There is no project in {folder}.")];
        }

        var xml = files.Where(IsMsBuild).ToDictionary(file => file, Load);
        return
        [
            .. References(xml),
            .. xml.SelectMany(file => FriendAssemblies(Name(folder, file.Key), file.Value)),
            .. files
                .Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
                .SelectMany(file => Code(Name(folder, file), File.ReadAllText(file))),
            Lock(files, projects),
        ];
    }

    private static IEnumerable<Finding> References(Dictionary<string, XElement> xml)
    {
        var packages = xml
            .Values.SelectMany(root => root.Descendants())
            .Where(element => element.Name.LocalName is "PackageReference" or "PackageVersion")
            .Select(element =>
                (
                    Name: (string?)element.Attribute("Include") ?? string.Empty,
                    Version: (string?)element.Attribute("Version")
                        ?? element.Elements().FirstOrDefault(child => child.Name.LocalName == "Version")?.Value
                )
            )
            .Where(package => package.Name.StartsWith("ChatSecure.", StringComparison.Ordinal))
            .ToArray();
        if (packages.Length == 0)
        {
            yield return new(Grade.Bad, "No project references a package of ChatSecure Core.");
            yield break;
        }

        yield return packages.Any(package => package.Name == Build)
            ? new(Grade.Good, "The brand is checked when the app is built.")
            : new(Grade.Bad, $"No project references {Build}: mistakes in the brand would be found when people start the app.");
        foreach (var (name, version) in packages.Where(package => package.Version is not null).Distinct())
        {
            yield return FloatingPatch().IsMatch(version!)
                ? new(Grade.Good, $"{name} {version} takes fixes by itself.")
                : new(Grade.Weak, $"{name} {version}: write it as in 1.4.*, and fixes come with the next restore.");
        }

        if (!xml.Values.SelectMany(root => root.Descendants()).Any(IsTransitivePinning))
        {
            yield return new(
                Grade.Weak,
                "Versions are not pinned transitively: a fix in a package that comes along with another arrives only with that other. Set CentralPackageTransitivePinningEnabled and name every package of ChatSecure Core."
            );
        }

        foreach (var reference in xml.Values.SelectMany(root => root.Descendants()).Where(IsUpstreamProject))
        {
            yield return new(
                Grade.Bad,
                $"The project {(string?)reference.Attribute("Include")} of upstream is referenced: reference its package."
            );
        }
    }

    private static bool IsTransitivePinning(XElement element) =>
        element.Name.LocalName == "CentralPackageTransitivePinningEnabled" && bool.TryParse(element.Value, out var isOn) && isOn;

    private static bool IsUpstreamProject(XElement element) =>
        element.Name.LocalName == "ProjectReference"
        && ((string?)element.Attribute("Include") ?? string.Empty)
            .Replace('\\', '/')
            .Split('/')[^1]
            .StartsWith("ChatSecure.", StringComparison.Ordinal);

    private static IEnumerable<Finding> FriendAssemblies(string name, XElement root) =>
        root.Descendants()
            .Where(element => element.Name.LocalName is "InternalsVisibleTo" or "IgnoresAccessChecksTo")
            .Select(_ => new Finding(
                Grade.Bad,
                $"{name}: an app needs no InternalsVisibleTo or IgnoresAccessChecksTo; what it needs and can't reach is a gap upstream: report it."
            ));

    private static IEnumerable<Finding> Code(string name, string code)
    {
        foreach (var match in Reflection().Matches(code).Select(match => match.Value).Distinct(StringComparer.Ordinal))
        {
            yield return new(
                Grade.Bad,
                $"{name}: {match} reaches into what is not promised; what an app needs and can't reach is a gap upstream: report it."
            );
        }

        if (Upstream().IsMatch(code))
        {
            yield return new(
                Grade.Bad,
                $"{name}: a file of upstream was copied, or a type is put into its namespaces: its fixes will not arrive."
            );
        }
    }

    private static Finding Lock(string[] files, string[] projects)
    {
        var without = projects.Count(project => !files.Contains(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")));
        return without == 0
            ? new(Grade.Good, "Lock files say which bytes are taken.")
            : new(
                Grade.Weak,
                $"{without} projects have no packages.lock.json: set RestorePackagesWithLockFile, and builds take the same bytes each time."
            );
    }

    private static IEnumerable<string> Files(DirectoryInfo folder) =>
        folder
            .EnumerateFileSystemInfos()
            .Where(entry => entry.LinkTarget is null && !entry.Name.StartsWith('.') && !_outputs.Contains(entry.Name))
            .SelectMany(entry => entry is DirectoryInfo child ? Files(child) : [entry.FullName]);

    private static bool IsMsBuild(string file) => Path.GetExtension(file) is ".csproj" or ".props" or ".targets";

    private static XElement Load(string file)
    {
        try
        {
            return XElement.Load(file);
        }
        catch (XmlException exception)
        {
            throw new ToolException($"{file}: {exception.Message}");
        }
    }

    private static string Name(string folder, string file) => Path.GetRelativePath(folder, file).Replace('\\', '/');

    // 1.4.* and ranges within one minor version.
    [GeneratedRegex(@"^\d+\.\d+\.(\d+-)?\*$")]
    private static partial Regex FloatingPatch();

    [GeneratedRegex(
        @"\b(BindingFlags|MethodInfo|FieldInfo|PropertyInfo|InvokeMember|CreateInstance|UnsafeAccessor\w*|IgnoresAccessChecksTo\w*|InternalsVisibleTo\w*)\b|\bGet(Method|Field|Property|Member|Constructor)s?\(|\bAssembly\.Load\w*"
    )]
    private static partial Regex Reflection();

    [GeneratedRegex(
        @"^\s*namespace\s+ChatSecure\.(Abstractions|Accounts|Addressing|Branding|Clients|Core|Crypto|Encryption|Errors|Messaging|Network|Storage|UIKit|Testing)\b|^\s*namespace\s+Microsoft\.Extensions\b",
        RegexOptions.Multiline
    )]
    private static partial Regex Upstream();
}
