// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Core;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Cli;
using ChatSecure.Integration.Tests.Engine;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Integration.Tests.Otr;

/// <summary>Whom a message that may be protected in any way goes to in private (OTR), and whom not.</summary>
public sealed class AutomaticOtrTests(ProsodyServer server)
{
    [Fact]
    public async Task A_peer_without_OMEMO_that_says_it_speaks_OTR_is_talked_to_in_private_until_OMEMO_was_used()
    {
        await using var libotr = await LibotrClient.ConnectAsync(server, says: true);
        var peer = libotr.Account;
        var app = await MeetAsync(libotr, isAllowed: true);
        var first = await app.SendAsync(peer, "unasked, in private");
        Assert.Equal(EncryptionKind.Otr, first.Message.Encryption);
        await libotr.WaitForAsync("encrypted unasked, in private");
        await first.Acked.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.All(libotr.Stanzas, stanza => Assert.DoesNotContain("unasked", stanza.Body, StringComparison.Ordinal));
        await app.DisposeAsync();

        // After a restart, too: nothing but this was ever used with that peer.
        await using (var later = await RestartAsync(app, libotr))
        {
            await later.SendAsync(peer, "and again");
            await libotr.WaitForAsync("encrypted and again");
        }

        var message = new ChatMessage
        {
            Conversation = new(app.Account, peer),
            Id = MessageId.Create(),
            From = peer,
            Direction = MessageDirection.Incoming,
            Timestamp = TimeProvider.System.GetUtcNow(),
            Body = "encrypted with OMEMO",
            Encryption = EncryptionKind.Omemo2,
        };
        await using (var store = await TestApp.StoreIn(app.Profile).OpenAsync(TestContext.Current.CancellationToken))
        {
            await store.CommitAsync(new ChangeSet(app.Account) { Messages = [message] }, TestContext.Current.CancellationToken);
        }

        await using var latest = await RestartAsync(app, libotr);
        await RefusedAsync(latest, peer);
        Assert.Equal(EncryptionKind.Otr, (await latest.SendAsync(peer, "as I wish", EncryptionChoice.Otr)).Message.Encryption);
        await libotr.WaitForAsync("encrypted as I wish");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_peer_that_does_not_say_so_and_an_app_that_does_not_allow_it_get_nothing(bool isAllowed, bool says)
    {
        await using var libotr = await LibotrClient.ConnectAsync(server, says: says);
        await using var app = await MeetAsync(libotr, isAllowed);

        await RefusedAsync(app, libotr.Account);

        Assert.Empty(libotr.Stanzas);
    }

    private static async Task RefusedAsync(TestApp app, Jid peer)
    {
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => app.SendAsync(peer, "not sent"));
        Assert.Equal((ErrorKind.CannotEncrypt, "no-devices"), (error.Kind, error.Condition));
        Assert.DoesNotContain("not sent", await app.HistoryAsync(peer));
    }

    private static async Task<TestApp> RestartAsync(TestApp app, LibotrClient libotr)
    {
        var later = await TestApp.StartAsync(app.Profile, options: new ChatClientOptions { AllowOtr = true });
        await later.ConnectAsync();
        await SeeAsync(later, libotr.Account, () => libotr.BefriendAsync(app.Account));
        return later;
    }

    private async Task<TestApp> MeetAsync(LibotrClient libotr, bool isAllowed)
    {
        var app = await TestApp.StartAsync(options: new ChatClientOptions { AllowOtr = isAllowed });
        await app.AddAccountAsync(server, CliProfile.Unique("alice"));
        await app.Client.Contacts.AddAsync(app.Account, libotr.Account);
        await SeeAsync(app, libotr.Account, () => libotr.BefriendAsync(app.Account));
        return app;
    }

    private static Task SeeAsync(TestApp app, Jid peer, Func<Task>? meanwhile = null) =>
        TestApp.UntilAsync(
            async () =>
            {
                await (meanwhile?.Invoke() ?? Task.CompletedTask);
                return (await app.Client.Contacts.ListAsync(app.Account)).Any(contact =>
                    contact.Jid == peer && contact.Availability != Availability.Offline
                );
            },
            "The peer is not seen."
        );
}
