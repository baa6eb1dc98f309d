// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Engine;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;

namespace ChatSecure.Integration.Tests.Terminal;

/// <summary>What can be done with messages, with the people who write them and with groups, at a terminal.</summary>
public sealed class TerminalTalkTests(ProsodyServer server) : TerminalScene(server)
{
    [Fact]
    public async Task Files_are_sent_and_saved_and_messages_passed_on_answered_and_taken_back()
    {
        await using var bob = await TestApp.StartAsync();
        await using var carol = await TestApp.StartAsync();
        await bob.AddAccountAsync(Server, $"bob-{Guid.NewGuid():N}");
        await carol.AddAccountAsync(Server, $"carol-{Guid.NewGuid():N}");
        var content = Guid.NewGuid().ToByteArray();
        await using (var alice = await BefriendAsync(bob, carol))
        {
            var file = new OutgoingAttachment(_ => ValueTask.FromResult<Stream>(new MemoryStream(content))) { FileName = "plan.bin" };
            await bob.Client.Conversations.SendAsync(bob.With(alice), new OutgoingMessage("Here it is") { Attachments = [file] });
            await alice.WaitForMessageAsync("Here it is");
        }

        using var terminal = StartOpen();
        await MoveToAsync(terminal, "Bob", isAnywhere: true);
        terminal.Type("", "Enter");
        await terminal.UntilAsync("plan.bin");

        // A file has a line of its own, which Enter saves; what is there already stays as it is.
        var saved = Path.Combine(Profile, "saved.bin");
        await MoveToAsync(terminal, "plan.bin", isAnywhere: true);
        terminal.Type("", "Enter");
        await TypeInsteadAsync(terminal, "~/plan.bin", saved);
        await terminal.UntilAsync("Saved as");
        Assert.Equal(content, await File.ReadAllBytesAsync(saved, TestContext.Current.CancellationToken));
        await MoveToAsync(terminal, "plan.bin", isAnywhere: true);
        terminal.Type($"/save {saved}", "Enter");
        await terminal.UntilAsync("The file can't be written");

        // All files of the conversation, and a search in it alone.
        terminal.Type("/files", "Enter");
        await terminal.UntilAsync("Pictures and files");
        await MoveToAsync(terminal, "plan.bin", isAnywhere: true);
        terminal.Type("", "Enter");
        await terminal.UntilAsync("~/plan.bin");
        await BackAsync(terminal, "Pictures and files");
        await BackAsync(terminal, "Only you and Bob");
        terminal.Type("/search", "Enter");
        await terminal.UntilAsync("Search this conversation");
        terminal.Type("here it");
        await terminal.UntilAsync("1 message");
        await BackAsync(terminal, "Only you and Bob");

        // One of ours goes out.
        var sent = Path.Combine(Profile, "sent.bin");
        await File.WriteAllBytesAsync(sent, content, TestContext.Current.CancellationToken);
        terminal.Type($"/attach {sent}", "Enter");
        await MoveToAsync(terminal, "File: sent.bin");
        terminal.Type("And back", "Enter");
        var back = await bob.WaitForMessageAsync("And back");
        Assert.Equal("sent.bin", Assert.Single(back.Attachments).FileName);

        // Passed on to Carol, by her name.
        await MoveToAsync(terminal, "Here it is", isAnywhere: true);
        await ChooseAsync(terminal, "Forward");
        await MoveToAsync(terminal, "Carol");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Forwarded to Carol");
        var forwarded = await carol.WaitForMessageAsync("Here it is");
        Assert.Equal("plan.bin", Assert.Single(forwarded.Attachments).FileName);

        // A reaction by Tab, and a message of ours is taken back, after a question.
        await ChooseAsync(terminal, "React");
        await terminal.UntilAskedAsync("React");
        terminal.Type("🎉", "Enter");
        await terminal.UntilAsync("🎉 1");
        await MoveToAsync(terminal, "And back", isAnywhere: true);
        await ChooseAsync(terminal, "Take back");
        await terminal.UntilAsync("Press Enter once more");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("You took this message back");
        await UntilAsync(async () =>
            (
                await bob.Client.Conversations.FindAsync(
                    new MessageRef(back.Conversation, MessageDirection.Incoming, back.Id),
                    TestContext.Current.CancellationToken
                )
            )?.RetractedAt
                is not null
        );
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    [Fact]
    public async Task A_secret_that_both_know_is_compared_in_a_private_conversation()
    {
        await using var bob = await TestApp.StartAsync(options: new() { AllowOtr = true });
        await bob.AddAccountAsync(Server, $"bob-{Guid.NewGuid():N}");
        Addressing.Jid alice;
        await using (var app = await BefriendAsync(bob))
        {
            alice = app.Account;
        }

        using var terminal = StartOpen();
        await terminal.UntilAsync("Online");
        terminal.Type("", "F3");
        await ChooseAsync(terminal, "Bob", "Verify Bob");
        await MoveToAsync(terminal, "Begin a private conversation");
        terminal.Type("", "Enter");
        await MoveToAsync(terminal, "Ask a question that only Bob can answer");

        await bob.WaitForAsync<OtrChanged>(change => change.State == OtrState.Encrypted);

        // Bob asks; the answer is typed unseen.
        await bob.Client.Otr.CompareSecretsAsync(
            bob.Account,
            alice,
            "By the sea",
            "Where did we meet?",
            TestContext.Current.CancellationToken
        );
        await terminal.UntilAsync("The contact asks: Where did we meet?");
        terminal.Type("", "Enter");
        await terminal.UntilAskedAsync("Answer");
        terminal.Type("By the sea");
        Assert.DoesNotContain("By the sea", terminal.Screen, StringComparison.Ordinal);
        terminal.Type("", "Enter");
        await terminal.UntilAsync("The secrets are equal");

        // And the other way round.
        await MoveToAsync(terminal, "Ask a question that only Bob can answer");
        terminal.Type("", "Enter");
        await terminal.UntilAskedAsync("Question");
        terminal.Type("And where did we part?", "Enter");
        await terminal.UntilAskedAsync("Answer");
        terminal.Type("In the mountains", "Enter");
        var asked = await bob.WaitForAsync<OtrChanged>(change => change is { Smp: OtrSmpProgress.Asked });
        Assert.Equal("And where did we part?", asked.Question);
        await bob.Client.Otr.CompareSecretsAsync(
            bob.Account,
            alice,
            "In the desert",
            cancellationToken: TestContext.Current.CancellationToken
        );
        await terminal.UntilAsync("The secrets differ");
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    [Fact]
    public async Task A_group_is_made_with_people_by_their_names_and_left()
    {
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(Server, $"bob-{Guid.NewGuid():N}");
        await using (await BefriendAsync(bob)) { }

        using var terminal = StartOpen();
        await terminal.UntilAsync("Online");
        terminal.Type("", "F4");
        await terminal.UntilAsync("/new NAME");
        terminal.Type("/new The friends", "Enter");
        await terminal.UntilAsync("New group: The friends");
        await MoveToAsync(terminal, "[ ] Bob");
        terminal.Type("", "Enter");
        await MoveToAsync(terminal, "[x] Bob");
        await MoveToAsync(terminal, "New group");
        terminal.Type("", "Enter");
        // From its first moment on the page is one about a group, and the key brings one page however often it is pressed.
        await terminal.PressUntilAsync("F5", "Leave the group");
        var invited = await bob.WaitForAsync<GroupInvited>(_ => true);
        await bob.Client.Groups.JoinAsync(bob.Account, invited.Invitation.Room, cancellationToken: TestContext.Current.CancellationToken);
        await MoveToAsync(terminal, "Bob, ");
        Assert.DoesNotContain(bob.Account.ToString(), terminal.Screen, StringComparison.Ordinal);
        await BackAsync(terminal, "Enter sends");

        // Who is meant is written with a key, by whatever the person calls them.
        terminal.Type("Are you there, @bo");
        await terminal.UntilAsync("Tab writes the name");
        await terminal.UntilAsync(screen => screen.Split('\n').Any(line => line.Trim() == "@ Bob"), "Who may be meant");
        terminal.Type("", "Tab");
        await terminal.UntilAsync($"Are you there, @{bob.Account.Local}");
        terminal.Type("now?", "Enter");
        await bob.WaitForMessageAsync($"Are you there, @{bob.Account.Local} now?");
        terminal.Type("", "F5");
        await MoveToAsync(terminal, "Leave the group");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Leave The friends?");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("you are not in this group");
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    [Fact]
    public async Task What_protects_less_is_asked_about_and_a_stranger_is_told_of_and_blocked()
    {
        await using var bob = await TestApp.StartAsync();
        await using var carol = await TestApp.StartAsync();
        await bob.AddAccountAsync(Server, $"bob-{Guid.NewGuid():N}");
        await carol.AddAccountAsync(Server, $"carol-{Guid.NewGuid():N}");
        await using (var alice = await BefriendAsync(bob))
        {
            await alice.DeliverAsync(bob, "For your eyes");
            await carol.DeliverAsync(alice, "Hello from nobody");
            await alice.WaitForMessageAsync("Hello from nobody");
        }

        using var terminal = StartOpen();
        await MoveToAsync(terminal, "Bob", isAnywhere: true);
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Only you and Bob");

        // By the key or by the command: nothing goes out in the clear before the person was asked.
        terminal.Type("", "F2");
        await MoveToAsync(terminal, "Write unencrypted");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("can read your next message");
        await BackAsync(terminal, "Only you and Bob");
        terminal.Type("/encrypt none", "Enter");
        await terminal.UntilAsync("can read your next message");
        await BackAsync(terminal, "Only you and Bob");
        Assert.DoesNotContain("will not be encrypted", terminal.Screen, StringComparison.Ordinal);
        terminal.Type("/encrypt none", "Enter");
        await terminal.UntilAsync("can read your next message");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("This message will not be encrypted");
        terminal.Type("In the open", "Enter");
        Assert.Equal(EncryptionKind.None, (await bob.WaitForMessageAsync("In the open")).Encryption);
        await terminal.UntilAsync("Only you and Bob");
        await MoveToAsync(terminal, "In the open", isAnywhere: true);
        await ChooseAsync(terminal, "Details");
        await terminal.UntilAsync("not encrypted");
        await BackAsync(terminal, "Only you and Bob");
        await BackAsync(terminal, "[All]");

        // Who is no contact is told of in the conversation, and what to do about it.
        await MoveToAsync(terminal, "Hello from nobody", isAnywhere: true);
        terminal.Type("", "Enter");
        await MoveToAsync(terminal, "is not in your contacts", isAnywhere: true);
        terminal.Type("", "Enter");
        await MoveToAsync(terminal, "Block");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("and won't be told");
        terminal.Type("", "Enter");
        await MoveToAsync(terminal, "You have blocked");
        terminal.Type("", "Enter");
        await MoveToAsync(terminal, "Delete conversation");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Press Enter once more");
        terminal.Type("", "Enter");
        await terminal.UntilAsync(
            screen => !screen.Contains("Hello from nobody", StringComparison.Ordinal) && screen.Contains("Bob", StringComparison.Ordinal),
            "Bob alone"
        );
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    // Somebody with a profile in which Bob, and Carol, are contacts with names.
    private async Task<TestApp> BefriendAsync(TestApp bob, TestApp? carol = null)
    {
        var alice = await TestApp.StartAsync(Profile, passphrase: Passphrase);
        await alice.AddAccountAsync(Server, $"alice-{Guid.NewGuid():N}");
        foreach (var (friend, name) in new[] { (bob, "Bob"), (carol, "Carol") })
        {
            if (friend is not null)
            {
                await TestApp.BefriendAsync(alice, friend);
                await alice.Client.Contacts.RenameAsync(alice.Account, friend.Account, name, TestContext.Current.CancellationToken);
            }
        }

        return alice;
    }
}
