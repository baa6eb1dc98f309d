// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Events;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using ChatSecure.Testing.Stores;

namespace ChatSecure.Testing.Clients;

/// <summary>The messenger's engine in memory, for tests of apps and view models: two clients on an <see cref="InMemoryNetwork"/> talk to each other, with receipts,
/// typing, edits, reactions, trust and failures. What it keeps dies with it. Safe for concurrent use.</summary>
public sealed class InMemoryChatClient : IChatClient
{
    private readonly Queue<ChatSecureException> _failures = [];
    private readonly Dictionary<Jid, InMemorySession> _sessions = [];
    private readonly Lock _lock = new();
    private readonly InMemoryPrivacy _privacy;

    /// <summary>Creates a client without accounts.</summary>
    /// <param name="network">What it talks through.</param>
    public InMemoryChatClient(InMemoryNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
        Accounts = new InMemoryAccounts(this);
        Conversations = new InMemoryConversations(this);
        Contacts = new InMemoryContacts(this);
        Trust = new InMemoryTrust(this);
        Otr = PrivateTalks = new(this);
        GroupBook = new(this);
        Groups = new InMemoryGroups(this, GroupBook);
        Profile = new InMemoryProfileService(this);
        Persona = new InMemoryPersona(this);
        Privacy = _privacy = new(this);
        Files = new(this);
        LinkPages = new(this);
    }

    /// <inheritdoc/>
    public IAccounts Accounts { get; }

    /// <inheritdoc/>
    public IConversations Conversations { get; }

    /// <inheritdoc/>
    public IContacts Contacts { get; }

    /// <inheritdoc/>
    public ITrust Trust { get; }

    /// <inheritdoc/>
    public IOtr Otr { get; }

    /// <inheritdoc/>
    public IGroups Groups { get; }

    /// <inheritdoc/>
    public IPersona Persona { get; }

    /// <inheritdoc/>
    public IPrivacy Privacy { get; }

    /// <inheritdoc/>
    public IProfile Profile { get; }

    /// <summary>What it keeps. A test may read and write it as the engine would.</summary>
    public IChatStore Store { get; } = new InMemoryChatStore();

    /// <summary>The network.</summary>
    public InMemoryNetwork Network { get; }

    /// <summary>Where the profile's key comes from when it is opened, a passphrase in UTF-8; null for a profile that opens without.</summary>
    public Func<CancellationToken, ValueTask<byte[]>>? KeySource { get; set; }

    /// <summary>The right key, to which that of <see cref="KeySource"/> is compared.</summary>
    public ReadOnlyMemory<byte> Key { get; set; }

    /// <summary>What <see cref="IAccounts.DiagnoseAsync"/> finds.</summary>
    public IReadOnlyList<DoctorFinding> Findings { get; set; } = [];

    /// <summary>Whether private conversations (OTR) are allowed, which the other client must do, too; not unless a test says so.</summary>
    public bool AllowsOtr { get; set; }

    internal InMemoryOtr PrivateTalks { get; }

    internal InMemoryFiles Files { get; }

    internal InMemoryLinkPages LinkPages { get; }

    internal InMemoryGroupBook GroupBook { get; }

    internal EventHub Events { get; } = new();

    /// <summary>Starts a client with one account, which the network makes and which is online.</summary>
    /// <param name="network">What it talks through.</param>
    /// <param name="account">The account's bare address.</param>
    /// <returns>The client.</returns>
    public static async Task<InMemoryChatClient> CreateAsync(InMemoryNetwork network, Jid account)
    {
        var client = new InMemoryChatClient(network);
        await client.StartAsync().ConfigureAwait(false);
        await client
            .Accounts.AddAsync(new(new AccountSettings { Jid = account }, "a password of a test"u8.ToArray(), Register: true))
            .ConfigureAwait(false);
        return client;
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfScripted();
        await ((InMemoryProfileService)Profile).AskAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ChatEvent> EventsAsync(CancellationToken cancellationToken = default) => Events.ListenAsync(cancellationToken);

    /// <summary>Makes the next call that can fail do so, and the one after it for a second call of this.</summary>
    /// <param name="kind">With what.</param>
    /// <param name="condition">The condition of the failure.</param>
    public void FailNext(ErrorKind kind, string? condition = null)
    {
        lock (_lock)
        {
            _failures.Enqueue(new ChatSecureException(kind, "A test wants this to fail.") { Condition = condition });
        }
    }

    /// <summary>Tells something to all who listen.</summary>
    /// <param name="chatEvent">What.</param>
    public void Raise(ChatEvent chatEvent) => Events.Publish(chatEvent);

    /// <summary>Takes in messages as if they had come from the network, whatever is in them.</summary>
    /// <param name="messages">The messages, of one account.</param>
    /// <returns>Done when they are stored and told.</returns>
    public Task ReceiveAsync(params IReadOnlyList<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return messages.Count == 0 ? Task.CompletedTask : CommitAsync(new(messages[0].Conversation.Account) { Messages = messages });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var session in Sessions())
        {
            await session.GoOfflineAsync(null).ConfigureAwait(false);
        }

        await Store.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>What this network does not play.</summary>
    internal Task<T> RefuseAsync<T>(string reason)
    {
        ThrowIfScripted();
        return Task.FromException<T>(new ChatSecureException(ErrorKind.NotSupported, reason));
    }

    internal Privacy.PrivacySettings PrivacyOf(Jid account) => _privacy.Of(account);

    internal void ThrowIfScripted()
    {
        lock (_lock)
        {
            if (_failures.TryDequeue(out var failure))
            {
                throw failure;
            }
        }
    }

    internal async Task CommitAsync(ChangeSet changes) =>
        Events.Publish(changes.Account, await Store.CommitAsync(changes).ConfigureAwait(false));

    internal IReadOnlyList<InMemorySession> Sessions()
    {
        lock (_lock)
        {
            return [.. _sessions.Values];
        }
    }

    internal InMemorySession GetOrAddSession(Jid account)
    {
        lock (_lock)
        {
            if (!_sessions.TryGetValue(account, out var session))
            {
                var key = Encryption.Fingerprint.FromBytes(RandomNumberGenerator.GetBytes(32));
                _sessions.Add(account, session = new(this, account, key));
            }

            return session;
        }
    }

    internal void Forget(Jid account)
    {
        lock (_lock)
        {
            _sessions.Remove(account);
        }
    }

    /// <summary>The session of an account that is stored, unless the profile is locked or a test wants a failure.</summary>
    internal async Task<InMemorySession> SessionAsync(Jid account, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfScripted();
        if (Profile.IsLocked)
        {
            throw new ChatSecureException(ErrorKind.StorageKey, "The profile is locked.") { Condition = "locked" };
        }

        return await Store.Accounts.FindAsync(account, cancellationToken).ConfigureAwait(false) is null
            ? throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such account.") { Condition = "no-such-account" }
            : GetOrAddSession(account);
    }

    internal async Task<InMemorySession> OnlineSessionAsync(Jid account, CancellationToken cancellationToken)
    {
        var session = await SessionAsync(account, cancellationToken).ConfigureAwait(false);
        return session.IsOnline ? session : throw new ChatSecureException(ErrorKind.Disconnected, "The account is not connected.");
    }
}
