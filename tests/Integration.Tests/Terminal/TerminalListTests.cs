// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Integration.Tests.Engine;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Terminal;

/// <summary>Conversations and contacts at a terminal: what Tab shows of a line, and does.</summary>
public sealed class TerminalListTests(ProsodyServer server) : TerminalScene(server)
{
    [Fact]
    public async Task Conversations_are_pinned_muted_archived_found_again_and_deleted()
    {
        await using var bob = await TestApp.StartAsync();
        await using var carol = await TestApp.StartAsync();
        await bob.AddAccountAsync(Server, $"bob-{Guid.NewGuid():N}");
        await carol.AddAccountAsync(Server, $"carol-{Guid.NewGuid():N}");
        await using (var alice = await TestApp.StartAsync(Profile, passphrase: Passphrase))
        {
            await alice.AddAccountAsync(Server, $"alice-{Guid.NewGuid():N}");
            await TestApp.BefriendAsync(alice, bob);
            await TestApp.BefriendAsync(alice, carol);
            await NameAsync(alice, bob.Account, "Bob");
            await NameAsync(alice, carol.Account, "Carol");
            await alice.DeliverAsync(bob, "To the first");
            await alice.DeliverAsync(carol, "To the second");
        }

        using var terminal = StartOpen();
        await terminal.UntilAsync("To the first");
        Assert.Equal(["Carol", "Bob"], Order(terminal.Screen));
        Assert.DoesNotContain(bob.Account.ToString(), terminal.Screen, StringComparison.Ordinal);

        await ChooseAsync(terminal, "Bob", "Pin");
        await terminal.UntilAsync(screen => Order(screen) is ["Bob", "Carol"], "Bob before Carol");
        await terminal.UntilAsync("^ Bob");
        await ChooseAsync(terminal, "Bob", "Mute for 8 hours");
        await terminal.UntilAsync("Muted until");
        await ChooseAsync(terminal, "Bob", "Archive");
        await terminal.UntilAsync(screen => Order(screen) is ["Carol"], "Carol alone");

        // The arrows to the sides show the others, round and round.
        terminal.Type("", "Left");
        await terminal.UntilAsync("[Archived]");
        await terminal.UntilAsync(screen => Order(screen) is ["Bob"], "Bob alone");
        await ChooseAsync(terminal, "Bob", "Take out of the archive");
        await terminal.UntilAsync("Nothing here.");
        terminal.Type("", "Right");
        await terminal.UntilAsync("[All]");
        await terminal.UntilAsync(screen => Order(screen) is ["Bob", "Carol"], "Both");
        await ChooseAsync(terminal, "Bob", "Unmute");
        await terminal.UntilAsync(screen => !screen.Contains("Muted", StringComparison.Ordinal), "No mute");

        // What can't be undone is asked about; Esc calls it off.
        await ChooseAsync(terminal, "Bob", "Delete");
        await terminal.UntilAsync("Delete the conversation with Bob");
        await terminal.UntilAsync("Press Enter once more");
        terminal.Type("", "Escape");
        await terminal.UntilAsync(screen => Order(screen) is ["Bob", "Carol"], "Still both");
        await ChooseAsync(terminal, "Bob", "Delete");
        await terminal.UntilAsync("Press Enter once more");
        terminal.Type("", "Enter");
        await terminal.UntilAsync(screen => Order(screen) is ["Carol"], "Carol alone");
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    [Fact]
    public async Task Who_asks_is_accepted_or_reported_and_contacts_are_named_and_removed()
    {
        await using var bob = await TestApp.StartAsync();
        await using var carol = await TestApp.StartAsync();
        await bob.AddAccountAsync(Server, $"bob-{Guid.NewGuid():N}");
        await carol.AddAccountAsync(Server, $"carol-{Guid.NewGuid():N}");
        Jid alice;
        await using (var app = await TestApp.StartAsync(Profile, passphrase: Passphrase))
        {
            await app.AddAccountAsync(Server, $"alice-{Guid.NewGuid():N}");
            alice = app.Account;
        }

        using var terminal = StartOpen();
        await terminal.UntilAsync("No conversations yet");
        await bob.Client.Contacts.AddAsync(bob.Account, alice, cancellationToken: TestContext.Current.CancellationToken);
        await terminal.UntilAsync("1 request");
        terminal.Type("", "Enter");

        // The address of who asks is shown: the name may be anybody's.
        await terminal.UntilAsync("would like to add you");
        await terminal.UntilAsync($"({bob.Account})");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Decline");
        terminal.Type("", "Enter");
        await bob.WaitForAsync<ContactChanged>(change =>
            change.Contact is { Jid: var who, Subscription: SubscriptionState.To or SubscriptionState.Both } && who == alice
        );
        await terminal.UntilAsync(screen => !screen.Contains("would like", StringComparison.Ordinal), "No request");

        // Another one is blocked and reported: asked about, and gone.
        await carol.Client.Contacts.AddAsync(carol.Account, alice, cancellationToken: TestContext.Current.CancellationToken);
        await terminal.UntilAsync($"({carol.Account})");
        await ChooseAsync(terminal, "carol", "Block and report as spam");
        await terminal.UntilAsync("tell your server why");
        terminal.Type("", "Enter");
        await terminal.UntilAsync(screen => !screen.Contains("would like", StringComparison.Ordinal), "No request");

        await terminal.UntilAsync(bob.Account.ToString());
        await ChooseAsync(terminal, bob.Account.ToString(), "Rename");
        await terminal.UntilAsync("Only you see this name");
        terminal.Type("Bob the builder", "Enter");
        await terminal.UntilAsync(screen => Has(screen, "Bob the builder") && !Has(screen, bob.Account.ToString()), "The name alone");
        await ChooseAsync(terminal, "Bob the builder", "Remove");
        await terminal.UntilAsync("Remove Bob the builder from your contacts?");
        terminal.Type("", "Enter");
        await terminal.UntilAsync(screen => !Has(screen, "Bob the builder"), "No contact");

        // Whom the account blocks stands with the account.
        terminal.Type("", "F8");
        await terminal.UntilAsync("Add an account");
        await ChooseAsync(terminal, "Blocked people");
        await terminal.UntilAsync(carol.Account.ToString());
        await ChooseAsync(terminal, carol.Account.ToString(), "Unblock");
        await terminal.UntilAsync("You block nobody");
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    [Fact]
    public async Task An_invitation_is_made_as_a_link_and_a_code()
    {
        await using (var alice = await TestApp.StartAsync(Profile, passphrase: Passphrase))
        {
            await alice.AddAccountAsync(Server, $"alice-{Guid.NewGuid():N}");
        }

        using var terminal = StartOpen();
        await terminal.UntilAsync("Online");
        terminal.Type("", "F3");
        await terminal.UntilAsync("Invite a friend");
        await MoveToAsync(terminal, "Invite a friend");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Counts for: 7 days");
        await MoveToAsync(terminal, "Counts for");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Counts for: 30 days");
        await MoveToAsync(terminal, "Make a link");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Write to me on");
        await terminal.UntilAsync(screen => screen.Contains('▀') && Has(screen, "xmpp:"), "The link and its code");
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    private static bool Has(string screen, string text) => screen.Contains(text, StringComparison.Ordinal);

    private static Task NameAsync(TestApp app, Jid contact, string name) =>
        app.Client.Contacts.RenameAsync(app.Account, contact, name, TestContext.Current.CancellationToken);

    private static string[] Order(string screen) =>
        [.. screen.Split('\n').Select(line => line.TrimStart('^', ' ').Split(' ')[0]).Where(word => word is "Bob" or "Carol")];
}
