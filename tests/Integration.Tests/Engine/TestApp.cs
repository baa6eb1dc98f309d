// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Core;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>An app as a developer would build it: the engine over an encrypted profile, with everything that it tells written down.</summary>
public sealed class TestApp : IAsyncDisposable
{
    private static readonly TimeSpan _usualPatience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<ChatEvent> _events = [];
    private readonly Task _listening;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TestApp(IChatStoreFactory store, Brand? brand, string profile, ChatClientOptions? options, ChatHooks? hooks)
    {
        Profile = profile;
        Client = new ChatClient(
            store,
            brand,
            options,
            loggers: LoggerFactory.Create(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace)),
            hooks: hooks
        );
        _listening = ListenAsync(Client.EventsAsync(_stop.Token));
    }

    public ChatClient Client { get; }

    /// <summary>What it logged.</summary>
    public LogBook Log { get; } = new();

    /// <summary>The folder of the profile.</summary>
    public string Profile { get; }

    /// <summary>The account, once there is one.</summary>
    public Jid Account { get; private set; }

    public static async Task<TestApp> StartAsync(
        string? profile = null,
        Brand? brand = null,
        string passphrase = "correct horse",
        IChatStoreFactory? store = null,
        ChatClientOptions? options = null,
        ChatHooks? hooks = null
    )
    {
        profile ??= Directory.CreateTempSubdirectory("chatsecure-app-").FullName;
        var app = new TestApp(store ?? StoreIn(profile, passphrase), brand, profile, options, hooks);
        try
        {
            await app.Client.StartAsync();
            app.Account = (await app.Client.Accounts.ListAsync()).FirstOrDefault()?.Jid ?? default;
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public static IChatStoreFactory StoreIn(string profile, string passphrase = "correct horse") =>
        new SqlCipherChatStoreFactory(
            new SqlCipherOptions
            {
                Directory = profile,
                KeySource = new DelegateKeySource(_ =>
                    ValueTask.FromResult(DatabaseKey.FromPassphrase(Encoding.UTF8.GetBytes(passphrase)))
                ),
            }
        );

    public static AccountSettings SettingsFor(LabServer server, string user, int? port = null) =>
        new()
        {
            Jid = Jid.Parse(server.Jid(user)),
            Server = new ServerAddress("127.0.0.1", port ?? server.Port),
            ExtraAuthoritiesPem = File.ReadAllText(server.CaFile),
        };

    public async Task AddAccountAsync(
        LabServer server,
        string user,
        bool register = true,
        string password = "a good password",
        int? port = null,
        ServerAddress? through = null,
        Uri? webSocket = null
    )
    {
        var settings = SettingsFor(server, user, port) with { WebSocketAddress = webSocket };
        settings = through is null ? settings : settings with { Server = through };
        await Client.Accounts.AddAsync(new AddAccountRequest(settings, Encoding.UTF8.GetBytes(password), register));
        Account = settings.Jid;
    }

    public Task ConnectAsync() => Client.Accounts.ConnectAsync(Account);

    public Task DisconnectAsync() => Client.Accounts.DisconnectAsync(Account);

    public ConversationId With(TestApp peer) => With(peer.Account);

    public ConversationId With(Jid peer) => new(Account, peer);

    public Task<SendReceipt> SendAsync(TestApp peer, string body) => SendAsync(peer.Account, body);

    public Task<SendReceipt> SendAsync(Jid peer, string body, EncryptionChoice encryption = EncryptionChoice.Auto) =>
        Client.Conversations.SendAsync(With(peer), new OutgoingMessage(body, encryption));

    /// <summary>Sends and waits until the server has it.</summary>
    public async Task<ChatMessage> DeliverAsync(Jid peer, string body, EncryptionChoice encryption = EncryptionChoice.Auto)
    {
        var receipt = await SendAsync(peer, body, encryption);
        try
        {
            await receipt.Acked.WaitAsync(_usualPatience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The server did not acknowledge the message. {Story}");
        }

        return receipt.Message;
    }

    public Task<ChatMessage> DeliverAsync(TestApp peer, string body) => DeliverAsync(peer.Account, body);

    public async Task<ChatMessage> WaitForMessageAsync(string body) =>
        (
            await WaitForAsync<MessageAdded>(added =>
                added.Message.Body == body && added.Message.Source != MessageSource.Live || IsIncoming(added, body)
            )
        ).Message;

    /// <summary>The first event of that type that matches, past or future.</summary>
    public async Task<T> WaitForAsync<T>(Func<T, bool>? match = null, TimeSpan? within = null)
        where T : ChatEvent
    {
        using var patience = new CancellationTokenSource(within ?? _usualPatience);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_events.OfType<T>().FirstOrDefault(found => match?.Invoke(found) ?? true) is { } wanted)
                {
                    return wanted;
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"No such {typeof(T).Name}. {Story}");
            }
        }
    }

    public IReadOnlyList<ChatEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    private string Story => $"Events:\n{string.Join('\n', Events)}\nLog:\n{string.Join('\n', Log.Lines(LogLevel.Trace))}";

    /// <summary>The texts of the peer's messages that this app was told about, in order.</summary>
    public List<string> Received(Jid peer) =>
        [
            .. Events
                .OfType<MessageAdded>()
                .Where(added => added.Message.Direction == MessageDirection.Incoming && added.Message.Conversation.Peer == peer)
                .Select(added => added.Message.Body ?? $"({added.Message.DecryptFailure})"),
        ];

    public async Task<List<string>> HistoryAsync(Jid peer, int limit = 1000) =>
        [
            .. (await Client.Conversations.HistoryAsync(With(peer), limit)).Messages.Select(message =>
                message.Body ?? $"({message.DecryptFailure})"
            ),
        ];

    /// <summary>Adds each other as contacts and waits until both see each other.</summary>
    public static async Task BefriendAsync(TestApp one, TestApp two)
    {
        await one.Client.Contacts.AddAsync(one.Account, two.Account);
        await two.WaitForAsync<ContactChanged>(change => change.Contact.Jid == one.Account && change.Contact.IsPendingIn);
        await two.Client.Contacts.AcceptAsync(two.Account, one.Account);
        await one.WaitForAsync<ContactChanged>(change => change.Contact.Subscription == SubscriptionState.Both);
        await two.WaitForAsync<ContactChanged>(change => change.Contact.Subscription == SubscriptionState.Both);
    }

    /// <summary>Waits until it knows of so many active devices of its account: their list comes as an event of its own.</summary>
    public Task WaitForDevicesAsync(int count) =>
        UntilAsync(
            async () => (await Client.Trust.DevicesAsync(Account)).Count(device => device.IsActive) == count,
            $"There are not {count} devices."
        );

    /// <summary>Waits for what comes without an event.</summary>
    /// <param name="isSo">Whether it has come.</param>
    /// <param name="otherwise">What is wrong if it never comes.</param>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string otherwise)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(start) > _usualPatience)
            {
                Assert.Fail(otherwise);
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends the app; the profile stays.</summary>
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _stop.CancelAsync();
        await _listening;
        _stop.Dispose();
    }

    private static bool IsIncoming(MessageAdded added, string body) =>
        added.Message.Body == body && added.Message.Direction == MessageDirection.Incoming;

    private async Task ListenAsync(IAsyncEnumerable<ChatEvent> events)
    {
        try
        {
            await foreach (var chatEvent in events)
            {
                TaskCompletionSource changed;
                lock (_lock)
                {
                    _events.Add(chatEvent);
                    changed = _changed;
                    _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                changed.SetResult();
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
