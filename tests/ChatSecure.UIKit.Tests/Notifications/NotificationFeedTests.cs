// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Notifications;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Tests.Notifications;

public sealed class NotificationFeedTests
{
    [Fact]
    public async Task What_comes_in_is_told_unless_it_is_muted_or_in_view()
    {
        await using var chat = await Chat.StartAsync();
        var feed = new NotificationFeed(chat.Context) { HidesContent = false };
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var told = feed.ReadAsync(end.Token).GetAsyncEnumerator(end.Token);
        var next = told.MoveNextAsync();
        await chat.BobSaysAsync("Hi\u202E\n<b>there</b>");
        Assert.True(await next);
        Assert.Equal(new(NotificationKind.Message, Say.Conversation, "Bob: Hi <b>there</b>", IsHidden: false), told.Current);

        // What is told after it shows that it was passed over.
        var carol = Jid.Parse("carol@example.org");
        var device = (await chat.Alice.Trust.DevicesAsync(Chat.AliceJid, Chat.BobJid, end.Token))[0] with { Trust = TrustLevel.Undecided };
        feed.Visible = Say.Conversation;
        next = told.MoveNextAsync();
        await chat.BobSaysAsync("in view");
        chat.Alice.Raise(new DeviceChanged(Chat.AliceJid, device with { Owner = carol }));
        Assert.True(await next);
        Assert.Equal(NotificationKind.NewDevice, told.Current.Kind);

        feed.Visible = null;
        await chat.Alice.Conversations.ChangeAsync(new(Say.Conversation) { MutedUntil = DateTimeOffset.MaxValue }, end.Token);
        next = told.MoveNextAsync();
        await chat.BobSaysAsync("muted");
        chat.Alice.Raise(new DeviceChanged(Chat.AliceJid, device));
        Assert.True(await next);
        Assert.Equal((NotificationKind.NewDevice, Say.Conversation), (told.Current.Kind, told.Current.Conversation));
        await end.CancelAsync();
    }

    [Theory]
    [InlineData(OtrSmpProgress.InProgress, OtrState.Encrypted)]
    [InlineData(OtrSmpProgress.Aborted, OtrState.Encrypted)]
    [InlineData(null, OtrState.Finished)]
    public async Task That_a_secret_is_asked_for_is_told_without_the_question_until_it_is_answered_or_called_off(
        OtrSmpProgress? after,
        OtrState state
    )
    {
        await using var chat = await Chat.StartAsync();
        var feed = new NotificationFeed(chat.Context) { HidesContent = false };
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var told = feed.ReadAsync(end.Token).GetAsyncEnumerator(end.Token);
        var next = told.MoveNextAsync();
        var asked = new OtrChanged(
            Chat.AliceJid,
            Chat.BobJid,
            OtrState.Encrypted,
            Smp: OtrSmpProgress.Asked,
            Question: "Where did we meet?"
        );
        chat.Alice.Raise(asked);
        Assert.True(await next);
        Assert.Equal(
            new(NotificationKind.SecretAsked, Say.Conversation, "Bob would like to make sure that it is you", IsHidden: false),
            told.Current
        );

        // What has nothing to do with it leaves it there.
        chat.Alice.Raise(new OtrChanged(Chat.AliceJid, Chat.BobJid, OtrState.Encrypted));
        chat.Alice.Raise(new OtrChanged(Chat.AliceJid, Jid.Parse("carol@example.org"), OtrState.Finished));
        next = told.MoveNextAsync();
        chat.Alice.Raise(new OtrChanged(Chat.AliceJid, Chat.BobJid, state, Smp: after));
        Assert.True(await next);
        Assert.Equal(
            (NotificationKind.SecretAsked, Say.Conversation, true),
            (told.Current.Kind, told.Current.Conversation, told.Current.IsWithdrawn)
        );

        feed.HidesContent = true;
        next = told.MoveNextAsync();
        chat.Alice.Raise(asked);
        Assert.True(await next);
        Assert.Equal(("New message", true), (told.Current.Text, told.Current.IsHidden));
        await end.CancelAsync();
    }

    [Fact]
    public async Task A_new_device_of_ones_own_is_told_of_once_whatever_it_is_trusted_at()
    {
        await using var chat = await Chat.StartAsync();
        await chat.AliceSaysAsync("to Bob");
        await chat.Alice.ReceiveAsync(
            (
                await chat.Alice.Conversations.HistoryAsync(Say.Conversation, cancellationToken: TestContext.Current.CancellationToken)
            ).Messages[0] with
            {
                Conversation = new(Chat.AliceJid, Jid.Parse("carol@example.org")),
            }
        );
        var feed = new NotificationFeed(chat.Context) { HidesContent = false };
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var told = feed.ReadAsync(end.Token).GetAsyncEnumerator(end.Token);
        var next = told.MoveNextAsync();
        await chat.Network.AddDeviceAsync(Chat.AliceJid);
        Assert.True(await next);
        Assert.Equal(
            (NotificationKind.NewDevice, "You have a new device. If that was not you, remove it and change your password."),
            (told.Current.Kind, told.Current.Text)
        );

        // It is noted in both conversations.
        next = told.MoveNextAsync();
        await chat.BobSaysAsync("Hi");
        Assert.True(await next);
        Assert.Equal(NotificationKind.Message, told.Current.Kind);
        await end.CancelAsync();
    }

    [Fact]
    public async Task Of_a_group_is_told_who_wrote_and_where_and_who_invites()
    {
        await using var chat = await Chat.StartAsync();
        var feed = new NotificationFeed(chat.Context) { HidesContent = false };
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var told = feed.ReadAsync(end.Token).GetAsyncEnumerator(end.Token);
        var next = told.MoveNextAsync();
        var group = await chat.Bob.Groups.CreateAsync(Chat.BobJid, new() { Name = "Sailing", Members = [Chat.AliceJid] }, end.Token);
        Assert.True(await next);
        Assert.Equal(
            new(NotificationKind.GroupInvitation, new(Chat.AliceJid, group.Room.Jid), "Bob invites you to a group", IsHidden: false),
            told.Current
        );

        next = told.MoveNextAsync();
        await chat.Alice.Groups.JoinAsync(Chat.AliceJid, group.Room.Jid, cancellationToken: end.Token);
        await chat.Bob.Conversations.SendAsync(new(Chat.BobJid, group.Room.Jid), new("Ahoy"), end.Token);
        Assert.True(await next);
        Assert.Equal("Bob in Sailing: Ahoy", told.Current.Text);

        // Muted, it says only when somebody calls.
        var muted = new ConversationId(Chat.AliceJid, group.Room.Jid);
        await chat.Alice.Conversations.ChangeAsync(new(muted) { MutedUntil = DateTimeOffset.MaxValue }, end.Token);
        next = told.MoveNextAsync();
        await chat.Bob.Conversations.SendAsync(new(Chat.BobJid, group.Room.Jid), new("Nobody there?"), end.Token);
        await chat.Bob.Conversations.SendAsync(new(Chat.BobJid, group.Room.Jid), new("@alice, come"), end.Token);
        Assert.True(await next);
        Assert.Equal("Bob in Sailing: @alice, come", told.Current.Text);
        await using var timeline = new TimelineViewModel(chat.Context, muted);
        timeline.Start();
        await chat.Ui.UntilAsync(() => timeline.Rows.OfType<MessageRow>().Any(row => row.IsMention));
        var named = chat.Ui.Read(() => timeline.Rows.OfType<MessageRow>().Single(row => row.IsMention));
        Assert.Equal("@alice, come", named.Body);
        Assert.Contains("It names you.", named.AccessibleText, StringComparison.Ordinal);
        await end.CancelAsync();
    }

    [Fact]
    public async Task A_picture_without_words_is_called_one_whatever_its_name()
    {
        await using var chat = await Chat.StartAsync();
        var feed = new NotificationFeed(chat.Context) { HidesContent = false };
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var told = feed.ReadAsync(end.Token).GetAsyncEnumerator(end.Token);
        var next = told.MoveNextAsync();
        var file = Say.Incoming(string.Empty) with { Attachments = [new() { FileName = "../../map.png", MediaType = "image/png" }] };
        chat.Alice.Raise(new MessageAdded(Chat.AliceJid, file with { State = DeliveryState.Received }));
        Assert.True(await next);
        Assert.Equal("Bob: Picture", told.Current.Text);
        await end.CancelAsync();
    }

    [Fact]
    public async Task What_was_told_is_withdrawn_once_it_was_read_or_taken_back()
    {
        await using var chat = await Chat.StartAsync();
        var feed = new NotificationFeed(chat.Context);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var told = feed.ReadAsync(end.Token).GetAsyncEnumerator(end.Token);
        var gone = new NotificationRequest(NotificationKind.Message, Say.Conversation, string.Empty, IsHidden: true) { IsWithdrawn = true };

        var next = told.MoveNextAsync();
        await chat.BobSaysAsync("Read me");
        Assert.True(await next);
        Assert.False(told.Current.IsWithdrawn);
        await chat.Alice.Conversations.MarkReadAsync(Say.Conversation, end.Token);
        Assert.True(await told.MoveNextAsync());
        Assert.Equal(gone, told.Current);

        // An older one that is taken back leaves the newer one.
        next = told.MoveNextAsync();
        var older = (await chat.BobSaysAsync("Older")).Message;
        Assert.True(await next);
        var newer = (await chat.BobSaysAsync("Newer")).Message;
        Assert.True(await told.MoveNextAsync());
        Assert.False(told.Current.IsWithdrawn);
        await chat.Bob.Conversations.RetractAsync(Chat.FromBob, older.Id, cancellationToken: end.Token);
        await chat.BobSaysAsync("Newest");
        Assert.True(await told.MoveNextAsync());
        Assert.False(told.Current.IsWithdrawn);
        await chat.Bob.Conversations.RetractAsync(Chat.FromBob, newer.Id, cancellationToken: end.Token);
        await chat.BobSaysAsync("Last");
        Assert.True(await told.MoveNextAsync());
        Assert.False(told.Current.IsWithdrawn);
        var page = await chat.Bob.Conversations.HistoryAsync(Chat.FromBob, cancellationToken: end.Token);
        await chat.Bob.Conversations.RetractAsync(Chat.FromBob, page.Messages[^1].Id, cancellationToken: end.Token);
        Assert.True(await told.MoveNextAsync());
        Assert.Equal(gone, told.Current);
        await end.CancelAsync();
    }

    [Fact]
    public async Task All_that_was_told_is_withdrawn_once_the_profile_is_locked()
    {
        await using var chat = await Chat.StartAsync();
        var feed = new NotificationFeed(chat.Context);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var told = feed.ReadAsync(end.Token).GetAsyncEnumerator(end.Token);
        var next = told.MoveNextAsync();
        await chat.BobSaysAsync("Hi");
        Assert.True(await next);
        var carol = Jid.Parse("carol@example.org");
        var device = (await chat.Alice.Trust.DevicesAsync(Chat.AliceJid, Chat.BobJid, end.Token))[0] with { Trust = TrustLevel.Undecided };
        chat.Alice.Raise(new DeviceChanged(Chat.AliceJid, device with { Owner = carol }));
        Assert.True(await told.MoveNextAsync());
        chat.Alice.Raise(new ProfileLocked(Chat.AliceJid, IsLocked: false));
        chat.Alice.Raise(new ProfileLocked(Chat.AliceJid, IsLocked: true));
        var kinds = new List<NotificationKind>();
        for (var i = 0; i < 2; i++)
        {
            Assert.True(await told.MoveNextAsync());
            Assert.True(told.Current is { IsWithdrawn: true, Text: "" });
            kinds.Add(told.Current.Kind);
        }

        Assert.Equal([NotificationKind.Message, NotificationKind.NewDevice], kinds.Order());
        await end.CancelAsync();
    }

    [Fact]
    public async Task Where_content_is_hidden_nothing_of_it_is_told()
    {
        await using var chat = await Chat.StartAsync();
        var feed = new NotificationFeed(chat.Context) { HidesContent = true };
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var told = feed.ReadAsync(end.Token).GetAsyncEnumerator(end.Token);
        var next = told.MoveNextAsync();
        await chat.BobSaysAsync("secret");
        Assert.True(await next);
        Assert.Equal((true, "New message"), (told.Current.IsHidden, told.Current.Text));
        await end.CancelAsync();
    }

    [Fact]
    public async Task A_brand_that_always_hides_content_can_not_be_overruled()
    {
        using var folder = new TempBrand(
            """{ "schemaVersion": 1, "id": "strict", "name": "Strict", "privacy": { "hideNotificationContent": { "value": true, "level": "locked" } } }"""
        );
        await using var chat = await Chat.StartAsync(Brand.Load(folder.Path));
        var feed = new NotificationFeed(chat.Context) { HidesContent = false };
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var told = feed.ReadAsync(end.Token).GetAsyncEnumerator(end.Token);
        var next = told.MoveNextAsync();
        await chat.BobSaysAsync("secret");
        Assert.True(await next);
        Assert.True(told.Current.IsHidden);
        await end.CancelAsync();
    }
}
