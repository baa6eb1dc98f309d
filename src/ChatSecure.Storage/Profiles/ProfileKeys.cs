// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Storage.Encryption;
using SQLitePCL;

namespace ChatSecure.Storage.Profiles;

/// <summary>What a profile is opened with: asks for the key, counts wrong ones, unwraps the database's secret, wraps it anew.</summary>
internal sealed class ProfileKeys(SqlCipherOptions options, ISQLite3Provider provider, ProfileFiles files, TimeProvider time)
{
    private readonly Attempts? _attempts = options.Attempts is { } policy ? new(files, policy, time) : null;

    /// <summary>Asks for the key of the profile that is there, or for that of a new one.</summary>
    public async ValueTask<DatabaseKey> AskAsync(CancellationToken cancellationToken)
    {
        FileErrors.Guard(() => _attempts?.ThrowIfWaiting());
        var key = File.Exists(files.Key)
            ? await options.KeySource!.GetKeyAsync(cancellationToken).ConfigureAwait(false)
            : await options.KeySource!.CreateKeyAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return key;
    }

    /// <summary>Opens the key file, and finishes what a rekey left to do that was broken off.</summary>
    /// <param name="key">The person's key.</param>
    /// <exception cref="ChatSecureException">Each reason has a kind and a text of its own; a wrong key counts as an attempt.</exception>
    public DatabaseSecret Unlock(DatabaseKey key)
    {
        var file = ReadFile();
        _attempts?.Begin();
        DatabaseSecret secret;
        bool isOutdated;
        try
        {
            secret = KeyFile.Unwrap(file, key, Salt(), out isOutdated);
        }
        catch (ChatSecureException error)
        {
            if (error.Kind != ErrorKind.StorageKey)
            {
                _attempts?.DidNotCount();
            }
            else if (_attempts?.IsExhausted == true)
            {
                Wipe(files);
            }

            throw;
        }

        _attempts?.Succeeded();
        ProfileFiles.DeleteDatabase(files.RekeyedDatabase);
        if (isOutdated)
        {
            files.WriteKey(KeyFile.Wrap([secret], key, options.PassphraseCost));
        }

        return secret;
    }

    /// <summary>Writes the key file of a new profile, or with another key.</summary>
    public void Write(DatabaseSecret secret, DatabaseKey key) => files.WriteKey(KeyFile.Wrap([secret], key, options.PassphraseCost));

    /// <summary>Proves that a key is the profile's.</summary>
    public void Verify(DatabaseKey key, DatabaseSecret secret)
    {
        using var unwrapped = Unlock(key);
        if (!CryptographicOperations.FixedTimeEquals(unwrapped.Bytes, secret.Bytes))
        {
            throw new ChatSecureException(ErrorKind.StorageDamaged, "The key file is not the one that this profile was opened with.");
        }
    }

    /// <summary>Gives the database a new secret: writes it anew beside the old one and puts it in its place. The key file names both secrets in
    /// between, so whenever this breaks off, the next start finds the one or the other whole.</summary>
    /// <param name="old">The present secret.</param>
    /// <param name="key">The person's key.</param>
    /// <returns>The new secret.</returns>
    public DatabaseSecret Rekey(DatabaseSecret old, DatabaseKey key)
    {
        var secret = DatabaseSecret.Create();
        try
        {
            ProfileFiles.DeleteDatabase(files.RekeyedDatabase);
            DatabaseCopy.Export(provider, files.Database, old, files.RekeyedDatabase, secret);
            if (File.Exists(files.Database + "-wal"))
            {
                throw new ChatSecureException(ErrorKind.StorageUnavailable, "The database is in use by another process.");
            }

            files.WriteKey(KeyFile.Wrap([old, secret], key, options.PassphraseCost));
            File.Move(files.RekeyedDatabase, files.Database, overwrite: true);
            DirectoryFlush.Flush(files.Directory);
            files.WriteKey(KeyFile.Wrap([secret], key, options.PassphraseCost));
            return secret;
        }
        catch
        {
            secret.Dispose();
            throw;
        }
    }

    /// <summary>Removes a profile for good: first the key file, without which nothing can read the rest, then the rest.</summary>
    public static void Wipe(ProfileFiles files)
    {
        if (File.Exists(files.Key))
        {
            var length = new FileInfo(files.Key).Length;
            using var stream = new FileStream(files.Key, FileMode.Open, FileAccess.Write, FileShare.None);
            stream.Write(RandomNumberGenerator.GetBytes((int)Math.Min(length, KeyFile.MaxLength)));
            stream.Flush(flushToDisk: true);
        }

        File.Delete(files.Key);
        DirectoryFlush.Flush(files.Directory);
        files.DeleteUnfinished();
        ProfileFiles.DeleteDatabase(files.RekeyedDatabase);
        ProfileFiles.DeleteDatabase(files.Database);
        File.Delete(files.Attempts);
        if (Directory.Exists(files.Media))
        {
            foreach (var (_, path) in new Media.MediaFolder(files.Media).List())
            {
                File.Delete(path);
            }
        }
    }

    private byte[] ReadFile()
    {
        using var stream = File.OpenRead(files.Key);
        Span<byte> buffer = stackalloc byte[KeyFile.MaxLength + 1];
        return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)].ToArray();
    }

    private byte[] Salt()
    {
        if (!File.Exists(files.Database))
        {
            return [];
        }

        var salt = new byte[DatabaseSecret.SaltLength];
        using var stream = new FileStream(files.Database, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return salt[..stream.ReadAtLeast(salt, salt.Length, throwOnEndOfStream: false)];
    }
}
