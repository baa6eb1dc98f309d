// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Groups;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Stores;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Core.Tests.Encryption;

/// <summary>What of devices and keys is told in conversations, and what is noise.</summary>
public sealed class DeviceNotesTests
{
    private static readonly Jid _alice = Jid.Parse("alice@example.test");
    private static readonly Jid _bob = Jid.Parse("bob@example.test");
    private static readonly Fingerprint _key = Fingerprint.FromBytes(new byte[32]);

    private readonly InMemoryChatStore _store = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly DeviceNotes _notes;

    public DeviceNotesTests() => _notes = new(_alice, _store, _time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_more_than_before_is_told_once_the_conversation_has_begun()
    {
        Assert.Empty(await NewAsync([7], [Device(1)]));
        await TalkAsync(_bob);

        var note = Assert.Single(await NewAsync([1, 7], [Device(1)]));
        Assert.Equal(
            (new ConversationId(_alice, _bob), ConversationNoteKind.DeviceAdded, _bob, new DeviceId(7), _time.GetUtcNow()),
            (note.Conversation, note.Kind, note.Who!.Value, note.Device!.Value, note.At)
        );
    }

    [Fact]
    public async Task The_first_devices_that_are_seen_of_somebody_are_no_news()
    {
        await TalkAsync(_bob);

        Assert.Empty(await NewAsync([1, 7], []));
    }

    [Fact]
    public async Task Of_a_list_with_hundreds_of_new_devices_a_few_are_told_and_each_is_known_by_its_number()
    {
        await TalkAsync(_bob);

        var first = await NewAsync(Enumerable.Range(2, 200).Select(id => (uint)id), [Device(1)]);
        var again = await NewAsync(Enumerable.Range(2, 200).Select(id => (uint)id), [Device(1)]);

        Assert.Equal(10, first.Count);
        Assert.Equal(first.Select(note => note.Id), again.Select(note => note.Id));
    }

    [Fact]
    public async Task A_new_device_of_ours_is_told_where_it_can_read_along_and_in_the_newest_alone()
    {
        await TalkAsync(_bob, EncryptionKind.None);
        for (var i = 0; i < 30; i++)
        {
            await TalkAsync(Jid.Parse($"friend{i}@example.test"));
        }

        var notes = await _notes.OfNewAsync(_alice, [(new DeviceId(9), null)], [Device(1, owner: _alice)], Cancel);

        Assert.Equal(20, notes.Count);
        Assert.Contains(notes, note => note.Conversation.Peer == Jid.Parse("friend29@example.test"));
        Assert.All(notes, note => Assert.Equal(_alice, note.Who));
    }

    [Fact]
    public async Task A_members_new_device_is_told_in_the_private_encrypted_groups_that_they_are_a_member_of()
    {
        await RoomAsync("circle", [_alice, _bob]);
        await RoomAsync("strangers", [_alice, Jid.Parse("carol@example.test")]);
        await RoomAsync("unknown", null);
        await RoomAsync("open", [_alice, _bob], isPrivate: false);
        await RoomAsync("plain", [_alice, _bob], EncryptionKind.None);
        var circle = new ConversationId(_alice, Jid.Parse("circle@rooms.example.test"));

        var note = Assert.Single(await NewAsync([7], [Device(1)]));
        Assert.Equal(
            (circle, ConversationNoteKind.DeviceAdded, _bob, new DeviceId(7)),
            (note.Conversation, note.Kind, note.Who!.Value, note.Device!.Value)
        );

        await TalkAsync(_bob);
        var other = Fingerprint.FromBytes([.. Enumerable.Repeat((byte)1, 32)]);
        var changed = await _notes.OfKeyAsync(Device(1, other), [Device(1, _key)], Cancel);
        Assert.Equal([new(_alice, _bob), circle], changed.Select(told => told.Conversation));

        // What we decided about a key is between the two of us.
        var decided = await _notes.OfDecisionsAsync([Device(1, _key) with { Trust = TrustLevel.Verified }], Cancel);
        Assert.Equal(new(_alice, _bob), Assert.Single(decided).Conversation);
    }

    [Fact]
    public async Task Of_somebody_who_is_in_very_many_groups_the_newest_are_told()
    {
        for (var i = 0; i < 30; i++)
        {
            await RoomAsync($"room{i}", [_alice, _bob]);
        }

        var notes = await NewAsync([7], [Device(1)]);

        Assert.Equal(20, notes.Count);
        Assert.Contains(notes, note => note.Conversation.Peer == Jid.Parse("room29@rooms.example.test"));
    }

    [Fact]
    public async Task Another_key_of_a_device_is_told_and_its_first_one_is_not()
    {
        await TalkAsync(_bob);
        var other = Fingerprint.FromBytes([.. Enumerable.Repeat((byte)1, 32)]);

        Assert.Empty(await _notes.OfKeyAsync(Device(1, _key), [Device(1)], Cancel));
        Assert.Empty(await _notes.OfKeyAsync(Device(1, _key), [Device(1, _key)], Cancel));
        Assert.Empty(await _notes.OfKeyAsync(Device(1, _key), [Device(2, other)], Cancel));
        var note = Assert.Single(await _notes.OfKeyAsync(Device(1, other), [Device(1, _key)], Cancel));
        Assert.Equal((ConversationNoteKind.KeyChanged, other, $"key {other.Hex}"), (note.Kind, note.Key!.Value, note.Id));
    }

    [Fact]
    public async Task Of_decisions_those_that_matter_are_told_once_for_each_key_and_none_about_keys_of_ours()
    {
        await TalkAsync(_bob);

        var notes = await _notes.OfDecisionsAsync(
            [
                Device(1, _key) with
                {
                    Trust = TrustLevel.Verified,
                },
                Device(2, _key) with
                {
                    Trust = TrustLevel.Verified,
                },
                Device(3, Fingerprint.FromBytes(new byte[20])) with
                {
                    Trust = TrustLevel.Trusted,
                },
                Device(4, _key, _alice) with
                {
                    Trust = TrustLevel.Distrusted,
                },
            ],
            Cancel
        );

        var note = Assert.Single(notes);
        Assert.Equal((ConversationNoteKind.KeyVerified, _bob, _key), (note.Kind, note.Who!.Value, note.Key!.Value));
    }

    private static DeviceInfo Device(uint id, Fingerprint? key = null, Jid? owner = null) =>
        new(owner ?? _bob, new(id), key, TrustLevel.Trusted, IsOwn: false, IsThisDevice: false, IsActive: true);

    private Task<IReadOnlyList<ConversationNote>> NewAsync(IEnumerable<uint> devices, IReadOnlyList<DeviceInfo> known) =>
        _notes.OfNewAsync(_bob, devices.Select(id => (new DeviceId(id), (Fingerprint?)null)), known, Cancel);

    private async Task RoomAsync(string name, Jid[]? members, EncryptionKind encryption = EncryptionKind.Omemo2, bool isPrivate = true)
    {
        var room = Jid.Parse($"{name}@rooms.example.test");
        await _store.Rooms.SaveAsync(
            _alice,
            new()
            {
                Jid = room,
                IsMembersOnly = isPrivate,
                IsNonAnonymous = true,
            },
            Cancel
        );
        var list = MemberList.Record(room, members?.ToDictionary(member => member, _ => RoomAffiliation.Member));
        await _store.CommitAsync(new ChangeSet(_alice) { Crypto = [list] }, Cancel);
        await TalkAsync(room, encryption);
    }

    private async Task TalkAsync(Jid peer, EncryptionKind encryption = EncryptionKind.Omemo2)
    {
        var message = new ChatMessage
        {
            Conversation = new(_alice, peer),
            Id = MessageId.Create(),
            From = peer,
            Direction = MessageDirection.Incoming,
            Body = "hello",
            Encryption = encryption,
            Timestamp = _time.GetUtcNow(),
        };
        await _store.CommitAsync(new ChangeSet(_alice) { Messages = [message] }, Cancel);
        _time.Advance(TimeSpan.FromSeconds(1));
    }
}
