// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Contacts;
using ChatSecure.Core.Conversations;
using ChatSecure.Core.Diagnostics;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Events;
using ChatSecure.Core.Groups;
using ChatSecure.Core.Hooks;
using ChatSecure.Core.Media;
using ChatSecure.Core.Persona;
using ChatSecure.Core.Privacy;
using ChatSecure.Core.Profiles;
using ChatSecure.Core.Sending;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatSecure.Core;

/// <summary>The messaging engine. Registered by <c>AddChatSecure</c>, or made by hand with this constructor. Safe for concurrent use.</summary>
public sealed class ChatClient : IChatClient
{
    private readonly IChatStoreFactory _storeFactory;
    private readonly ChatClientOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _time;
    private readonly ChatHooks _hooks;
    private readonly EventHub _events = new() { Counted = EngineMeter.Count };
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly ProfileService _profile;
    private Engine? _engine;

    /// <summary>Creates the engine; nothing is opened yet.</summary>
    /// <param name="storeFactory">Opens the profile.</param>
    /// <param name="brand">The brand; null for the neutral one.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <param name="loggers">Where to log; null for nowhere.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="hooks">What the app adds; null for nothing.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every error.</exception>
    public ChatClient(
        IChatStoreFactory storeFactory,
        Brand? brand = null,
        ChatClientOptions? options = null,
        ILoggerFactory? loggers = null,
        TimeProvider? time = null,
        ChatHooks? hooks = null
    )
    {
        ArgumentNullException.ThrowIfNull(storeFactory);
        _storeFactory = storeFactory;
        _options = options ?? new ChatClientOptions();
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _time = time ?? TimeProvider.System;
        _hooks = hooks ?? new ChatHooks();
        BrandDocuments = new BrandDocuments(new LiveBrand(brand ?? Brand.Neutral), _starting, _time);
        _profile = new ProfileService(storeFactory, _events);
        if (_options.Validate() is { Count: > 0 } errors)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }
    }

    /// <inheritdoc/>
    public IAccounts Accounts => Started.Accounts;

    /// <inheritdoc/>
    public IConversations Conversations => Started.Conversations;

    /// <inheritdoc/>
    public IContacts Contacts => Started.Contacts;

    /// <inheritdoc/>
    public IPersona Persona => Started.Persona;

    /// <inheritdoc/>
    public IPrivacy Privacy => Started.Privacy;

    /// <inheritdoc/>
    public IGroups Groups => Started.Groups;

    /// <inheritdoc/>
    public ITrust Trust => Started.Trust;

    /// <inheritdoc/>
    public IOtr Otr => Started.Otr;

    /// <inheritdoc/>
    public IProfile Profile => _profile;

    /// <summary>The brand's documents that came after the app was built.</summary>
    public BrandDocuments BrandDocuments { get; }

    private Engine Started => _engine ?? throw new InvalidOperationException($"Call {nameof(StartAsync)} first.");

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_engine is not null)
            {
                throw new InvalidOperationException("The client has been started already.");
            }

            var store = await _storeFactory.OpenAsync(cancellationToken).ConfigureAwait(false);
            var runner = new HookRunner(_hooks, store, _time, _loggers.CreateLogger<HookRunner>());
            var services = new EngineServices(store, BrandDocuments.Brand, _options, _events, new SendWaiters(), runner, _loggers, _time);
            var engine = new Engine(services, _hooks);
            await BrandDocuments.OpenAsync(store.Records, engine.Sessions.RestartAsync, cancellationToken).ConfigureAwait(false);
            _engine = engine;
            _profile.Open(store, engine.Sessions);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ChatEvent> EventsAsync(CancellationToken cancellationToken = default) => _events.ListenAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _engine, null) is { } engine)
        {
            await engine.Fetching.DisposeAsync().ConfigureAwait(false);
            await engine.Hooks.DisposeAsync().ConfigureAwait(false);
            await engine.Sessions.DisposeAsync().ConfigureAwait(false);
            await engine.Store.DisposeAsync().ConfigureAwait(false);
        }

        _starting.Dispose();
        _profile.Dispose();
    }

    private sealed class Engine
    {
        public Engine(EngineServices services, ChatHooks hooks)
        {
            Store = services.Store;
            Sessions = new SessionTable(services);
            Accounts = new AccountService(Sessions, services);
            var attachments = new AttachmentService(Sessions, services);
            Conversations = new ConversationService(Sessions, services, attachments);
            Fetching = new AutoFetch(attachments, Sessions, services);
            Contacts = new ContactService(Sessions);
            Groups = new GroupService(Sessions, services.Store);
            Trust = new TrustService(Sessions, () => services.Brand.Policy);
            Persona = new PersonaService(Sessions);
            Privacy = new PrivacyService(Sessions);
            Hooks = new HookPump(
                hooks,
                Store,
                services.Events,
                services.Time,
                services.Loggers.CreateLogger<HookPump>(),
                (conversation, token) => Privacy.GetAsync(conversation.Account, token)
            );
            Otr = new OtrService(Sessions);
        }

        public IChatStore Store { get; }

        public SessionTable Sessions { get; }

        public AccountService Accounts { get; }

        public ConversationService Conversations { get; }

        public AutoFetch Fetching { get; }

        public ContactService Contacts { get; }

        public GroupService Groups { get; }

        public TrustService Trust { get; }

        public PersonaService Persona { get; }

        public PrivacyService Privacy { get; }

        public HookPump Hooks { get; }

        public OtrService Otr { get; }
    }
}
