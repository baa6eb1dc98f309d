// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Integration.Tests.Network;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Edits, retractions, reactions and replies between apps on a real server.</summary>
public sealed class MessageActTests(ProsodyServer server)
{
    [Theory]
    [InlineData(EncryptionChoice.Auto, EncryptionKind.Omemo2)]
    [InlineData(EncryptionChoice.Omemo, EncryptionKind.Omemo)]
    [InlineData(EncryptionChoice.None, EncryptionKind.None)]
    public async Task What_is_done_to_a_message_reaches_the_other_side_protected_as_the_message_was(
        EncryptionChoice choice,
        EncryptionKind kind
    )
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        var first = await alice.DeliverAsync(bob.Account, "helo", choice);
        var second = await alice.DeliverAsync(bob.Account, "and something hasty", choice);
        await bob.WaitForMessageAsync("and something hasty");

        var edit = await alice.Client.Conversations.EditAsync(alice.With(bob), first.Id, "hello", choice);
        await edit.Acked.WaitAsync(TimeSpan.FromSeconds(20));
        var edited = await bob.WaitForAsync<MessageChanged>(change => change.Act?.Kind == MessageActKind.Edit);
        Assert.Equal((edit.Message.Id, "hello", kind), (edited.Act!.Id, edited.Message.Body, edited.Act.Encryption));
        Assert.Equal((first.Id, kind), (edited.Message.Id, edited.Message.Encryption));

        await alice.Client.Conversations.RetractAsync(alice.With(bob), second.Id, choice);
        var retracted = await bob.WaitForAsync<MessageChanged>(change => change.Act?.Kind == MessageActKind.Retraction);
        Assert.Equal((second.Id, null, kind), (retracted.Message.Id, retracted.Message.Body, retracted.Act!.Encryption));

        var theirs = new MessageRef(bob.With(alice), MessageDirection.Incoming, first.Id);
        await bob.Client.Conversations.ReactAsync(theirs, ["👍", "🎉"], choice);
        var reacted = await alice.WaitForAsync<MessageChanged>(change => change.Act?.Kind == MessageActKind.Reaction);
        Assert.Equal(["👍", "🎉"], Assert.Single(reacted.Message.Reactions).Emojis);
        await bob.Client.Conversations.ReactAsync(theirs, [], choice);
        await alice.WaitForAsync<MessageChanged>(change => change.Act is { Kind: MessageActKind.Reaction, Emojis.Count: 0 });

        await bob.Client.Conversations.SendAsync(bob.With(alice), new("to that", choice) { ReplyTo = first.Id });
        Assert.Equal(first.Id, (await alice.WaitForMessageAsync("to that")).ReplyTo);

        foreach (var app in new[] { alice, bob })
        {
            var history = (await app.Client.Conversations.HistoryAsync(app.With(app == alice ? bob : alice))).Messages;
            Assert.Equal(["hello", null, "to that"], history.Select(message => message.Body));
            Assert.Empty(history[0].Reactions);
        }
    }

    [Fact]
    public async Task What_was_done_offline_goes_out_in_order_after_a_restart()
    {
        string profile;
        await using var bob = await NewAppAsync("bob");
        await using (var alice = await NewAppAsync("alice"))
        {
            profile = alice.Profile;
            await alice.DeliverAsync(bob, "known");
            await alice.DisconnectAsync();
            var sent = await alice.SendAsync(bob, "one");
            await alice.Client.Conversations.EditAsync(alice.With(bob), sent.Message.Id, "two");
            await alice.Client.Conversations.EditAsync(alice.With(bob), sent.Message.Id, "three");
            await alice.Client.Conversations.ReactAsync(new(alice.With(bob), MessageDirection.Outgoing, sent.Message.Id), ["🎉"]);
        }

        await using var again = await TestApp.StartAsync(profile);
        await again.ConnectAsync();
        await bob.WaitForAsync<MessageChanged>(change => change.Act?.Kind == MessageActKind.Reaction);
        var message = (await bob.Client.Conversations.HistoryAsync(bob.With(again))).Messages[^1];
        Assert.Equal(("three", EncryptionKind.Omemo2), (message.Body, message.Encryption));
        Assert.Equal([again.Account], message.Reactions.Select(reaction => reaction.From));
    }

    [Fact]
    public async Task All_devices_of_an_account_end_with_the_same_history()
    {
        await using var alice = await NewAppAsync("alice");
        await using var phone = await NewAppAsync("bob");
        await using var desk = await AnotherDeviceAsync(phone, 2);
        await using var tablet = await AnotherDeviceAsync(phone, 3);
        TestApp[] devices = [phone, desk, tablet];

        var theirs = await alice.DeliverAsync(phone, "from alice");
        foreach (var device in devices)
        {
            await device.WaitForMessageAsync("from alice");
        }

        // One device is away while the others act.
        await tablet.DisconnectAsync();
        var ours = await phone.DeliverAsync(alice, "from bob");
        await desk.WaitForMessageAsync("from bob");
        await desk.Client.Conversations.EditAsync(desk.With(alice), ours.Id, "from bob, at his desk");
        await desk.Client.Conversations.ReactAsync(new(desk.With(alice), MessageDirection.Incoming, theirs.Id), ["👍"]);
        await alice.WaitForAsync<MessageChanged>(change => change.Act?.Kind == MessageActKind.Reaction);
        await alice.Client.Conversations.EditAsync(alice.With(phone), theirs.Id, "from alice, edited");
        await alice.Client.Conversations.ReactAsync(new(alice.With(phone), MessageDirection.Incoming, ours.Id), ["🎉"]);
        await phone.WaitForAsync<MessageChanged>(change => change.Act?.Emojis is ["🎉"]);
        await tablet.ConnectAsync();
        await alice.DeliverAsync(phone, "the last");
        foreach (var device in devices)
        {
            await device.WaitForMessageAsync("the last");
            var history = (await device.Client.Conversations.HistoryAsync(device.With(alice))).Messages;
            Assert.Equal(["from alice, edited", "from bob, at his desk", "the last"], history.Select(message => message.Body));
            Assert.Equal(phone.Account, Assert.Single(history[0].Reactions).From);
            Assert.Equal(alice.Account, Assert.Single(history[1].Reactions).From);
            Assert.Empty(history[2].Reactions);
        }
    }

    [Fact]
    public async Task An_edit_in_the_clear_of_what_was_encrypted_is_refused_at_both_ends()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        var sent = await alice.DeliverAsync(bob, "secret");
        await bob.WaitForMessageAsync("secret");
        foreach (var choice in new[] { EncryptionChoice.None, EncryptionChoice.Omemo })
        {
            var error = await Assert.ThrowsAsync<ChatSecureException>(() =>
                alice.Client.Conversations.EditAsync(alice.With(bob), sent.Id, "less secret", choice)
            );
            Assert.Equal((ErrorKind.InvalidInput, "weaker-protection"), (error.Kind, error.Condition));
        }

        // Another client of Alice's is less careful.
        await using var careless = await LabClient.ConnectAsync(server, (_, _, _) => [], alice.Account);
        var edit = new MessageStanza(bob.Account) { Id = "forged", Body = "forged" };
        edit.SetReplaces(sent.Id.Value);
        await careless.Client.SendAsync(edit);
        await careless.Client.SendAsync(Retractions.CreateRetraction(bob.Account, sent.Id.Value, "forged"));
        await careless.Client.SendAsync(Reactions.CreateReactions(bob.Account, new(sent.Id.Value, ["👎"])));
        await careless.Client.SendAsync(new MessageStanza(bob.Account) { Id = "last", Body = "and on in the clear" });
        await bob.WaitForMessageAsync("and on in the clear");
        Assert.Equal(["secret", "and on in the clear"], await bob.HistoryAsync(alice.Account));
        Assert.Empty((await bob.Client.Conversations.HistoryAsync(bob.With(alice))).Messages[0].Reactions);
    }

    [Fact]
    public async Task Only_what_is_ours_and_there_can_be_changed()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        var sent = await alice.DeliverAsync(bob, "Alice's");
        await bob.WaitForMessageAsync("Alice's");
        await AssertRefusedAsync(() => bob.Client.Conversations.EditAsync(bob.With(alice), sent.Id, "Bob's"), "no-such-message");
        await AssertRefusedAsync(() => bob.Client.Conversations.RetractAsync(bob.With(alice), sent.Id), "no-such-message");
        await alice.Client.Conversations.RetractAsync(alice.With(bob), sent.Id);
        await AssertRefusedAsync(() => alice.Client.Conversations.EditAsync(alice.With(bob), sent.Id, "again"), "no-such-message");
        var mine = new MessageRef(bob.With(alice), MessageDirection.Incoming, new("unknown"));
        await AssertRefusedAsync(() => bob.Client.Conversations.ReactAsync(mine, ["👍"]), "no-such-message");
        await AssertRefusedAsync(() => bob.Client.Conversations.ReactAsync(mine with { Id = sent.Id }, ["no emoji"]), null);

        static async Task AssertRefusedAsync(Func<Task> act, string? condition)
        {
            var error = await Assert.ThrowsAsync<ChatSecureException>(act);
            Assert.Equal((ErrorKind.InvalidInput, condition), (error.Kind, error.Condition));
        }
    }

    private static string UniqueName(string name) => $"{name}-{Guid.NewGuid().ToString("N")[..8]}";

    private async Task<TestApp> NewAppAsync(string name)
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, UniqueName(name));
        return app;
    }

    private async Task<TestApp> AnotherDeviceAsync(TestApp first, int count)
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, first.Account.Local!, register: false);
        await first.WaitForDevicesAsync(count);
        await app.WaitForDevicesAsync(count);
        return app;
    }
}
