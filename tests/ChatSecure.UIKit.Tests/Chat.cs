// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Messaging;
using ChatSecure.Testing.Clients;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.UIKit.Tests;

/// <summary>Alice's app on its engine in memory, and Bob at the other end of the network.</summary>
internal sealed class Chat : IAsyncDisposable
{
    private Chat(Brand brand, InMemoryNetwork network, FakeTimeProvider clock, InMemoryChatClient alice, InMemoryChatClient bob)
    {
        (Brand, Network, Clock, Alice, Bob) = (new(brand), network, clock, alice, bob);
        Context = new(alice, Brand, Ui, clock);
    }

    public static Jid AliceJid { get; } = Say.Conversation.Account;

    public static Jid BobJid { get; } = Say.Conversation.Peer;

    public static ConversationId FromBob { get; } = new(BobJid, AliceJid);

    public TestUi Ui { get; } = new();

    public LiveBrand Brand { get; }

    public InMemoryNetwork Network { get; }

    public FakeTimeProvider Clock { get; }

    public InMemoryChatClient Alice { get; }

    public InMemoryChatClient Bob { get; }

    public UiContext Context { get; }

    public static async Task<Chat> StartAsync(Brand? brand = null, string? bobsName = "Bob")
    {
        var clock = Say.Clock();
        var network = new InMemoryNetwork(clock);
        var alice = await InMemoryChatClient.CreateAsync(network, AliceJid);
        var bob = await InMemoryChatClient.CreateAsync(network, BobJid);
        if (bobsName is not null)
        {
            await alice.Contacts.AddAsync(AliceJid, BobJid, bobsName);
            await bob.Contacts.AddAsync(BobJid, AliceJid, "Alice");
        }

        return new(brand ?? Say.ChatSecure, network, clock, alice, bob);
    }

    public void Speak(string culture) => Brand.SwitchCulture(CultureInfo.GetCultureInfo(culture));

    public Task<SendReceipt> BobSaysAsync(string body) => Bob.Conversations.SendAsync(FromBob, new(body));

    public Task<SendReceipt> AliceSaysAsync(string body) => Alice.Conversations.SendAsync(Say.Conversation, new(body));

    public async ValueTask DisposeAsync()
    {
        await Alice.DisposeAsync();
        await Bob.DisposeAsync();
    }
}
