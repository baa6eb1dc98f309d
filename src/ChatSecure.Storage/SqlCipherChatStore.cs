// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Storage.Accounts;
using ChatSecure.Storage.Commits;
using ChatSecure.Storage.Conversations;
using ChatSecure.Storage.CryptoState;
using ChatSecure.Storage.Messages;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Roster;
using ChatSecure.Storage.Sync;
using ChatSecure.Stores;

namespace ChatSecure.Storage;

/// <summary>An open profile: the ports over one database.</summary>
internal sealed class SqlCipherChatStore(Database database) : IChatStore
{
    public IAccountStore Accounts { get; } = new SqlAccountStore(database);

    public IMessageStore Messages { get; } = new SqlMessageStore(database);

    public IConversationStore Conversations { get; } = new SqlConversationStore(database);

    public IRosterStore Roster { get; } = new SqlRosterStore(database);

    public IArchiveCursorStore ArchiveCursors { get; } = new SqlArchiveCursorStore(database);

    public IOutboxStore Outbox { get; } = new SqlOutboxStore(database);

    public ICryptoStateStore CryptoState { get; } = new SqlCryptoStateStore(database);

    public ISecretVault Vault { get; } = new SqlSecretVault(database);

    public ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken = default)
    {
        StoreRules.Check(changes);
        return database.WriteAsync((connection, topics) => new CommitWriter(connection, changes, topics).Write(), cancellationToken);
    }

    public ValueTask<IReadOnlyList<KeyValuePair<string, string>>> CheckAsync(CancellationToken cancellationToken = default) =>
        database.ReadAsync(ProfileCheck.Run, cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
