// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Privacy;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>What contacts know of each other, and what they are spared.</summary>
public sealed class ContactTests(ProsodyServer server)
{
    // One pixel.
    private static readonly byte[] _png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    [Fact]
    public async Task A_contact_gets_a_name_and_groups_and_keeps_the_other_when_one_changes()
    {
        var (alice, bob) = await FriendsAsync();
        await using var first = alice;
        await using var second = bob;

        await alice.Client.Contacts.RenameAsync(alice.Account, bob.Account, " Bobby ");
        await alice.Client.Contacts.SetGroupsAsync(alice.Account, bob.Account, ["Crew", "Friends"]);
        var contact = await ContactAsync(alice, bob, contact => contact.Groups.Count == 2);
        Assert.Equal("Bobby", contact.Name);
        await alice.Client.Contacts.RenameAsync(alice.Account, bob.Account, null);
        Assert.Equal(["Crew", "Friends"], (await ContactAsync(alice, bob, contact => contact.Name is null)).Groups.Order());

        var stranger = Addressing.Jid.Parse(server.Jid("nobody"));
        var refused = await Assert.ThrowsAsync<ChatSecureException>(() =>
            alice.Client.Contacts.RenameAsync(alice.Account, stranger, "Nobody")
        );
        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
    }

    [Fact]
    public async Task Presence_nickname_and_picture_are_seen_by_a_contact_and_after_a_restart()
    {
        var (alice, bob) = await FriendsAsync();
        await using var first = alice;
        await alice.Client.Privacy.SetAsync(alice.Account, new PrivacySettings { LastSeen = true });
        await alice.Client.Persona.ShowAsync(alice.Account, Availability.DoNotDisturb, "At the helm");
        await alice.Client.Persona.ShowIdleAsync(alice.Account, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await alice.Client.Persona.SetNicknameAsync(alice.Account, "Captain Alice");
        await alice.Client.Persona.SetAvatarAsync(alice.Account, _png);

        var seen = await ContactAsync(bob, alice, contact => contact is { AvatarId: not null, Nickname: not null, IdleSince: not null });
        Assert.Equal(
            (Availability.DoNotDisturb, "At the helm", "Captain Alice", 2026),
            (seen.Availability, seen.StatusText, seen.Nickname, seen.IdleSince!.Value.Year)
        );
        var avatar = await bob.Client.Contacts.AvatarAsync(bob.Account, alice.Account);
        Assert.Equal((seen.AvatarId, "image/png"), (avatar!.Id, avatar.MediaType));
        Assert.Equal(_png, avatar.Content.ToArray());
        // Our own comes back to us, for our other devices.
        await TestApp.UntilAsync(
            async () => await alice.Client.Contacts.AvatarAsync(alice.Account, alice.Account) is not null,
            "Our own picture did not come."
        );

        await bob.DisposeAsync();
        await using var again = await TestApp.StartAsync(bob.Profile);
        var offline = Assert.Single(await again.Client.Contacts.ListAsync(again.Account));
        Assert.Equal(
            (Availability.Offline, null, "Captain Alice", seen.AvatarId),
            (offline.Availability, offline.StatusText, offline.Nickname, offline.AvatarId)
        );
        Assert.Equal(_png, (await again.Client.Contacts.AvatarAsync(again.Account, alice.Account))!.Content.ToArray());

        await again.ConnectAsync();
        await alice.Client.Persona.SetAvatarAsync(alice.Account, null);
        await alice.Client.Persona.SetNicknameAsync(alice.Account, null);
        await ContactAsync(again, alice, contact => contact is { AvatarId: null, Nickname: null });
        Assert.Null(await again.Client.Contacts.AvatarAsync(again.Account, alice.Account));
    }

    [Fact]
    public async Task What_is_shown_is_shown_again_with_the_next_connection()
    {
        var (alice, bob) = await FriendsAsync();
        await using var second = bob;
        await alice.Client.Persona.ShowAsync(alice.Account, Availability.Away, "Ashore");
        await ContactAsync(bob, alice, contact => contact.StatusText == "Ashore");
        await alice.DisposeAsync();
        await ContactAsync(bob, alice, contact => contact.Availability == Availability.Offline);

        await using var again = await TestApp.StartAsync(alice.Profile);
        await again.ConnectAsync();
        var seen = await ContactAsync(bob, alice, contact => contact.Availability == Availability.Away);
        Assert.Equal("Ashore", seen.StatusText);
    }

    [Fact]
    public async Task What_is_no_picture_name_or_presence_is_refused()
    {
        await using var alice = await TestApp.StartAsync();
        await alice.AddAccountAsync(server, Unique("alice"));
        var persona = alice.Client.Persona;
        foreach (
            var call in new Func<Task>[]
            {
                () => persona.ShowAsync(alice.Account, Availability.Offline),
                () => persona.ShowAsync(alice.Account, Availability.Online, new string('x', 257)),
                () => persona.ShowAsync(alice.Account, Availability.Online, "bell\u0007"),
                () => persona.SetNicknameAsync(alice.Account, new string('x', 129)),
                () => persona.SetNicknameAsync(alice.Account, " "),
                () => persona.SetAvatarAsync(alice.Account, "GIF89a no picture"u8.ToArray()),
            }
        )
        {
            Assert.Equal(ErrorKind.InvalidInput, (await Assert.ThrowsAsync<ChatSecureException>(call)).Kind);
        }
    }

    [Fact]
    public async Task Somebody_who_was_denied_sees_nothing_and_somebody_reported_is_blocked()
    {
        await using var alice = await TestApp.StartAsync();
        await alice.AddAccountAsync(server, Unique("alice"));
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, Unique("bob"));
        await bob.Client.Contacts.AddAsync(bob.Account, alice.Account);
        await alice.WaitForAsync<ContactChanged>(change => change.Contact is { IsPendingIn: true });

        await alice.Client.Contacts.DenyAsync(alice.Account, bob.Account);
        Assert.DoesNotContain(await alice.Client.Contacts.ListAsync(alice.Account), contact => contact.IsPendingIn);
        await bob.WaitForAsync<ContactChanged>(change =>
            change.Contact is { IsPendingOut: false, Subscription: SubscriptionState.None } && change.Contact.Jid == alice.Account
        );

        var spam = await bob.DeliverAsync(alice.Account, "Buy this");
        await alice.WaitForMessageAsync("Buy this");
        var messages = (await alice.Client.Conversations.HistoryAsync(alice.With(bob))).Messages;
        await alice.Client.Contacts.ReportAsync(alice.Account, bob.Account, AbuseReason.Spam, "Again and again", messages);
        await alice.WaitForAsync<ContactChanged>(change => change.Contact.Jid == bob.Account && change.Contact.IsBlocked);
        Assert.Equal(spam.Id, messages[^1].Id);
    }

    [Fact]
    public async Task Who_is_blocked_is_so_after_a_restart_too_stranger_or_not()
    {
        var (alice, bob) = await FriendsAsync();
        await using var second = bob;
        var stranger = Addressing.Jid.Parse("mallory@example.net");
        await alice.Client.Contacts.BlockAsync(alice.Account, bob.Account);
        await alice.Client.Contacts.BlockAsync(alice.Account, stranger);
        await alice.WaitForAsync<ContactChanged>(change => change.Contact.Jid == stranger && change.Contact.IsBlocked);
        await alice.DisposeAsync();

        await using var again = await TestApp.StartAsync(alice.Profile);
        var offline = await again.Client.Contacts.ListAsync(again.Account);
        Assert.Equal(
            [(bob.Account, true, SubscriptionState.Both), (stranger, true, SubscriptionState.None)],
            offline.Select(contact => (contact.Jid, contact.IsBlocked, contact.Subscription))
        );

        // The server knows it alike.
        await again.ConnectAsync();
        Assert.All(await again.Client.Contacts.ListAsync(again.Account), contact => Assert.True(contact.IsBlocked));
        await again.Client.Contacts.UnblockAsync(again.Account, stranger);
        await again.WaitForAsync<ContactChanged>(change => change.Contact.Jid == stranger && change.Removed);
        Assert.Equal(bob.Account, Assert.Single(await again.Client.Contacts.ListAsync(again.Account)).Jid);
    }

    [Fact]
    public async Task With_the_switches_off_a_contact_learns_nothing_of_typing_presence_nickname_and_picture()
    {
        var (alice, bob) = await FriendsAsync();
        await using var first = alice;
        await using var second = bob;
        var off = new PrivacySettings
        {
            Receipts = false,
            ReadMarkers = false,
            Typing = false,
            Avatars = false,
            Presence = false,
        };
        await alice.Client.Persona.ShowAsync(alice.Account, Availability.Away, "seen");
        await ContactAsync(bob, alice, contact => contact.StatusText == "seen");

        await alice.Client.Privacy.SetAsync(alice.Account, off);
        Assert.Equal(off, await alice.Client.Privacy.GetAsync(alice.Account));
        // What was shown is taken back at once.
        await ContactAsync(bob, alice, contact => contact is { Availability: Availability.Online, StatusText: null });
        await alice.Client.Persona.ShowAsync(alice.Account, Availability.DoNotDisturb, "unseen");
        await alice.Client.Persona.ShowIdleAsync(alice.Account, DateTimeOffset.UtcNow);
        await alice.Client.Conversations.SetTypingAsync(alice.With(bob), TypingState.Composing);
        foreach (
            var call in new Func<Task>[]
            {
                () => alice.Client.Persona.SetNicknameAsync(alice.Account, "unseen"),
                () => alice.Client.Persona.SetAvatarAsync(alice.Account, _png),
            }
        )
        {
            Assert.Equal("privacy", (await Assert.ThrowsAsync<ChatSecureException>(call)).Condition);
        }

        await bob.DeliverAsync(alice, "Are you there?");
        await alice.WaitForMessageAsync("Are you there?");
        await alice.Client.Conversations.MarkReadAsync(alice.With(bob));
        await alice.DeliverAsync(bob, "the last word");
        await bob.WaitForMessageAsync("the last word");

        Assert.DoesNotContain(bob.Events, happened => happened is TypingChanged);
        Assert.DoesNotContain(
            bob.Events.OfType<MessageChanged>(),
            changed => changed.Message.State is Messaging.DeliveryState.Received or Messaging.DeliveryState.Displayed
        );
        Assert.DoesNotContain(
            bob.Events.OfType<ContactChanged>(),
            changed =>
                changed.Contact.StatusText == "unseen" || changed.Contact.Nickname is not null || changed.Contact.AvatarId is not null
        );

        // On again, what was kept is shown.
        await alice.Client.Privacy.SetAsync(alice.Account, null);
        await ContactAsync(bob, alice, contact => contact is { Availability: Availability.DoNotDisturb, StatusText: "unseen" });
    }

    [Fact]
    public async Task With_pictures_off_none_is_fetched_and_whom_we_ask_to_see_asks_first()
    {
        await using var alice = await TestApp.StartAsync(
            options: new()
            {
                Privacy = new PrivacySettings { Avatars = false, Presence = false },
            }
        );
        await alice.AddAccountAsync(server, Unique("alice"));
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, Unique("bob"));
        await bob.Client.Persona.SetAvatarAsync(bob.Account, _png);
        await alice.Client.Contacts.AddAsync(alice.Account, bob.Account);
        await bob.WaitForAsync<ContactChanged>(change => change.Contact is { IsPendingIn: true });
        await bob.Client.Contacts.AcceptAsync(bob.Account, alice.Account);

        // Accepting asks back: with the switch off, that is a question for the person.
        await alice.WaitForAsync<ContactChanged>(change => change.Contact is { IsPendingIn: true });
        await alice.WaitForAsync<ContactChanged>(change => change.Contact.Availability == Availability.Online);
        await bob.DeliverAsync(alice, "the last word");
        await alice.WaitForMessageAsync("the last word");
        Assert.Null(await alice.Client.Contacts.AvatarAsync(alice.Account, bob.Account));
    }

    [Fact]
    public async Task Since_when_nobody_is_there_is_told_only_if_the_person_wants_that()
    {
        var (alice, bob) = await FriendsAsync();
        await using var first = alice;
        await using var second = bob;
        await alice.Client.Persona.ShowIdleAsync(alice.Account, DateTimeOffset.UtcNow.AddHours(-1));
        await alice.Client.Persona.ShowAsync(alice.Account, Availability.Away, "one");
        Assert.Null((await ContactAsync(bob, alice, contact => contact.StatusText == "one")).IdleSince);

        await alice.Client.Privacy.SetAsync(alice.Account, new PrivacySettings { LastSeen = true });
        Assert.NotNull((await ContactAsync(bob, alice, contact => contact.IdleSince is not null)).IdleSince);
        await alice.Client.Privacy.SetAsync(alice.Account, null);
        await ContactAsync(bob, alice, contact => contact.IdleSince is null);

        // Of who is offline, the server tells contacts, and nobody else.
        await alice.Client.Persona.ShowAsync(alice.Account, Availability.Away, "gone home");
        await alice.DisconnectAsync();
        await ContactAsync(bob, alice, contact => contact.Availability == Availability.Offline);
        var activity = await bob.Client.Contacts.LastActivityAsync(bob.Account, alice.Account);
        Assert.InRange(activity!.Ago, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        await using var stranger = await TestApp.StartAsync();
        await stranger.AddAccountAsync(server, Unique("stranger"));
        Assert.Null(await stranger.Client.Contacts.LastActivityAsync(stranger.Account, alice.Account));
    }

    [Fact]
    public async Task People_whom_nobody_knows_do_not_ask_who_is_not_to_be_asked()
    {
        await using var alice = await TestApp.StartAsync();
        await alice.AddAccountAsync(server, Unique("alice"));
        await alice.Client.Privacy.SetAsync(alice.Account, new PrivacySettings { RequestsFromStrangers = false });
        await using var stranger = await TestApp.StartAsync();
        await stranger.AddAccountAsync(server, Unique("stranger"));

        await stranger.Client.Contacts.AddAsync(stranger.Account, alice.Account);
        await stranger.DeliverAsync(alice, "the last word");
        await alice.WaitForMessageAsync("the last word");
        Assert.Empty(await alice.Client.Contacts.ListAsync(alice.Account));
        Assert.DoesNotContain(alice.Events, happened => happened is ContactChanged);
    }

    [Fact]
    public async Task A_device_s_name_is_shown_if_the_person_wants_that_and_taken_back()
    {
        var (alice, bob) = await FriendsAsync();
        await using var first = alice;
        await using var second = bob;
        await alice.Client.Persona.SetDeviceNameAsync(alice.Account, "Kitchen tablet");
        await alice.DeliverAsync(bob, "hello");
        await bob.WaitForMessageAsync("hello");
        await LabelAsync(null);

        await alice.Client.Privacy.SetAsync(alice.Account, new PrivacySettings { AnnounceDeviceName = true });
        await LabelAsync("Kitchen tablet");
        await alice.Client.Persona.SetDeviceNameAsync(alice.Account, "Hall");
        await LabelAsync("Hall");
        await alice.Client.Privacy.SetAsync(alice.Account, null);
        await LabelAsync(null);
        foreach (var name in new[] { new string('x', 54), "a\u0001b" })
        {
            var refused = await Assert.ThrowsAsync<ChatSecureException>(() => alice.Client.Persona.SetDeviceNameAsync(alice.Account, name));
            Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
        }

        Task LabelAsync(string? expected) =>
            TestApp.UntilAsync(
                async () => Assert.Single(await bob.Client.Trust.DevicesAsync(bob.Account, alice.Account)).Label == expected,
                $"The device is not called {expected}."
            );
    }

    private async Task<(TestApp, TestApp)> FriendsAsync()
    {
        var alice = await TestApp.StartAsync();
        await alice.AddAccountAsync(server, Unique("alice"));
        var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, Unique("bob"));
        await TestApp.BefriendAsync(alice, bob);
        return (alice, bob);
    }

    // As it is now or becomes; events of the past do not count.
    private static async Task<Contact> ContactAsync(TestApp app, TestApp peer, Func<Contact, bool> match)
    {
        var found = default(Contact);
        await TestApp.UntilAsync(
            async () =>
            {
                found = (await app.Client.Contacts.ListAsync(app.Account)).FirstOrDefault(contact => contact.Jid == peer.Account);
                return found is not null && match(found);
            },
            "The contact is not as it should be."
        );
        return found!;
    }

    private static string Unique(string name) => $"{name}-{Guid.NewGuid().ToString("N")[..8]}";
}
