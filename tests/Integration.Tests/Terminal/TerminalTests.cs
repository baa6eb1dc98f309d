// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Text.RegularExpressions;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Engine;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using ChatSecure.Tests;

namespace ChatSecure.Integration.Tests.Terminal;

/// <summary>The terminal app as a person uses it: keys in, screen out, against a real server, with another app of the SDK as the contact.</summary>
public sealed class TerminalTests(ProsodyServer server) : TerminalScene(server)
{
    private const string Evil = "evil\u009b2J\u009d0;owned\u009c \u202Egnp.exe\u2066 \u200Fend\nYou";

    [Fact]
    public async Task It_signs_in_talks_encrypted_both_ways_edits_reacts_and_quits()
    {
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(Server, $"bob-{Guid.NewGuid():N}");
        var alice = $"alice-{Guid.NewGuid():N}";
        await Server.RegisterUserAsync(alice, ProsodyServer.Password);
        using var terminal = Start();

        // A new profile: its passphrase twice; one that differs is noticed.
        await terminal.UntilAsync("Choose a passphrase");
        terminal.Type(Passphrase, "Enter");
        await terminal.UntilAsync("once more");
        terminal.Type("something else", "Enter");
        await terminal.UntilAsync("The two differ");
        terminal.Type(Passphrase, "Enter");
        await terminal.UntilAsync("once more");
        terminal.Type(Passphrase, "Enter");
        await terminal.UntilAsync("Welcome to");
        Assert.DoesNotContain(Passphrase, terminal.Screen, StringComparison.Ordinal);

        // A wrong password says so; the right one is online.
        terminal.Type("", "Enter");
        await terminal.UntilAsync("I have an account");
        terminal.Type("", "Down", "Enter");
        await terminal.UntilAskedAsync("Address");
        terminal.Type(Server.Jid(alice), "Enter");
        await terminal.UntilAskedAsync("Password");
        terminal.Type("wrong", "Enter");
        await terminal.UntilAsync("did not accept");
        await terminal.UntilAsync(Server.Jid(alice));
        terminal.Type("", "Enter");
        await terminal.UntilAskedAsync("Password");
        terminal.Type(ProsodyServer.Password, "Enter");
        await ThroughTheRestAsync(terminal);
        await terminal.UntilAsync("No conversations yet");
        await terminal.UntilAsync("Online");

        // Add the contact, and talk.
        terminal.Type("", "F3");
        await terminal.UntilAsync("Type an address to add");
        terminal.Type(bob.Account.ToString(), "Enter");
        await bob.WaitForAsync<Clients.ContactChanged>(change => change.Contact.IsPendingIn);
        await bob.Client.Contacts.AcceptAsync(bob.Account, Addressing.Jid.Parse(Server.Jid(alice)), TestContext.Current.CancellationToken);
        await terminal.UntilAsync(bob.Account.ToString());
        terminal.Type("", "Escape");
        await terminal.UntilAsync("No conversations yet");
        terminal.Type(bob.Account.ToString(), "Enter");
        await terminal.UntilAsync("Say hello");
        await terminal.UntilAsync("OMEMO");
        terminal.Type("Hello from a terminl", "Enter");
        var heard = await bob.WaitForMessageAsync("Hello from a terminl");
        Assert.NotEqual(EncryptionKind.None, heard.Encryption);
        var said = await bob.DeliverAsync(Addressing.Jid.Parse(Server.Jid(alice)), "Hello back ✓ سلام");
        var back = new MessageRef(bob.With(Addressing.Jid.Parse(Server.Jid(alice))), MessageDirection.Outgoing, said.Id);
        await terminal.UntilAsync("Hello back ✓ سلام");
        await terminal.UntilAsync("encrypted");

        // Edit, answer, react.
        terminal.Type("/edit", "Enter");
        await terminal.UntilAsync("Editing a message: Hello from a terminl");
        await terminal.UntilAsync(screen => screen.Split("Hello from a terminl").Length == 4, "The text in the field");
        terminal.Type("", "BSpace");
        terminal.Type("al", "Enter");
        await terminal.UntilAsync(
            screen =>
                screen.Contains("Hello from a terminal", StringComparison.Ordinal) && screen.Contains("edited", StringComparison.Ordinal),
            "The edit"
        );
        var edited = new MessageRef(bob.With(Addressing.Jid.Parse(Server.Jid(alice))), MessageDirection.Incoming, heard.Id);
        await UntilAsync(async () =>
            (await bob.Client.Conversations.FindAsync(edited, TestContext.Current.CancellationToken))?.Body == "Hello from a terminal"
        );
        terminal.Type("two", "C-j");
        terminal.Type("lines", "Enter");
        await bob.WaitForMessageAsync("two\nlines");

        // Up to what the contact wrote, to answer it and to react to it.
        await terminal.UntilAsync(
            screen => Regex.IsMatch(screen, @"two\s+lines\s+\[encrypted", RegexOptions.None, TimeSpan.FromSeconds(1)),
            "The message of two lines"
        );
        terminal.Type("", "Up", "Up", "Up", "Up");
        terminal.Type("", "Enter");
        await terminal.UntilAsync($"Replying to {bob.Account}: Hello back");
        terminal.Type("An answer", "Enter");
        var answer = await bob.WaitForMessageAsync("An answer");
        Assert.Equal(said.Id, answer.ReplyTo);
        await terminal.UntilAsync($"> {bob.Account}: Hello back ✓ سلام");
        terminal.Type("/react 👍", "Enter");
        await terminal.UntilAsync("👍 1");
        await UntilAsync(async () =>
            (await bob.Client.Conversations.FindAsync(back, TestContext.Current.CancellationToken))?.Reactions is [{ Emojis: ["👍"] }]
        );
        terminal.Type("/nonsense", "Enter");
        await terminal.UntilAsync("There is no such command");

        // Help, verification with its code, and back.
        terminal.Type("", "F5");
        await terminal.UntilAsync("Verify");
        await terminal.UntilAsync(screen => screen.Contains('▀'), "The code");
        terminal.Type("", "Escape");
        await terminal.UntilAsync("Enter sends");
        terminal.Type("", "F1");
        await terminal.UntilAsync("/retract");
        terminal.Type("", "Escape");
        await terminal.UntilAsync("Enter sends");

        // The settings: the first is the appearance, and stays as it was set.
        terminal.Type("", "F7");
        await terminal.UntilAsync("As the system");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Light");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Dark");
        terminal.Type("", "Escape");
        await terminal.UntilAsync("Enter sends");

        // The search finds what was read, and opens the conversation there.
        terminal.Type("", "F6");
        await terminal.UntilAsync("Search your messages");
        terminal.Type("terminal", "Enter");
        await terminal.UntilAsync("Hello from a terminal");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("An answer");
        terminal.Type("/edit", "Enter");
        await terminal.UntilAsync("Editing a message: Hello from a terminal");
        terminal.Type("", "Escape");
        await terminal.UntilAsync("Enter sends");
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());

        // The profile is encrypted, and opens with its passphrase alone.
        using var again = Start();
        await again.UntilAsync("Type the passphrase");
        again.Type("wrong", "Enter");
        await again.UntilAsync("does not open");
        again.Type(Passphrase, "Enter");
        await again.UntilAsync("An answer");
        again.Type("", "F7");
        await again.UntilAsync("Dark");
        again.Type("", "C-q");
        Assert.Equal(0, await again.UntilEndedAsync());
    }

    [Fact]
    public async Task What_others_write_never_steers_the_terminal()
    {
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(Server, $"bob-{Guid.NewGuid():N}");
        await using (var alice = await TestApp.StartAsync(Profile, passphrase: Passphrase))
        {
            await alice.AddAccountAsync(Server, $"alice-{Guid.NewGuid():N}");
            await TestApp.BefriendAsync(alice, bob);

            // A C1 control, which XML lets through, begins sequences on many terminals; marks turn text around.
            await bob.DeliverAsync(alice, Evil);
            await alice.WaitForMessageAsync(Evil);
        }

        using var terminal = Start(new() { ["TERMINAL_KEY"] = Passphrase }, "--key-env", "TERMINAL_KEY");
        await terminal.UntilAsync("evil");
        terminal.Type("", "Enter");
        await terminal.UntilAsync(screen => screen.Contains("Enter sends", StringComparison.Ordinal), "The conversation");
        await terminal.UntilAsync("gnp.exe");
        var screen = terminal.ColoredScreen;
        Assert.DoesNotContain(screen, c => c is '\u009b' or '\u009c' or '\u009d' or '\u202e' or '\u2066' or '\u200f');
        Assert.Contains("gnp.exe", screen, StringComparison.Ordinal);
        Assert.DoesNotContain(terminal.Screen.Split('\n'), line => line.TrimEnd() == "You");
        Assert.DoesNotContain("owned", terminal.TerminalTitle, StringComparison.Ordinal);
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    [Fact]
    public void Unknown_options_are_refused_with_one_line()
    {
        var result = Programs.Run(Program, ["--nonsense", "x"]);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("Usage:", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Help_names_every_option_and_how_to_quit()
    {
        var result = Programs.Run(Program, ["--help"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        foreach (var option in new[] { "--profile", "--brand", "--key-env", "--server", "--tls", "--ca", "--help" })
        {
            Assert.Contains($"  {option} ", result.Output, StringComparison.Ordinal);
        }

        Assert.Contains("Ctrl+Q quits", result.Output, StringComparison.Ordinal);
    }
}
