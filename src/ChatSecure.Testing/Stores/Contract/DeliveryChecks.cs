// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class DeliveryChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("A delivery state moves forward only", ForwardAsync),
        Check("A message fails only as long as the recipient does not have it, and for good", FailsAsync),
        Check("The result names the messages that updates really changed, as they are now", ResultAsync),
        Check("An update of an unknown or incoming message changes nothing", UnknownAsync),
        Check("Reading a conversation marks its incoming messages and no others", ReadAsync),
        Check("What nobody has read begins with its first message, by its time", UnreadAsync),
        Check("What was read up to a message is read, and no more", ReadThroughAsync),
    ];

    private static async Task ForwardAsync(IChatStore store)
    {
        DeliveryState[] states =
        [
            DeliveryState.Queued,
            DeliveryState.Sent,
            DeliveryState.Acked,
            DeliveryState.Received,
            DeliveryState.Displayed,
        ];
        foreach (var from in states)
        {
            foreach (var to in states)
            {
                var id = $"{from}-{to}";
                await store.AddAsync(Outgoing(id) with { State = from }).ConfigureAwait(false);
                var result = await UpdateAsync(store, new MessageUpdate(WithBob, new(id), to)).ConfigureAwait(false);
                Expect.Equal(to > from ? 1 : 0, result.Updated.Count, $"Changes from {from} to {to}");
                Expect.Equal(to > from ? to : from, await StateAsync(store, id).ConfigureAwait(false), $"The state {from} after {to}");
            }
        }
    }

    private static async Task FailsAsync(IChatStore store)
    {
        foreach (var from in Enum.GetValues<DeliveryState>())
        {
            var id = from.ToString();
            await store.AddAsync(Outgoing(id) with { State = from }).ConfigureAwait(false);
            await UpdateAsync(store, new MessageUpdate(WithBob, new(id), DeliveryState.Failed, "gone")).ConfigureAwait(false);
            var message = (await store.Messages.FindAsync(WithBob, MessageDirection.Outgoing, new(id)).ConfigureAwait(false))!;
            var mayFail = from is DeliveryState.Queued or DeliveryState.Sent or DeliveryState.Acked;
            Expect.Equal(mayFail ? DeliveryState.Failed : from, message.State, $"The state {from} after a failure");
            Expect.Equal(mayFail ? "gone" : null, message.FailureReason, $"The reason of a failure from {from}");
        }

        await UpdateAsync(store, new MessageUpdate(WithBob, new(nameof(DeliveryState.Sent)), DeliveryState.Displayed))
            .ConfigureAwait(false);
        Expect.Equal(
            DeliveryState.Failed,
            await StateAsync(store, nameof(DeliveryState.Sent)).ConfigureAwait(false),
            "A failed message's state"
        );
    }

    private static async Task ResultAsync(IChatStore store)
    {
        await store.AddAsync(Outgoing("1"), Outgoing("2")).ConfigureAwait(false);
        var result = await UpdateAsync(
                store,
                new(WithBob, new("2"), DeliveryState.Queued),
                new(WithBob, new("1"), DeliveryState.Sent, "no failure, no reason", EncryptionKind.Omemo),
                new(WithBob, new("1"), DeliveryState.Sent)
            )
            .ConfigureAwait(false);
        Expect.Sequence(
            [Outgoing("1") with { State = DeliveryState.Sent, Encryption = EncryptionKind.Omemo }],
            result.Updated,
            "The changed messages"
        );
    }

    private static async Task UnknownAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        var result = await UpdateAsync(
                store,
                new(WithBob, new("1"), DeliveryState.Displayed),
                new(WithBob, new("2"), DeliveryState.Sent),
                new(WithCarol, new("1"), DeliveryState.Sent)
            )
            .ConfigureAwait(false);
        Expect.Equal(0, result.Updated.Count, "Changed messages");
        Expect.Sequence([Incoming("1")], await store.HistoryAsync(WithBob).ConfigureAwait(false), "The history");
    }

    private static async Task ReadAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1"), Outgoing("2", 1), Incoming("3", 2), Incoming("4", 3, WithCarol)).ConfigureAwait(false);
        var result = await store.CommitAsync(new(Alice) { Messages = [Incoming("5", 5)], Read = [WithBob] }).ConfigureAwait(false);
        Expect.Equal(0, result.Updated.Count, "Messages in the result that no update named");
        Expect.Sequence(
            [DeliveryState.Displayed, DeliveryState.Queued, DeliveryState.Displayed, DeliveryState.Displayed],
            (await store.HistoryAsync(WithBob).ConfigureAwait(false)).Select(message => message.State),
            "The states in the conversation that was read"
        );
        Expect.Sequence([Incoming("4", 3, WithCarol)], await store.HistoryAsync(WithCarol).ConfigureAwait(false), "The other conversation");
    }

    private static async Task UnreadAsync(IChatStore store)
    {
        Expect.Equal(null, await store.Messages.FindUnreadAsync(WithBob).ConfigureAwait(false), "What is unread where nothing is");
        await store.AddAsync(Incoming("1", 1), Outgoing("2", 2)).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { Read = [WithBob] }).ConfigureAwait(false);
        Expect.Equal(null, await store.Messages.FindUnreadAsync(WithBob).ConfigureAwait(false), "What is unread where all was read");
        await store.AddAsync(Incoming("5", 5), Outgoing("3", 3), Incoming("4", 4)).ConfigureAwait(false);
        Expect.Equal(
            new UnreadMessages(new(WithBob, MessageDirection.Incoming, new("4")), 2),
            await store.Messages.FindUnreadAsync(WithBob).ConfigureAwait(false),
            "What is unread"
        );
        Expect.Equal(null, await store.Messages.FindUnreadAsync(WithCarol).ConfigureAwait(false), "What is unread elsewhere");
    }

    private static async Task ReadThroughAsync(IChatStore store)
    {
        await store
            .AddAsync(Incoming("1"), Incoming("2", 1), Outgoing("3", 1), Incoming("4", 1), Incoming("5", 2), Incoming("6", 0, WithCarol))
            .ConfigureAwait(false);
        await ReadThroughAsync(new(WithBob, MessageDirection.Outgoing, new("3")), 2).ConfigureAwait(false);
        await ReadThroughAsync(new(WithBob, MessageDirection.Incoming, new("1")), 2).ConfigureAwait(false);
        await ReadThroughAsync(new(WithBob, MessageDirection.Incoming, new("unknown")), 2).ConfigureAwait(false);
        Expect.Sequence(
            [DeliveryState.Displayed, DeliveryState.Displayed, DeliveryState.Queued, DeliveryState.Received, DeliveryState.Received],
            (await store.HistoryAsync(WithBob).ConfigureAwait(false)).Select(message => message.State),
            "The states in the conversation that was read in part"
        );
        await ReadThroughAsync(new(WithBob, MessageDirection.Incoming, new("5")), 0).ConfigureAwait(false);
        Expect.Equal(1, (await store.Conversations.FindAsync(WithCarol).ConfigureAwait(false))?.UnreadCount, "Unread messages elsewhere");

        async Task ReadThroughAsync(MessageRef message, int unread)
        {
            await store.CommitAsync(new(Alice) { ReadThrough = [message] }).ConfigureAwait(false);
            var summary = await store.Conversations.FindAsync(WithBob).ConfigureAwait(false);
            Expect.Equal(unread, summary?.UnreadCount, $"Unread messages after {message.Id}");
        }
    }

    private static async Task<CommitResult> UpdateAsync(IChatStore store, params MessageUpdate[] updates) =>
        await store.CommitAsync(new(Alice) { Updates = updates }).ConfigureAwait(false);

    private static async Task<DeliveryState?> StateAsync(IChatStore store, string id) =>
        (await store.Messages.FindAsync(WithBob, MessageDirection.Outgoing, new(id)).ConfigureAwait(false))?.State;
}
