// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Testing.Clients;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Conversations;
using CsCheck;

namespace ChatSecure.UIKit.Tests.Contacts;

public sealed class ContactViewModelTests
{
    private static readonly Jid _carol = Jid.Parse("carol@example.org");

    [Fact]
    public async Task Contacts_are_listed_by_name_and_found_by_any_part_of_it()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.Contacts.AddAsync(Chat.AliceJid, _carol, "Ánna");
        await using var list = await OpenAsync(chat);
        Assert.Equal(
            [("Ánna", "not yet answered"), ("Bob", "online")],
            chat.Ui.Read(() => list.Rows.Select(row => (row.Name, row.PresenceText)).ToList())
        );
        Assert.Equal("Bob: online.", chat.Ui.Read(() => list.Rows[1].AccessibleText));
        chat.Ui.Read(() => list.SearchText = "ann");
        Assert.Equal(["Ánna"], chat.Ui.Read(() => list.Rows.Select(row => row.Name).ToList()));
        chat.Ui.Read(() => list.SearchText = "example.org bob");
        Assert.Equal(["Bob"], chat.Ui.Read(() => list.Rows.Select(row => row.Name).ToList()));
        chat.Ui.Read(() => list.SearchText = "zzz");
        Assert.Equal("No contact is called “zzz”.", chat.Ui.Read(() => list.EmptyText));
    }

    [Fact]
    public async Task A_request_stands_apart_until_it_is_answered()
    {
        await using var chat = await Chat.StartAsync();
        await using var carol = await InMemoryChatClient.CreateAsync(chat.Network, _carol);
        await using var list = await OpenAsync(chat);
        await carol.Contacts.AddAsync(_carol, Chat.AliceJid);
        await chat.Ui.UntilAsync(() => list.Requests is [{ IsRequest: true, AccessibleText: "carol@example.org would like to add you." }]);
        Assert.Single(chat.Ui.Read(() => list.Rows));
        Assert.True(await list.AcceptAsync(_carol));
        await chat.Ui.UntilAsync(() => list.Requests.Count == 0 && list.Rows.Count == 2);
        Assert.True(await list.BlockAsync(_carol));
        await chat.Ui.UntilAsync(() => list.Rows.Any(row => row is { IsBlocked: true, PresenceText: "blocked" }));
        Assert.True(await list.RemoveAsync(_carol));
        await chat.Ui.UntilAsync(() => list.Rows.Count == 1);
    }

    [Fact]
    public async Task Who_has_moved_asks_as_who_they_are_and_takes_the_old_ones_place()
    {
        await using var chat = await Chat.StartAsync();
        await using var list = await OpenAsync(chat);
        var moved = Jid.Parse("bob@home.example");
        var bob = chat.Bob;
        await bob.Accounts.AddAsync(new AddAccountRequest(new AccountSettings { Jid = moved }, "secret"u8.ToArray(), Register: true));
        await using var peer = new ConversationPeerViewModel(chat.Context, new(Chat.AliceJid, moved));
        peer.Start();
        Assert.Equal(1, await bob.Accounts.MoveAsync(Chat.BobJid, moved));

        const string Words = "Bob has a new account, bob@home.example, and asks to be added there. The old one says so, too.";
        await chat.Ui.UntilAsync(() => list.Requests is [{ AccessibleText: Words }]);
        await chat.Ui.UntilAsync(() => peer.WarningText == Words);
        Assert.True(await list.AcceptAsync(moved));
        await chat.Ui.UntilAsync(() => list.Requests.Count == 0 && list.Rows is [{ Name: "Bob" } row] && row.Id == moved);
        await chat.Ui.UntilAsync(() => peer.WarningText is null);
    }

    [Fact]
    public async Task Who_is_reported_is_blocked()
    {
        await using var chat = await Chat.StartAsync();
        await using var list = await OpenAsync(chat);
        Assert.True(await list.ReportAsync(Chat.BobJid, AbuseReason.Spam));
        await chat.Ui.UntilAsync(() => list.Rows is [{ IsBlocked: true }]);
        chat.Alice.FailNext(ErrorKind.Disconnected);
        Assert.False(await list.ReportAsync(Chat.BobJid, AbuseReason.Abuse));
        Assert.NotNull(chat.Ui.Read(() => list.Problem));
    }

    [Fact]
    public async Task A_stranger_who_is_blocked_is_among_the_blocked_and_no_contact()
    {
        await using var chat = await Chat.StartAsync();
        await using var list = await OpenAsync(chat);
        await chat.Alice.Contacts.BlockAsync(Chat.AliceJid, _carol);
        await using var blocked = new BlockedViewModel(chat.Context, Chat.AliceJid);
        blocked.Start();
        await chat.Ui.UntilAsync(() => blocked.Rows.Any(row => row.Id == _carol));
        await using var peer = new ConversationPeerViewModel(chat.Context, new(Chat.AliceJid, _carol));
        peer.Start();
        await chat.Ui.UntilAsync(() => peer.StateText == "blocked");
        Assert.False(chat.Ui.Read(() => peer.IsContact));

        // What is changed after that comes after that: both lists have heard of the stranger.
        await chat.Alice.Contacts.RenameAsync(Chat.AliceJid, Chat.BobJid, "Bobby");
        await chat.Ui.UntilAsync(() => list.Rows is [{ Name: "Bobby" }]);
        await using var reopened = await OpenAsync(chat);
        Assert.Equal([Chat.BobJid], chat.Ui.Read(() => reopened.Rows.Select(row => row.Id).ToList()));

        Assert.True(await blocked.UnblockAsync(_carol));
        await chat.Ui.UntilAsync(() => blocked.Rows.Count == 0);
        await chat.Alice.Contacts.RenameAsync(Chat.AliceJid, Chat.BobJid, "Bob");
        await chat.Ui.UntilAsync(() => list.Rows is [{ Name: "Bob" }]);
    }

    [Fact]
    public async Task Without_a_connection_nothing_is_changed_and_that_is_said()
    {
        await using var chat = await Chat.StartAsync();
        await using var list = await OpenAsync(chat);
        await chat.Alice.Accounts.DisconnectAsync(Chat.AliceJid);
        await chat.Ui.UntilAsync(() => list.Rows is [{ PresenceText: "offline" }]);
        Assert.False(await list.RemoveAsync(Chat.BobJid));
        Assert.NotNull(chat.Ui.Read(() => list.Problem));
    }

    [Theory]
    [InlineData("", "This is no address, link or code of a contact.")]
    [InlineData("carol at example", "This is no address, link or code of a contact.")]
    [InlineData("alice@example.org", "This is you.")]
    [InlineData("xmpp:bob@example.org", "Bob is among your contacts already.")]
    public async Task Who_cannot_be_added_is_said_before(string input, string reason)
    {
        await using var chat = await Chat.StartAsync();
        await using var add = new AddContactViewModel(chat.Context, Chat.AliceJid);
        add.Start();
        chat.Ui.Read(() => add.Input = input);
        await chat.Ui.UntilAsync(() => add.AddCommand.BlockedReason == reason, () => add.AddCommand.BlockedReason ?? "");
    }

    [Fact]
    public async Task A_link_fills_in_address_and_name_and_the_person_decides()
    {
        await using var chat = await Chat.StartAsync();
        await using var add = new AddContactViewModel(chat.Context, Chat.AliceJid);
        add.Start();
        var key = new string('a', 64);
        chat.Ui.Read(() => add.Input = $"xmpp:carol@example.org?roster;name=Car%20ol;omemo-sid-7={key}");
        Assert.Equal(
            (_carol, "Car ol", "The code names 1 key of carol@example.org."),
            chat.Ui.Read(() => (add.Address, add.Name, add.KeysText))
        );
        await chat.Ui.RunAsync(() => add.AddCommand.ExecuteAsync());
        Assert.Equal(_carol, chat.Ui.Read(() => add.Added));
        chat.Alice.FailNext(ErrorKind.Protocol);
        await chat.Ui.RunAsync(() => add.AddCommand.ExecuteAsync());
        Assert.NotNull(chat.Ui.Read(() => add.Problem));
    }

    [Fact]
    public void A_code_is_read_back_as_it_was_made() =>
        Gen.Select(Gen.Byte.Array[32], Gen.UInt[1, int.MaxValue])
            .Array[1, 10]
            .Sample(keys =>
            {
                var devices = keys.Select(key => new DeviceInfo(
                    Chat.BobJid,
                    new(key.Item2),
                    Fingerprint.FromBytes(key.Item1),
                    TrustLevel.Verified,
                    false,
                    false,
                    true
                ));
                var code = ContactCode.Parse(ContactCode.Create(Chat.BobJid, devices));
                Assert.Equal(Chat.BobJid, code!.Address);
                Assert.Equal(keys.Select(key => Fingerprint.FromBytes(key.Item1)), code.Keys);
            });

    [Fact]
    public void Whatever_is_scanned_is_read_or_refused() =>
        Gen.OneOf(Gen.String, Gen.String.Select(text => "xmpp:bob@example.org?" + text), Gen.String.Select(text => "xmpp:" + text))
            .Sample(text => ContactCode.Parse(text) is null or { Address.IsBare: true });

    [Theory]
    [InlineData("xmpp:bob@example.org?omemo-sid-1=abc")]
    [InlineData("xmpp:example.org")]
    [InlineData("xmpp:bob@example.org/phone")]
    [InlineData("https://example.org/bob@example.org")]
    public void A_code_with_a_damaged_key_or_of_no_person_is_none(string text) => Assert.Null(ContactCode.Parse(text));

    private static async Task<ContactListViewModel> OpenAsync(Chat chat)
    {
        var list = new ContactListViewModel(chat.Context, Chat.AliceJid);
        list.Start();
        await chat.Ui.UntilAsync(() => list.IsLoaded);
        return list;
    }
}
