// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class MessageChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("A message comes back as it was added, every part of it", WholeAsync),
        Check("A message with the same conversation, direction and id is not added again", SameIdAsync),
        Check("A message with a known archive id is not added again, whatever its own id", SameArchiveIdAsync),
        Check("A known message takes over an archive id that it lacked, and keeps one that it had", LearnsArchiveIdAsync),
        Check("The same id in another conversation or direction is another message", OtherPlaceAsync),
        Check("The result names the messages that were new, in their order", ResultAsync),
        Check("A duplicate that belongs to no conversation makes none", NoEmptyConversationAsync),
        Check("A change-set that breaks a rule is refused whole", RefusedAsync),
        Check("A change-set that is cancelled before it began writes nothing", CancelledAsync),
    ];

    private static async Task WholeAsync(IChatStore store)
    {
        var full = Incoming("full") with
        {
            ArchiveId = "archive-1",
            From = Carol,
            Source = MessageSource.Archive,
            Timestamp = new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.FromHours(5)).AddTicks(1234567),
            Body = "Zeile eins\nzwei \ud83d\ude00 \"'; DROP TABLE messages; --",
            Encryption = EncryptionKind.Omemo2,
            SenderKey = Fingerprint.FromBytes([.. Enumerable.Range(0, 32).Select(i => (byte)i)]),
            Trust = TrustLevel.Verified,
            Replaces = new("earlier"),
            ReplyTo = new("other"),
            AsksForDisplayed = true,
        };
        var broken = Incoming("broken", 1) with { Body = null, DecryptFailure = DecryptFailure.NoSession };
        var failed = Outgoing("failed", 2) with { State = DeliveryState.Failed, FailureReason = "recipient-unavailable" };
        foreach (var message in new[] { full, broken, failed })
        {
            await store.AddAsync(message).ConfigureAwait(false);
            var found = await store.Messages.FindAsync(WithBob, message.Direction, message.Id).ConfigureAwait(false);
            Expect.Equal(message, found, "The message");
        }

        Expect.Equal(full, await store.Messages.FindArchivedAsync(Alice, "archive-1").ConfigureAwait(false), "The archived message");
        Expect.Equal(
            null,
            await store.Messages.FindArchivedAsync(Bob, "archive-1").ConfigureAwait(false),
            "Somebody else's archived message"
        );
        Expect.Equal(
            null,
            await store.Messages.FindAsync(WithBob, MessageDirection.Outgoing, new("full")).ConfigureAwait(false),
            "A message of the other direction"
        );
    }

    private static async Task SameIdAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        var again = await store.AddAsync(Incoming("1", 9) with { Body = "other" }).ConfigureAwait(false);
        Expect.Equal(0, again.Added.Count, "Messages that were new");
        Expect.Sequence([Incoming("1")], await store.HistoryAsync(WithBob).ConfigureAwait(false), "The history");
    }

    private static async Task SameArchiveIdAsync(IChatStore store)
    {
        var first = Incoming("1") with { ArchiveId = "a" };
        await store.AddAsync(first).ConfigureAwait(false);
        var again = await store.AddAsync(Incoming("2") with { ArchiveId = "a" }).ConfigureAwait(false);
        Expect.Equal(0, again.Added.Count, "Messages that were new");
        Expect.Sequence([first], await store.HistoryAsync(WithBob).ConfigureAwait(false), "The history");

        var other = await store.AddAsync(Incoming("2", 0, new(Carol, Bob)) with { ArchiveId = "a" }).ConfigureAwait(false);
        Expect.Equal(1, other.Added.Count, "Messages with that archive id that were new in another account's archive");
    }

    private static async Task LearnsArchiveIdAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1"), Incoming("2") with { ArchiveId = "b" }).ConfigureAwait(false);
        await store
            .AddAsync(
                Incoming("1") with
                {
                    ArchiveId = "a",
                },
                Incoming("2") with
                {
                    ArchiveId = "c",
                },
                Incoming("1") with
                {
                    ArchiveId = "d",
                }
            )
            .ConfigureAwait(false);
        Expect.Sequence<string?>(
            ["a", "b"],
            (await store.HistoryAsync(WithBob).ConfigureAwait(false)).Select(message => message.ArchiveId),
            "The archive ids"
        );

        // One that belongs to another message is not taken over.
        await store.AddAsync(Incoming("3")).ConfigureAwait(false);
        await store.AddAsync(Incoming("3") with { ArchiveId = "a" }).ConfigureAwait(false);
        Expect.Equal(
            "1",
            (await store.Messages.FindArchivedAsync(Alice, "a").ConfigureAwait(false))?.Id.Value,
            "The owner of the archive id"
        );
    }

    private static async Task OtherPlaceAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1"), Outgoing("1"), Incoming("1", 0, WithCarol)).ConfigureAwait(false);
        await store.AddAsync(Incoming("1", 0, new(Carol, Bob))).ConfigureAwait(false);
        Expect.Equal(2, (await store.HistoryAsync(WithBob).ConfigureAwait(false)).Count, "Messages with Bob");
        Expect.Equal(1, (await store.HistoryAsync(WithCarol).ConfigureAwait(false)).Count, "Messages with Carol");
    }

    private static async Task ResultAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("2")).ConfigureAwait(false);
        var result = await store.AddAsync(Incoming("3", 3), Incoming("2", 2), Incoming("1", 1), Incoming("1", 1)).ConfigureAwait(false);
        Expect.Sequence(["3", "1"], result.Added.Select(message => message.Id.Value), "The new messages");
    }

    private static async Task NoEmptyConversationAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1") with { ArchiveId = "a" }).ConfigureAwait(false);
        await store.AddAsync(Incoming("1", 0, WithCarol) with { ArchiveId = "a", Encryption = EncryptionKind.Omemo }).ConfigureAwait(false);
        Expect.Equal(null, await store.Conversations.FindAsync(WithCarol).ConfigureAwait(false), "A conversation without a message");
    }

    private static async Task RefusedAsync(IChatStore store)
    {
        var good = new ChangeSet(Alice) { Messages = [Incoming("1")] };
        ChangeSet[] bad =
        [
            good with
            {
                Messages = [Incoming("1"), Incoming("2", 0, new(Carol, Bob))],
            },
            good with
            {
                Messages = [Incoming("1"), Incoming("2", 0, new(Alice, default))],
            },
            good with
            {
                Messages = [Incoming("1"), Incoming("2", 0, new(Alice, Bob.WithResource("phone")))],
            },
            good with
            {
                Messages = [Incoming("1"), Incoming("")],
            },
            good with
            {
                Updates = [new(new(Carol, Bob), new("1"))],
            },
            good with
            {
                Crypto = [new(new('t', 65), "key", null)],
            },
            good with
            {
                Crypto = [new("", "key", null)],
            },
            good with
            {
                Crypto = [new("t\u00e4ble", "key", null)],
            },
            good with
            {
                Crypto = [new("table", new('k', 4097), null)],
            },
            good with
            {
                Outbox = [new(Carol, Bob, new("1"), default, null)],
            },
            good with
            {
                Cursor = new(Alice, null!),
            },
            good with
            {
                Read = [new(Carol, Bob)],
            },
            good with
            {
                Account = Alice.WithResource("phone"),
            },
        ];
        foreach (var changes in bad)
        {
            await Expect
                .FailsAsync(
                    ErrorKind.InvalidInput,
                    async () => await store.CommitAsync(changes).ConfigureAwait(false),
                    $"Change-set {Array.IndexOf(bad, changes)}"
                )
                .ConfigureAwait(false);
        }

        Expect.Equal(0, (await store.HistoryAsync(WithBob).ConfigureAwait(false)).Count, "Messages of refused change-sets");
    }

    private static async Task CancelledAsync(IChatStore store)
    {
        try
        {
            await store.CommitAsync(new(Alice) { Messages = [Incoming("1")] }, new(canceled: true)).ConfigureAwait(false);
            throw new ContractViolationException("A cancelled commit was not given up.");
        }
        catch (OperationCanceledException)
        {
            Expect.Equal(0, (await store.HistoryAsync(WithBob).ConfigureAwait(false)).Count, "Messages of a cancelled commit");
        }
    }
}
