// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Testing.Stores.Contract;

namespace ChatSecure.Testing.Clients.Contract;

internal static class GroupChecks
{
    public static IReadOnlyList<ChatClientCheck> All { get; } =
    [
        new("A private group is encrypted, and its members come by invitation", PrivateAsync),
        new("An open group can be found and entered, and takes plain text that was asked for by name alone", OpenAsync),
        new("A private group lets nobody in who is no member", StrangerAsync),
        new("A group is found by its address, and a person is none", FindAsync),
        new("What a group is called and about, its owner changes for all", RenameAsync),
        new("Who may not change a group is told so", ForbiddenAsync),
        new("Who is banned is out and stays so", BanAsync),
        new("A moderator takes a message of another back for all, and all learn who and why", ModerateAsync),
        new("Who is no moderator takes back no message of another", NoModeratorAsync),
        new("A group that is left has no members to see, and nothing more is sent to it", LeaveAsync),
        new("A group that is destroyed is gone for all", DestroyAsync),
        new("An invitation that is declined is gone", DeclineAsync),
    ];

    private static async Task PrivateAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        var sent = await pair.Alice.Conversations.SendAsync(new(pair.AliceAccount, room), new("Only we read this")).ConfigureAwait(false);
        Expect.True(sent.Message.Encryption != EncryptionKind.None, "A message to a private group is not encrypted.");
        var atBob = new MessageRef(new(pair.BobAccount, room), MessageDirection.Incoming, sent.Message.Id);
        var heard = await pair.UntilAsync(pair.Bob, atBob, message => message is not null, "The message did not come")
            .ConfigureAwait(false);
        Expect.Equal("Only we read this", heard!.Body, "What came");
        Expect.Equal(pair.AliceAccount, heard.From.Bare, "Who wrote it");
        var members = await pair.Bob.Groups.MembersAsync(pair.BobAccount, room).ConfigureAwait(false);
        Expect.Sequence(
            [(pair.BobAccount, GroupAffiliation.Member), (pair.AliceAccount, GroupAffiliation.Owner)],
            members.Select(member => (member.Address!.Value, member.Affiliation)),
            "The members"
        );
        Expect.Equal(GroupMemberKeys.Usable, members[1].Keys, "Whether the other can be encrypted to");
    }

    private static async Task FindAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        var known = await pair.Bob.Groups.ListAsync(pair.BobAccount).ConfigureAwait(false);
        Expect.Equal(known.Single(group => group.Room.Jid == room), await FoundAsync(room).ConfigureAwait(false), "The group");
        Expect.Equal(room, (await FoundAsync(room.WithResource("somebody")).ConfigureAwait(false))?.Room.Jid, "The group of a member");
        Expect.Equal(null, await FoundAsync(pair.AliceAccount).ConfigureAwait(false), "The group at a contact's address");
        await Expect
            .FailsAsync(
                ErrorKind.InvalidInput,
                () => pair.Bob.Groups.FindAsync(pair.AliceAccount, room),
                "A group of an account that is not here"
            )
            .ConfigureAwait(false);

        Task<Group?> FoundAsync(Jid address) => pair.Bob.Groups.FindAsync(pair.BobAccount, address);
    }

    private static async Task OpenAsync(ChatClientPair pair)
    {
        var created = await pair
            .Alice.Groups.CreateAsync(pair.AliceAccount, new NewGroup { IsPublic = true, Name = "Everybody" })
            .ConfigureAwait(false);
        var room = created.Room.Jid;
        Expect.True(!created.IsPrivate, "An open group says that it is private.");
        await pair.UntilAsync(
                async () =>
                    (await pair.Bob.Groups.BrowseAsync(pair.BobAccount, room.Domain).ConfigureAwait(false)).Contains(
                        new(room, "Everybody")
                    ),
                "The group was not shown"
            )
            .ConfigureAwait(false);
        await pair.Bob.Groups.JoinAsync(pair.BobAccount, room).ConfigureAwait(false);
        var conversation = new ConversationId(pair.AliceAccount, room);
        await Expect
            .FailsAsync(
                ErrorKind.CannotEncrypt,
                () => pair.Alice.Conversations.SendAsync(conversation, new("Psst")),
                "A message to an open group of which nobody said that it may be plain"
            )
            .ConfigureAwait(false);
        var sent = await pair.Alice.Conversations.SendAsync(conversation, new("Hear ye", EncryptionChoice.None)).ConfigureAwait(false);
        var atBob = new MessageRef(new(pair.BobAccount, room), MessageDirection.Incoming, sent.Message.Id);
        await pair.UntilAsync(pair.Bob, atBob, message => message?.Body == "Hear ye", "The message did not come").ConfigureAwait(false);
    }

    private static async Task StrangerAsync(ChatClientPair pair)
    {
        var created = await pair.Alice.Groups.CreateAsync(pair.AliceAccount, new NewGroup()).ConfigureAwait(false);
        await Expect
            .FailsAsync(
                ErrorKind.Protocol,
                () => pair.Bob.Groups.JoinAsync(pair.BobAccount, created.Room.Jid),
                "Entering a group as no member"
            )
            .ConfigureAwait(false);
        await Expect
            .FailsAsync(
                ErrorKind.InvalidInput,
                () => pair.Bob.Groups.JoinAsync(pair.BobAccount, pair.BobAccount.WithResource("x")),
                "Entering what is no room's address"
            )
            .ConfigureAwait(false);
    }

    private static async Task RenameAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        await pair.Alice.Groups.RenameAsync(pair.AliceAccount, room, "The crew").ConfigureAwait(false);
        await pair.Alice.Groups.SetSubjectAsync(pair.AliceAccount, room, "Sailing").ConfigureAwait(false);
        await UntilGroupAsync(pair, room, group => group is { Room: { Name: "The crew", Subject: "Sailing" } }, "The names did not come")
            .ConfigureAwait(false);
    }

    private static async Task ForbiddenAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        foreach (
            var deed in new[]
            {
                () => pair.Bob.Groups.DestroyAsync(pair.BobAccount, room),
                () => pair.Bob.Groups.RenameAsync(pair.BobAccount, room, "Mine"),
                () => pair.Bob.Groups.SetAffiliationAsync(pair.BobAccount, room, pair.AliceAccount, GroupAffiliation.Outcast),
                () => pair.Bob.Groups.SetRoleAsync(pair.BobAccount, room, pair.AliceAccount.Local!, GroupRole.None),
            }
        )
        {
            await Expect.FailsAsync(ErrorKind.Protocol, deed, "What a member may not do").ConfigureAwait(false);
        }
    }

    private static async Task BanAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        await pair
            .Alice.Groups.SetAffiliationAsync(pair.AliceAccount, room, pair.BobAccount, GroupAffiliation.Outcast)
            .ConfigureAwait(false);
        await UntilGroupAsync(
                pair,
                room,
                group => group is { State: GroupState.Refused, Reason: "banned" },
                "Who was banned is not told so"
            )
            .ConfigureAwait(false);
        await Expect
            .FailsAsync(ErrorKind.Protocol, () => pair.Bob.Groups.JoinAsync(pair.BobAccount, room), "Entering a group after a ban")
            .ConfigureAwait(false);
    }

    private static async Task ModerateAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        await pair.UntilAsync(
                async () => await MayModerateAsync(pair.Alice, pair.AliceAccount, room).ConfigureAwait(false),
                "An owner may not"
            )
            .ConfigureAwait(false);
        var sent = await pair.Bob.Conversations.SendAsync(new(pair.BobAccount, room), new("Buy my watches")).ConfigureAwait(false);
        var atAlice = new MessageRef(new(pair.AliceAccount, room), MessageDirection.Incoming, sent.Message.Id);
        var atBob = new MessageRef(new(pair.BobAccount, room), MessageDirection.Outgoing, sent.Message.Id);
        await pair.UntilAsync(pair.Alice, atAlice, message => message?.ArchiveId is not null, "The message did not come")
            .ConfigureAwait(false);
        await pair.Alice.Groups.ModerateAsync(pair.AliceAccount, room, sent.Message.Id, "No advertising").ConfigureAwait(false);
        foreach (var (client, reference) in new[] { (pair.Alice, atAlice), (pair.Bob, atBob) })
        {
            var gone = await pair.UntilAsync(client, reference, message => message?.RetractedAt is not null, "It was not taken back")
                .ConfigureAwait(false);
            Expect.Equal(null, gone!.Body, "The text of a message that was taken back");
            Expect.Equal(pair.AliceAccount, gone.Moderation?.Address, "Who took it back");
            Expect.Equal("No advertising", gone.Moderation?.Reason, "Why it was taken back");
        }
    }

    private static async Task NoModeratorAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        Expect.True(
            !await MayModerateAsync(pair.Bob, pair.BobAccount, room).ConfigureAwait(false),
            "A member without a role is told to be a moderator."
        );
        var sent = await pair.Alice.Conversations.SendAsync(new(pair.AliceAccount, room), new("I stay")).ConfigureAwait(false);
        var atBob = new MessageRef(new(pair.BobAccount, room), MessageDirection.Incoming, sent.Message.Id);
        await pair.UntilAsync(pair.Bob, atBob, message => message?.ArchiveId is not null, "The message did not come").ConfigureAwait(false);
        await Expect
            .FailsAsync(
                ErrorKind.Protocol,
                () => pair.Bob.Groups.ModerateAsync(pair.BobAccount, room, sent.Message.Id),
                "Taking back a message of another without being a moderator"
            )
            .ConfigureAwait(false);
        await Expect
            .FailsAsync(
                ErrorKind.InvalidInput,
                () => pair.Alice.Groups.ModerateAsync(pair.AliceAccount, room, new("no such message")),
                "Taking back a message that is not there"
            )
            .ConfigureAwait(false);
        var kept = await pair.Bob.Conversations.FindAsync(atBob).ConfigureAwait(false);
        Expect.Equal("I stay", kept!.Body, "The message");
    }

    private static async Task<bool> MayModerateAsync(IChatClient client, Jid account, Jid room) =>
        (await client.Groups.FindAsync(account, room).ConfigureAwait(false)) is { MayModerate: true };

    private static async Task LeaveAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        await pair.Bob.Groups.LeaveAsync(pair.BobAccount, room).ConfigureAwait(false);
        await UntilGroupAsync(pair, room, group => group?.State == GroupState.Left, "It was not left").ConfigureAwait(false);
        await Expect
            .FailsAsync(
                ErrorKind.InvalidInput,
                () => pair.Bob.Groups.MembersAsync(pair.BobAccount, room),
                "The members of a group that was left"
            )
            .ConfigureAwait(false);
        await Expect
            .FailsAsync(
                ErrorKind.InvalidInput,
                () => pair.Bob.Conversations.SendAsync(new(pair.BobAccount, room), new("Hello?")),
                "A message to a group that was left"
            )
            .ConfigureAwait(false);
    }

    private static async Task DestroyAsync(ChatClientPair pair)
    {
        var room = await TogetherAsync(pair).ConfigureAwait(false);
        await pair.Alice.Groups.DestroyAsync(pair.AliceAccount, room).ConfigureAwait(false);
        await UntilGroupAsync(
                pair,
                room,
                group => group is { State: GroupState.Refused, Reason: "destroyed" },
                "Members are not told that the group is gone"
            )
            .ConfigureAwait(false);
    }

    private static async Task DeclineAsync(ChatClientPair pair)
    {
        var created = await pair
            .Alice.Groups.CreateAsync(pair.AliceAccount, new NewGroup { Members = [pair.BobAccount] })
            .ConfigureAwait(false);
        await UntilInvitedAsync(pair, created.Room.Jid).ConfigureAwait(false);
        await pair.Bob.Groups.DeclineAsync(pair.BobAccount, created.Room.Jid).ConfigureAwait(false);
        Expect.Equal(0, (await pair.Bob.Groups.InvitationsAsync(pair.BobAccount).ConfigureAwait(false)).Count, "The invitations");
        await Expect
            .FailsAsync(
                ErrorKind.InvalidInput,
                () => pair.Bob.Groups.DeclineAsync(pair.BobAccount, created.Room.Jid),
                "Declining what nobody offered"
            )
            .ConfigureAwait(false);
    }

    /// <summary>A private group of Alice's in which Bob is.</summary>
    internal static async Task<Jid> TogetherAsync(ChatClientPair pair)
    {
        var created = await pair
            .Alice.Groups.CreateAsync(pair.AliceAccount, new NewGroup { Name = "We", Members = [pair.BobAccount] })
            .ConfigureAwait(false);
        Expect.True(created is { State: GroupState.Joined, IsPrivate: true }, "A new group is not private, or not entered.");
        var room = created.Room.Jid;
        var invitation = await UntilInvitedAsync(pair, room).ConfigureAwait(false);
        Expect.Equal((pair.AliceAccount, true), (invitation.Inviter, invitation.IsFromContact), "Who invited");
        await pair.Bob.Groups.JoinAsync(pair.BobAccount, room).ConfigureAwait(false);
        await pair.UntilAsync(
                async () => (await pair.Alice.Groups.MembersAsync(pair.AliceAccount, room).ConfigureAwait(false)).Any(IsBobThere),
                "The member is not seen"
            )
            .ConfigureAwait(false);
        return room;

        bool IsBobThere(GroupMember member) =>
            member.Address == pair.BobAccount && member is { Role: not GroupRole.None, Keys: GroupMemberKeys.Usable };
    }

    private static async Task<GroupInvitation> UntilInvitedAsync(ChatClientPair pair, Jid room)
    {
        GroupInvitation? invitation = null;
        await pair.UntilAsync(
                async () =>
                {
                    var all = await pair.Bob.Groups.InvitationsAsync(pair.BobAccount).ConfigureAwait(false);
                    invitation = all.FirstOrDefault(known => known.Room == room);
                    return invitation is not null;
                },
                "No invitation came"
            )
            .ConfigureAwait(false);
        return invitation!;
    }

    private static Task UntilGroupAsync(ChatClientPair pair, Jid room, Func<Group?, bool> isAsExpected, string otherwise) =>
        pair.UntilAsync(async () => isAsExpected(await pair.Bob.Groups.FindAsync(pair.BobAccount, room).ConfigureAwait(false)), otherwise);
}
