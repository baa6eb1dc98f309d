// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Testing.Clients;

namespace ChatSecure.UIKit.Tests;

/// <summary>An engine in memory that offers private conversations, of which a test plays the other side.</summary>
internal sealed class PrivateClient(InMemoryChatClient inner) : IChatClient, IOtr
{
    private OtrState _state;

    /// <summary>What the person did, in order.</summary>
    public List<string> Done { get; } = [];

    public IAccounts Accounts => inner.Accounts;

    public IConversations Conversations => inner.Conversations;

    public IContacts Contacts => inner.Contacts;

    public IPersona Persona => inner.Persona;

    public IPrivacy Privacy => inner.Privacy;

    public IGroups Groups => inner.Groups;

    public ITrust Trust
    {
        get => field ?? inner.Trust;
        init;
    }

    public IOtr Otr => this;

    public IProfile Profile => inner.Profile;

    /// <summary>The other side begins, or ends, a private conversation.</summary>
    public void Turn(Jid account, Jid peer, OtrState state)
    {
        _state = state;
        inner.Raise(new OtrChanged(account, peer, state));
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

    public IAsyncEnumerable<ChatEvent> EventsAsync(CancellationToken cancellationToken = default) => inner.EventsAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    public Task StartAsync(Jid account, Jid peer, CancellationToken cancellationToken = default) => Do("start");

    public Task EndAsync(Jid account, Jid peer, CancellationToken cancellationToken = default)
    {
        _state = OtrState.Plaintext;
        return Do("end");
    }

    public Task CompareSecretsAsync(
        Jid account,
        Jid peer,
        string secret,
        string? question = null,
        CancellationToken cancellationToken = default
    ) =>
        _state == OtrState.Encrypted
            ? Do($"compare {question} {secret}")
            : throw new ChatSecureException(ErrorKind.InvalidInput, "There is no private conversation.");

    public Task GiveUpComparisonAsync(Jid account, Jid peer, CancellationToken cancellationToken = default) => Do("give up");

    public Task<OtrStatus> StatusAsync(Jid account, Jid peer, CancellationToken cancellationToken = default) =>
        Task.FromResult(new OtrStatus(_state));

    private Task Do(string what)
    {
        Done.Add(what);
        return Task.CompletedTask;
    }
}
