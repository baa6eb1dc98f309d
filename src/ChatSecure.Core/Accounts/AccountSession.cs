// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Core.Contacts;
using ChatSecure.Core.Diagnostics;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Groups;
using ChatSecure.Core.Media;
using ChatSecure.Core.Persona;
using ChatSecure.Core.Privacy;
using ChatSecure.Core.Push;
using ChatSecure.Core.Sending;
using ChatSecure.Core.Sync;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Otr;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Otr;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Accounts;

/// <summary>One account at work: its connection with what runs over it.</summary>
internal sealed partial class AccountSession : IXmppModule, IAsyncDisposable
{
    private readonly EngineServices _services;
    private readonly ILogger _logger;
    private readonly SessionGate _gate = new();
    private readonly FollowUps _followUps;
    private readonly OmemoState _keys;
    private readonly NoticeSender _notices;
    private readonly EncryptedReports _reports;
    private readonly OwedSender _owed;
    private readonly InboxReplies _replies;
    private readonly DisplayedSync _displayed;
    private readonly Inbox _inbox;
    private readonly ArchiveCatchUp _catchUp;
    private readonly PastReader _past;
    private readonly OutboxPump _outbox;
    private readonly Lock _lock = new();
    private CancellationTokenSource _stream = new();
    private Task _synchronized = Task.CompletedTask;
    private bool _needsSynchronizing = true;
    private ConnectionState _state;

    private AccountSession(
        AccountSettings settings,
        EngineServices services,
        AccountSecrets secrets,
        Guid installation,
        AddAccountRequest? request
    )
    {
        Settings = services.Options.Route?.Invoke(settings) ?? settings;
        _services = services;
        _logger = services.Loggers.CreateLogger<AccountSession>();
        Modules = new AccountModules(services.Store.Roster, services.Brand, services.Options.ClientType);
        Client = new XmppClient(
            ConnectionOptions.Of(Settings, services, secrets, installation, request) with
            {
                Modules = Modules.All(this),
            },
            services.Loggers,
            services.Time
        )
        {
            MessageReceived = OnMessageAsync,
            StatusChanged = OnStatusChanged,
        };
        _followUps = new FollowUps(_gate, _logger);
        var machine = new OmemoMachine(
            Account,
            services.Store.CryptoState,
            services.Brand.Policy.TrustPolicy,
            services.Time,
            curve: services.Options.Curve
        );
        _keys = new OmemoState(Account, services.Store, machine, services.Events, services.Time);
        Directory = new OmemoDirectory(_keys, Modules.Omemo, _logger)
        {
            OwnDeviceMissing = (kind, devices) => _followUps.Add(token => Directory!.AnnounceAsync(kind, devices, token)),
        };
        Omemo = new OmemoCoordinator(_keys, Directory, BrandRules.FallbackOf(services.Brand));
        var records = new AccountRecords(services.Store.Records, Account);
        Privacy = new PrivacyBook(records, BrandPrivacy.DefaultsOf(services.Brand, services.Options.Privacy), () => services.Brand);
        Persona = new PersonaBook(Modules, records, Privacy, () => IsOnline);
        DeviceName = new DeviceName(records, Privacy, machine, Directory, services.Options.DeviceLabel);
        Contacts = new ContactBook(
            Account,
            services.Store,
            Modules,
            services.Events,
            _followUps,
            Privacy,
            Client.Reactions,
            () => IsOnline
        );
        Modules.LastActivity.Idle = TellIdleAsync;
        Moves = new ContactMoves(Account, Modules, Contacts, services.Events, _followUps);
        Invites = new Invitations(Modules.Onboarding, records, Contacts, _followUps);
        Password = new PasswordChange(Modules.Registration, secrets);
        Push = new PushKeeper(Account, records, Modules.Push, services);
        _displayed = new DisplayedSync(Account, services.Store, Modules.Displayed);
        _notices = new NoticeSender(_keys, (stanza, token) => Client.SendAckedAsync(stanza, token));
        _reports = new EncryptedReports(
            _keys,
            Directory,
            (stanza, token) => Client.SendAsync(stanza, token),
            owner => Client.Reactions.TrySpend(ReactionKind.Fetch, owner),
            services.Time
        );
        _owed = new OwedSender(Account, services.Store, Client, _reports, _displayed, Contacts, Privacy, _followUps, services.Time);
        _replies = new InboxReplies(Client, Modules.Rooms, Omemo, Directory, _owed, _followUps, services.Time);
        Otr = CreateOtr();
        OtrOffers = new OtrOffers(Account, services.Store, _keys, Modules.Presence, Modules.Capabilities);
        Audience = new GroupAudience(Account, services.Store, Modules.Rooms, Modules.RoomAdmin, Directory, services.Time);
        Typing = new RoomTyping(Account, Audience, Omemo, (stanza, token) => Client.SendAsync(stanza, token), services.Time);
        Groups = CreateGroups();
        Invitations = new GroupInvitations(Account, Modules.Invitations, Contacts, records, services.Events, services.Time);
        GroupAvatars = new GroupAvatars(Groups, Modules.Avatars, records, Privacy, _followUps, Client.Reactions);
        Groups.Entered = async (room, token) =>
        {
            await Invitations.ForgetAsync(room, token).ConfigureAwait(false);
            await _displayed.ApplyAsync(room, token).ConfigureAwait(false);
            _owed.Wake();
            _followUps.Add(later => Audience.RenewListsAsync(room, later));
        };
        Members = new GroupMembers(Account, Modules.Rooms, Modules.RoomAdmin, Audience, Directory);
        _inbox = new Inbox(Account, services.Store, Omemo, Otr, services.Events, _replies, services.Time, _logger)
        {
            IsOfGroup = Groups.TakesAsync,
        };
        _catchUp = new ArchiveCatchUp(Account, services.Store, Modules.Archive.QueryAsync, _inbox, _logger);
        _past = new PastReader(
            Account,
            services.Store,
            _catchUp.Past,
            Groups.Past,
            peer => Groups.Find(peer) is not null,
            services.Options.HistoryOnNewDevice
        );
        Files = new FileMover(Settings, services.Store.Media, records, Modules.Upload, services.Options, services.Hooks, services.Time);
        Links = new LinkPages(Settings, services.Options, Privacy, services.Hooks, services.Time);
        var keys = new KeyGathering();
        _outbox = new OutboxPump(
            Account,
            services.Store,
            Client,
            Files,
            keys,
            new DirectSender(Account, services.Store, Client, Omemo, Otr, keys, services.Words, services.Time),
            new RoomSender(Account, services.Store, Groups, Modules.Rooms, Audience, Omemo, keys, services.Words, services.Time),
            services.Events,
            _gate,
            services.Waiters,
            services.Time,
            _logger,
            services.Brand.Policy.RequireEncryption
        );
    }

    /// <summary>Creates the session, offline.</summary>
    /// <param name="settings">The account.</param>
    /// <param name="services">What every part of the engine needs.</param>
    /// <param name="request">How it is to be registered; null for an account that is stored.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<AccountSession> CreateAsync(
        AccountSettings settings,
        EngineServices services,
        AddAccountRequest? request,
        CancellationToken cancellationToken
    )
    {
        var secrets = new AccountSecrets(services.Store, settings.Jid);
        var installation = await secrets.GetInstallationAsync(cancellationToken).ConfigureAwait(false);
        var session = new AccountSession(settings, services, secrets, installation, request);
        await session.Privacy.LoadAsync(cancellationToken).ConfigureAwait(false);
        await session.Persona.LoadAsync(cancellationToken).ConfigureAwait(false);
        await session.DeviceName.LoadAsync(cancellationToken).ConfigureAwait(false);
        await session.Contacts.LoadAsync(cancellationToken).ConfigureAwait(false);
        await session.Invites.RestoreAsync(cancellationToken).ConfigureAwait(false);
        await session.Groups.LoadAsync(cancellationToken).ConfigureAwait(false);
        await session.Invitations.LoadAsync(cancellationToken).ConfigureAwait(false);
        return session;
    }

    public AccountSettings Settings { get; }

    public Jid Account => Settings.Jid;

    public XmppClient Client { get; }

    public AccountModules Modules { get; }

    public OmemoCoordinator Omemo { get; }

    public OmemoDirectory Directory { get; }

    /// <summary>Private conversations; null if the app does not allow them.</summary>
    public OtrCoordinator? Otr { get; }

    /// <summary>Whom we may ask for a private conversation unasked.</summary>
    public OtrOffers OtrOffers { get; }

    public ContactBook Contacts { get; }

    /// <summary>Moves files.</summary>
    public FileMover Files { get; }

    /// <summary>Asks links what they lead to.</summary>
    public LinkPages Links { get; }

    public PrivacyBook Privacy { get; }

    public PersonaBook Persona { get; }

    public DeviceName DeviceName { get; }

    public ContactMoves Moves { get; }

    public Invitations Invites { get; }

    public PasswordChange Password { get; }

    public PushKeeper Push { get; }

    public GroupBook Groups { get; }

    public GroupInvitations Invitations { get; }

    public GroupMembers Members { get; }

    public GroupAvatars GroupAvatars { get; }

    public GroupAudience Audience { get; }

    /// <summary>Tells groups that we type.</summary>
    public RoomTyping Typing { get; }

    public bool IsOnline => Client.Status.State == ConnectionState.Online;

    /// <summary>What the engine does with the payloads of messages.</summary>
    public IReadOnlyList<string> Features =>
        [
            Receipts.Namespace,
            Markers.Namespace,
            ChatStates.Namespace,
            Correction.Namespace,
            Retractions.Namespace,
            Reactions.Namespace,
            Replies.Namespace,
            Fallbacks.Namespace,
            FileSharing.Namespace,
            FileSharing.EncryptedNamespace,
            OutOfBand.Namespace,
            .. BrandRules.AllowsOtr(_services) ? [OtrPayload.Namespace] : Array.Empty<string>(),
        ];

    public void Attach(IXmppSession session, StanzaRouter router) =>
        router.OnSessionStarted(
            (resumed, _) =>
            {
                lock (_lock)
                {
                    // From here on live messages wait until the archive has been read: they come after what it holds. A stream that another process left, too:
                    // nobody can tell what that one had no time for.
                    _needsSynchronizing |= !resumed;
                    _gate.Close();
                }

                return Task.CompletedTask;
            }
        );

    public Task ConnectAsync(CancellationToken cancellationToken) => ConnectAsync(Client.ConnectAsync, cancellationToken);

    /// <summary>Connects, and goes on trying where that fails for now.</summary>
    public Task StayConnectedAsync(CancellationToken cancellationToken) => ConnectAsync(Client.StayConnectedAsync, cancellationToken);

    private async Task ConnectAsync(Func<CancellationToken, Task> connect, CancellationToken cancellationToken)
    {
        await _keys.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await EngineMeter.TraceAsync("connect", connect, cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.AuthenticationFailed)
        {
            if (!await Password.TryOtherAsync(cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            await connect(cancellationToken).ConfigureAwait(false);
        }

        Task synchronized;
        lock (_lock)
        {
            synchronized = _synchronized;
        }

        await synchronized.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the peer and our other devices are owed when a conversation was read up to a message; to be committed with that.</summary>
    public IReadOnlyList<OwedReport> OwedForRead(ChatMessage last) => _owed.OfRead(last, _services.Options.TellWhatIsRead);

    /// <summary>There may be something owed.</summary>
    public void TellOwed() => _owed.Wake();

    /// <summary>Tells the peer what we do in the conversation, if it sees our presence anyway: who types is there.</summary>
    public async Task TellTypingAsync(Jid peer, TypingState state, CancellationToken cancellationToken)
    {
        if (await Contacts.SeesUsAsync(peer.Bare, cancellationToken).ConfigureAwait(false))
        {
            await _reports.SendAsync(ChatStates.CreateChatState(peer, state), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Tells the peer, encrypted, not to send encrypted messages.</summary>
    /// <returns>Whether it could be told.</returns>
    public Task<bool> OptOutAsync(Jid peer, string? reason, CancellationToken cancellationToken)
    {
        var wish = new MessageStanza(peer);
        wish.AddOptOut(reason);
        return _reports.SendAsync(wish, EncryptionKind.Omemo2, cancellationToken);
    }

    /// <summary>Tells other devices of decisions about keys, once there is a connection.</summary>
    public void TellTrust() => _followUps.Add(_notices.RunAsync);

    /// <summary>Shows this device by the name that it is to have now; offline, with the next connection.</summary>
    public Task ShowDeviceNameAsync(CancellationToken cancellationToken) =>
        IsOnline ? DeviceName.ShowAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Starts the sessions with a device anew, as a person wishes.</summary>
    public Task ResetSessionAsync(Jid owner, Fingerprint key, CancellationToken cancellationToken) =>
        new SessionReset(_keys, Directory, Omemo).RunAsync(
            owner,
            key,
            (stanza, token) => Client.SendAsync(stanza, token),
            cancellationToken
        );

    /// <summary>The parts of the archives that a conversation comes from which were not read yet.</summary>
    public ValueTask<IReadOnlyList<ArchiveGap>> GapsAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        _past.GapsAsync(conversation, cancellationToken);

    /// <summary>Reads on in the newest of them.</summary>
    public Task<int> FillGapAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        _past.FillAsync(conversation, cancellationToken);

    /// <summary>There may be something to send.</summary>
    public void WakeOutbox() => _outbox.Wake();

    /// <summary>Stops a message that waits to be sent, if nothing of it was given to the server.</summary>
    public Task<bool> CancelAsync(ConversationId conversation, MessageId id, CancellationToken cancellationToken) =>
        _outbox.CancelAsync(conversation, id, cancellationToken);

    private bool IsSynchronized
    {
        get
        {
            lock (_lock)
            {
                return !_needsSynchronizing;
            }
        }
    }

    private async ValueTask OnMessageAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (message.Room is not null)
        {
            await Groups.ProcessAsync(message, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Only a server with an archive vouches for archive ids (XEP-0359, section 6); elsewhere anybody could have written them.
        var trusted = _hasCaughtUp ? message : message with { ArchiveId = null };
        await _inbox.ProcessAsync(trusted, movesCursor: _hasCaughtUp, past: null, isAgain: false, cancellationToken).ConfigureAwait(false);
    }

    private void OnStatusChanged(ConnectionStatus status)
    {
        EngineMeter.Connection(_state, status);
        _state = status.State;
        if (status.State == ConnectionState.Online)
        {
            lock (_lock)
            {
                _stream.Dispose();
                _stream = new CancellationTokenSource();
                if (_needsSynchronizing)
                {
                    // A new stream, or a resumed one whose predecessor was lost before the archive had been read.
                    _hasCaughtUp = false;
                    _synchronized = SynchronizeAsync(_stream.Token);
                }
                else
                {
                    OpenGate(_stream.Token);
                }
            }
        }
        else
        {
            if (status.State == ConnectionState.Connecting)
            {
                Password.BeginLogin();
            }

            _gate.Close();
            CancelStream();
        }

        _services.Events.Publish(new ConnectionChanged(Account, status));
    }

    private void CancelStream()
    {
        CancellationTokenSource stream;
        lock (_lock)
        {
            stream = _stream;
        }

        stream.Cancel();
    }

    private void OpenGate(CancellationToken stream)
    {
        _gate.Open();
        _owed.Wake();
        _outbox.Wake();
        Groups.Start(stream);
    }

    [LoggerMessage(EventId = 4401, Level = LogLevel.Warning, Message = "{Step} failed: {Kind} {Condition}.")]
    private partial void LogStepFailed(string step, ErrorKind kind, string? condition);
}
