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
    public const string AttemptsEnding = ".attempts";
    public const string MediaEnding = ".media";
    private const string NewEnding = ".new";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Directory { get; } = Path.GetFullPath(directory);

    public string Database => Path.Combine(Directory, fileName);

    /// <summary>The database while it is being made, before the key file is there.</summary>
    public string NewDatabase => Database + NewEnding;

    public string Key => Path.ChangeExtension(Database, KeyEnding);

    public string Lock => Path.ChangeExtension(Database, LockEnding);

    /// <summary>How often a wrong key was tried.</summary>
    public string Attempts => Path.ChangeExtension(Database, AttemptsEnding);

    /// <summary>The folder of the media store.</summary>
    public string Media => Path.ChangeExtension(Database, MediaEnding);

    /// <summary>The database with its new secret, before it takes the place of the other.</summary>
    public string RekeyedDatabase => Database + ".rekey";

    /// <summary>The endings that belong to files beside the database.</summary>
    public static IReadOnlyList<string> OtherEndings { get; } = [KeyEnding, LockEnding, AttemptsEnding, MediaEnding];

    public void CreateDirectory() => CreateOwnDirectory(Directory);

    /// <summary>Makes a folder that no other person gets to see into.</summary>
    public static void CreateOwnDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(path);
        }
        else
        {
            System.IO.Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
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
        DeleteDatabase(NewDatabase);
        File.Delete(Key + NewEnding);
    }

    /// <summary>Removes a database and the files that SQLite makes beside it.</summary>
    public static void DeleteDatabase(string path)
    {
        foreach (var ending in new[] { "", "-wal", "-shm", "-journal" })
        {
            File.Delete(path + ending);
        }
    }

    /// <summary>Writes the key file in place of what was there.</summary>
    public void WriteKey(ReadOnlySpan<byte> contents) => Replace(Key, contents);

    /// <summary>Writes a small file so that it is there whole, or is what it was before, also after a loss of power.</summary>
    public void Replace(string path, ReadOnlySpan<byte> contents)
    {
        using (var stream = OpenOwn(path + NewEnding, FileMode.Create))
        {
            stream.Write(contents);
            stream.Flush(flushToDisk: true);
        }

        File.Move(path + NewEnding, path, overwrite: true);
        DirectoryFlush.Flush(Directory);
    }

    /// <summary>Gives the new database its final name; the key file is there by then.</summary>
    public void FinishDatabase() => File.Move(NewDatabase, Database);
}
