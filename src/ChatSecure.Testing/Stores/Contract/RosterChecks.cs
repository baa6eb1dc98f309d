// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Contacts;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class RosterChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("A contact comes back as it was saved, without its presence", SavedAsync),
        Check("A new roster takes the place of the former one but keeps pending requests", ReplacedAsync),
        Check("A roster's version is kept until a new one comes", VersionAsync),
        Check("Removing a contact removes that one alone", RemovedAsync),
        Check("A contact is found by its address, in its account alone", FoundAsync),
    ];

    private static Contact Full { get; } =
        new()
        {
            Jid = Bob,
            Name = "Bob",
            Subscription = SubscriptionState.From,
            IsPendingOut = true,
            IsPendingIn = true,
            IsBlocked = true,
            Groups = ["Friends", "Work, \"other\""],
        };

    private static async Task SavedAsync(IChatStore store)
    {
        await store.Roster.SaveAsync(Alice, new() { Jid = Carol, Name = "old" }, null).ConfigureAwait(false);
        await store.Roster.SaveAsync(Alice, Full with { Availability = Availability.Away }, null).ConfigureAwait(false);
        await store.Roster.SaveAsync(Alice, new() { Jid = Carol }, null).ConfigureAwait(false);
        await HasAsync(store, Full, new() { Jid = Carol }).ConfigureAwait(false);
        Expect.Equal(0, (await store.Roster.ListAsync(Bob).ConfigureAwait(false)).Count, "Another account's contacts");
    }

    private static async Task ReplacedAsync(IChatStore store)
    {
        var dave = Addressing.Jid.Parse("dave@example.org");
        await store.Roster.SaveAsync(Alice, Full, null).ConfigureAwait(false);
        await store.Roster.SaveAsync(Alice, new() { Jid = Carol, Name = "Carol" }, null).ConfigureAwait(false);
        await store.Roster.ReplaceAsync(Alice, [new() { Jid = dave, Subscription = SubscriptionState.Both }], "2").ConfigureAwait(false);
        var request = new Contact
        {
            Jid = Bob,
            IsPendingIn = true,
            IsBlocked = true,
        };
        await HasAsync(store, request, new() { Jid = dave, Subscription = SubscriptionState.Both }).ConfigureAwait(false);

        await store.Roster.ReplaceAsync(Alice, [new() { Jid = Bob, Name = "Bob" }], "3").ConfigureAwait(false);
        await HasAsync(store, new Contact { Jid = Bob, Name = "Bob" }).ConfigureAwait(false);
    }

    private static async Task VersionAsync(IChatStore store)
    {
        Expect.Equal(null, await store.Roster.GetVersionAsync(Alice).ConfigureAwait(false), "The version of no roster");
        await store.Roster.ReplaceAsync(Alice, [], "1").ConfigureAwait(false);
        await store.Roster.SaveAsync(Alice, Full, null).ConfigureAwait(false);
        Expect.Equal("1", await store.Roster.GetVersionAsync(Alice).ConfigureAwait(false), "The version");
        await store.Roster.SaveAsync(Alice, Full, "2").ConfigureAwait(false);
        Expect.Equal("2", await store.Roster.GetVersionAsync(Alice).ConfigureAwait(false), "The version after a push");
        await store.Roster.RemoveAsync(Alice, Bob, "3").ConfigureAwait(false);
        Expect.Equal("3", await store.Roster.GetVersionAsync(Alice).ConfigureAwait(false), "The version after a removal");
        await store.Roster.ReplaceAsync(Alice, [], null).ConfigureAwait(false);
        Expect.Equal(null, await store.Roster.GetVersionAsync(Alice).ConfigureAwait(false), "The version of a roster without one");
    }

    private static async Task RemovedAsync(IChatStore store)
    {
        await store.Roster.ReplaceAsync(Alice, [Full, new() { Jid = Carol }], null).ConfigureAwait(false);
        await store.Roster.RemoveAsync(Alice, Bob, null).ConfigureAwait(false);
        await store.Roster.RemoveAsync(Alice, Bob, null).ConfigureAwait(false);
        await HasAsync(store, new Contact { Jid = Carol }).ConfigureAwait(false);
    }

    private static async Task FoundAsync(IChatStore store)
    {
        await store.Roster.ReplaceAsync(Alice, [Full, new() { Jid = Carol, Name = "Carol" }], null).ConfigureAwait(false);
        await store.Roster.SaveAsync(Bob, new() { Jid = Carol, Name = "another Carol" }, null).ConfigureAwait(false);
        var found = await store.Roster.FindAsync(Alice, Bob).ConfigureAwait(false);
        Expect.Equal(Describe(Full), found is null ? null : Describe(found), "The contact");
        Expect.Equal("Carol", (await store.Roster.FindAsync(Alice, Carol).ConfigureAwait(false))?.Name, "The other one");
        Expect.Equal(null, await store.Roster.FindAsync(Alice, Alice).ConfigureAwait(false), "Who is no contact");
        Expect.Equal(null, await store.Roster.FindAsync(Carol, Bob).ConfigureAwait(false), "A contact of an account that is not there");
        await store.Roster.RemoveAsync(Alice, Bob, null).ConfigureAwait(false);
        Expect.Equal(null, await store.Roster.FindAsync(Alice, Bob).ConfigureAwait(false), "Who was removed");
    }

    private static async Task HasAsync(IChatStore store, params Contact[] contacts)
    {
        var found = await store.Roster.ListAsync(Alice).ConfigureAwait(false);
        Expect.Sequence(contacts.Select(Describe), found.Select(Describe), "The contacts");
    }

    internal static string Describe(Contact contact) => $"{contact with { Groups = [] }} in [{string.Join("; ", contact.Groups)}]";
}
