// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Conversations between apps on a real server.</summary>
public sealed class ConversationTests(ProsodyServer server)
{
    [Fact]
    public async Task Two_apps_register_befriend_each_other_and_talk_encrypted()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        await TestApp.BefriendAsync(alice, bob);

        var sent = await alice.DeliverAsync(bob, "Hello Bob, nobody else reads this.");
        var received = await bob.WaitForMessageAsync("Hello Bob, nobody else reads this.");

        Assert.Equal(sent.Id, received.Id);
        Assert.Equal(EncryptionKind.Omemo2, received.Encryption);
        Assert.Equal(TrustLevel.Trusted, received.Trust);
        Assert.Equal(alice.Account, received.From);
        Assert.Equal((await alice.Client.Trust.DevicesAsync(alice.Account))[0].Fingerprint, received.SenderKey);

        await bob.DeliverAsync(alice, "Hello Alice!");
        var answer = await alice.WaitForMessageAsync("Hello Alice!");
        Assert.Equal(EncryptionKind.Omemo2, answer.Encryption);

        // A receipt travels back to the sender.
        await alice.WaitForAsync<MessageChanged>(change => change.Message.Id == sent.Id && change.Message.State == DeliveryState.Received);
    }

    [Fact]
    public async Task What_is_on_its_way_can_t_be_deleted_until_the_server_has_it()
    {
        await using var link = new FaultyLink(server.Port);
        await using var bob = await NewAppAsync("bob");
        await using var alice = await TestApp.StartAsync();
        await alice.AddAccountAsync(server, $"alice-{Guid.NewGuid().ToString("N")[..8]}", through: new("127.0.0.1", link.Port));
        await alice.DeliverAsync(bob, "before");
        var silence = link.CutAsync(TimeSpan.FromSeconds(3));
        var receipt = await alice.SendAsync(bob, "into the silence");
        await alice.WaitForAsync<MessageChanged>(change =>
            change.Message.Id == receipt.Message.Id && change.Message.State == DeliveryState.Sent
        );

        MessageRef[] message = [new(alice.With(bob), MessageDirection.Outgoing, receipt.Message.Id)];
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => alice.Client.Conversations.DeleteMessagesAsync(message));
        Assert.Equal((ErrorKind.InvalidInput, "on-its-way"), (error.Kind, error.Condition));
        await silence;
        link.Mend();
        await bob.WaitForMessageAsync("into the silence");
        await receipt.Acked.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        await alice.Client.Conversations.DeleteMessagesAsync(message);
        Assert.Equal(["before"], await alice.HistoryAsync(bob.Account));
        Assert.Equal(["before", "into the silence"], await bob.HistoryAsync(alice.Account));
    }

    [Fact]
    public async Task Who_wants_no_encrypted_messages_says_so_encrypted_and_takes_it_back_by_writing_one()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => alice.Client.Trust.OptOutAsync(alice.Account, bob.Account));
        Assert.Equal(ErrorKind.CannotEncrypt, error.Kind);

        await alice.DeliverAsync(bob, "hello");
        await bob.WaitForMessageAsync("hello");
        await bob.DeliverAsync(alice, "hi");
        await alice.WaitForMessageAsync("hi");
        await alice.Client.Trust.OptOutAsync(alice.Account, bob.Account, "a court");
        var told = await bob.WaitForAsync<EncryptionOptOutChanged>();
        Assert.Equal((true, "a court"), (told.IsOptedOut, told.Reason));
        await Assert.ThrowsAsync<ChatSecureException>(() => bob.SendAsync(alice, "no choice was made"));

        await alice.DeliverAsync(bob, "never mind");
        await bob.WaitForAsync<EncryptionOptOutChanged>(change => !change.IsOptedOut);
        await bob.DeliverAsync(alice, "encrypted again");
        Assert.Equal(EncryptionKind.Omemo2, (await alice.WaitForMessageAsync("encrypted again")).Encryption);
    }

    [Fact]
    public async Task What_was_sent_while_away_comes_exactly_once_and_in_order()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        await alice.DeliverAsync(bob, "first");
        await bob.WaitForMessageAsync("first");
        await bob.DisconnectAsync();

        // More than two pages of the archive.
        var bodies = Enumerable.Range(0, 120).Select(number => $"while you were away {number}").ToList();
        foreach (var body in bodies)
        {
            await alice.SendAsync(bob, body);
        }

        await alice.DeliverAsync(bob, "last");
        await bob.ConnectAsync();
        await alice.DeliverAsync(bob, "and live again");
        await bob.WaitForMessageAsync("and live again");

        List<string> expected = ["first", .. bodies, "last", "and live again"];
        Assert.Equal(expected, bob.Received(alice.Account));
        Assert.Equal(expected, await bob.HistoryAsync(alice.Account));
        Assert.Equal(MessageSource.Archive, (await bob.WaitForMessageAsync("last")).Source);
    }

    [Fact]
    public async Task After_a_restart_history_and_search_are_there_and_the_conversation_goes_on()
    {
        var profiles = new List<string>();
        await using (var alice = await NewAppAsync("alice"))
        await using (var bob = await NewAppAsync("bob"))
        {
            await alice.DeliverAsync(bob, "The café opens at nine.");
            await bob.WaitForMessageAsync("The café opens at nine.");
            await bob.DeliverAsync(alice, "I'll be there.");
            await alice.WaitForMessageAsync("I'll be there.");
            profiles.AddRange([alice.Profile, bob.Profile]);
        }

        await using var again = await TestApp.StartAsync(profiles[0]);
        await using var other = await TestApp.StartAsync(profiles[1]);
        Assert.Equal(["The café opens at nine.", "I'll be there."], await again.HistoryAsync(other.Account));
        Assert.Equal(
            "The café opens at nine.",
            Assert.Single(await other.Client.Conversations.SearchAsync(other.Account, "CAFE open")).Body
        );

        await again.ConnectAsync();
        await other.ConnectAsync();
        await other.DeliverAsync(again, "Still encrypted?");
        Assert.Equal(EncryptionKind.Omemo2, (await again.WaitForMessageAsync("Still encrypted?")).Encryption);
        Assert.Equal(["Still encrypted?"], again.Received(other.Account));
    }

    [Fact]
    public async Task All_devices_of_an_account_see_both_sides_of_a_conversation()
    {
        await using var alice = await NewAppAsync("alice");
        await using var phone = await NewAppAsync("bob");
        await using var desk = await TestApp.StartAsync();
        await desk.AddAccountAsync(server, phone.Account.Local!, register: false);
        await phone.WaitForAsync<ConnectionChanged>();
        await phone.WaitForDevicesAsync(2);

        await alice.DeliverAsync(phone, "to all your devices");
        await phone.WaitForMessageAsync("to all your devices");
        await desk.WaitForMessageAsync("to all your devices");

        await phone.DeliverAsync(alice, "from the phone");
        await alice.WaitForMessageAsync("from the phone");
        var copy = await desk.WaitForMessageAsync("from the phone");
        Assert.Equal(
            (MessageDirection.Outgoing, MessageSource.Carbon, EncryptionKind.Omemo2),
            (copy.Direction, copy.Source, copy.Encryption)
        );
        Assert.Equal(["to all your devices", "from the phone"], await desk.HistoryAsync(alice.Account));
    }

    [Fact]
    public async Task Nothing_is_lost_or_doubled_when_the_server_restarts_in_mid_conversation()
    {
        await using var own = await ProsodyServer.StartAsync();
        await using var alice = await TestApp.StartAsync();
        await alice.AddAccountAsync(own, "alice-2");
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(own, "bob-2");
        await alice.DeliverAsync(bob, "before");
        await bob.WaitForMessageAsync("before");

        var bodies = Enumerable.Range(0, 60).Select(number => $"{number}").ToList();
        var acks = new List<Task>();
        foreach (var body in bodies)
        {
            acks.Add((await alice.SendAsync(bob, body)).Acked);
            if (body == "30")
            {
                await own.StopAsync();
            }
        }

        await own.RestartAsync();
        await Task.WhenAll(acks).WaitAsync(TimeSpan.FromSeconds(60));
        await bob.WaitForMessageAsync("59");

        Assert.Equal(["before", .. bodies], bob.Received(alice.Account));
        Assert.Equal(["before", .. bodies], await bob.HistoryAsync(alice.Account));
    }

    [Fact]
    public async Task A_peer_without_keys_gets_nothing_unless_plain_text_is_asked_for_by_name()
    {
        await using var alice = await NewAppAsync("alice");
        await server.RegisterUserAsync("keyless", ProsodyServer.Password);
        var keyless = Addressing.Jid.Parse(server.Jid("keyless"));

        var error = await Assert.ThrowsAsync<ChatSecureException>(() => alice.SendAsync(keyless, "must not leave"));
        Assert.Equal((ErrorKind.CannotEncrypt, "no-devices"), (error.Kind, error.Condition));
        Assert.Empty(await alice.HistoryAsync(keyless));

        await alice.DeliverAsync(keyless, "in the clear, as asked", EncryptionChoice.None);
        Assert.Equal(["in the clear, as asked"], await alice.HistoryAsync(keyless));
        Assert.False(server.Holds("must not leave"));
    }

    [Fact]
    public async Task Under_manual_trust_nothing_is_encrypted_to_a_key_that_nobody_decided_about()
    {
        await using var alice = await TestApp.StartAsync(brand: CautiousBrand());
        await alice.AddAccountAsync(server, UniqueName("alice"));
        await using var bob = await NewAppAsync("bob");

        var device = Assert.Single(await alice.Client.Trust.DevicesAsync(alice.Account, bob.Account));
        Assert.Equal(TrustLevel.Undecided, device.Trust);
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => alice.SendAsync(bob, "too early"));
        Assert.Equal((ErrorKind.CannotEncrypt, "undecided"), (error.Kind, error.Condition));

        await alice.Client.Trust.SetTrustAsync(alice.Account, bob.Account, device.Fingerprint!.Value, TrustLevel.Verified);
        await alice.DeliverAsync(bob, "now that I know it's you");
        await bob.WaitForMessageAsync("now that I know it's you");
    }

    [Fact]
    public async Task A_message_that_is_returned_is_marked_as_failed()
    {
        await using var alice = await NewAppAsync("alice");
        var nobody = Addressing.Jid.Parse(server.Jid("nobody-of-that-name"));

        var receipt = await alice.SendAsync(nobody, "anybody there?", EncryptionChoice.None);

        var changed = await alice.WaitForAsync<MessageChanged>(change => change.Message.State == DeliveryState.Failed);
        Assert.Equal(receipt.Message.Id, changed.Message.Id);
        Assert.NotNull(changed.Message.FailureReason);
    }

    [Fact]
    public async Task Contacts_show_presence_and_can_be_blocked_and_removed()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        await TestApp.BefriendAsync(alice, bob);
        await alice.WaitForAsync<ContactChanged>(change => change.Contact.Availability == Availability.Online);

        await alice.Client.Contacts.BlockAsync(alice.Account, bob.Account);
        await alice.WaitForAsync<ContactChanged>(change => change.Contact.IsBlocked);
        Assert.True(Assert.Single(await alice.Client.Contacts.ListAsync(alice.Account)).IsBlocked);

        await alice.Client.Contacts.UnblockAsync(alice.Account, bob.Account);
        await alice.Client.Contacts.RemoveAsync(alice.Account, bob.Account);
        await alice.WaitForAsync<ContactChanged>(change => change.Removed);
        Assert.Empty(await alice.Client.Contacts.ListAsync(alice.Account));
    }

    [Fact]
    public async Task The_doctor_finds_nothing_wrong_with_a_good_server()
    {
        await using var alice = await NewAppAsync("alice");

        var findings = await alice.Client.Accounts.DiagnoseAsync(alice.Account);

        Assert.All(findings, finding => Assert.NotEqual(DoctorGrade.Bad, finding.Grade));
        Assert.Contains(findings, finding => finding is { Name: "omemo.bundle", Grade: DoctorGrade.Good });
        Assert.Contains(findings, finding => finding.Name == "tls.protocol" && finding.Detail.Contains("Tls13", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_doctor_tells_what_is_here_and_why_the_rest_is_not_known_where_there_is_no_connection()
    {
        await using var alice = await NewAppAsync("alice");
        await alice.DisconnectAsync();

        var findings = await alice.Client.Accounts.DiagnoseAsync(alice.Account);

        var bad = Assert.Single(findings, finding => finding.Grade == DoctorGrade.Bad);
        Assert.Equal(("connection", "state"), (bad.Area, bad.Name));
        Assert.Contains(findings, finding => finding is { Name: "omemo2.prekeys", Grade: DoctorGrade.Good });
        Assert.Contains(findings, finding => finding.Area == "storage");
        Assert.DoesNotContain(findings, finding => finding.Area == "server");
    }

    [Fact]
    public async Task A_message_that_the_server_would_end_the_stream_over_fails_and_the_next_one_goes()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        await TestApp.BefriendAsync(alice, bob);

        // Three bytes each, and a third more as base64: what the server takes at once, without the rest of the stanza.
        var sent = await alice.SendAsync(bob, new string('漢', 65_536));

        var error = await Assert.ThrowsAsync<ChatSecureException>(() => sent.Acked.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal((ErrorKind.InvalidInput, "too-large"), (error.Kind, error.Condition));
        await alice.DeliverAsync(bob, "shorter");
        await bob.WaitForMessageAsync("shorter");
    }

    [Fact]
    public async Task Removing_an_account_from_the_server_ends_it_everywhere()
    {
        await using var alice = await NewAppAsync("alice");

        await alice.Client.Accounts.RemoveAsync(alice.Account, alsoOnServer: true);

        Assert.Empty(await alice.Client.Accounts.ListAsync());
        var error = await Assert.ThrowsAsync<ChatSecureException>(() =>
            alice.AddAccountAsync(server, alice.Account.Local!, register: false)
        );
        Assert.Equal(ErrorKind.AuthenticationFailed, error.Kind);
        Assert.Empty(await alice.Client.Accounts.ListAsync());
    }

    /// <summary>A brand whose people decide about every key.</summary>
    private static Brand CautiousBrand()
    {
        var folder = Directory.CreateTempSubdirectory("chatsecure-brand-").FullName;
        File.WriteAllText(
            Path.Combine(folder, "brand.json"),
            """{ "schemaVersion": 1, "id": "cautious", "name": "Cautious", "policy": { "trust": "manual" } }"""
        );
        return Brand.Load(folder);
    }

    private static string UniqueName(string name) => $"{name}-{Guid.NewGuid().ToString("N")[..8]}";

    private async Task<TestApp> NewAppAsync(string name)
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, UniqueName(name));
        return app;
    }
}
