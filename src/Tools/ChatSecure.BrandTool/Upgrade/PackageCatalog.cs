// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace ChatSecure.BrandTool.Upgrade;

/// <summary>What one version of the package ChatSecure.Branding lets brands say: its neutral default, its schema and its renames.</summary>
/// <param name="Name">The version, or the file.</param>
/// <param name="Texts">The English texts by id.</param>
/// <param name="Settings">The settings by key, each with its default as JSON or null.</param>
/// <param name="Assets">The pictures by id, each with a hash.</param>
/// <param name="Renames">Old keys and new keys, of all kinds.</param>
internal sealed record PackageCatalog(
    string Name,
    IReadOnlyDictionary<string, string> Texts,
    IReadOnlyDictionary<string, string?> Settings,
    IReadOnlyDictionary<string, string> Assets,
    IReadOnlyDictionary<string, string> Renames
)
{
    private const string Package = "chatsecure.branding";
    private const long MaxFileBytes = 16 * 1024 * 1024;

    /// <summary>Reads a version.</summary>
    /// <param name="where">A .nupkg file, the folder of an unpacked one, or a version that NuGet's folder of packages has.</param>
    /// <exception cref="ToolException">There is none, or it is not the package.</exception>
    public static PackageCatalog Read(string where)
    {
        try
        {
            if (File.Exists(where))
            {
                using var archive = ZipFile.OpenRead(where);
                return Of(
                    Path.GetFileName(where),
                    archive.Entries.Where(entry => IsWanted(entry.FullName)).ToDictionary(entry => entry.FullName, Content)
                );
            }

            var folder = Directory.Exists(where) ? where : Path.Combine(PackageFolder(), Package, where.ToLowerInvariant());
            if (!Directory.Exists(folder))
            {
                throw new ToolException(
                    $"'{where}' is no file, no folder, and no version in {Path.Combine(PackageFolder(), Package)}: restore a project with it first."
                );
            }

            return Of(
                Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
                Directory
                    .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                    .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/')))
                    .Where(file => IsWanted(file.Name))
                    .ToDictionary(file => file.Name, file => File.ReadAllBytes(file.Path))
            );
        }
        catch (Exception exception)
            when (exception is InvalidDataException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ToolException($"'{where}' is not the package ChatSecure.Branding: {exception.Message}");
        }
    }

    private static string PackageFolder() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static bool IsWanted(string name) =>
        name.StartsWith("default/", StringComparison.Ordinal) || name == "schema/brand.schema.json";

    private static byte[] Content(ZipArchiveEntry entry)
    {
        if (entry.Length > MaxFileBytes)
        {
            throw new InvalidDataException($"{entry.FullName} is too large.");
        }

        // As many bytes as the entry promises: what goes on after that is not read.
        using var stream = entry.Open();
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static PackageCatalog Of(string name, Dictionary<string, byte[]> files)
    {
        using var manifest = JsonDocument.Parse(BrandFolder.WithoutMark(files["default/brand.json"]));
        using var schema = JsonDocument.Parse(BrandFolder.WithoutMark(files["schema/brand.schema.json"]));
        using var renames = JsonDocument.Parse(BrandFolder.WithoutMark(files["default/renames.json"]));
        const string Assets = "default/assets/";
        return new(
            name,
            BrandFolder.Texts(files["default/strings.en.json"]),
            Keys(schema.RootElement, string.Empty)
                .ToDictionary(key => key, key => BrandFolder.Setting(manifest.RootElement, key), StringComparer.Ordinal),
            files
                .Where(file => file.Key.StartsWith(Assets, StringComparison.Ordinal))
                .ToDictionary(
                    file => Path.ChangeExtension(file.Key[Assets.Length..], null),
                    file => Convert.ToHexStringLower(SHA256.HashData(file.Value)),
                    StringComparer.Ordinal
                ),
            renames
                .RootElement.EnumerateObject()
                .SelectMany(kind => kind.Value.EnumerateObject())
                .ToDictionary(rename => rename.Name, rename => rename.Value.GetProperty("to").GetString()!, StringComparer.Ordinal)
        );
    }

    // A group has properties of its own; anything else is a setting.
    private static IEnumerable<string> Keys(JsonElement schema, string prefix) =>
        schema
            .GetProperty("properties")
            .EnumerateObject()
            .Where(member => member.Name != "$schema")
            .SelectMany(member =>
                member.Value.TryGetProperty("properties", out _) ? Keys(member.Value, $"{prefix}{member.Name}.") : [prefix + member.Name]
            );
}
