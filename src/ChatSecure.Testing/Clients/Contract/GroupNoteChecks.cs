// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Testing.Stores.Contract;
using static ChatSecure.Messaging.ConversationNoteKind;
using static ChatSecure.Testing.Clients.Contract.GroupChecks;

namespace ChatSecure.Testing.Clients.Contract;

/// <summary>What stays of what happens in groups.</summary>
internal static class GroupNoteChecks
{
    public static IReadOnlyList<ChatClientCheck> All { get; } =
    [
        new("Who comes to a private group and who is taken out of it is told to who is there, and to whom it happened", MembersAsync),
        new("Who is banned from a private group is told to all", BannedAsync),
        new("What somebody may do in a private group from now on is told to all", AffiliationAsync),
        new("What a private group is called and about is told when it changes", NamesAsync),
        new("Of leaving and coming back, one's own is kept", ComingAsync),
        new("That a group is no more is told once", DestroyedAsync),
        new("In an open group nothing is kept but one's own coming", OpenAsync),
    ];

    private static async Task MembersAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        await UntilAsync(pair, pair.Alice, room, (MemberJoined, pair.AliceAccount), (MemberJoined, pair.BobAccount)).ConfigureAwait(false);
        await UntilAsync(pair, pair.Bob, room, (MemberJoined, pair.BobAccount)).ConfigureAwait(false);
        await pair.Alice.Groups.SetAffiliationAsync(pair.AliceAccount, room, pair.BobAccount, GroupAffiliation.None).ConfigureAwait(false);
        await UntilAsync(
                pair,
                pair.Alice,
                room,
                (MemberJoined, pair.AliceAccount),
                (MemberJoined, pair.BobAccount),
                (MemberRemoved, pair.BobAccount)
            )
            .ConfigureAwait(false);
        await UntilAsync(pair, pair.Bob, room, (MemberJoined, pair.BobAccount), (MemberRemoved, pair.BobAccount)).ConfigureAwait(false);
    }

    private static async Task BannedAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        await pair
            .Alice.Groups.SetAffiliationAsync(pair.AliceAccount, room, pair.BobAccount, GroupAffiliation.Outcast)
            .ConfigureAwait(false);
        foreach (var client in new[] { pair.Alice, pair.Bob })
        {
            await UntilLastAsync(pair, client, room, note => note.Kind == MemberBanned && note.Who == pair.BobAccount)
                .ConfigureAwait(false);
        }
    }

    private static async Task AffiliationAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        await pair.Alice.Groups.SetAffiliationAsync(pair.AliceAccount, room, pair.BobAccount, GroupAffiliation.Admin).ConfigureAwait(false);
        foreach (var client in new[] { pair.Alice, pair.Bob })
        {
            await UntilLastAsync(
                    pair,
                    client,
                    room,
                    note => note is { Kind: AffiliationChanged, Affiliation: GroupAffiliation.Admin } && note.Who == pair.BobAccount
                )
                .ConfigureAwait(false);
        }
    }

    private static async Task NamesAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        await pair.Alice.Groups.RenameAsync(pair.AliceAccount, room, "The crew").ConfigureAwait(false);
        await UntilLastAsync(pair, pair.Bob, room, note => note is { Kind: Renamed, Text: "The crew" }).ConfigureAwait(false);
        await pair.Alice.Groups.SetSubjectAsync(pair.AliceAccount, room, "Sailing").ConfigureAwait(false);
        await UntilLastAsync(
                pair,
                pair.Bob,
                room,
                note => note is { Kind: SubjectChanged, Text: "Sailing" } && note.By == pair.AliceAccount
            )
            .ConfigureAwait(false);
    }

    private static async Task ComingAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        await pair.Bob.Groups.LeaveAsync(pair.BobAccount, room).ConfigureAwait(false);
        await pair.Bob.Groups.JoinAsync(pair.BobAccount, room).ConfigureAwait(false);
        await UntilAsync(
                pair,
                pair.Bob,
                room,
                (MemberJoined, pair.BobAccount),
                (MemberLeft, pair.BobAccount),
                (MemberJoined, pair.BobAccount)
            )
            .ConfigureAwait(false);
    }

    private static async Task DestroyedAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        await pair.Alice.Groups.DestroyAsync(pair.AliceAccount, room).ConfigureAwait(false);
        foreach (var client in new[] { pair.Alice, pair.Bob })
        {
            await UntilLastAsync(pair, client, room, note => note.Kind == GroupDestroyed).ConfigureAwait(false);
            var notes = await NotesAsync(pair, client, room).ConfigureAwait(false);
            Expect.Equal(1, notes.Count(note => note.Kind is GroupDestroyed or MemberLeft), "How often it is told");
        }
    }

    private static async Task OpenAsync(ChatClientPair pair)
    {
        var created = await pair
            .Alice.Groups.CreateAsync(pair.AliceAccount, new NewGroup { IsPublic = true, Name = "Everybody" })
            .ConfigureAwait(false);
        var room = created.Room.Jid;
        await pair.Bob.Groups.JoinAsync(pair.BobAccount, room).ConfigureAwait(false);
        await pair.Alice.Groups.SetSubjectAsync(pair.AliceAccount, room, "News").ConfigureAwait(false);
        var sent = await pair
            .Alice.Conversations.SendAsync(new(pair.AliceAccount, room), new("Hear ye", EncryptionChoice.None))
            .ConfigureAwait(false);
        var atBob = new MessageRef(new(pair.BobAccount, room), MessageDirection.Incoming, sent.Message.Id);
        await pair.UntilAsync(pair.Bob, atBob, message => message is not null, "The message did not come").ConfigureAwait(false);
        Expect.Sequence(
            [(MemberJoined, (Jid?)pair.BobAccount)],
            (await NotesAsync(pair, pair.Bob, room).ConfigureAwait(false)).Select(note => (note.Kind, note.Who)),
            "What a visitor keeps"
        );
        Expect.Sequence(
            [(MemberJoined, (Jid?)pair.AliceAccount)],
            (await NotesAsync(pair, pair.Alice, room).ConfigureAwait(false)).Select(note => (note.Kind, note.Who)),
            "What the owner keeps"
        );
    }

    private static Task<IReadOnlyList<ConversationNote>> NotesAsync(ChatClientPair pair, IChatClient client, Jid room) =>
        client.Conversations.NotesAsync(new(client == pair.Alice ? pair.AliceAccount : pair.BobAccount, room));

    private static Task UntilLastAsync(ChatClientPair pair, IChatClient client, Jid room, Func<ConversationNote, bool> isIt) =>
        pair.UntilAsync(
            async () => (await NotesAsync(pair, client, room).ConfigureAwait(false)) is [.., var last] && isIt(last),
            "It was not told"
        );

    private static async Task UntilAsync(
        ChatClientPair pair,
        IChatClient client,
        Jid room,
        params (ConversationNoteKind Kind, Jid Who)[] expected
    )
    {
        await pair.UntilAsync(
                async () => (await NotesAsync(pair, client, room).ConfigureAwait(false)).Count >= expected.Length,
                "It was not told"
            )
            .ConfigureAwait(false);
        Expect.Sequence(
            expected,
            (await NotesAsync(pair, client, room).ConfigureAwait(false)).Select(note => (note.Kind, note.Who!.Value)),
            "What is kept"
        );
    }
}
