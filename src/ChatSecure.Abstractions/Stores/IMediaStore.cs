// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Stores;

/// <summary>Files of messages, encrypted where they lie. A file stays as long as a message names it (<see cref="Messaging.Attachment.MediaId"/>); one that no
/// message names is collected an hour after it was added. Implementations are safe for concurrent use.</summary>
public interface IMediaStore
{
    /// <summary>Takes a file in. One with the same content that the account has already is not stored twice: its id comes back.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="content">The content, read once to its end; any size.</param>
    /// <param name="mediaType">Its media type, if it is known.</param>
    /// <param name="canBeFetchedAgain">Whether it may be evicted when space is short: false for what is nowhere else.</param>
    /// <param name="cancellationToken">Gives up; nothing stays.</param>
    /// <returns>The file.</returns>
    /// <exception cref="Errors.ChatSecureException"><see cref="Errors.ErrorKind.StorageUnavailable"/>: the disk or the quota is full.</exception>
    ValueTask<MediaInfo> AddAsync(
        Jid account,
        Stream content,
        string? mediaType = null,
        bool canBeFetchedAgain = false,
        CancellationToken cancellationToken = default
    );

    /// <summary>Finds a file.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The file; null if it is not here (any more).</returns>
    ValueTask<MediaInfo?> FindAsync(Jid account, string id, CancellationToken cancellationToken = default);

    /// <summary>Opens a file for reading, from any place in it.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The content, which can seek and which the caller disposes of; null if it is not here. Reading what was tampered with throws
    /// <see cref="Errors.ErrorKind.StorageDamaged"/>.</returns>
    ValueTask<Stream?> OpenAsync(Jid account, string id, CancellationToken cancellationToken = default);

    /// <summary>Says which smaller picture stands for a file. It lives as long as the file does.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="id">The file.</param>
    /// <param name="thumbnailId">The picture, in the same store.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether both are here.</returns>
    ValueTask<bool> SetThumbnailAsync(Jid account, string id, string thumbnailId, CancellationToken cancellationToken = default);

    /// <summary>Removes a file at once. Messages that name it stay, without it.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it was here.</returns>
    ValueTask<bool> RemoveAsync(Jid account, string id, CancellationToken cancellationToken = default);

    /// <summary>How much an account's files hold.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sum of the sizes, in bytes.</returns>
    ValueTask<long> GetUsageAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Removes what can be fetched again, the longest unused first, until an account's files hold no more than this.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="maxBytes">How much may stay, in bytes.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many bytes were freed.</returns>
    ValueTask<long> EvictAsync(Jid account, long maxBytes, CancellationToken cancellationToken = default);
}
