// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Integration.Tests.Engine;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using ChatSecure.Tests;

namespace ChatSecure.Integration.Tests.Terminal.Pictures;

/// <summary>A walk through the main screens of the terminal app. What each looks like, in a light and in a dark terminal, lies in artifacts/shots/terminal
/// afterwards as a page, of which build/shots takes a picture.</summary>
public sealed class TerminalPictureTests(ProsodyServer server) : TerminalScene(server)
{
    [Fact]
    public async Task The_way_in_is_seen_step_by_step()
    {
        using var terminal = Start();
        await terminal.UntilAsync("Choose a passphrase");
        Take(terminal, "01-passphrase");
        terminal.Type(Passphrase, "Enter");
        await terminal.UntilAsync("once more");
        terminal.Type(Passphrase, "Enter");
        await terminal.UntilAsync("Welcome to");
        Take(terminal, "02-welcome");
        terminal.Type("", "Enter");
        await MoveToAsync(terminal, "I have an account");
        Take(terminal, "03-choose");
        terminal.Type("", "Enter");
        await terminal.UntilAskedAsync("Address");
        terminal.Type("sasha@example.org");
        await terminal.UntilAsync("sasha@example.org");
        Take(terminal, "04-sign-in");
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    [Fact]
    public async Task Conversations_people_and_oneself_are_seen()
    {
        await using var bob = await TestApp.StartAsync(options: new() { AllowOtr = true });
        await using var carol = await TestApp.StartAsync();
        await bob.AddAccountAsync(Server, $"bela-{Guid.NewGuid():N}"[..9]);
        await carol.AddAccountAsync(Server, $"mira-{Guid.NewGuid():N}"[..9]);
        await FillAsync(bob, carol);

        using var terminal = StartOpen();
        await terminal.UntilAsync("Online");
        await terminal.UntilAsync("[All]");
        Take(terminal, "10-conversations");
        await MoveToAsync(terminal, "Bela", isAnywhere: true);
        terminal.Type("", "Tab");
        await MoveToAsync(terminal, "Archive");
        Take(terminal, "11-what-can-be-done");
        await BackAsync(terminal, "[All]");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("map.pdf");
        await terminal.UntilAsync("Only you and Bela");
        terminal.Type("Shall we meet at the ");
        await terminal.UntilAsync("Shall we meet at the");
        Take(terminal, "12-conversation");
        for (var i = 0; i < "Shall we meet at the ".Length; i++)
        {
            terminal.Type("", "BSpace");
        }

        terminal.Type("", "F2");
        await MoveToAsync(terminal, "Write unencrypted");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("can read your next message");
        Take(terminal, "13-protection");
        await BackAsync(terminal, "Enter sends");
        terminal.Type("", "F5");
        await terminal.UntilAsync("Verify Bela");
        await terminal.UntilAsync(screen => screen.Contains('▀'), "The code");
        Take(terminal, "14-verification");
        await BackAsync(terminal, "Enter sends");
        await BackAsync(terminal, "[All]");

        await MoveToAsync(terminal, "Sunday walk", isAnywhere: true);
        terminal.Type("", "Enter");
        await terminal.UntilAsync("You joined the group");
        await terminal.UntilAsync("I bring tea");
        await terminal.UntilAsync("Only members can read");
        Take(terminal, "20-group");
        terminal.Type("", "F5");
        await terminal.UntilAsync("Leave the group");
        await MoveToAsync(terminal, "Mira, ");
        Take(terminal, "21-about-group");
        await BackAsync(terminal, "Enter sends");
        await BackAsync(terminal, "[All]");
        terminal.Type("", "F3");
        await MoveToAsync(terminal, "Bela", isAnywhere: true);
        Take(terminal, "30-contacts");
        terminal.Type("", "F6");
        await terminal.UntilAsync("Search your messages");
        terminal.Type("bridge");
        await terminal.UntilAsync("1 message");
        Take(terminal, "40-search");
        await BackAsync(terminal, "Invite a friend");
        terminal.Type("", "F7");
        await MoveToAsync(terminal, "Lock now");
        Take(terminal, "50-settings");
        await BackAsync(terminal, "Invite a friend");
        terminal.Type("", "F8");
        await ChooseAsync(terminal, "sasha", "How");
        await terminal.UntilAsync("TLS");
        await terminal.UntilAsync(": good.");
        Take(terminal, "51-server-check");
        await BackAsync(terminal, "Add an account");
        terminal.Type("", "F1");
        await terminal.UntilAsync("/retract");
        Take(terminal, "60-help");
        terminal.Type("", "F9");
        await terminal.UntilAsync("Type the passphrase of your messages");
        Take(terminal, "70-locked");
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    // Somebody with two contacts and a group, who has talked with all of them.
    private async Task FillAsync(TestApp bob, TestApp carol)
    {
        await using var alice = await TestApp.StartAsync(Profile, passphrase: Passphrase);
        await alice.AddAccountAsync(Server, $"sasha-{Guid.NewGuid():N}"[..10]);
        foreach (var (friend, name) in new[] { (bob, "Bela"), (carol, "Mira") })
        {
            await TestApp.BefriendAsync(alice, friend);
            await alice.Client.Contacts.RenameAsync(alice.Account, friend.Account, name, TestContext.Current.CancellationToken);
        }

        await carol.DeliverAsync(alice, "See you on Sunday?");
        await alice.WaitForMessageAsync("See you on Sunday?");
        var room = (
            await alice.Client.Groups.CreateAsync(
                alice.Account,
                new() { Name = "Sunday walk", Members = [bob.Account, carol.Account] },
                TestContext.Current.CancellationToken
            )
        )
            .Room
            .Jid;
        foreach (var friend in new[] { bob, carol })
        {
            var invited = await friend.WaitForAsync<GroupInvited>(_ => true);
            await friend.Client.Groups.JoinAsync(
                friend.Account,
                invited.Invitation.Room,
                cancellationToken: TestContext.Current.CancellationToken
            );
        }

        await carol.DeliverAsync(room, "I bring tea");
        await alice.WaitForMessageAsync("I bring tea");
        await bob.DeliverAsync(
            alice,
            "The path behind the old bridge is open again. It is longer than the road, but there is shade all the way and the view is worth it."
        );
        var bridge = await alice.WaitForMessageAsync(
            "The path behind the old bridge is open again. It is longer than the road, but there is shade all the way and the view is worth it."
        );
        await alice.Client.Conversations.ReactAsync(
            new(bridge.Conversation, bridge.Direction, bridge.Id),
            ["👍"],
            cancellationToken: TestContext.Current.CancellationToken
        );
        await alice.Client.Conversations.SendAsync(alice.With(bob), new OutgoingMessage("Then let us take it.") { ReplyTo = bridge.Id });
        await bob.WaitForMessageAsync("Then let us take it.");
        var map = new OutgoingAttachment(_ => ValueTask.FromResult<Stream>(new MemoryStream(new byte[48_000])))
        {
            FileName = "map.pdf",
            MediaType = "application/pdf",
        };
        await bob.Client.Conversations.SendAsync(bob.With(alice), new OutgoingMessage("Here is a map") { Attachments = [map] });
        await alice.WaitForMessageAsync("Here is a map");
    }

    // The app names colours and sets none: how they look, a person chooses for the terminal.
    private static void Take(TmuxSession terminal, string name)
    {
        var screen = terminal.ColoredScreen;
        Assert.DoesNotContain("8;2;", screen, StringComparison.Ordinal);
        foreach (var scheme in AnsiScheme.All)
        {
            var folder = Directory.CreateDirectory(Repository.PathTo("artifacts", "shots", "terminal")).FullName;
            File.WriteAllText(Path.Combine(folder, $"{name}-{scheme.Name}.html"), AnsiPage.Of(screen, scheme));
        }
    }
}
