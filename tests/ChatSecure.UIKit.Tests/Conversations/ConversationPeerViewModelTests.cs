// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Conversations;
using ChatSecure.UIKit.Verification;

namespace ChatSecure.UIKit.Tests.Conversations;

public sealed class ConversationPeerViewModelTests
{
    [Fact]
    public async Task A_stranger_who_writes_can_be_added_where_they_write()
    {
        await using var chat = await Chat.StartAsync(bobsName: null);
        await chat.BobSaysAsync("Hello");
        await using var peer = Open(chat);
        await chat.Ui.UntilAsync(() => peer.IsStranger);
        Assert.Equal("bob@example.org is not in your contacts.", chat.Ui.Read(() => peer.WarningText));
        Assert.True(await peer.AddAsync());
        await chat.Ui.UntilAsync(() => !peer.IsStranger);
        Assert.Null(chat.Ui.Read(() => peer.WarningText));
        Assert.Contains(await chat.Alice.Contacts.ListAsync(Chat.AliceJid), contact => contact is { IsPendingOut: true });
    }

    [Fact]
    public async Task Who_asked_to_be_a_contact_is_one_when_added()
    {
        await using var chat = await Chat.StartAsync(bobsName: null);
        await chat.BobSaysAsync("Hello");
        await chat.Bob.Contacts.AddAsync(Chat.BobJid, Chat.AliceJid);
        await using var peer = Open(chat);
        await chat.Ui.UntilAsync(() => peer.IsStranger && peer.IsContact);
        Assert.True(await peer.AddAsync());
        await chat.Ui.UntilAsync(() => !peer.IsStranger);
        Assert.Contains(await chat.Alice.Contacts.ListAsync(Chat.AliceJid), contact => contact is { Subscription: SubscriptionState.Both });
    }

    [Fact]
    public async Task Who_is_blocked_can_not_be_written_to_until_they_are_let_go()
    {
        await using var chat = await Chat.StartAsync(bobsName: null);
        await chat.BobSaysAsync("Hello");
        await using var peer = Open(chat);
        await using var composer = new ComposerViewModel(chat.Context, Say.Conversation);
        composer.Start();
        chat.Ui.Read(() => composer.Draft = "Go away");
        await chat.Ui.UntilAsync(() => composer.SendCommand.BlockedReason is null);
        Assert.True(await peer.BlockAsync());
        await chat.Ui.UntilAsync(() => peer.IsBlocked && composer.SendCommand.BlockedReason is not null);
        Assert.Equal("You have blocked bob@example.org.", chat.Ui.Read(() => peer.WarningText));
        Assert.Equal("You have blocked bob@example.org.", chat.Ui.Read(() => composer.SendCommand.BlockedReason));

        await peer.BlockAsync(isBlocked: false);
        await chat.Ui.UntilAsync(() => peer is { IsBlocked: false, IsStranger: true } && composer.SendCommand.BlockedReason is null);
    }

    [Fact]
    public async Task A_stranger_s_conversation_is_deleted()
    {
        await using var chat = await Chat.StartAsync(bobsName: null);
        await chat.BobSaysAsync("Hello");
        await using var peer = Open(chat);
        await chat.Ui.UntilAsync(() => peer.IsStranger);
        Assert.True(await peer.DeleteAsync());
        var page = await chat.Alice.Conversations.HistoryAsync(Say.Conversation, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(page.Messages);
    }

    [Fact]
    public async Task Nobody_is_called_a_stranger_who_is_a_contact_oneself_a_server_or_not_known_yet()
    {
        await using var chat = await Chat.StartAsync();
        foreach (var address in (Jid[])[Chat.BobJid, Chat.AliceJid, Jid.Parse("example.org")])
        {
            await using var peer = new ConversationPeerViewModel(chat.Context, new(Chat.AliceJid, address));
            Assert.False(peer.IsStranger);
            var isRead = false;
            peer.PropertyChanged += (_, change) => isRead |= change.PropertyName == nameof(peer.IsStranger);
            peer.Start();
            await chat.Ui.UntilAsync(() => isRead);
            Assert.Null(chat.Ui.Read(() => peer.WarningText));
        }
    }

    [Theory]
    [InlineData("Where\u202E did\nwe meet?", "The contact asks: Where did we meet?")]
    [InlineData(null, "The contact wants to compare a secret that you both know.")]
    public async Task That_a_secret_is_asked_for_is_said_where_they_talk_until_it_is_answered(string? question, string expected)
    {
        await using var chat = await PrivatelyAsync();
        await using var peer = Open(chat);
        await chat.Bob.Otr.CompareSecretsAsync(Chat.BobJid, Chat.AliceJid, "the park", question);
        await chat.Ui.UntilAsync(() => peer.SecretText == expected);

        // Who comes later reads it, too, also where the contact is verified.
        await using var later = Open(chat);
        await using var verification = new VerificationViewModel(chat.Context, Chat.AliceJid, Chat.BobJid);
        verification.Start();
        await chat.Ui.UntilAsync(() => later.SecretText == expected && verification.SecretText == expected);
        Assert.True(chat.Ui.Read(() => verification.IsSecretAsked));

        Assert.True(await verification.CompareSecretAsync("the park"));
        await chat.Ui.UntilAsync(() => peer.SecretText is null && later.SecretText is null && !verification.IsSecretAsked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_that_is_called_off_is_no_longer_there(bool ends)
    {
        await using var chat = await PrivatelyAsync();
        await using var peer = Open(chat);
        await chat.Bob.Otr.CompareSecretsAsync(Chat.BobJid, Chat.AliceJid, "the park", "Where?");
        await chat.Ui.UntilAsync(() => peer.SecretText is not null);
        await (ends ? chat.Bob.Otr.EndAsync(Chat.BobJid, Chat.AliceJid) : chat.Bob.Otr.GiveUpComparisonAsync(Chat.BobJid, Chat.AliceJid));
        await chat.Ui.UntilAsync(() => peer.SecretText is null);
    }

    private static async Task<Chat> PrivatelyAsync()
    {
        var chat = await Chat.StartAsync();
        (chat.Alice.AllowsOtr, chat.Bob.AllowsOtr) = (true, true);
        await chat.Bob.Otr.StartAsync(Chat.BobJid, Chat.AliceJid, TestContext.Current.CancellationToken);
        return chat;
    }

    private static ConversationPeerViewModel Open(Chat chat)
    {
        var peer = new ConversationPeerViewModel(chat.Context, Say.Conversation);
        peer.Start();
        return peer;
    }
}
