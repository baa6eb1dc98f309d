// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

/// <summary>What happened in conversations beside their messages.</summary>
internal static class NoteChecks
{
    private const int Kept = 200;

    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("A note comes back as it was given", RoundTripAsync),
        Check("Notes are read in the order of their times, by stretches", StretchAsync),
        Check("A note that is known is not added again, in another conversation it is", OnceAsync),
        Check("A conversation keeps its newest notes alone, and another one all of its own", BoundAsync),
        Check("A note brings no conversation into being, and goes with it", ErasureAsync),
        Check("Notes of others, or without bounds, are refused", RefusalAsync),
    ];

    private static ConversationNote Note(string id, double seconds = 0, ConversationId? conversation = null) =>
        new(conversation ?? WithBob, id, Start.AddSeconds(seconds), ConversationNoteKind.DeviceAdded) { Who = Bob };

    private static async Task<IReadOnlyList<string>> IdsAsync(
        IChatStore store,
        DateTimeOffset? since = null,
        DateTimeOffset? until = null,
        ConversationId? conversation = null
    ) => [.. (await store.Notes.ListAsync(conversation ?? WithBob, since, until).ConfigureAwait(false)).Select(note => note.Id)];

    private static async Task RoundTripAsync(IChatStore store)
    {
        var full = new ConversationNote(WithCarol, "1", Start, ConversationNoteKind.AffiliationChanged)
        {
            Who = Bob,
            By = Carol,
            Text = "why",
            Device = new(2_000_000_000),
            Key = Fingerprint.FromBytes(new byte[32]),
            Affiliation = GroupAffiliation.Admin,
        };
        var bare = new ConversationNote(WithCarol, "2", Start, ConversationNoteKind.GroupDestroyed);
        var commit = await store.CommitAsync(new(Alice) { Notes = [full, bare] }).ConfigureAwait(false);
        Expect.Sequence([full, bare], commit.Notes, "What was told as new");
        Expect.Sequence([full, bare], await store.Notes.ListAsync(WithCarol).ConfigureAwait(false), "What is stored");
    }

    private static async Task StretchAsync(IChatStore store)
    {
        await store.CommitAsync(new(Alice) { Notes = [Note("3", 3), Note("1", 1), Note("2b", 2), Note("2a", 2)] }).ConfigureAwait(false);
        Expect.Sequence(["1", "2b", "2a", "3"], await IdsAsync(store).ConfigureAwait(false), "All");
        Expect.Sequence(["2b", "2a", "3"], await IdsAsync(store, Start.AddSeconds(2)).ConfigureAwait(false), "From a time on");
        Expect.Sequence(["1"], await IdsAsync(store, until: Start.AddSeconds(2)).ConfigureAwait(false), "Up to a time");
        Expect.Sequence(
            ["2b", "2a"],
            await IdsAsync(store, Start.AddSeconds(2), Start.AddSeconds(3)).ConfigureAwait(false),
            "Between two times"
        );
    }

    private static async Task OnceAsync(IChatStore store)
    {
        await store.CommitAsync(new(Alice) { Notes = [Note("1", 1)] }).ConfigureAwait(false);
        var again = await store
            .CommitAsync(new(Alice) { Notes = [Note("1", 9), Note("2", 2), Note("2", 3), Note("1", 1, WithCarol)] })
            .ConfigureAwait(false);
        Expect.Sequence([Note("2", 2), Note("1", 1, WithCarol)], again.Notes, "What was new");
        Expect.Sequence([Note("1", 1), Note("2", 2)], await store.Notes.ListAsync(WithBob).ConfigureAwait(false), "What is stored");
    }

    private static async Task BoundAsync(IChatStore store)
    {
        await store.CommitAsync(new(Alice) { Notes = [Note("other", 0, WithCarol)] }).ConfigureAwait(false);
        var first = await store
            .CommitAsync(new(Alice) { Notes = [.. Enumerable.Range(0, Kept + 5).Select(i => Note($"{i}", i))] })
            .ConfigureAwait(false);
        Expect.Equal(Kept, first.Notes.Count, "What was kept of too many at once");
        var second = await store.CommitAsync(new(Alice) { Notes = [Note("new", Kept + 5), Note("late", 1)] }).ConfigureAwait(false);
        Expect.Sequence(["new"], second.Notes.Select(note => note.Id), "What was told as new");
        var kept = await IdsAsync(store).ConfigureAwait(false);
        Expect.Equal(Kept, kept.Count, "What is kept");
        Expect.Sequence(["6", "new"], [kept[0], kept[^1]], "The oldest and the newest of it");
        Expect.Sequence(["other"], await IdsAsync(store, conversation: WithCarol).ConfigureAwait(false), "What is kept elsewhere");
    }

    private static async Task ErasureAsync(IChatStore store)
    {
        await store.CommitAsync(new(Alice) { Notes = [Note("1"), Note("2", 0, WithCarol)] }).ConfigureAwait(false);
        Expect.Equal(null, await store.Conversations.FindAsync(WithBob).ConfigureAwait(false), "A conversation without messages");
        await store.AddAsync(Incoming("m")).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { DeletedConversations = [WithBob] }).ConfigureAwait(false);
        Expect.Sequence([], await IdsAsync(store).ConfigureAwait(false), "Notes of a deleted conversation");
        Expect.Sequence(["2"], await IdsAsync(store, conversation: WithCarol).ConfigureAwait(false), "Notes of another one");
        await store.CommitAsync(new(Alice) { DeletedContacts = [Carol] }).ConfigureAwait(false);
        Expect.Sequence([], await IdsAsync(store, conversation: WithCarol).ConfigureAwait(false), "Notes of a deleted contact");
        await store.Accounts.SaveAsync(Account(Alice)).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { Notes = [Note("3")] }).ConfigureAwait(false);
        await store.Accounts.RemoveAsync(Alice).ConfigureAwait(false);
        Expect.Sequence([], await IdsAsync(store).ConfigureAwait(false), "Notes of a removed account");
    }

    private static async Task RefusalAsync(IChatStore store)
    {
        foreach (
            var note in new[]
            {
                Note("1", 0, new(Bob, Alice)),
                Note(string.Empty),
                Note(new string('x', 257)),
                Note("1") with
                {
                    Text = new string('x', 1025),
                },
            }
        )
        {
            await Expect
                .FailsAsync(
                    ErrorKind.InvalidInput,
                    () => store.CommitAsync(new(Alice) { Notes = [note] }).AsTask(),
                    "A note that no store may take"
                )
                .ConfigureAwait(false);
        }
    }
}
