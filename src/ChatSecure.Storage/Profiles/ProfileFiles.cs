// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Storage.Profiles;

/// <summary>The files of a profile, each for its owner alone.</summary>
/// <param name="directory">The profile's folder.</param>
/// <param name="fileName">The database's file name.</param>
internal sealed class ProfileFiles(string directory, string fileName)
{
    public const string KeyEnding = ".key";
    public const string LockEnding = ".lock";
    private const string NewEnding = ".new";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Directory { get; } = Path.GetFullPath(directory);

    public string Database => Path.Combine(Directory, fileName);

    /// <summary>The database while it is being made, before the key file is there.</summary>
    public string NewDatabase => Database + NewEnding;

    public string Key => Path.ChangeExtension(Database, KeyEnding);

    public string Lock => Path.ChangeExtension(Database, LockEnding);

    public void CreateDirectory()
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(Directory);
        }
        else
        {
            System.IO.Directory.CreateDirectory(Directory, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Opens a file that no other program gets to see. On Unix its mode is set as it is made.</summary>
    public static FileStream OpenOwn(string path, FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new(path, options);
    }

    /// <summary>Removes what an attempt to make a profile left behind when it did not come as far as the key file: a database whose key never was on
    /// disk.</summary>
    public void DeleteUnfinished()
    {
        File.Delete(NewDatabase);
        File.Delete(NewDatabase + "-wal");
        File.Delete(NewDatabase + "-shm");
        File.Delete(NewDatabase + "-journal");
        File.Delete(Key + NewEnding);
    }

    /// <summary>Writes the key file so that it is there whole or not at all, also after a loss of power: SQLite flushes the folder with its first
    /// commit.</summary>
    public void WriteKey(ReadOnlySpan<byte> contents)
    {
        var path = Key + NewEnding;
        using (var stream = OpenOwn(path, FileMode.Create))
        {
            stream.Write(contents);
            stream.Flush(flushToDisk: true);
        }

        File.Move(path, Key);
    }

    /// <summary>Gives the new database its final name; the key file is there by then.</summary>
    public void FinishDatabase() => File.Move(NewDatabase, Database);
}
