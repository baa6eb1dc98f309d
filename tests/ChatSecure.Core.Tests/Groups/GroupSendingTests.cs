// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Hooks;
using ChatSecure.Core.Media;
using ChatSecure.Core.Sending;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;
using ChatSecure.Stores;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using static ChatSecure.Core.Tests.Groups.GroupFixture;

namespace ChatSecure.Core.Tests.Groups;

/// <summary>The outbox and a large group: by the order of what goes over the wire, not by time.</summary>
public sealed class GroupSendingTests : IAsyncLifetime
{
    private const int Count = 12;
    private const string PubSub = "http://jabber.org/protocol/pubsub";
    private static readonly Jid _bob = Jid.Parse("bob@elsewhere.test");
    private readonly Dictionary<Jid, Member> _members = [];
    private GroupFixture _fixture = null!;
    private FileMover _files = null!;
    private OutboxPump _pump = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fixture = await StartAsync();
        for (var i = 0; i < Count; i++)
        {
            var jid = Jid.Parse($"member{i}@example.test");
            _members[jid] = await Member.CreateAsync(jid);
        }

        _fixture.Lists["member"] = [.. _members.Keys.Select(jid => jid.ToString())];
        foreach (var kind in OmemoMachine.Kinds)
        {
            var own = await _fixture.Machine.UpdateDeviceListAsync(kind, Alice, [new(_fixture.Keys.Device!.Id)], Cancel);
            await _fixture.Store.CommitAsync(new ChangeSet(Alice) { Crypto = own.Changes }, Cancel);
        }

        var account = new AccountSettings { Jid = Alice };
        _files = new FileMover(
            account,
            _fixture.Store.Media,
            new(_fixture.Store.Records, Alice),
            _fixture.Modules.Upload,
            new ChatClientOptions(),
            new HookRunner(new ChatHooks(), _fixture.Store, _fixture.Time, NullLogger.Instance),
            _fixture.Time
        );
        var words = new OutgoingWords(string.Empty, string.Empty);
        var keys = new KeyGathering();
        _pump = new OutboxPump(
            Alice,
            _fixture.Store,
            _fixture.Client,
            _files,
            keys,
            new DirectSender(Alice, _fixture.Store, _fixture.Client, _fixture.Omemo, null, keys, words, _fixture.Time),
            new RoomSender(
                Alice,
                _fixture.Store,
                _fixture.Book,
                _fixture.Modules.Rooms,
                _fixture.Audience,
                _fixture.Omemo,
                keys,
                words,
                _fixture.Time
            ),
            _fixture.Events,
            _fixture.Gate,
            _fixture.Waiters,
            _fixture.Time,
            NullLogger.Instance,
            requiresEncryption: false
        );
        _fixture.Woken = _pump.Wake;
        await _fixture.EnterAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _pump.DisposeAsync();
        await _fixture.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task A_group_whose_keys_are_awaited_holds_up_its_own_conversation_and_no_other()
    {
        await QueueAsync(Room, "first", EncryptionChoice.Omemo2);
        await QueueAsync(Room, "second", EncryptionChoice.Omemo2);
        var waiting = new List<XmppElement>();
        while (waiting.Count < Requests.AtOnce)
        {
            waiting.Add(await _fixture.Session.ExpectAsync("iq", Cancel));
        }

        // Eight questions wait for an answer, and no ninth is asked; what is said to Bob comes next on the wire.
        await QueueAsync(_bob, "to Bob", EncryptionChoice.None);
        Assert.Equal("to Bob", new MessageStanza(await _fixture.Session.ExpectAsync("message", Cancel)).Body);
        await QueueAsync(_bob, "to Bob again", EncryptionChoice.None);
        Assert.Equal("to Bob again", new MessageStanza(await _fixture.Session.ExpectAsync("message", Cancel)).Body);

        _fixture.Server.OnIq("get", "pubsub", PubSub, Answer);
        foreach (var request in waiting.Select(element => new IqStanza(element)))
        {
            await _fixture.Session.SendAsync(AnswerTo(request).Element, Cancel);
        }

        Assert.Equal(["first", "second"], [await ReadByAllAsync("first"), await ReadByAllAsync("second")]);
    }

    [Fact]
    public async Task What_was_encrypted_before_is_encrypted_anew_for_who_is_there_now_with_other_keys_under_the_same_id()
    {
        _fixture.Server.OnIq("get", "pubsub", PubSub, Answer);
        await QueueAsync(Room, "once", EncryptionChoice.Omemo2);
        var first = await TakeAsync();
        var prepared = Assert.Single(await _fixture.Store.Outbox.ListAsync(Alice, Cancel)).Prepared;
        Assert.NotNull(prepared);
        Assert.True(
            XmppElement.Parse(prepared.Value.Span) is { Name: "message", Children.Count: 0 },
            "The outbox keeps what nobody may write again."
        );

        // The room did not pass it on, and is left and entered again; meanwhile one member was removed and another came.
        var (removed, added) = (Jid.Parse("member0@example.test"), Jid.Parse("added@example.test"));
        _members[added] = await Member.CreateAsync(added);
        _fixture.Lists["member"] = [.. _members.Keys.Where(jid => jid != removed).Select(jid => jid.ToString())];
        await _fixture.VanishAsync("alice", "<status code='332'/>");
        await UntilAsync(() => _fixture.Keeper.State == GroupState.Joining, () => _fixture.Time.Advance(TimeSpan.FromSeconds(1)));
        await _fixture.AdmitAsync();
        var second = await TakeAsync();

        Assert.Equal((first.Id, first.GetOriginId()), (second.Id, second.GetOriginId()));
        var (before, after) = (EnvelopeOf(first), EnvelopeOf(second));
        Assert.Contains(before.Keys, key => key.Owner == removed);
        Assert.DoesNotContain(after.Keys, key => key.Owner == removed);
        Assert.NotEqual(before.Payload!.Value.ToArray(), after.Payload!.Value.ToArray());
        Assert.Contains("once", await _members[added].ReadAsync(after), StringComparison.Ordinal);

        // A key that were used twice would be a duplicate to whoever reads both.
        var reader = _members[Jid.Parse("member1@example.test")];
        Assert.Contains("once", await reader.ReadAsync(before), StringComparison.Ordinal);
        Assert.Contains("once", await reader.ReadAsync(after), StringComparison.Ordinal);
        Assert.IsType<OmemoFailed>(await _members[removed].DecryptAsync(after));
    }

    [Fact]
    public async Task Members_without_devices_fail_the_message_by_name_and_nothing_is_sent()
    {
        _fixture.Server.OnIq("get", "pubsub", PubSub, _ => throw new StanzaErrorException("item-not-found"));
        var failed = _fixture.Waiters.Add(Alice, new MessageId("nobody"));
        await QueueAsync(Room, "nobody", EncryptionChoice.Omemo2);

        var missing = await Assert.ThrowsAsync<MissingKeysException>(() => failed.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal(_members.Keys.OrderBy(jid => jid.ToString()), missing.Members.OrderBy(jid => jid.ToString()));
        await QueueAsync(_bob, "next", EncryptionChoice.None);
        Assert.Equal("next", new MessageStanza(await _fixture.Session.ExpectAsync("message", Cancel)).Body);
    }

    [Theory]
    [InlineData("a control character: \u0001", "a control character")]
    [InlineData(null, "too large")]
    public async Task What_can_not_be_written_fails_and_holds_up_nothing_behind_it(string? body, string id)
    {
        var failed = _fixture.Waiters.Add(Alice, new(id));
        await QueueAsync(_bob, body ?? new string('é', 140_000), EncryptionChoice.None, id);
        await QueueAsync(_bob, "next", EncryptionChoice.None);

        var error = await Assert.ThrowsAsync<ChatSecureException>(() => failed.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.Equal("next", new MessageStanza(await _fixture.Session.ExpectAsync("message", Cancel)).Body);
        var kept = await _fixture.Store.Messages.FindAsync(new(Alice, _bob), MessageDirection.Outgoing, new(id), Cancel);
        Assert.Equal((DeliveryState.Failed, body is null ? "too-large" : kept!.FailureReason), (kept!.State, kept.FailureReason));
    }

    private async Task QueueAsync(Jid to, string body, EncryptionChoice choice, string? id = null)
    {
        var message = new ChatMessage
        {
            Conversation = new(Alice, to),
            Id = new(id ?? body),
            From = Alice,
            Direction = MessageDirection.Outgoing,
            Timestamp = _fixture.Time.GetUtcNow(),
            Body = body,
            State = DeliveryState.Queued,
        };
        var entry = new OutboxEntry(Alice, to, message.Id, choice, null);
        await _fixture.Store.CommitAsync(new ChangeSet(Alice) { Messages = [message], Outbox = [entry] }, Cancel);
        _pump.Wake();
    }

    private async Task<MessageStanza> TakeAsync() => new(await _fixture.Session.ExpectAsync("message", Cancel));

    /// <summary>Takes the next message, which all members can read, and passes it on as the room does.</summary>
    private async Task<string> ReadByAllAsync(string expected)
    {
        var stanza = await TakeAsync();
        Assert.Equal((Room, "groupchat"), (stanza.To!.Value, stanza.Type));
        foreach (var member in _members.Values)
        {
            Assert.Contains(expected, await member.ReadAsync(EnvelopeOf(stanza)), StringComparison.Ordinal);
        }

        stanza.From = Room.WithResource("alice");
        stanza.To = Alice;
        await _fixture.Session.SendAsync(stanza.Element, Cancel);
        return expected;
    }

    private static OmemoEnvelope EnvelopeOf(MessageStanza stanza)
    {
        Assert.True(OmemoPayload.TryRead(stanza, out var envelopes, out _));
        return Assert.Single(envelopes);
    }

    private IqStanza AnswerTo(IqStanza request)
    {
        IqStanza answer;
        try
        {
            answer = request.CreateResult(Answer(request));
        }
        catch (StanzaErrorException error)
        {
            answer = request.CreateError(error);
        }

        answer.Element["from"] = request.Element["to"];
        return answer;
    }

    private XmppElement Answer(IqStanza request)
    {
        var node = request.Payload!.Child("items", PubSub)!["node"]!;
        if (request.To is not { } owner || !_members.TryGetValue(owner, out var member) || member.Show(node) is not { } item)
        {
            throw new StanzaErrorException("item-not-found");
        }

        var items = new XmppElement("items", PubSub) { ["node"] = node };
        return new XmppElement("pubsub", PubSub).Add(items.Add(item));
    }

    /// <summary>A member of the group with one device.</summary>
    private sealed class Member
    {
        private const string Omemo = "urn:xmpp:omemo:2";
        private readonly InMemoryChatStore _store = new();
        private readonly OmemoMachine _machine;
        private readonly Jid _jid;
        private OmemoBundle _bundle = null!;
        private DeviceId _device;

        private Member(Jid jid)
        {
            _jid = jid;
            _machine = new(jid, _store.CryptoState, TrustPolicy.BlindTrustBeforeVerification);
        }

        public static async Task<Member> CreateAsync(Jid jid)
        {
            var member = new Member(jid);
            await member._store.Accounts.SaveAsync(new AccountSettings { Jid = jid }, Cancel);
            var device = await member._machine.OpenAsync(Cancel);
            await member.CommitAsync(device.Changes);
            member._device = device.Id;
            member._bundle = await member._machine.GetBundleAsync(EncryptionKind.Omemo2, Cancel);
            return member;
        }

        public XmppElement? Show(string node) =>
            node switch
            {
                "urn:xmpp:omemo:2:devices" => Item("current", $"<devices xmlns='{Omemo}'><device id='{_device}'/></devices>"),
                "urn:xmpp:omemo:2:bundles" => Item(
                    $"{_device}",
                    $"<bundle xmlns='{Omemo}'><spk id='{_bundle.SignedPreKeyId}'>{Text(_bundle.SignedPreKey)}</spk>"
                        + $"<spks>{Text(_bundle.SignedPreKeySignature)}</spks><ik>{Text(_bundle.IdentityKey)}</ik><prekeys>"
                        + string.Concat(_bundle.PreKeys.Select(key => $"<pk id='{key.Id}'>{Text(key.PublicKey)}</pk>"))
                        + "</prekeys></bundle>"
                ),
                _ => null,
            };

        public async Task<OmemoDecryptResult> DecryptAsync(OmemoEnvelope envelope)
        {
            var result = await _machine.DecryptAsync(Alice, envelope, Cancel);
            await CommitAsync((result as OmemoDecrypted)?.Changes ?? []);
            return result;
        }

        public async Task<string> ReadAsync(OmemoEnvelope envelope) =>
            Encoding.UTF8.GetString(Assert.IsType<OmemoDecrypted>(await DecryptAsync(envelope)).Plaintext!);

        private static XmppElement Item(string id, string payload) =>
            XmppElement.Parse(Encoding.UTF8.GetBytes($"<item xmlns='{PubSub}' id='{id}'>{payload}</item>"));

        private static string Text(ReadOnlyMemory<byte> bytes) => Convert.ToBase64String(bytes.Span);

        private async Task CommitAsync(IReadOnlyList<CryptoRecord> changes) =>
            await _store.CommitAsync(new ChangeSet(_jid) { Crypto = changes }, Cancel);
    }
}
