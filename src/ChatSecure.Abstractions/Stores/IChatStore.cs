// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Stores;

/// <summary>A profile's data, open. Everything that belongs together is written together, by <see cref="CommitAsync"/>; reads see whole commits only.
/// Implementations are safe for concurrent use; disposing closes the profile and forgets its key.</summary>
public interface IChatStore : IAsyncDisposable
{
    /// <summary>The accounts.</summary>
    IAccountStore Accounts { get; }

    /// <summary>The messages.</summary>
    IMessageStore Messages { get; }

    /// <summary>What was done to messages.</summary>
    IMessageActStore Acts { get; }

    /// <summary>What happened in conversations beside their messages.</summary>
    INoteStore Notes { get; }

    /// <summary>The conversation list.</summary>
    IConversationStore Conversations { get; }

    /// <summary>The rosters.</summary>
    IRosterStore Roster { get; }

    /// <summary>How far archives have been read.</summary>
    IArchiveCursorStore ArchiveCursors { get; }

    /// <summary>What waits to be sent.</summary>
    IOutboxStore Outbox { get; }

    /// <summary>Cryptographic state.</summary>
    ICryptoStateStore CryptoState { get; }

    /// <summary>Passwords and tokens.</summary>
    ISecretVault Vault { get; }

    /// <summary>Rooms and who is in them.</summary>
    IRoomStore Rooms { get; }

    /// <summary>What connections keep from one start to the next.</summary>
    IConnectionStateStore Connections { get; }

    /// <summary>The app's own records and settings.</summary>
    IRecordStore Records { get; }

    /// <summary>Files of messages.</summary>
    IMediaStore Media { get; }

    /// <summary>Commits a change-set in one durable transaction: when this returns, it survives a crash; when it throws, nothing of it was written.
    /// The records of <see cref="ChangeSet.Crypto"/> are copied: the caller zeroes its own when this has returned.</summary>
    /// <param name="changes">What to write.</param>
    /// <param name="cancellationToken">Gives up waiting, as long as nothing has been written.</param>
    /// <returns>What was new.</returns>
    /// <exception cref="Errors.ChatSecureException"><see cref="Errors.ErrorKind.StorageUnavailable"/> or <see cref="Errors.ErrorKind.StorageDamaged"/>.</exception>
    ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken = default);

    /// <summary>Checks the profile as far as is quick: cipher, schema, integrity.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Findings as name and value, such as <c>cipher</c> and <c>4.6.1 community</c>.</returns>
    ValueTask<IReadOnlyList<KeyValuePair<string, string>>> CheckAsync(CancellationToken cancellationToken = default);
}
