// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Stores;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>A store that stops at the n-th commit, before or after it reached the disk, and answers nothing any more: what a killed process leaves.</summary>
public sealed class CrashingStore(IChatStoreFactory inner, int crashAt, bool afterCommit) : IChatStoreFactory
{
    public async ValueTask<IChatStore> OpenAsync(CancellationToken cancellationToken = default) =>
        new Store(await inner.OpenAsync(cancellationToken), crashAt, afterCommit);

    private sealed class Store(IChatStore inner, int crashAt, bool afterCommit) : IChatStore
    {
        private int _commits;

        public IAccountStore Accounts => inner.Accounts;

        public IMessageStore Messages => inner.Messages;

        public IMessageActStore Acts => inner.Acts;

        public INoteStore Notes => inner.Notes;

        public IConversationStore Conversations => inner.Conversations;

        public IRosterStore Roster => inner.Roster;

        public IArchiveCursorStore ArchiveCursors => inner.ArchiveCursors;

        public IOutboxStore Outbox => inner.Outbox;

        public ICryptoStateStore CryptoState => inner.CryptoState;

        public ISecretVault Vault => inner.Vault;

        public IRoomStore Rooms => inner.Rooms;

        public IConnectionStateStore Connections => inner.Connections;

        public IRecordStore Records => inner.Records;

        public IMediaStore Media => inner.Media;

        public async ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken = default)
        {
            var number = Interlocked.Increment(ref _commits);
            if (number == crashAt && afterCommit)
            {
                await inner.CommitAsync(changes, cancellationToken);
            }

            return number >= crashAt
                ? throw new ChatSecureException(ErrorKind.StorageUnavailable, "Crashed, as the test wanted.")
                : await inner.CommitAsync(changes, cancellationToken);
        }

        public ValueTask<IReadOnlyList<KeyValuePair<string, string>>> CheckAsync(CancellationToken cancellationToken = default) =>
            inner.CheckAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
