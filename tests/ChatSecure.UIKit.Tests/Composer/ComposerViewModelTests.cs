// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Tests.Composer;

public sealed class ComposerViewModelTests
{
    [Fact]
    public async Task It_sends_encrypted_and_empties_itself()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        Assert.Equal(
            ("Message to Bob", EncryptionKind.Omemo2, "Write something first."),
            chat.Ui.Read(() => (composer.Placeholder, composer.Encryption, composer.SendCommand.BlockedReason))
        );
        Assert.Equal("Only you and Bob can read these messages, on all your devices.", chat.Ui.Read(() => composer.EncryptionText));
        await WriteAsync(chat, composer, "Hello");
        Assert.Equal(("", null), chat.Ui.Read(() => (composer.Draft, composer.Problem)));
        var page = await chat.Bob.Conversations.HistoryAsync(Chat.FromBob, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("Hello", Assert.Single(page.Messages).Body);
    }

    [Fact]
    public async Task Where_nobody_could_read_it_nothing_can_be_sent()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        chat.Ui.Read(() => composer.Draft = "Hello");
        var bob = (await chat.Alice.Trust.DevicesAsync(Chat.AliceJid, Chat.BobJid, TestContext.Current.CancellationToken))[0];
        await chat.Alice.Trust.SetTrustAsync(Chat.AliceJid, Chat.BobJid, bob.Fingerprint!.Value, TrustLevel.Verified);
        var added = await chat.Network.AddDeviceAsync(Chat.BobJid);
        await chat.Alice.Trust.SetTrustAsync(Chat.AliceJid, Chat.BobJid, bob.Fingerprint!.Value, TrustLevel.Distrusted);
        await chat.Ui.UntilAsync(() => composer.SendCommand.BlockedReason == "Bob has a new key. Check it first.");
        Assert.Equal(["Bob"], chat.Ui.Read(() => composer.RecipientsWithoutKeys));
        Assert.Null(chat.Ui.Read(() => composer.Encryption));
        await chat.Alice.Trust.SetTrustAsync(Chat.AliceJid, Chat.BobJid, added, TrustLevel.Distrusted);
        await chat.Ui.UntilAsync(() =>
            composer.SendCommand.BlockedReason?.StartsWith("You have rejected all keys of Bob.", StringComparison.Ordinal) == true
        );
        chat.Network.RemoveDevices(Chat.BobJid);
        chat.Alice.Raise(new EventsLost(default));
        await chat.Ui.UntilAsync(() => composer.SendCommand.BlockedReason == "Bob can't receive encrypted messages yet.");
        chat.Ui.Read(() => composer.Choice = EncryptionChoice.None);
        Assert.Equal(
            (null, "This message will not be encrypted."),
            chat.Ui.Read(() => (composer.SendCommand.BlockedReason, composer.PlainTextWarning))
        );
    }

    [Fact]
    public async Task Plain_text_goes_for_one_message_and_is_asked_about_first()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        await chat.Ui.UntilAsync(() => composer.Choices.Count == 2);
        Assert.Equal(
            [(EncryptionChoice.Auto, true, false), (EncryptionChoice.None, false, true)],
            chat.Ui.Read(() => composer.Choices.Select(row => (row.Choice, row.IsChosen, row.Question is not null)))
        );
        chat.Ui.Read(() => composer.Choice = EncryptionChoice.None);
        await WriteAsync(chat, composer, "On a postcard");
        Assert.Equal(EncryptionChoice.Auto, chat.Ui.Read(() => composer.Choice));
        await WriteAsync(chat, composer, "In a letter");
        var page = await chat.Alice.Conversations.HistoryAsync(Say.Conversation, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([EncryptionKind.None, EncryptionKind.Omemo2], page.Messages.Select(message => message.Encryption));
    }

    [Fact]
    public async Task What_is_said_in_private_offers_nothing_else()
    {
        await using var chat = await Chat.StartAsync();
        chat.Alice.AllowsOtr = true;
        chat.Bob.AllowsOtr = true;
        await using var composer = await OpenAsync(chat);
        await chat.Ui.UntilAsync(() =>
            composer.Choices.Select(row => row.Choice).SequenceEqual([EncryptionChoice.Auto, EncryptionChoice.Otr, EncryptionChoice.None])
        );
        await chat.Bob.Otr.StartAsync(Chat.BobJid, Chat.AliceJid, TestContext.Current.CancellationToken);
        await chat.Ui.UntilAsync(() => composer is { Encryption: EncryptionKind.Otr, Choices: [], IsPrivate: true });
        await chat.Bob.Otr.EndAsync(Chat.BobJid, Chat.AliceJid, TestContext.Current.CancellationToken);
        chat.Ui.Read(() => composer.Draft = "Still there?");
        await chat.Ui.UntilAsync(() => composer is { IsPrivate: true, SendCommand.BlockedReason: not null });
        Assert.True(await composer.EndPrivateAsync());
        await chat.Ui.UntilAsync(() =>
            composer is { IsPrivate: false, Encryption: EncryptionKind.Omemo2, SendCommand.BlockedReason: null }
        );
    }

    [Fact]
    public async Task Who_asked_not_to_be_sent_encrypted_messages_gets_what_the_person_decides()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        await chat.Bob.Trust.OptOutAsync(Chat.BobJid, Chat.AliceJid, "My phone is broken", TestContext.Current.CancellationToken);
        chat.Ui.Read(() => composer.Draft = "A secret");
        await chat.Ui.UntilAsync(() =>
            composer.SendCommand.BlockedReason == "Bob asked not to be sent encrypted messages. Choose how to send this one."
        );
        Assert.Equal(
            [(EncryptionChoice.Auto, false), (EncryptionChoice.Omemo2, true), (EncryptionChoice.None, true)],
            chat.Ui.Read(() => composer.Choices.Select(row => (row.Choice, row.Question is not null)))
        );
        chat.Ui.Read(() => composer.Choice = EncryptionChoice.Omemo2);
        await WriteAsync(chat, composer, "A secret");
        await chat.Ui.UntilAsync(() => composer is { Choice: EncryptionChoice.Auto, Encryption: EncryptionKind.Omemo2 });
        await WriteAsync(chat, composer, "Another one");
        var page = await chat.Alice.Conversations.HistoryAsync(Say.Conversation, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([EncryptionKind.Omemo2, EncryptionKind.Omemo2], page.Messages.Select(message => message.Encryption));
    }

    [Fact]
    public async Task Plain_text_can_not_be_chosen_where_the_brand_forbids_it()
    {
        await using var chat = await Chat.StartAsync(Say.Zomlike);
        await using var composer = await OpenAsync(chat);
        Assert.Equal(Say.Zomlike.Policy.RequireEncryption, !chat.Ui.Read(() => composer.CanSendPlainText));
        chat.Ui.Read(() => composer.Choice = EncryptionChoice.None);
        Assert.Equal(
            Say.Zomlike.Policy.RequireEncryption ? EncryptionChoice.Auto : EncryptionChoice.None,
            chat.Ui.Read(() => composer.Choice)
        );
    }

    [Fact]
    public async Task What_fails_keeps_the_text_and_says_what_to_do()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        chat.Ui.Read(() => composer.Draft = "Hello");
        chat.Alice.FailNext(ErrorKind.CannotEncrypt);

        // The failure may be taken by the word about typing, which nobody is bothered with.
        chat.Alice.FailNext(ErrorKind.CannotEncrypt);
        await chat.Ui.RunAsync(() => composer.SendCommand.ExecuteAsync());
        Assert.Equal("Hello", chat.Ui.Read(() => composer.Draft));
        Assert.StartsWith("ChatSecure does not send this unencrypted", chat.Ui.Read(() => composer.Problem), StringComparison.Ordinal);
        chat.Ui.Read(() => composer.Draft = "Hello!");
        Assert.Null(chat.Ui.Read(() => composer.Problem));
    }

    [Fact]
    public async Task A_text_that_is_too_long_says_by_how_much()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        chat.Ui.Read(() => composer.Draft = new string('x', ComposerViewModel.MaxDraftLength + 2));
        Assert.Equal(
            "This is too long for one message: shorten it by 2 characters.",
            chat.Ui.Read(() => composer.SendCommand.BlockedReason)
        );
    }

    [Fact]
    public async Task Drafts_are_kept_and_come_back()
    {
        await using var chat = await Chat.StartAsync();
        var composer = await OpenAsync(chat);
        chat.Ui.Read(() => composer.Draft = "Dear Bob");
        await composer.DisposeAsync();
        // Put away or not.
        await chat.Alice.Conversations.ChangeAsync(new(Say.Conversation) { IsArchived = true });
        await using var again = await OpenAsync(chat);
        await chat.Ui.UntilAsync(() => again.Draft == "Dear Bob");
        await WriteAsync(chat, again, "Dear Bob!");
        await again.DisposeAsync();
        await using var last = await OpenAsync(chat);
        Assert.Equal("", chat.Ui.Read(() => last.Draft));
    }

    [Fact]
    public async Task An_answer_names_its_message_and_an_edit_replaces_it()
    {
        await using var chat = await Chat.StartAsync();
        await chat.BobSaysAsync("When?");
        await using var timeline = new TimelineViewModel(chat.Context, Say.Conversation);
        timeline.Start();
        await chat.Ui.UntilAsync(() => timeline.Title == "Bob" && timeline.Rows.OfType<MessageRow>().Any());
        await using var composer = await OpenAsync(chat);
        chat.Ui.Read(() =>
        {
            composer.Reply(timeline.Rows.OfType<MessageRow>().Last());
            Assert.Equal((ComposerMode.Reply, "Replying to Bob", "When?"), (composer.Mode, composer.ModeText, composer.TargetText));
            return true;
        });
        await WriteAsync(chat, composer, "At non");
        await chat.Ui.UntilAsync(() => timeline.Rows.OfType<MessageRow>().Last() is { Body: "At non", Reply.Text: "When?" });
        chat.Ui.Read(() =>
        {
            composer.Draft = "By the way";
            composer.Edit(timeline.Rows.OfType<MessageRow>().Last());
            Assert.Equal((ComposerMode.Edit, "At non"), (composer.Mode, composer.Draft));
            return true;
        });
        await WriteAsync(chat, composer, "At noon");
        await chat.Ui.UntilAsync(() => timeline.Rows.OfType<MessageRow>().Last() is { Body: "At noon", EditedText: not null });
        Assert.Equal((ComposerMode.New, "By the way"), chat.Ui.Read(() => (composer.Mode, composer.Draft)));
    }

    [Fact]
    public async Task The_other_side_is_told_when_the_person_types_and_when_no_longer()
    {
        await using var chat = await Chat.StartAsync();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var states = chat.Bob.EventsAsync(end.Token).OfType<TypingChanged>().GetAsyncEnumerator(end.Token);
        await using var composer = await OpenAsync(chat);
        chat.Ui.Read(() => composer.Draft = "H");
        chat.Ui.Read(() => composer.Draft = "He");
        Assert.True(await states.MoveNextAsync());
        Assert.Equal(TypingState.Composing, states.Current.State);
        chat.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.True(await states.MoveNextAsync());
        Assert.Equal(TypingState.Paused, states.Current.State);
        await end.CancelAsync();
    }

    private static async Task<ComposerViewModel> OpenAsync(Chat chat)
    {
        var composer = new ComposerViewModel(chat.Context, Say.Conversation);
        composer.Start();
        await chat.Ui.UntilAsync(() => composer.Encryption is not null);
        return composer;
    }

    private static Task WriteAsync(Chat chat, ComposerViewModel composer, string text) =>
        chat.Ui.RunAsync(() =>
        {
            composer.Draft = text;
            return composer.SendCommand.ExecuteAsync();
        });
}
