// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.IO.Compression;
using ChatSecure.Branding;

namespace ChatSecure.BrandTool;

/// <summary>A brand's folder with those that it builds on: folders, or packages of brands, which are unpacked for as long as the command runs.</summary>
internal sealed class BrandSource : IDisposable
{
    // What ChatSecure.Branding takes of one brand is less than this.
    private const int MaxFiles = 2000;
    private const long MaxBytes = 256 * 1024 * 1024;

    private readonly List<string> _unpacked = [];

    public BrandSource(string folder, IEnumerable<string> parents)
    {
        try
        {
            Parts = new BrandParts { Folder = folder, Parents = [.. parents.Select(Folder)] };
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What the brand is put together from.</summary>
    public BrandParts Parts { get; }

    public void Dispose() => _unpacked.ForEach(folder => Directory.Delete(folder, recursive: true));

    // A package, a package that was unpacked, or the brand's folder itself.
    private string Folder(string parent) =>
        File.Exists(parent) ? Unpack(parent)
        : File.Exists(Path.Combine(parent, "brand", "brand.json")) ? Path.Combine(parent, "brand")
        : parent;

    private string Unpack(string package)
    {
        const string Root = "brand/";
        try
        {
            using var archive = ZipFile.OpenRead(package);
            ZipArchiveEntry[] entries =
            [
                .. archive.Entries.Where(entry => entry.FullName.StartsWith(Root, StringComparison.Ordinal) && entry.Name.Length > 0),
            ];
            if (entries.Length is 0 or > MaxFiles || entries.Sum(entry => entry.Length) > MaxBytes)
            {
                throw new ToolException($"'{package}' is no package of a brand: it has {entries.Length} files in {Root}.");
            }

            var folder = Directory.CreateTempSubdirectory("chatsecure-parent-").FullName;
            _unpacked.Add(folder);
            foreach (var entry in entries)
            {
                var target = Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(entry.FullName[Root.Length..])));
                if (!target.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                {
                    throw new ToolException($"'{package}' has a file that would lie outside of its folder.");
                }

                Directory.CreateDirectory(Path.GetDirectoryName(target)!);

                // As many bytes as the entry promises: what goes on after that is not read.
                var bytes = new byte[entry.Length];
                using var stream = entry.Open();
                stream.ReadExactly(bytes);
                File.WriteAllBytes(target, bytes);
            }

            return folder;
        }
        catch (InvalidDataException exception)
        {
            throw new ToolException($"'{package}' is no package: {exception.Message}");
        }
    }
}
