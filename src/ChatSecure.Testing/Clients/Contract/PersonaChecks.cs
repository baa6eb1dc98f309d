// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Testing.Stores.Contract;

namespace ChatSecure.Testing.Clients.Contract;

internal static class PersonaChecks
{
    /// <summary>The smallest picture: one pixel.</summary>
    private static readonly byte[] _pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    public static IReadOnlyList<ChatClientCheck> All { get; } =
    [
        new("How a person shows itself, its contacts see and it can read itself", ShowAsync),
        new("A nickname and a picture reach contacts, and go when they are taken back", PublishAsync),
        new("What can be no persona is refused", RefusedAsync),
        new("A password that was changed is the one that counts", PasswordAsync),
        new("Who accepts an invitation is a contact without another question", InviteAsync),
        new("An invitation for one is for nobody else, and counts as long as it was to", InviteOneAsync),
        new("An invitation that can't be is refused", InviteWrongAsync),
        new("Who is blocked is shown as such until it is not", BlockAsync),
        new("A stranger who is blocked can be seen and let go again", BlockStrangerAsync),
        new("A contact who is blocked and removed stays blocked", BlockRemovedAsync),
        new("Who is blocked can't invite to a group either", BlockInvitationsAsync),
    ];

    private static async Task ShowAsync(ChatClientPair pair)
    {
        await pair.Alice.Persona.ShowAsync(pair.AliceAccount, Availability.DoNotDisturb, "Writing").ConfigureAwait(false);
        Expect.Equal(
            new OwnPersona { Availability = Availability.DoNotDisturb, StatusText = "Writing" },
            await pair.Alice.Persona.GetAsync(pair.AliceAccount).ConfigureAwait(false),
            "What it says of itself"
        );
        await UntilAsync(
                pair,
                alice => alice is { Availability: Availability.DoNotDisturb, StatusText: "Writing" },
                "The presence did not come"
            )
            .ConfigureAwait(false);
    }

    private static async Task PublishAsync(ChatClientPair pair)
    {
        await pair.Alice.Persona.SetNicknameAsync(pair.AliceAccount, "Ally").ConfigureAwait(false);
        await pair.Alice.Persona.SetAvatarAsync(pair.AliceAccount, _pixel).ConfigureAwait(false);
        await UntilAsync(pair, alice => alice is { Nickname: "Ally", AvatarId: not null }, "Nickname and picture did not come")
            .ConfigureAwait(false);
        var picture = await pair.Bob.Contacts.AvatarAsync(pair.BobAccount, pair.AliceAccount).ConfigureAwait(false);
        Expect.Sequence(_pixel, picture!.Content.ToArray(), "The picture");
        await pair.UntilAsync(
                async () => await pair.Alice.Contacts.AvatarAsync(pair.AliceAccount, pair.AliceAccount).ConfigureAwait(false) is not null,
                "The own picture can't be seen"
            )
            .ConfigureAwait(false);
        await pair.Alice.Persona.SetNicknameAsync(pair.AliceAccount, null).ConfigureAwait(false);
        await pair.Alice.Persona.SetAvatarAsync(pair.AliceAccount, null).ConfigureAwait(false);
        await UntilAsync(pair, alice => alice is { Nickname: null, AvatarId: null }, "Nickname and picture stayed").ConfigureAwait(false);
    }

    private static async Task RefusedAsync(ChatClientPair pair)
    {
        await Refused(() => pair.Alice.Persona.ShowAsync(pair.AliceAccount, Availability.Offline)).ConfigureAwait(false);
        await Refused(() => pair.Alice.Persona.ShowAsync(pair.AliceAccount, Availability.Away, new string('x', 257))).ConfigureAwait(false);
        await Refused(() => pair.Alice.Persona.SetNicknameAsync(pair.AliceAccount, new string('x', 129))).ConfigureAwait(false);
        await Refused(() => pair.Alice.Persona.SetAvatarAsync(pair.AliceAccount, "no picture"u8.ToArray())).ConfigureAwait(false);
        await pair.Alice.Privacy.SetAsync(pair.AliceAccount, new() { Avatars = false }).ConfigureAwait(false);
        await Refused(() => pair.Alice.Persona.SetNicknameAsync(pair.AliceAccount, "Ally")).ConfigureAwait(false);
    }

    private static async Task PasswordAsync(ChatClientPair pair)
    {
        var password = "another password of a test"u8.ToArray();
        await Refused(() => pair.Alice.Accounts.ChangePasswordAsync(pair.AliceAccount, ReadOnlyMemory<byte>.Empty)).ConfigureAwait(false);
        await pair.Alice.Accounts.ChangePasswordAsync(pair.AliceAccount, password).ConfigureAwait(false);
        var settings = (await pair.Alice.Accounts.ListAsync().ConfigureAwait(false))[0];
        await pair.Bob.Accounts.AddAsync(new(settings, password)).ConfigureAwait(false);
        Expect.Equal(2, (await pair.Bob.Accounts.ListAsync().ConfigureAwait(false)).Count, "The accounts");
    }

    private static async Task InviteAsync(ChatClientPair pair)
    {
        await PartAsync(pair).ConfigureAwait(false);
        var invitation = await pair.Alice.Accounts.InviteAsync(pair.AliceAccount).ConfigureAwait(false);
        var link = pair.Bob.Accounts.ReadLink(invitation.Uri);
        Expect.Equal(
            (ChatLinkKind.Contact, pair.AliceAccount),
            (link?.Kind ?? ChatLinkKind.Address, link?.Address ?? default),
            "What the link is"
        );
        await pair.Bob.Contacts.AcceptInvitationAsync(pair.BobAccount, link!).ConfigureAwait(false);
        await UntilAsync(pair, alice => alice?.Subscription == SubscriptionState.Both, "They did not become contacts")
            .ConfigureAwait(false);
        await Refused(() =>
                pair.Bob.Contacts.AcceptInvitationAsync(pair.BobAccount, new(ChatLinkKind.Room, Jid.Parse("room@rooms.example.test")))
            )
            .ConfigureAwait(false);
    }

    private static async Task InviteOneAsync(ChatClientPair pair)
    {
        await PartAsync(pair).ConfigureAwait(false);
        var before = TimeProvider.System.GetUtcNow();
        var forBob = await pair
            .Alice.Accounts.InviteAsync(pair.AliceAccount, new() { For = pair.BobAccount, Validity = TimeSpan.FromDays(30) })
            .ConfigureAwait(false);
        Expect.True(!forBob.AllowsRegistration, "An invitation for one who has an account lets others register.");
        Expect.True(
            forBob.ExpiresAt is { } end && end - before > TimeSpan.FromDays(29) && end - before < TimeSpan.FromDays(31),
            "An invitation for 30 days does not count for 30 days."
        );
        await pair.Bob.Contacts.AcceptInvitationAsync(pair.BobAccount, pair.Bob.Accounts.ReadLink(forBob.Uri)!).ConfigureAwait(false);
        await UntilAsync(pair, alice => alice?.Subscription == SubscriptionState.Both, "They did not become contacts")
            .ConfigureAwait(false);

        await PartAsync(pair).ConfigureAwait(false);
        var forCarol = await pair
            .Alice.Accounts.InviteAsync(pair.AliceAccount, new() { For = Jid.Parse($"carol@{pair.BobAccount.Domain}") })
            .ConfigureAwait(false);
        await pair.Bob.Contacts.AcceptInvitationAsync(pair.BobAccount, pair.Bob.Accounts.ReadLink(forCarol.Uri)!).ConfigureAwait(false);
        await pair.UntilAsync(
                async () =>
                    (await pair.Alice.Contacts.ListAsync(pair.AliceAccount).ConfigureAwait(false)).Any(contact =>
                        contact.Jid == pair.BobAccount && contact is { IsPendingIn: true, Subscription: SubscriptionState.None }
                    ),
                "Who came with an invitation of somebody else does not have to ask"
            )
            .ConfigureAwait(false);
    }

    private static async Task PartAsync(ChatClientPair pair)
    {
        await pair.Bob.Contacts.RemoveAsync(pair.BobAccount, pair.AliceAccount).ConfigureAwait(false);
        await pair.Alice.Contacts.RemoveAsync(pair.AliceAccount, pair.BobAccount).ConfigureAwait(false);
    }

    private static async Task InviteWrongAsync(ChatClientPair pair)
    {
        foreach (
            var wrong in new NewInvitation[]
            {
                new() { Validity = TimeSpan.Zero },
                new() { Validity = TimeSpan.FromDays(31) },
                new() { AllowsRegistration = true, For = pair.BobAccount },
                new() { AllowsRegistration = true, Validity = TimeSpan.FromDays(1) },
            }
        )
        {
            await Refused(() => pair.Alice.Accounts.InviteAsync(pair.AliceAccount, wrong)).ConfigureAwait(false);
        }
    }

    private static async Task BlockAsync(ChatClientPair pair)
    {
        await pair.Bob.Contacts.BlockAsync(pair.BobAccount, pair.AliceAccount).ConfigureAwait(false);
        await UntilAsync(pair, alice => alice is { IsBlocked: true }, "Who is blocked is not shown as such").ConfigureAwait(false);
        await pair.Bob.Contacts.UnblockAsync(pair.BobAccount, pair.AliceAccount).ConfigureAwait(false);
        await UntilAsync(pair, alice => alice is { IsBlocked: false }, "Who was unblocked is shown as blocked").ConfigureAwait(false);
    }

    private static async Task BlockStrangerAsync(ChatClientPair pair)
    {
        var mallory = Jid.Parse($"mallory@{pair.AliceAccount.Domain}");
        await pair.Bob.Contacts.BlockAsync(pair.BobAccount, mallory).ConfigureAwait(false);
        await UntilAsync(
                pair,
                mallory,
                blocked => blocked is { IsBlocked: true, Subscription: SubscriptionState.None, IsPendingIn: false, IsPendingOut: false },
                "A stranger who is blocked is in no list"
            )
            .ConfigureAwait(false);
        await pair.Bob.Contacts.UnblockAsync(pair.BobAccount, mallory).ConfigureAwait(false);
        await UntilAsync(pair, mallory, blocked => blocked is null, "A stranger who was unblocked is still listed").ConfigureAwait(false);
    }

    private static async Task BlockRemovedAsync(ChatClientPair pair)
    {
        await pair.Bob.Contacts.BlockAsync(pair.BobAccount, pair.AliceAccount).ConfigureAwait(false);
        await UntilAsync(pair, alice => alice is { IsBlocked: true }, "Who is blocked is not shown as such").ConfigureAwait(false);
        await pair.Bob.Contacts.RemoveAsync(pair.BobAccount, pair.AliceAccount).ConfigureAwait(false);
        await UntilAsync(
                pair,
                alice => alice is { IsBlocked: true, Subscription: SubscriptionState.None },
                "Who was removed is blocked no longer, or still a contact"
            )
            .ConfigureAwait(false);
    }

    private static async Task BlockInvitationsAsync(ChatClientPair pair)
    {
        // Strangers invite by way of the room, whose messages no server takes for theirs.
        await PartAsync(pair).ConfigureAwait(false);
        await pair.UntilAsync(
                async () => (await pair.Alice.Contacts.ListAsync(pair.AliceAccount).ConfigureAwait(false)).Count == 0,
                "The contact was not removed"
            )
            .ConfigureAwait(false);
        await pair.Bob.Contacts.BlockAsync(pair.BobAccount, pair.AliceAccount).ConfigureAwait(false);
        await UntilAsync(pair, alice => alice is { IsBlocked: true }, "Who is blocked is not shown as such").ConfigureAwait(false);
        await InviteToGroupAsync(pair).ConfigureAwait(false);

        await pair.Bob.Contacts.UnblockAsync(pair.BobAccount, pair.AliceAccount).ConfigureAwait(false);
        await UntilAsync(pair, alice => alice is null, "Who was unblocked is still listed").ConfigureAwait(false);
        var second = await InviteToGroupAsync(pair).ConfigureAwait(false);
        IReadOnlyList<GroupInvitation> invitations = [];
        await pair.UntilAsync(
                async () =>
                {
                    invitations = await pair.Bob.Groups.InvitationsAsync(pair.BobAccount).ConfigureAwait(false);
                    return invitations.Any(invitation => invitation.Room == second);
                },
                "Who is not blocked can't invite"
            )
            .ConfigureAwait(false);
        Expect.Equal(1, invitations.Count, "The invitations: none of before");
    }

    /// <summary>Alice invites Bob, and the invitation has left the server when this is done.</summary>
    private static async Task<Jid> InviteToGroupAsync(ChatClientPair pair)
    {
        var created = await pair
            .Alice.Groups.CreateAsync(pair.AliceAccount, new NewGroup { Members = [pair.BobAccount] })
            .ConfigureAwait(false);

        // The room takes its turn with each: what is asked of it is answered after the invitation has gone out.
        await pair.Alice.Groups.RenameAsync(pair.AliceAccount, created.Room.Jid, "Come").ConfigureAwait(false);
        return created.Room.Jid;
    }

    /// <summary>Waits until Bob sees Alice so.</summary>
    private static Task UntilAsync(ChatClientPair pair, Func<Contact?, bool> isAsExpected, string otherwise) =>
        UntilAsync(pair, pair.AliceAccount, isAsExpected, otherwise);

    private static Task UntilAsync(ChatClientPair pair, Jid who, Func<Contact?, bool> isAsExpected, string otherwise) =>
        pair.UntilAsync(
            async () =>
            {
                var contacts = await pair.Bob.Contacts.ListAsync(pair.BobAccount).ConfigureAwait(false);
                return isAsExpected(contacts.FirstOrDefault(contact => contact.Jid == who));
            },
            otherwise
        );

    private static Task Refused(Func<Task> action) => Expect.FailsAsync(ErrorKind.InvalidInput, action, "What can't work");
}
