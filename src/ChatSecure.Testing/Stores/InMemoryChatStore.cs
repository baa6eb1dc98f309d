// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Storage;
using ChatSecure.Storage.Changes;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

/// <summary>A store in memory with the semantics of the encrypted one, for tests: nothing is written anywhere, and nothing is protected. It has no clock: messages disappear by
/// <see cref="IMessageStore.RemoveExpiredAsync"/> alone, and files that no message names stay. Safe for concurrent
/// use.</summary>
public sealed class InMemoryChatStore : IChatStore
{
    private readonly InMemoryProfile _profile;
    private readonly Action _onClosed;
    private readonly FeedHub<InMemoryProfile> _feeds;
    private bool _isDisposed;

    /// <summary>Creates an empty store.</summary>
    public InMemoryChatStore()
        : this(new(), () => { }) { }

    internal InMemoryChatStore(InMemoryProfile profile, Action onClosed)
    {
        _profile = profile;
        _onClosed = onClosed;
        _feeds = new(InTurn);
        Accounts = new InMemoryAccountStore(this);
        Messages = new InMemoryMessageStore(this);
        Acts = new InMemoryMessageActStore(this);
        Notes = new InMemoryNoteStore(this);
        Conversations = new InMemoryConversationStore(this);
        Roster = new InMemoryRosterStore(this);
        ArchiveCursors = new InMemoryArchiveCursorStore(this);
        Outbox = new InMemoryOutboxStore(this);
        CryptoState = new InMemoryCryptoStateStore(this);
        Vault = new InMemorySecretVault(this);
        Rooms = new InMemoryRoomStore(this);
        Connections = new InMemoryConnectionStateStore(this);
        Records = new InMemoryRecordStore(this);
        Media = new InMemoryMediaStore(this);
    }

    /// <inheritdoc/>
    public IAccountStore Accounts { get; }

    /// <inheritdoc/>
    public IMessageStore Messages { get; }

    /// <inheritdoc/>
    public IMessageActStore Acts { get; }

    /// <inheritdoc/>
    public INoteStore Notes { get; }

    /// <inheritdoc/>
    public IConversationStore Conversations { get; }

    /// <inheritdoc/>
    public IRosterStore Roster { get; }

    /// <inheritdoc/>
    public IArchiveCursorStore ArchiveCursors { get; }

    /// <inheritdoc/>
    public IOutboxStore Outbox { get; }

    /// <inheritdoc/>
    public ICryptoStateStore CryptoState { get; }

    /// <inheritdoc/>
    public ISecretVault Vault { get; }

    /// <inheritdoc/>
    public IRoomStore Rooms { get; }

    /// <inheritdoc/>
    public IConnectionStateStore Connections { get; }

    /// <inheritdoc/>
    public IRecordStore Records { get; }

    /// <inheritdoc/>
    public IMediaStore Media { get; }

    internal FeedHub<InMemoryProfile> Feeds => _feeds;

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken = default)
    {
        StoreRules.Check(changes);
        return InTurn(
            profile =>
            {
                var commit = new InMemoryCommit(profile, profile.GetOrAdd(changes.Account));
                var result = commit.Apply(changes);
                _feeds.Publish(commit.Topics, profile);
                return result;
            },
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<KeyValuePair<string, string>>> CheckAsync(CancellationToken cancellationToken = default) =>
        InTurn<IReadOnlyList<KeyValuePair<string, string>>>(
            _ => [new("cipher", "none (in memory)"), new("integrity", "ok")],
            cancellationToken
        );

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_profile)
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                _feeds.Complete();
                _onClosed();
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>One at a time.</summary>
    internal ValueTask<T> InTurn<T>(Func<InMemoryProfile, T> action, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Run(action, cancellationToken));

    internal ValueTask InTurn(Action<InMemoryProfile> action, CancellationToken cancellationToken)
    {
        Run(
            open =>
            {
                action(open);
                return true;
            },
            cancellationToken
        );
        return ValueTask.CompletedTask;
    }

    private T Run<T>(Func<InMemoryProfile, T> action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_profile)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return action(_profile);
        }
    }
}
