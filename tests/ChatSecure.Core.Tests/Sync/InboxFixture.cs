// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Threading.Channels;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Events;
using ChatSecure.Core.Sending;
using ChatSecure.Core.Sync;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Otr;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Stores;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Core.Tests.Sync;

/// <summary>Alice's inbox over a store in memory, and Bob's OMEMO device, which knows hers. No network.</summary>
internal sealed class InboxFixture : IInboxReplies, IAsyncDisposable
{
    public static readonly Jid Alice = Jid.Parse("alice@example.com");
    public static readonly Jid Bob = Jid.Parse("bob@example.org");

    private readonly EventHub _events = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IAsyncEnumerator<ChatEvent> _listener;
    private readonly InMemoryChatStore _bobsStore = new();
    private readonly OmemoMachine _machine;
    private readonly OmemoMachine _bobsMachine;
    private readonly OmemoState _keys;
    private readonly OmemoDirectory _directory;

    private InboxFixture(bool allowOtr)
    {
        _listener = _events.ListenAsync(_stop.Token).GetAsyncEnumerator();
        _machine = new OmemoMachine(Alice, Store.CryptoState, TrustPolicy.BlindTrustBeforeVerification, Time);
        _bobsMachine = new OmemoMachine(Bob, _bobsStore.CryptoState, TrustPolicy.BlindTrustBeforeVerification, Time);
        _keys = new OmemoState(Alice, Store, _machine, _events, Time);
        _directory = new OmemoDirectory(_keys, new OmemoModule(new PubSubModule()), NullLogger.Instance);
        Omemo = new OmemoCoordinator(_keys, _directory, OmemoPayload.FallbackBody);
        Otr = allowOtr ? CreateOtr() : null;
        Inbox = new Inbox(Alice, Store, Omemo, Otr, _events, this, Time, NullLogger.Instance);
        Rooms = new RoomInbox(Alice, Store, Omemo, _events, this, Waiters, _ => null, Time, NullLogger.Instance);
    }

    public static ConversationId WithBob => new(Alice, Bob);

    public InMemoryChatStore Store { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public Inbox Inbox { get; }

    /// <summary>What takes in messages of rooms.</summary>
    public RoomInbox Rooms { get; }

    /// <summary>Those who wait for what Alice sent.</summary>
    public SendWaiters Waiters { get; } = new();

    /// <summary>What encrypts for Alice.</summary>
    public OmemoCoordinator Omemo { get; }

    /// <summary>Alice's private conversations, if she has any.</summary>
    public OtrCoordinator? Otr { get; }

    /// <summary>What makes Alice's OTR key.</summary>
    public Func<OtrNewKey> MakeOtrKey { get; set; } = () => OtrNewKey.Create();

    /// <summary>What OTR made the account send.</summary>
    public Channel<MessageStanza> OtrSent { get; } = Channel.CreateUnbounded<MessageStanza>();

    /// <summary>What received messages made the account do on the network.</summary>
    public List<string> Replies { get; } = [];

    /// <summary>Whether receipts may be owed.</summary>
    public bool OwesReceipts { get; set; } = true;

    /// <summary>Alice's own device.</summary>
    public DeviceId Device => _keys.Device!.Id;

    public static async Task<InboxFixture> CreateAsync(bool allowOtr = false, Func<OtrNewKey>? makeOtrKey = null)
    {
        var fixture = new InboxFixture(allowOtr);
        await fixture.OpenAsync();
        fixture.MakeOtrKey = makeOtrKey ?? fixture.MakeOtrKey;
        if (allowOtr && makeOtrKey is null)
        {
            await fixture.Otr!.OpenAsync();
        }

        return fixture;
    }

    /// <summary>Another inbox of Alice's, which knows rooms.</summary>
    public Inbox InboxOf(Func<IncomingMessage, bool> isOfGroup) =>
        new(Alice, Store, Omemo, Otr, _events, this, Time, NullLogger.Instance)
        {
            IsOfGroup = (message, _) => ValueTask.FromResult(isOfGroup(message)),
        };

    /// <summary>Why Alice can't send to Bob in urn:xmpp:omemo:2, if she knows his device; null if she can.</summary>
    public async Task<OmemoExclusion?> WhyNotAsync()
    {
        var bob = (await _bobsMachine.GetDevicesAsync(Bob)).Single().Device;
        var list = await _machine.UpdateDeviceListAsync(EncryptionKind.Omemo2, Bob, [new(bob)]);
        await Store.CommitAsync(new ChangeSet(Alice) { Crypto = list.Changes });
        return (await _directory.ReachAsync(Bob, [EncryptionKind.Omemo2], isOnline: false, CancellationToken.None)).WhyNot;
    }

    /// <summary>Encrypts a text of Bob's for Alice.</summary>
    public async Task<OmemoEnvelope> EncryptAsync(string? text)
    {
        var content = text is null ? OmemoContent.KeysOnly with { Envelope = null } : new OmemoContent(Encoding.UTF8.GetBytes(text), null);
        return Assert.Single(await EncryptAsync(content));
    }

    /// <summary>Encrypts an envelope of Bob's for Alice, in urn:xmpp:omemo:2.</summary>
    public async Task<OmemoEnvelope> EncryptEnvelopeAsync(string xml) =>
        Assert.Single(await EncryptAsync(new OmemoContent(null, Encoding.UTF8.GetBytes(xml))));

    public async Task<IReadOnlyList<OmemoEnvelope>> EncryptAsync(OmemoContent content)
    {
        var ready = Assert.IsType<OmemoReady>(await _bobsMachine.EncryptAsync([Alice], content));
        await CommitAsync(ready.Changes);
        return ready.Envelopes;
    }

    public Task ReceiveAsync(
        MessageStanza stanza,
        string? archiveId = null,
        MessageSource source = MessageSource.Live,
        bool movesCursor = true,
        PastPage? past = null,
        DateTimeOffset? stamp = null,
        bool isAgain = false
    ) =>
        Inbox.ProcessAsync(
            new IncomingMessage(
                stanza,
                source,
                stanza.From?.Bare == Alice ? MessageDirection.Outgoing : MessageDirection.Incoming,
                stamp,
                archiveId
            ),
            movesCursor,
            past,
            isAgain,
            CancellationToken.None
        );

    public static MessageStanza From(Jid sender, string? body = null, string? id = "m1", string type = "chat")
    {
        var stanza = new MessageStanza(Alice, type)
        {
            From = sender,
            Id = id,
            Body = body,
        };
        if (id is { Length: > 0 })
        {
            stanza.SetOriginId(id);
        }

        return stanza;
    }

    public static MessageStanza Encrypted(OmemoEnvelope envelope, string id = "m1")
    {
        var stanza = From(Bob, id: id);
        OmemoPayload.Add(stanza, envelope);
        return stanza;
    }

    private OtrCoordinator CreateOtr()
    {
        var machine = new OtrMachine(Alice, Store.CryptoState, TrustPolicy.BlindTrustBeforeVerification, time: Time);
        var queue = new OtrQueue(
            (stanza, token) => OtrSent.Writer.WriteAsync(stanza, token),
            async (stanza, token) =>
            {
                await OtrSent.Writer.WriteAsync(stanza, token);
                return Task.CompletedTask;
            }
        );
        return new OtrCoordinator(Alice, Store, machine, queue, _events, Time, () => Replies.Add("wake"), () => MakeOtrKey());
    }

    /// <summary>What has been told since the last call.</summary>
    public async Task<List<ChatEvent>> TakeEventsAsync()
    {
        var told = new List<ChatEvent>();
        _events.Publish(new EventsLost(default));
        while (await _listener.MoveNextAsync() && _listener.Current is not EventsLost)
        {
            told.Add(_listener.Current);
        }

        return told;
    }

    public async Task<IReadOnlyList<ChatMessage>> HistoryAsync() => (await Store.Messages.PageAsync(WithBob, 100)).Messages;

    /// <summary>What others are still to be told, such as <c>Received m1 None</c>.</summary>
    public async Task<IReadOnlyList<string>> OwedAsync() =>
        [.. (await Store.Outbox.ListOwedAsync(Alice)).Select(owed => $"{owed.Kind} {owed.About} {owed.Encryption}")];

    public async Task<string?> CursorAsync() => (await Store.ArchiveCursors.GetAsync(Alice, Alice))?.LastId;

    void IInboxReplies.PublishBundle(EncryptionKind kind) => Replies.Add("bundle");

    void IInboxReplies.SendEmpty(EncryptionKind kind, Jid owner, DeviceId device, bool rebuild) =>
        Replies.Add(rebuild ? "rebuild" : "empty");

    void IInboxReplies.RefusePrivate(Jid occupant, string? id) => Replies.Add($"refuse {occupant} {id}");

    ValueTask<bool> IInboxReplies.OwesReceiptAsync(Jid sender, CancellationToken cancellationToken) => ValueTask.FromResult(OwesReceipts);

    void IInboxReplies.TellOwed() => Replies.Add("owed");

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _stop.CancelAsync();
        _stop.Dispose();
        _keys.Dispose();
        Inbox.Dispose();
        Rooms.Dispose();
    }

    private async Task OpenAsync()
    {
        await Store.Accounts.SaveAsync(new AccountSettings { Jid = Alice });
        await _bobsStore.Accounts.SaveAsync(new AccountSettings { Jid = Bob });
        await _keys.OpenAsync(CancellationToken.None);
        var bob = await _bobsMachine.OpenAsync();
        await CommitAsync(bob.Changes);
        foreach (var kind in OmemoMachine.Kinds)
        {
            await CommitAsync((await _bobsMachine.UpdateDeviceListAsync(kind, Bob, [new(bob.Id)])).Changes);
            await CommitAsync((await _bobsMachine.UpdateDeviceListAsync(kind, Alice, [new(Device)])).Changes);
            var bundle = await _machine.GetBundleAsync(kind);
            await CommitAsync((await _bobsMachine.AddBundleAsync(kind, Alice, Device, bundle)).Changes);
        }
    }

    private async Task CommitAsync(IReadOnlyList<CryptoRecord> changes) =>
        await _bobsStore.CommitAsync(new ChangeSet(Bob) { Crypto = changes });
}
