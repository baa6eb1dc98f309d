// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Storage.Encryption;
using ChatSecure.Storage.Migrations;
using ChatSecure.Storage.Sqlite;
using SQLitePCL;

namespace ChatSecure.Storage.Profiles;

/// <summary>Writes a database anew under another secret.</summary>
internal static class DatabaseCopy
{
    /// <summary>Copies everything and checks the copy before it returns; the copy is on disk then, without a log beside it.</summary>
    public static void Export(ISQLite3Provider provider, string path, DatabaseSecret secret, string copyPath, DatabaseSecret copySecret)
    {
        ProfileFiles.OpenOwn(copyPath, FileMode.CreateNew).Dispose();
        string version;
        string objects;
        using (var source = CipherConnection.OpenWriter(provider, path, secret))
        {
            source.Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
            version = source.Scalar("PRAGMA user_version")!;
            objects = source.Scalar("SELECT count(*) FROM sqlite_master")!;
            Attach(source, copyPath, copySecret);
            source.Scalar("SELECT sqlcipher_export('copy')");
            source.Execute($"PRAGMA copy.user_version = {version}; DETACH copy");
        }

        using var copy = CipherConnection.OpenWriter(provider, copyPath, copySecret);
        if (
            Migrator.Version(copy).ToString(CultureInfo.InvariantCulture) != version
            || copy.Scalar("SELECT count(*) FROM sqlite_master") != objects
            || copy.Scalar("PRAGMA quick_check(1)") != "ok"
        )
        {
            throw new ChatSecureException(ErrorKind.StorageDamaged, "The database could not be copied whole; it stays as it was.");
        }

        copy.Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>The key goes in as a value that is bound, never as text of a statement.</summary>
    private static void Attach(SqliteConnection source, string path, DatabaseSecret secret)
    {
        Span<byte> specification = stackalloc byte[DatabaseSecret.SpecificationLength];
        secret.WriteSpecification(specification);
        try
        {
            using var attach = source.Prepare("ATTACH ?1 AS copy KEY ?2");
            attach.Bind(1, path).Bind(2, specification).Run();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(specification);
        }
    }
}
