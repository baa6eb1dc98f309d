// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Branding.Files;

/// <summary>A brand's folder. Nothing outside it is ever read: links are refused, whether to files or folders.</summary>
/// <param name="folder">The folder.</param>
internal sealed class FolderFiles(string folder) : IBrandFiles
{
    private const int MaxFiles = 2000;

    public IReadOnlyList<string> List(BrandErrors errors)
    {
        List<string> files = [];
        try
        {
            Walk(new DirectoryInfo(folder), string.Empty, files, errors);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add("CSB000", new("."), "The brand's folder does not exist or can't be read.");
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    public byte[]? Read(string path, int maxBytes, BrandErrors errors)
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(folder, path));
            if (stream.Length > maxBytes)
            {
                var limit = (maxBytes / 1024).ToString(CultureInfo.InvariantCulture);
                errors.Add("CSB031", new(path), $"The file is larger than {limit} KiB.");
                return null;
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add("CSB000", new(path), "The file can't be read.");
            return null;
        }
    }

    private static void Walk(DirectoryInfo directory, string prefix, List<string> files, BrandErrors errors)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos())
        {
            var path = prefix + entry.Name;
            if (entry.LinkTarget is not null)
            {
                errors.Add("CSB033", new(path), "Links are not followed: put the file itself into the brand's folder.");
            }
            else if (files.Count == MaxFiles)
            {
                errors.Add("CSB033", new("."), $"The folder has more than {MaxFiles} files.");
                return;
            }
            else if (entry is DirectoryInfo child)
            {
                Walk(child, path + "/", files, errors);
            }
            else
            {
                files.Add(path);
            }
        }
    }
}
