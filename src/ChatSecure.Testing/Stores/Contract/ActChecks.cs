// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class ActChecks
{
    private static readonly MessageRef _mine = new(WithBob, MessageDirection.Outgoing, new("1"));

    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("An act that waits comes back with everything that it was stored with", WholeAsync),
        Check("An act is found by its id and by that of the archive, and brings no conversation into being", FindAsync),
        Check("Acts wait for their message in the order in which they were done", WaitAsync),
        Check("An act that is done is remembered without its content", DoneAsync),
        Check("Of a conversation, no more than the newest 200 acts wait", BoundAsync),
        Check("An act of ours comes further like a message, and loses its content once it was sent", DeliverAsync),
        Check("With a message goes what waits to be sent about it, but for its retraction", EraseAsync),
        Check("With a conversation go its acts", EraseConversationAsync),
    ];

    private static MessageAct Edit(string id, string target = "1", double seconds = 0) =>
        new()
        {
            Conversation = WithBob,
            Id = new(id),
            Direction = MessageDirection.Incoming,
            From = Bob,
            Kind = MessageActKind.Edit,
            Target = new(target),
            At = Start.AddSeconds(seconds),
            Body = $"text of {id}",
            State = DeliveryState.Received,
            Standing = ActStanding.Waiting,
        };

    private static MessageAct Ours(string id, MessageActKind kind = MessageActKind.Edit) =>
        Edit(id) with
        {
            Direction = MessageDirection.Outgoing,
            From = Alice,
            Kind = kind,
            State = DeliveryState.Queued,
            Standing = ActStanding.Applied,
        };

    private static async Task WholeAsync(IChatStore store)
    {
        var act = Edit("a") with
        {
            From = Jid("room@conference.example.org/Bob"),
            OccupantId = "occupant",
            ArchiveId = "archive",
            Source = MessageSource.Carbon,
            Kind = MessageActKind.Reaction,
            Emojis = ["👍", "🎉"],
            Encryption = EncryptionKind.Omemo2,
            SenderKey = Fingerprint.FromBytes(new byte[32]),
            Trust = TrustLevel.Verified,
        };
        var result = await store.CommitAsync(new(Alice) { Acts = [act] }).ConfigureAwait(false);
        Expect.Sequence([act], result.Acts, "The acts of the commit");
        Expect.Equal(act, await FindAsync(store, act).ConfigureAwait(false), "The act");
    }

    private static async Task FindAsync(IChatStore store)
    {
        await store.CommitAsync(new(Alice) { Acts = [Edit("a")] }).ConfigureAwait(false);
        var result = await store.CommitAsync(new(Alice) { Acts = [Edit("a") with { ArchiveId = "x" }] }).ConfigureAwait(false);
        Expect.Equal(0, result.Acts.Count, "Acts that stand otherwise");
        await store.CommitAsync(new(Alice) { Acts = [Edit("a")] }).ConfigureAwait(false);
        Expect.Equal("x", (await FindAsync(store, Edit("a")).ConfigureAwait(false))?.ArchiveId, "The archive id that was learned");
        Expect.Equal(new("a"), (await store.Acts.FindArchivedAsync(Alice, "x").ConfigureAwait(false))?.Id, "The archived act");
        Expect.Equal(null, await store.Acts.FindArchivedAsync(Bob, "x").ConfigureAwait(false), "Another account's archived act");
        Expect.Equal(
            null,
            await store.Acts.FindAsync(WithBob, MessageDirection.Outgoing, new("a")).ConfigureAwait(false),
            "An act of the other direction"
        );
        Expect.Equal(null, await store.Conversations.FindAsync(WithBob).ConfigureAwait(false), "The conversation");
    }

    private static async Task WaitAsync(IChatStore store)
    {
        await store
            .CommitAsync(
                new(Alice)
                {
                    Acts =
                    [
                        Edit("late", seconds: 9),
                        Edit("other", "2"),
                        Edit("early"),
                        Edit("done") with
                        {
                            Standing = ActStanding.Applied,
                        },
                        Edit("elsewhere") with
                        {
                            Conversation = WithCarol,
                        },
                    ],
                }
            )
            .ConfigureAwait(false);
        Expect.Sequence(
            [Edit("early"), Edit("late", seconds: 9)],
            await store.Acts.ListWaitingAsync(WithBob, new("1")).ConfigureAwait(false),
            "The acts that wait"
        );
    }

    private static async Task DoneAsync(IChatStore store)
    {
        await store.CommitAsync(new(Alice) { Acts = [Edit("a")] }).ConfigureAwait(false);
        foreach (var standing in new[] { ActStanding.Applied, ActStanding.Refused })
        {
            var act = Edit("a") with { Standing = standing, Emojis = ["👍"] };
            var result = await store.CommitAsync(new(Alice) { Acts = [act] }).ConfigureAwait(false);
            Expect.Sequence([act], result.Acts, $"The act that is {standing}, as it is told");
            Expect.Equal(
                act with
                {
                    Body = null,
                    Emojis = [],
                },
                await FindAsync(store, act).ConfigureAwait(false),
                $"The act that is {standing}"
            );
        }

        Expect.Equal(0, (await store.Acts.ListWaitingAsync(WithBob, new("1")).ConfigureAwait(false)).Count, "Acts that wait");
    }

    private static async Task BoundAsync(IChatStore store)
    {
        for (var i = 0; i < 5; i++)
        {
            var acts = Enumerable.Range(i * 50, 50).Select(number => Edit(number.ToString("d3", CultureInfo.InvariantCulture)));
            await store.CommitAsync(new(Alice) { Acts = [.. acts] }).ConfigureAwait(false);
        }

        var waiting = await store.Acts.ListWaitingAsync(WithBob, new("1")).ConfigureAwait(false);
        Expect.Equal(200, waiting.Count, "Acts that wait");
        Expect.Equal("050", waiting[0].Id.Value, "The oldest act that waits");
    }

    private static async Task DeliverAsync(IChatStore store)
    {
        await store.CommitAsync(new(Alice) { Acts = [Ours("a")] }).ConfigureAwait(false);
        var sent = await UpdateAsync(store, new(WithBob, new("a"), DeliveryState.Sent, Encryption: EncryptionKind.Omemo))
            .ConfigureAwait(false);
        Expect.Sequence([Ours("a") with { State = DeliveryState.Sent, Encryption = EncryptionKind.Omemo }], sent, "The act that was sent");
        var acked = await UpdateAsync(store, new(WithBob, new("a"), DeliveryState.Acked)).ConfigureAwait(false);
        Expect.Equal(null, acked[0].Body, "The text of an act that the server has");
        Expect.Equal(0, (await UpdateAsync(store, new(WithBob, new("a"), DeliveryState.Sent)).ConfigureAwait(false)).Count, "Steps back");
        var failed = await UpdateAsync(store, new(WithBob, new("a"), DeliveryState.Failed, "gone")).ConfigureAwait(false);
        Expect.Equal("gone", failed[0].FailureReason, "The reason of a failure");
    }

    private static async Task<IReadOnlyList<MessageAct>> UpdateAsync(IChatStore store, MessageUpdate update) =>
        (await store.CommitAsync(new(Alice) { Updates = [update] }).ConfigureAwait(false)).UpdatedActs;

    private static async Task EraseAsync(IChatStore store)
    {
        await store.AddAsync(Outgoing("1")).ConfigureAwait(false);
        MessageAct[] acts = [Ours("edit"), Ours("reaction", MessageActKind.Reaction), Ours("retraction", MessageActKind.Retraction)];
        await store
            .CommitAsync(
                new(Alice) { Acts = acts, Outbox = [.. acts.Select(act => Entry(act.Id)), Entry(new("message")) with { Kind = default }] }
            )
            .ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { DeletedMessages = [_mine] }).ConfigureAwait(false);
        Expect.Sequence(
            ["retraction", "message"],
            (await store.Outbox.ListAsync(Alice).ConfigureAwait(false)).Select(entry => entry.Id.Value),
            "The outbox"
        );
        Expect.Equal(acts[0] with { Body = null }, await FindAsync(store, acts[0]).ConfigureAwait(false), "An act on an erased message");
    }

    private static OutboxEntry Entry(MessageId id) => new(Alice, Bob, id, default, null) { Kind = OutboxKind.Act };

    private static async Task EraseConversationAsync(IChatStore store)
    {
        var other = Edit("b") with { Conversation = WithCarol };
        await store.CommitAsync(new(Alice) { Acts = [Edit("a"), other] }).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { DeletedConversations = [WithBob] }).ConfigureAwait(false);
        Expect.Equal(null, await FindAsync(store, Edit("a")).ConfigureAwait(false), "An act of the erased conversation");
        Expect.Equal(other, await FindAsync(store, other).ConfigureAwait(false), "An act of another conversation");
    }

    private static ValueTask<MessageAct?> FindAsync(IChatStore store, MessageAct act) =>
        store.Acts.FindAsync(act.Conversation, act.Direction, act.Id);

    private static Addressing.Jid Jid(string text) => Addressing.Jid.Parse(text);
}
