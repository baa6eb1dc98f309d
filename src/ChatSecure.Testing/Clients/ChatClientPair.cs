// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;

namespace ChatSecure.Testing.Clients;

/// <summary>Two started clients with an account each, that are online and each other's contacts, for one check of <see cref="ChatClientContract"/>. Whoever makes it
/// disposes of it.</summary>
/// <param name="alice">One client.</param>
/// <param name="aliceAccount">Its account.</param>
/// <param name="bob">The other client.</param>
/// <param name="bobAccount">Its account.</param>
public class ChatClientPair(IChatClient alice, Jid aliceAccount, IChatClient bob, Jid bobAccount) : IAsyncDisposable
{
    /// <summary>One client.</summary>
    public IChatClient Alice => alice;

    /// <summary>Its account.</summary>
    public Jid AliceAccount => aliceAccount;

    /// <summary>The other client.</summary>
    public IChatClient Bob => bob;

    /// <summary>Its account.</summary>
    public Jid BobAccount => bobAccount;

    /// <summary>How long something that must happen may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Makes a pair in memory, on a network of its own.</summary>
    /// <returns>The pair.</returns>
    public static async Task<ChatClientPair> CreateInMemoryAsync()
    {
        var network = new InMemoryNetwork();
        var (alice, bob) = (Jid.Parse("alice@example.test"), Jid.Parse("bob@example.test"));
        var pair = new ChatClientPair(
            await InMemoryChatClient.CreateAsync(network, alice).ConfigureAwait(false),
            alice,
            await InMemoryChatClient.CreateAsync(network, bob).ConfigureAwait(false),
            bob
        );
        ((InMemoryChatClient)pair.Alice).AllowsOtr = true;
        ((InMemoryChatClient)pair.Bob).AllowsOtr = true;
        await pair.Alice.Contacts.AddAsync(alice, bob, "Bob").ConfigureAwait(false);
        await pair.Bob.Contacts.AddAsync(bob, alice, "Alice").ConfigureAwait(false);
        return pair;
    }

    /// <summary>Disposes of both clients.</summary>
    /// <returns>Done when both are closed.</returns>
    public virtual async ValueTask DisposeAsync()
    {
        await alice.DisposeAsync().ConfigureAwait(false);
        await bob.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }
}
