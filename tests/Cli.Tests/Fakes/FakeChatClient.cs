// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using NSubstitute;

namespace ChatSecure.Cli.Tests.Fakes;

/// <summary>An engine without a network: its parts are substitutes, its events are what a test tells it to raise.</summary>
internal sealed class FakeChatClient : IChatClient
{
    private readonly List<Channel<ChatEvent>> _subscribers = [];

    public IAccounts Accounts { get; } = Substitute.For<IAccounts>();

    public IConversations Conversations { get; } = Substitute.For<IConversations>();

    public IContacts Contacts { get; } = Substitute.For<IContacts>();

    public ITrust Trust { get; } = Substitute.For<ITrust>();

    public IProfile Profile { get; } = Substitute.For<IProfile>();

    public IPersona Persona { get; } = Substitute.For<IPersona>();

    public IPrivacy Privacy { get; } = Substitute.For<IPrivacy>();

    public IOtr Otr { get; } = Substitute.For<IOtr>();

    public IGroups Groups { get; } = Substitute.For<IGroups>();

    /// <summary>What opening the profile throws, if anything.</summary>
    public Exception? StartFailure { get; init; }

    /// <summary>When closing ends; at once by default.</summary>
    public Task Closing { get; init; } = Task.CompletedTask;

    public int Disposals { get; private set; }

    /// <summary>A client with accounts that are stored and online.</summary>
    public static FakeChatClient With(params string[] accounts)
    {
        var client = new FakeChatClient();
        var settings = accounts.Select(jid => new AccountSettings { Jid = Jid.Parse(jid) }).ToList();
        client.Accounts.ListAsync(default).ReturnsForAnyArgs(settings);
        client.Accounts.GetStatus(default).ReturnsForAnyArgs(new ConnectionStatus(ConnectionState.Online));
        return client;
    }

    /// <summary>How often the profile was opened.</summary>
    public int Starts { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        Starts++;
        return StartFailure is null ? Task.CompletedTask : Task.FromException(StartFailure);
    }

    public void Raise(ChatEvent chatEvent)
    {
        lock (_subscribers)
        {
            _subscribers.ForEach(subscriber => subscriber.Writer.TryWrite(chatEvent));
        }
    }

    public IAsyncEnumerable<ChatEvent> EventsAsync(CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ChatEvent>();
        lock (_subscribers)
        {
            _subscribers.Add(channel);
        }

        return Read(channel, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Disposals++;
        await Closing;
        lock (_subscribers)
        {
            _subscribers.ForEach(subscriber => subscriber.Writer.TryComplete());
        }
    }

    private static async IAsyncEnumerable<ChatEvent> Read(
        Channel<ChatEvent> channel,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var chatEvent in channel.Reader.ReadAllAsync(cancellationToken))
        {
            yield return chatEvent;
        }
    }
}
