// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using static ChatSecure.Integration.Tests.Engine.GroupScenes;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>A member of a private group crashes at every commit of sending, and the group changes before it comes back: whoever is a member then can read, whoever
/// was removed can not, each message arrives once, and no key is used twice.</summary>
public sealed class GroupCrashTests(ProsodyServer server)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_encrypted_before_a_crash_is_encrypted_anew_for_who_is_there_after_it(bool afterCommit)
    {
        await using var alice = await NewAppAsync(server, "alice");
        await using var removed = await NewAppAsync(server, "removed");
        await using var added = await NewAppAsync(server, "added");
        var profile = await KnowingAsync(alice, removed, added);
        var room = (await GroupAsync(alice)).Room.Jid;
        List<string> reported = ["hello"];
        List<string> unreported = [];

        // A message to a group takes four commits: queued, encrypted, sent, acknowledged. The server's own messages take more.
        for (var crashAt = 1; crashAt <= 6; crashAt++)
        {
            await BanAsync(alice, added, room);
            await InviteAsync(alice, removed, room);
            await using (var doomed = await StartDoomedAsync(profile, crashAt, afterCommit))
            {
                try
                {
                    await doomed.SendAsync(room, $"{crashAt}");
                    reported.Add($"{crashAt}");
                }
                catch (ChatSecureException error) when (error.Kind is ErrorKind.StorageUnavailable or ErrorKind.Disconnected)
                {
                    unreported.Add($"{crashAt}");
                }

                await Task.Delay(300);
            }

            var before = removed.Received(room).Count;
            await BanAsync(alice, removed, room);
            await InviteAsync(alice, added, room);
            await using var carol = await TestApp.StartAsync(profile);
            await carol.ConnectAsync();
            await carol.DeliverAsync(room, $"{crashAt} done");
            reported.Add($"{crashAt} done");
            await alice.WaitForMessageAsync($"{crashAt} done");
            await added.WaitForMessageAsync($"{crashAt} done");
            Assert.Equal(before, removed.Received(room).Count);

            // Nothing waits any more; what had not reached the room before the crash was encrypted for who is there now.
            Assert.DoesNotContain($"{crashAt} done", removed.Received(room));
            Assert.True(
                removed.Received(room).Contains($"{crashAt}")
                    || added.Received(room).Contains($"{crashAt}")
                    || unreported.Contains($"{crashAt}")
            );
        }

        var received = alice.Received(room);
        Assert.Equal(received.Distinct(), received);
        Assert.Equal(reported, received.Except(unreported));
        foreach (var app in new[] { alice, added, removed })
        {
            var history = await app.Client.Conversations.HistoryAsync(app.With(room), 200);

            // What was said while somebody was no member is not for them; all that is, they can read.
            var unreadable = history.Messages.Where(message => message.DecryptFailure is not null).ToList();
            Assert.All(unreadable, message => Assert.Equal(DecryptFailure.NotForThisDevice, message.DecryptFailure));
            Assert.True(app != alice || unreadable.Count == 0);
        }
    }

    [Fact]
    public async Task What_was_encrypted_and_not_written_goes_to_a_member_who_joined_and_not_to_one_who_was_removed()
    {
        await using var alice = await NewAppAsync(server, "alice");
        await using var removed = await NewAppAsync(server, "removed");
        await using var added = await NewAppAsync(server, "added");
        var profile = await KnowingAsync(alice, removed, added);
        var room = (await GroupAsync(alice)).Room.Jid;

        // The second commit of the message is that of its ciphertext: it reaches the disk, and not the network.
        string id;
        string body;
        for (var crashAt = 1; ; crashAt++)
        {
            Assert.True(crashAt < 12, "No commit of a ciphertext was found.");
            id = string.Empty;
            body = $"prepared {crashAt}";
            await using (var doomed = await StartDoomedAsync(profile, crashAt, afterCommit: true))
            {
                try
                {
                    id = (await doomed.SendAsync(room, body)).Message.Id.Value;
                }
                catch (ChatSecureException error) when (error.Kind is ErrorKind.StorageUnavailable or ErrorKind.Disconnected)
                {
                    // It crashed before.
                }

                await Task.Delay(500);
            }

            if ((await PreparedAsync(profile)).Contains(id) && !alice.Received(room).Contains(body))
            {
                break;
            }

            // Nothing is to wait before the next one.
            await using var again = await TestApp.StartAsync(profile);
            await again.ConnectAsync();
            await again.DeliverAsync(room, $"{crashAt} done");
        }

        await BanAsync(alice, removed, room);
        await InviteAsync(alice, added, room);
        await using var carol = await TestApp.StartAsync(profile);
        await carol.ConnectAsync();
        var heard = await added.WaitForMessageAsync(body);
        Assert.Equal((id, EncryptionKind.Omemo2), (heard.Id.Value, heard.Encryption));
        Assert.DoesNotContain(body, removed.Received(room));
    }

    /// <summary>The messages that are encrypted and not acknowledged yet.</summary>
    private static async Task<IEnumerable<string>> PreparedAsync(string profile)
    {
        await using var store = await TestApp.StoreIn(profile).OpenAsync();
        var account = Assert.Single(await store.Accounts.ListAsync()).Jid;
        return (await store.Outbox.ListAsync(account)).Where(entry => entry.Prepared is not null).Select(entry => entry.Id.Value);
    }

    /// <summary>The profile of a member who has talked with the others.</summary>
    private async Task<string> KnowingAsync(TestApp owner, params TestApp[] others)
    {
        await using var app = await NewAppAsync(server, "carol");
        var room = await PrivateAsync(owner, [app, .. others]);
        await app.DeliverAsync(room, "hello");
        await owner.WaitForMessageAsync("hello");
        await owner.DeliverAsync(room, "hi");
        await app.WaitForMessageAsync("hi");
        foreach (var other in others)
        {
            await other.WaitForMessageAsync("hi");
        }

        return app.Profile;
    }

    private static async Task BanAsync(TestApp owner, TestApp member, Addressing.Jid room)
    {
        if ((await GroupAsync(member)).State == GroupState.Joined)
        {
            await owner.Client.Groups.SetAffiliationAsync(owner.Account, room, member.Account, GroupAffiliation.None);
            await TestApp.UntilAsync(async () => (await GroupAsync(member)).State == GroupState.Refused, "The group was not refused.");
        }
    }

    private static async Task InviteAsync(TestApp owner, TestApp member, Addressing.Jid room)
    {
        if ((await GroupAsync(member)).State != GroupState.Joined)
        {
            await owner.Client.Groups.SetAffiliationAsync(owner.Account, room, member.Account, GroupAffiliation.Member);
            await member.Client.Groups.JoinAsync(member.Account, room);
        }
    }

    private static async Task<TestApp> StartDoomedAsync(string profile, int crashAt, bool afterCommit)
    {
        var app = await TestApp.StartAsync(profile, store: new CrashingStore(TestApp.StoreIn(profile), crashAt, afterCommit));
        try
        {
            await app.ConnectAsync();
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.StorageUnavailable)
        {
            // It crashes while it connects already.
        }

        return app;
    }
}
