// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Testing.Stores.Contract;

namespace ChatSecure.Testing.Clients.Contract;

/// <summary>What is refused, and how.</summary>
internal static class RefusalChecks
{
    public static IReadOnlyList<ChatClientCheck> All { get; } =
    [
        new("An account that is not there can't do anything", NoAccountAsync),
        new("A text that is empty, too long or not XML is refused", TextAsync),
        new("What needs a connection says that there is none", OfflineAsync),
        new("A wrong password adds no account", PasswordAsync),
    ];

    private static async Task NoAccountAsync(ChatClientPair pair)
    {
        var nobody = Jid.Parse("nobody@example.test");
        var conversation = new ConversationId(nobody, pair.BobAccount);
        await Refused(() => pair.Alice.Conversations.SendAsync(conversation, new("x"))).ConfigureAwait(false);
        await Refused(() => pair.Alice.Conversations.ChangeAsync(new(conversation) { IsPinned = true })).ConfigureAwait(false);
        await Refused(() => pair.Alice.Accounts.ConnectAsync(nobody)).ConfigureAwait(false);
        await Refused(() => pair.Alice.Accounts.StayConnectedAsync(nobody)).ConfigureAwait(false);
    }

    private static async Task TextAsync(ChatClientPair pair)
    {
        foreach (var body in new[] { string.Empty, new string('x', 65_537), "a\0b" })
        {
            await Refused(() => pair.Alice.Conversations.SendAsync(pair.FromAlice(), new(body))).ConfigureAwait(false);
        }
    }

    private static async Task OfflineAsync(ChatClientPair pair)
    {
        await pair.Alice.Accounts.DisconnectAsync(pair.AliceAccount).ConfigureAwait(false);
        Expect.Equal(ConnectionState.Offline, pair.Alice.Accounts.GetStatus(pair.AliceAccount).State, "The state");
        await Expect
            .FailsAsync(
                ErrorKind.Disconnected,
                () => pair.Alice.Contacts.AddAsync(pair.AliceAccount, Jid.Parse("carol@example.test")),
                "Adding a contact while offline"
            )
            .ConfigureAwait(false);
    }

    private static async Task PasswordAsync(ChatClientPair pair)
    {
        var settings = (await pair.Bob.Accounts.ListAsync().ConfigureAwait(false))[0];
        await Expect
            .FailsAsync(
                ErrorKind.AuthenticationFailed,
                () => pair.Alice.Accounts.AddAsync(new(settings, "not the password"u8.ToArray())),
                "A wrong password"
            )
            .ConfigureAwait(false);
        var accounts = await pair.Alice.Accounts.ListAsync().ConfigureAwait(false);
        Expect.Sequence([pair.AliceAccount], accounts.Select(account => account.Jid), "The accounts");
    }

    private static Task Refused(Func<Task> action) => Expect.FailsAsync(ErrorKind.InvalidInput, action, "What can't work");
}
