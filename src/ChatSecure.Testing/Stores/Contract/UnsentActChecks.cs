// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

/// <summary>What becomes of acts of ours that can't be sent.</summary>
internal static class UnsentActChecks
{
    private static readonly MessageRef _mine = new(WithBob, MessageDirection.Outgoing, new("1"));
    private static readonly MessageRef _theirs = new(WithBob, MessageDirection.Incoming, new("1"));

    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("An edit that fails gives its message back what it said, and keeps its text to be tried again", EditAsync),
        Check("Of several edits only the one that fails is undone", ChainAsync),
        Check("A reaction that fails makes place for the one before it", ReactionAsync),
        Check("What the server has is not undone by what it says later", LateAsync),
        Check("Nothing is put back into a message that was taken back", RetractedAsync),
        Check("The latest reaction of a person is found, though it took all back, and none that failed", LatestAsync),
        Check("Acts that wait or failed are listed until they are given up", ListAsync),
    ];

    private static async Task EditAsync(IChatStore store)
    {
        await store.AddAsync(Outgoing("1")).ConfigureAwait(false);
        var before = await FindAsync(store, _mine).ConfigureAwait(false);
        await ActAsync(store, Edit("a", 1)).ConfigureAwait(false);
        Expect.Equal("text of a", (await FindAsync(store, _mine).ConfigureAwait(false)).Body, "The text when it was edited");
        var commit = await FailAsync(store, "a").ConfigureAwait(false);
        Expect.Equal(before, await FindAsync(store, _mine).ConfigureAwait(false), "The message when the edit failed");
        Expect.Sequence([before], commit.Updated, "What the commit tells");
        Expect.Equal("text of a", commit.UpdatedActs[0].Body, "The text to be tried again");
    }

    private static async Task ChainAsync(IChatStore store)
    {
        await store.AddAsync(Outgoing("1")).ConfigureAwait(false);
        var before = await FindAsync(store, _mine).ConfigureAwait(false);
        await ActAsync(store, Edit("a", 1)).ConfigureAwait(false);
        await ActAsync(store, Edit("b", 2)).ConfigureAwait(false);
        await ActAsync(store, Edit("c", 3)).ConfigureAwait(false);
        await FailAsync(store, "b").ConfigureAwait(false);
        Expect.Equal("text of c", (await FindAsync(store, _mine).ConfigureAwait(false)).Body, "The last edit");
        await FailAsync(store, "c").ConfigureAwait(false);
        Expect.Equal("text of a", (await FindAsync(store, _mine).ConfigureAwait(false)).Body, "The edit before both that failed");
        await FailAsync(store, "a").ConfigureAwait(false);
        Expect.Equal(before, await FindAsync(store, _mine).ConfigureAwait(false), "The message without any of its edits");
    }

    private static async Task ReactionAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        await ReactAsync(store, "a", 1, "👍").ConfigureAwait(false);
        await UpdateAsync(store, "a", DeliveryState.Acked).ConfigureAwait(false);
        await ReactAsync(store, "b", 2, "🎉").ConfigureAwait(false);
        await FailAsync(store, "b").ConfigureAwait(false);
        Expect.Sequence(["👍"], await EmojisAsync(store).ConfigureAwait(false), "The reaction that others know");
        await ReactAsync(store, "c", 3).ConfigureAwait(false);
        Expect.Sequence([], await EmojisAsync(store).ConfigureAwait(false), "Reactions that were taken back");
        await FailAsync(store, "c").ConfigureAwait(false);
        Expect.Sequence(["👍"], await EmojisAsync(store).ConfigureAwait(false), "The reaction that others still know");
    }

    private static async Task LateAsync(IChatStore store)
    {
        await store.AddAsync(Outgoing("1")).ConfigureAwait(false);
        await ActAsync(store, Edit("a", 1)).ConfigureAwait(false);
        await UpdateAsync(store, "a", DeliveryState.Acked).ConfigureAwait(false);
        await FailAsync(store, "a").ConfigureAwait(false);
        Expect.Equal("text of a", (await FindAsync(store, _mine).ConfigureAwait(false)).Body, "The text");
    }

    private static async Task RetractedAsync(IChatStore store)
    {
        await store.AddAsync(Outgoing("1")).ConfigureAwait(false);
        await ActAsync(store, Edit("a", 1)).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { Edits = [new(_mine, Start.AddSeconds(2), null)] }).ConfigureAwait(false);
        await FailAsync(store, "a").ConfigureAwait(false);
        Expect.Equal(null, (await FindAsync(store, _mine).ConfigureAwait(false)).Body, "The text of what was taken back");
        var act = await store.Acts.FindAsync(WithBob, MessageDirection.Outgoing, new("a")).ConfigureAwait(false);
        Expect.Equal(null, act!.Body, "The text of an edit of what was taken back");
    }

    private static async Task LatestAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        await ReactAsync(store, "a", 1, "👍").ConfigureAwait(false);
        await ReactAsync(store, "b", 3).ConfigureAwait(false);
        await ReactAsync(store, "c", 2, "🎉").ConfigureAwait(false);
        Expect.Equal("b", await LatestAsync(WithBob, Alice).ConfigureAwait(false), "The latest reaction");
        Expect.Equal(null, await LatestAsync(WithBob, WithBob.Peer).ConfigureAwait(false), "The latest reaction of somebody else");
        Expect.Equal(null, await LatestAsync(WithCarol, Alice).ConfigureAwait(false), "The latest reaction elsewhere");
        await FailAsync(store, "b").ConfigureAwait(false);
        Expect.Equal("c", await LatestAsync(WithBob, Alice).ConfigureAwait(false), "The latest reaction that did not fail");

        async Task<string?> LatestAsync(ConversationId conversation, Addressing.Jid from)
        {
            var act = await store.Acts.FindLatestReactionAsync(conversation, new("1"), from).ConfigureAwait(false);
            return act?.Id.Value;
        }
    }

    private static async Task ListAsync(IChatStore store)
    {
        await store.AddAsync(Outgoing("1")).ConfigureAwait(false);
        var (waiting, failed, sent) = (Edit("a", 1), Edit("b", 2), Edit("c", 3));
        await store.CommitAsync(new(Alice) { Acts = [waiting, failed, sent] }).ConfigureAwait(false);
        await FailAsync(store, "b").ConfigureAwait(false);
        await UpdateAsync(store, "c", DeliveryState.Acked).ConfigureAwait(false);
        failed = failed with { State = DeliveryState.Failed, FailureReason = "gone" };
        Expect.Sequence([waiting, failed], await store.Acts.ListUnsentAsync(WithBob).ConfigureAwait(false), "What was not sent");
        Expect.Sequence([], await store.Acts.ListUnsentAsync(WithCarol).ConfigureAwait(false), "What was not sent elsewhere");
        await store.CommitAsync(new(Alice) { Acts = [failed with { FailureReason = MessageAct.GivenUp }] }).ConfigureAwait(false);
        Expect.Sequence([waiting], await store.Acts.ListUnsentAsync(WithBob).ConfigureAwait(false), "What may still be sent");
        var gone = await store.Acts.FindAsync(WithBob, MessageDirection.Outgoing, failed.Id).ConfigureAwait(false);
        Expect.Equal(null, gone!.Body, "The text of what was given up");
    }

    private static MessageAct Edit(string id, double seconds) =>
        new()
        {
            Conversation = WithBob,
            Id = new(id),
            Direction = MessageDirection.Outgoing,
            From = Alice,
            Kind = MessageActKind.Edit,
            Target = new("1"),
            At = Start.AddSeconds(seconds),
            Body = $"text of {id}",
            State = DeliveryState.Queued,
            Standing = ActStanding.Applied,
        };

    private static async Task ActAsync(IChatStore store, MessageAct act) =>
        await store.CommitAsync(new(Alice) { Acts = [act], Edits = [new(_mine, act.At, act.Body)] }).ConfigureAwait(false);

    private static async Task ReactAsync(IChatStore store, string id, double seconds, params string[] emojis)
    {
        var act = Edit(id, seconds) with { Kind = MessageActKind.Reaction, Body = null, Emojis = [.. emojis] };
        await store
            .CommitAsync(new(Alice) { Acts = [act], Reactions = [new(_theirs, new Reaction(Alice, act.Emojis, act.At))] })
            .ConfigureAwait(false);
    }

    private static async Task<IEnumerable<string>> EmojisAsync(IChatStore store) =>
        (await FindAsync(store, _theirs).ConfigureAwait(false)).Reactions.SelectMany(reaction => reaction.Emojis);

    private static async Task<ChatMessage> FindAsync(IChatStore store, MessageRef message) =>
        (await store.Messages.FindAsync(message.Conversation, message.Direction, message.Id).ConfigureAwait(false))!;

    private static ValueTask<CommitResult> FailAsync(IChatStore store, string id) => UpdateAsync(store, id, DeliveryState.Failed);

    private static ValueTask<CommitResult> UpdateAsync(IChatStore store, string id, DeliveryState state) =>
        store.CommitAsync(new(Alice) { Updates = [new(WithBob, new(id), state, state == DeliveryState.Failed ? "gone" : null)] });
}
