// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Storage.Profiles;

namespace ChatSecure.Storage.Media;

/// <summary>The folder of the encrypted files, each named by its id.</summary>
internal sealed class MediaFolder(string path)
{
    private const string NewEnding = ".new";

    public string Path(string id) => System.IO.Path.Combine(path, id);

    /// <summary>A file while it is being written.</summary>
    public string NewPath(string id) => Path(id) + NewEnding;

    public void Create() => ProfileFiles.CreateOwnDirectory(path);

    public void Finish(string id) => File.Move(NewPath(id), Path(id));

    public void Delete(string id)
    {
        if (Directory.Exists(path))
        {
            File.Delete(Path(id));
        }
    }

    /// <summary>Whether this could be the name of a file of ours: nobody else's is ever touched.</summary>
    public static bool IsId(string name) => name.Length == 32 && name.All(char.IsAsciiHexDigitLower);

    /// <summary>The ids of all files, and of those that were being written when the process ended.</summary>
    public IReadOnlyList<(string Id, string Path)> List() =>
        Directory.Exists(path)
            ?
            [
                .. Directory
                    .GetFiles(path)
                    .Select(file => (Id: System.IO.Path.GetFileName(file).Replace(NewEnding, "", StringComparison.Ordinal), Path: file))
                    .Where(file => IsId(file.Id)),
            ]
            : [];

    /// <summary>A full disk, as this store reports it.</summary>
    public static ChatSecureException Full(long quota) =>
        new(
            ErrorKind.StorageUnavailable,
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"The file does not fit into the media store, which may hold {quota} bytes for each account."
            )
        )
        {
            Condition = "quota",
        };
}
