// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Storage.Encryption;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Media;

/// <summary>Files beside the database, their keys in it.</summary>
internal sealed class SqlMediaStore(Database database, MediaFolder folder, long quota, TimeProvider time) : IMediaStore
{
    /// <summary>How long a file may wait for a message that names it.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromHours(1);

    public async ValueTask<MediaInfo> AddAsync(
        Jid account,
        Stream content,
        string? mediaType = null,
        bool canBeFetchedAgain = false,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(content);
        StoreRules.Bare(account);
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var key = RandomNumberGenerator.GetBytes(ChunkCipher.KeyLength);
        try
        {
            FileErrors.Guard(folder.Create);
            var written = await FileErrors
                .GuardAsync(() => MediaWriter.WriteAsync(folder.NewPath(id), content, key, quota, cancellationToken))
                .ConfigureAwait(false);
            var (size, sha256) = written ?? throw MediaFolder.Full(quota);
            var used = await GetUsageAsync(account, cancellationToken).ConfigureAwait(false);
            if (used + size > quota)
            {
                await EvictAsync(account, quota - size, cancellationToken).ConfigureAwait(false);
            }

            FileErrors.Guard(() => folder.Finish(id));
            var row = new MediaRow(id, size, sha256, mediaType, null, key);
            return
                await database
                    .WriteAsync(
                        (connection, _) =>
                            MediaRow.Reuse(connection, account, sha256, time.GetUtcNow())
                            ?? row.Add(connection, account, canBeFetchedAgain, time.GetUtcNow(), quota),
                        cancellationToken
                    )
                    .ConfigureAwait(false)
                    is var stored
                && stored.Id != id
                ? Dropped(stored, id)
                : stored;
        }
        catch
        {
            Drop(id);
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public ValueTask<MediaInfo?> FindAsync(Jid account, string id, CancellationToken cancellationToken = default) =>
        database.ReadAsync(connection => MediaRow.Find(connection, account, id)?.Info, cancellationToken);

    public async ValueTask<Stream?> OpenAsync(Jid account, string id, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var row = await database
            .ReadAsync(connection => MediaRow.Find(connection, account, id, now - TimeSpan.FromDays(1)), cancellationToken)
            .ConfigureAwait(false);
        if (row is null)
        {
            return null;
        }

        if (row.IsUseStale)
        {
            await database.WriteAsync((connection, _) => MediaRow.Touch(connection, id, now), cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return FileErrors.Guard(() => new MediaStream(folder.Path(id), row.Key, row.Size));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(row.Key);
        }
    }

    public ValueTask<bool> SetThumbnailAsync(Jid account, string id, string thumbnailId, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            (connection, _) =>
            {
                if (id == thumbnailId || MediaRow.Find(connection, account, thumbnailId) is null)
                {
                    return false;
                }

                using var update = connection.Prepare(
                    "UPDATE media SET thumbnail = ?3 WHERE media_id = ?2 AND account_id = (SELECT id FROM accounts WHERE jid = ?1)"
                );
                update.Bind(1, account.ToString()).Bind(2, id).Bind(3, thumbnailId).Run();
                return connection.Changes > 0;
            },
            cancellationToken
        );

    public async ValueTask<bool> RemoveAsync(Jid account, string id, CancellationToken cancellationToken = default)
    {
        var removed = await database
            .WriteAsync(
                (connection, topics) =>
                    MediaRow.Find(connection, account, id) is not null && MediaRow.Remove(connection, account, id, topics),
                cancellationToken
            )
            .ConfigureAwait(false);
        await EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
        return removed;
    }

    public ValueTask<long> GetUsageAsync(Jid account, CancellationToken cancellationToken = default) =>
        database.ReadAsync(connection => MediaRow.Usage(connection, account), cancellationToken);

    public async ValueTask<long> EvictAsync(Jid account, long maxBytes, CancellationToken cancellationToken = default)
    {
        var freed = await database
            .WriteAsync((connection, topics) => MediaRow.Evict(connection, account, maxBytes, topics), cancellationToken)
            .ConfigureAwait(false);
        await EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
        return freed;
    }

    /// <summary>Removes what no message names and what has waited for one long enough.</summary>
    public async ValueTask CollectAsync(CancellationToken cancellationToken)
    {
        var addedBefore = time.GetUtcNow() - _patience;
        if (!await database.ReadAsync(connection => MediaRow.HasUnnamed(connection, addedBefore), cancellationToken).ConfigureAwait(false))
        {
            await EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        await database.WriteAsync((connection, _) => MediaRow.Collect(connection, addedBefore), cancellationToken).ConfigureAwait(false);
        await EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes the files whose rows are gone. Until that is done they are remembered, so a process that ends in between does it with its next
    /// start. Their keys are gone already.</summary>
    public async ValueTask EmptyTrashAsync(CancellationToken cancellationToken)
    {
        var trash = await database.ReadAsync(ReadTrash, cancellationToken).ConfigureAwait(false);
        if (trash.Count == 0)
        {
            return;
        }

        foreach (var id in trash)
        {
            FileErrors.Guard(() => folder.Delete(id));
        }

        await database
            .WriteAsync(
                (connection, _) =>
                {
                    foreach (var id in trash)
                    {
                        using var delete = connection.Prepare("DELETE FROM media_trash WHERE media_id = ?1");
                        delete.Bind(1, id).Run();
                    }

                    return true;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Deletes files that never got a row, since the process ended in between. Called before anything else can add one.</summary>
    public async ValueTask DeleteUnknownAsync(CancellationToken cancellationToken)
    {
        var files = FileErrors.Guard(folder.List);
        if (files.Count == 0)
        {
            return;
        }

        var known = await database.ReadAsync(MediaRow.Ids, cancellationToken).ConfigureAwait(false);
        foreach (var (id, path) in files)
        {
            if (!known.Contains(id) || path != folder.Path(id))
            {
                FileErrors.Guard(() => File.Delete(path));
            }
        }
    }

    private MediaInfo Dropped(MediaInfo stored, string id)
    {
        Drop(id);
        return stored;
    }

    private void Drop(string id) =>
        FileErrors.Guard(() =>
        {
            folder.Delete(id);
            File.Delete(folder.NewPath(id));
        });

    private static List<string> ReadTrash(SqliteConnection connection)
    {
        using var statement = connection.Prepare("SELECT media_id FROM media_trash");
        List<string> trash = [];
        while (statement.Step())
        {
            trash.Add(statement.Text(0)!);
        }

        return trash;
    }
}
