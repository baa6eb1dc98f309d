// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Sync;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.DisplayedSync;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Stores;
using ChatSecure.Testing.Stores;

namespace ChatSecure.Core.Tests.Sync;

/// <summary>What was read on several devices of an account: who is ahead tells the others.</summary>
public sealed class DisplayedSyncTests
{
    private static readonly Jid _alice = Jid.Parse("alice@example.test");
    private static readonly Jid _room = Jid.Parse("room@groups.example.test");
    private static readonly ConversationId _withBob = new(_alice, Jid.Parse("bob@example.test"));

    private readonly InMemoryChatStore _store = new();
    private readonly DisplayedSyncModule _module = new(new PubSubModule());
    private readonly DisplayedSync _sync;

    public DisplayedSyncTests() => _sync = new(_alice, _store, _module);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a1", true)]
    [InlineData("a2", false)]
    [InlineData("a3", false)]
    public async Task What_another_device_told_or_told_better_need_not_be_told_again(string told, bool isAhead)
    {
        await AddAsync(_withBob, "a1", "a2", "a3");
        await _store.CommitAsync(new(_alice) { Owed = [Read(_withBob, "a2")] }, Cancel);

        await _module.Changed!(new(_withBob.Peer, told, _alice), Cancel);

        Assert.Equal(isAhead, (await _store.Outbox.ListOwedAsync(_alice, Cancel)).Count == 1);
    }

    [Fact]
    public async Task What_was_read_elsewhere_takes_nothing_from_what_another_conversation_is_owed()
    {
        await AddAsync(_withBob, "a1");
        var other = Read(new(_alice, Jid.Parse("carol@example.test")), "c1");
        var receipt = new OwedReport(_withBob, OwedKind.Received, _withBob.Peer, "a1", EncryptionKind.None);
        await _store.CommitAsync(new(_alice) { Owed = [other, receipt] }, Cancel);

        await _module.Changed!(new(_withBob.Peer, "a1", _alice), Cancel);

        Assert.Equal([other, receipt], await _store.Outbox.ListOwedAsync(_alice, Cancel));
    }

    [Fact]
    public async Task Of_a_room_whose_archive_has_not_been_read_nothing_is_told_over_what_others_told()
    {
        await _module.Changed!(new(_room, "r9", _room), Cancel);
        Assert.False(await _sync.PublishAsync(Read(new(_alice, _room), $"{_room} r1"), Cancel));

        // Read, and the message known: from then on it is tried, which needs a connection.
        await AddAsync(new(_alice, _room), $"{_room} r9");
        await _sync.ApplyAsync(_room, Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _sync.PublishAsync(Read(new(_alice, _room), $"{_room} r9"), Cancel));
    }

    private static OwedReport Read(ConversationId conversation, string about) =>
        new(conversation, OwedKind.Synchronized, _alice, about, EncryptionKind.None);

    private async Task AddAsync(ConversationId conversation, params string[] ids) =>
        await _store.CommitAsync(
            new(_alice)
            {
                Messages =
                [
                    .. ids.Select(
                        (id, i) =>
                            new ChatMessage
                            {
                                Conversation = conversation,
                                Id = new(id),
                                ArchiveId = id,
                                From = conversation.Peer,
                                Direction = MessageDirection.Incoming,
                                Timestamp = DateTimeOffset.UnixEpoch.AddMinutes(i),
                                Body = id,
                                State = DeliveryState.Received,
                            }
                    ),
                ],
            },
            Cancel
        );
}
