// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Integration.Tests.Engine;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Terminal;

/// <summary>Several accounts at a terminal, and what each is about.</summary>
public sealed class TerminalAccountTests(ProsodyServer server) : TerminalScene(server)
{
    [Fact]
    public async Task Accounts_are_added_switched_examined_and_removed_down_to_the_way_in()
    {
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(Server, $"bob-{Guid.NewGuid():N}");
        var work = $"work-{Guid.NewGuid():N}";
        await Server.RegisterUserAsync(work, ProsodyServer.Password);
        string home;
        await using (var alice = await TestApp.StartAsync(Profile, passphrase: Passphrase))
        {
            await alice.AddAccountAsync(Server, $"home-{Guid.NewGuid():N}");
            await TestApp.BefriendAsync(alice, bob);
            await alice.DeliverAsync(bob, "From home");
            home = alice.Account.ToString();
        }

        using var terminal = StartOpen();
        await terminal.UntilAsync("From home");
        terminal.Type("", "F8");
        await MoveToAsync(terminal, "Add an account");
        terminal.Type("", "Enter");
        await MoveToAsync(terminal, "I have an account");
        terminal.Type("", "Enter");
        await terminal.UntilAskedAsync("Address");
        terminal.Type(Server.Jid(work), "Enter");
        await terminal.UntilAskedAsync("Password");
        terminal.Type("wrong", "Enter");
        await terminal.UntilAsync("did not accept");

        // It begins anew, with what was typed, but for the password.
        await MoveToAsync(terminal, "I have an account");
        terminal.Type("", "Enter");
        await terminal.UntilAskedAsync("Address");
        await terminal.UntilAsync(
            screen => screen.Split('\n').Count(line => line.Trim() == Server.Jid(work)) == 1,
            "The address that was typed"
        );
        terminal.Type("", "Enter");
        await terminal.UntilAskedAsync("Password");
        terminal.Type(ProsodyServer.Password, "Enter");
        await MoveToAsync(terminal, Server.Jid(work));
        await terminal.UntilAsync($"* {home}");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("No conversations yet");

        // How the server is doing, what the account shows of itself, and its password.
        terminal.Type("", "F8");
        await ChooseAsync(terminal, Server.Jid(work), "How");
        await terminal.UntilAsync("TLS");
        await terminal.UntilAsync(": good.");
        terminal.Type("", "Escape");
        await ChooseAsync(terminal, Server.Jid(work), "Name and picture");
        await MoveToAsync(terminal, "Your name");
        terminal.Type("", "Enter");
        await terminal.UntilAskedAsync("Your name");
        terminal.Type("Alice at work", "Enter");
        await terminal.UntilAsync("Your name: Alice at work");
        await terminal.UntilAsync("Your contacts see it now");
        await MoveToAsync(terminal, "Shown as");
        terminal.Type("", "Enter");
        await MoveToAsync(terminal, "away");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Shown as: away");
        terminal.Type("", "Escape");
        await ChooseAsync(terminal, Server.Jid(work), "Change password");
        await terminal.UntilAskedAsync("Choose a password");
        terminal.Type("another password", "Enter");
        await terminal.UntilAskedAsync("The same once more");
        terminal.Type("another password", "Enter");
        await terminal.UntilAsync("The password has been changed");

        // Removed from this device alone; then the last one, and it begins anew.
        await ChooseAsync(terminal, Server.Jid(work), "Remove from this device");
        await terminal.UntilAsync("It stays on the server");
        terminal.Type("", "Enter");
        await terminal.UntilAsync(screen => !screen.Contains($" {Server.Jid(work)}", StringComparison.Ordinal), "One account");
        await terminal.UntilAsync($"* {home}");
        await ChooseAsync(terminal, home, "Delete account");
        await terminal.UntilAsync($"Delete {home} from the server?");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Welcome to");
        terminal.Type("", "Enter");
        await MoveToAsync(terminal, "I have an account");
        terminal.Type("", "Enter");
        await terminal.UntilAskedAsync("Address");
        terminal.Type(Server.Jid(work), "Enter");
        await terminal.UntilAskedAsync("Password");
        terminal.Type("another password", "Enter");
        await ThroughTheRestAsync(terminal);
        await terminal.UntilAsync("Online");
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }
}
