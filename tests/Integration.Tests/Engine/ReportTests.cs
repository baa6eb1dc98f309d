// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Text.Json.Nodes;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>What servers learn of receipts, markers and typing: nothing where urn:xmpp:omemo:2 is spoken.</summary>
public sealed class ReportTests(ProsodyServer server)
{
    [Fact]
    public async Task Receipts_markers_and_typing_between_two_apps_are_inside_the_encryption()
    {
        var (aliceId, bobId) = (Guid.NewGuid().ToString("N")[..12], Guid.NewGuid().ToString("N")[..12]);
        await using var alice = await NewAppAsync($"alice{aliceId}");
        await using var bob = await NewAppAsync($"bob{bobId}");
        await TestApp.BefriendAsync(alice, bob);

        var sent = await alice.DeliverAsync(bob, "hello");
        await bob.WaitForMessageAsync("hello");
        await WaitForStateAsync(alice, sent, DeliveryState.Received);
        await bob.Client.Conversations.MarkReadAsync(bob.With(alice));
        await WaitForStateAsync(alice, sent, DeliveryState.Displayed);
        await bob.Client.Conversations.SetTypingAsync(bob.With(alice), TypingState.Composing);
        await alice.WaitForAsync<TypingChanged>(typing => typing is { State: TypingState.Composing } && typing.Peer == bob.Account);

        foreach (var id in (string[])[aliceId, bobId])
        {
            Assert.Contains("omemo", Archived(id), StringComparison.Ordinal);
            Assert.DoesNotContain("received", Archived(id), StringComparison.Ordinal);
            Assert.DoesNotContain("displayed", Archived(id), StringComparison.Ordinal);
        }

        // No loop, and nothing to read that nobody wrote: one message each, and nothing that could not be read.
        Assert.Equal(["hello"], await alice.HistoryAsync(bob.Account));
        Assert.Equal(["hello"], await bob.HistoryAsync(alice.Account));

        // The legacy namespace has no place for them: the same look finds them there.
        var legacy = await alice.DeliverAsync(bob.Account, "in the old way", EncryptionChoice.Omemo);
        await WaitForStateAsync(alice, legacy, DeliveryState.Received);
        Assert.Contains("received", Archived(bobId), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_read_offline_is_told_by_the_next_process()
    {
        await using var alice = await NewAppAsync(UniqueName("alice"));
        var bob = await NewAppAsync(UniqueName("bob"));
        await TestApp.BefriendAsync(alice, bob);
        var sent = await alice.DeliverAsync(bob, "read me");
        await bob.WaitForMessageAsync("read me");
        await WaitForStateAsync(alice, sent, DeliveryState.Received);
        await bob.DisconnectAsync();
        await bob.Client.Conversations.MarkReadAsync(bob.With(alice));
        await bob.DisposeAsync();

        await using var again = await TestApp.StartAsync(bob.Profile);
        await again.ConnectAsync();
        await WaitForStateAsync(alice, sent, DeliveryState.Displayed);

        // The server has it, so that nobody is told twice.
        await using var third = await TestApp.StartAsync();
        await third.Client.Accounts.AddAsync(
            new AddAccountRequest(TestApp.SettingsFor(server, bob.Account.Local!), Encoding.UTF8.GetBytes("a good password"))
        );
        await TestApp.UntilAsync(
            async () => (await third.Client.Conversations.FindUnreadAsync(new(bob.Account, alice.Account))) is null,
            "Another device does not know that it was read."
        );
    }

    [Fact]
    public async Task Of_what_came_to_a_process_that_was_killed_the_sender_learns_from_the_next_one()
    {
        await using var alice = await NewAppAsync(UniqueName("alice"));
        var bob = await NewAppAsync(UniqueName("bob"));
        await TestApp.BefriendAsync(alice, bob);
        await bob.DisposeAsync();
        List<ChatMessage> sent = [];
        var mostOwed = 0;

        // Killed right after each of the commits that it takes to connect and to take a message in.
        for (var crashAt = 1; crashAt <= 4; crashAt++)
        {
            sent.Add(await alice.DeliverAsync(bob, $"{crashAt}"));
            var store = new CrashingStore(TestApp.StoreIn(bob.Profile), crashAt, afterCommit: true);
            await using (var doomed = await TestApp.StartAsync(bob.Profile, store: store))
            {
                await Record.ExceptionAsync(doomed.ConnectAsync);
            }

            await using var left = await TestApp.StoreIn(bob.Profile).OpenAsync(TestContext.Current.CancellationToken);
            mostOwed = Math.Max(mostOwed, (await left.Outbox.ListOwedAsync(bob.Account, TestContext.Current.CancellationToken)).Count);
        }

        Assert.True(mostOwed > 0, "No process was killed between taking a message in and telling so.");
        await using var again = await TestApp.StartAsync(bob.Profile);
        await again.ConnectAsync();
        foreach (var message in sent)
        {
            await WaitForStateAsync(alice, message, DeliveryState.Received);
        }
    }

    [Theory]
    [InlineData(EncryptionKind.Omemo2, true)]
    [InlineData(EncryptionKind.Omemo, false)]
    public async Task A_foreign_client_gets_reports_where_its_namespace_has_a_place_for_them(EncryptionKind kind, bool isInside)
    {
        await using var alice = await NewAppAsync(UniqueName("alice"));
        var user = UniqueName("peer");
        await server.RegisterUserAsync(user, ProsodyServer.Password);
        await using var peer = await OmemoPeer.StartAsync(server, user, echo: false, only: kind);
        var jid = Jid.Parse(peer.Jid);
        await peer.SubscribeAsync(alice.Account.ToString());
        await alice.WaitForAsync<ContactChanged>(change => change.Contact.Jid == jid && change.Contact.IsPendingIn);
        await alice.Client.Contacts.AcceptAsync(alice.Account, jid);
        await alice.WaitForAsync<ContactChanged>(change =>
            change.Contact.Jid == jid && change.Contact.Subscription is SubscriptionState.From or SubscriptionState.Both
        );

        await peer.SendAsync(alice.Account.ToString(), "did you get this?", kind, asks: true);
        var received = await alice.WaitForMessageAsync("did you get this?");
        await alice.Client.Conversations.MarkReadAsync(alice.With(jid));
        await alice.Client.Conversations.SetTypingAsync(alice.With(jid), TypingState.Composing);

        foreach (var report in (string[])["receipt", "displayed", "composing"])
        {
            var id = report == "composing" ? null : received.Id.Value;
            if (isInside)
            {
                await peer.WaitForAsync("decrypted", told => Reports(told, report, id));
            }
            else
            {
                await peer.WaitForAsync("clear_report", told => (string?)told["report"] == report && (string?)told["id"] == id);
            }
        }

        Assert.DoesNotContain(peer.Events, told => (string?)told["event"] == (isInside ? "clear_report" : "decrypt_error"));
    }

    private static bool Reports(JsonObject told, string report, string? id) =>
        told["reports"]!.AsObject().TryGetPropertyValue(report, out var found) && (string?)found == id;

    private static Task WaitForStateAsync(TestApp app, ChatMessage message, DeliveryState state) =>
        app.WaitForAsync<MessageChanged>(change => change.Message.Id == message.Id && change.Message.State == state);

    /// <summary>What the server's archive holds of an account.</summary>
    private string Archived(string id) =>
        server.StoredText(file =>
            Path.GetFileName(file).Contains(id, StringComparison.Ordinal) && file.Contains("archive", StringComparison.Ordinal)
        );

    private static string UniqueName(string name) => $"{name}-{Guid.NewGuid().ToString("N")[..8]}";

    private async Task<TestApp> NewAppAsync(string user)
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, user);
        return app;
    }
}
