// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Tests.Media;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Tests.Composer;

public sealed class ComposerFileTests
{
    private static readonly byte[] _content = [.. "notes"u8];

    [Fact]
    public async Task Files_go_with_the_message_under_clean_names()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        Assert.True(await composer.AttachAsync(PickedFile.FromBytes(_content, "text/plain", "../../etc/\u202Epass:wd.txt")));
        Assert.True(await composer.AttachAsync(PickedFile.FromBytes(_content, "image/png")));
        Assert.Equal(
            [("pass_wd.txt", "5 B", AttachmentKind.File), ("Picture", "5 B", AttachmentKind.Image)],
            chat.Ui.Read(() => composer.Files.Select(file => (file.Name, file.SizeText, file.Kind)).ToList())
        );
        Assert.Equal("File: pass_wd.txt, 5 B", chat.Ui.Read(() => composer.Files[0].AccessibleText));

        // Files need no text.
        Assert.True(chat.Ui.Read(() => composer.SendCommand.CanExecute(null)));
        await chat.Ui.RunAsync(() => composer.SendCommand.ExecuteAsync());
        Assert.Empty(chat.Ui.Read(() => composer.Files.ToList()));
        var page = await chat.Bob.Conversations.HistoryAsync(Chat.FromBob, cancellationToken: TestContext.Current.CancellationToken);
        var message = Assert.Single(page.Messages);
        Assert.Equal(["pass_wd.txt", "Picture"], message.Attachments.Select(file => file.FileName));
        Assert.Equal([false, true], message.Attachments.Select(file => file.IsInline));
    }

    [Fact]
    public async Task What_is_typed_behind_a_message_that_is_on_its_way_is_the_next_one()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        var file = new SlowFile();
        await composer.AttachAsync(file.Picked);
        chat.Ui.Read(() => composer.Draft = "One");
        var sending = chat.Ui.RunAsync(() => composer.SendCommand.ExecuteAsync());
        await file.Asked;
        chat.Ui.Read(() => composer.Draft = "OneTwo");

        file.Come();
        await sending;

        Assert.Equal(("Two", null), chat.Ui.Read(() => (composer.Draft, composer.SendCommand.BlockedReason)));
        var page = await chat.Bob.Conversations.HistoryAsync(Chat.FromBob, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("One", Assert.Single(page.Messages).Body);
    }

    [Fact]
    public async Task A_file_that_is_too_large_or_can_not_be_read_blocks_until_it_is_taken_away()
    {
        await using var chat = await Chat.StartAsync();
        chat.Network.MaxFileSize = 4000;
        await using var composer = await OpenAsync(chat);
        await composer.AttachAsync(PickedFile.FromBytes(new byte[4001], "video/mp4", "film.mp4"));
        Assert.Equal("This file is too large: the server takes up to 4 kB.", chat.Ui.Read(() => composer.Files[0].ProblemText));
        Assert.Contains("too large", chat.Ui.Read(() => composer.Files[0].AccessibleText), StringComparison.Ordinal);
        Assert.Equal(chat.Ui.Read(() => composer.Files[0].ProblemText), chat.Ui.Read(() => composer.SendCommand.BlockedReason));
        chat.Ui.Read(() =>
        {
            composer.Detach(composer.Files[0]);
            return composer.Draft = "Hello";
        });
        Assert.Null(chat.Ui.Read(() => composer.SendCommand.BlockedReason));
        await composer.AttachAsync(new(_ => throw new UnauthorizedAccessException()) { Name = "secret" });
        Assert.StartsWith("The file can't be read.", chat.Ui.Read(() => composer.SendCommand.BlockedReason), StringComparison.Ordinal);
        await chat.Ui.RunAsync(() => composer.SendCommand.ExecuteAsync());
        Assert.Equal("Hello", chat.Ui.Read(() => composer.Draft));
    }

    [Fact]
    public async Task A_file_that_vanished_before_it_was_sent_stays_and_is_tried_again()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        var isThere = true;
        await composer.AttachAsync(
            new(_ => isThere ? ValueTask.FromResult<Stream>(new MemoryStream(_content)) : throw new FileNotFoundException())
            {
                Name = "a.txt",
                Size = 5,
            }
        );
        isThere = false;
        await chat.Ui.RunAsync(() => composer.SendCommand.ExecuteAsync());
        Assert.StartsWith("The file can't be read.", chat.Ui.Read(() => composer.Problem), StringComparison.Ordinal);
        Assert.Single(chat.Ui.Read(() => composer.Files.ToList()));
        isThere = true;
        await chat.Ui.RunAsync(() => composer.SendCommand.ExecuteAsync());
        Assert.Empty(chat.Ui.Read(() => composer.Files.ToList()));
    }

    [Fact]
    public async Task More_files_than_a_message_takes_are_left_out_and_how_many_is_said()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        var files = Enumerable.Range(1, 30).Select(number => PickedFile.FromBytes(_content, "text/plain", $"{number}.txt")).ToList();
        Assert.Equal(30, await composer.AttachAllAsync(files));
        Assert.Null(chat.Ui.Read(() => composer.Problem));

        Assert.Equal(2, await composer.AttachAllAsync(files[..3], more: 40));

        Assert.Equal(ComposerViewModel.MaxFiles, chat.Ui.Read(() => composer.Files.Count));
        Assert.Equal(["1.txt", "2.txt"], chat.Ui.Read(() => composer.Files.Skip(30).Select(file => file.Name).ToList()));
        Assert.StartsWith(
            "41 files were left out: a message takes 32 at the most.",
            chat.Ui.Read(() => composer.Problem),
            StringComparison.Ordinal
        );
        await chat.Ui.RunAsync(() => composer.SendCommand.ExecuteAsync());
        var page = await chat.Bob.Conversations.HistoryAsync(Chat.FromBob, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(ComposerViewModel.MaxFiles, Assert.Single(page.Messages).Attachments.Count);
    }

    [Fact]
    public async Task Where_there_can_be_no_files_none_of_several_is_attached_and_why_is_said()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        await using var timeline = new TimelineViewModel(chat.Context, Say.Conversation);
        timeline.Start();
        await chat.AliceSaysAsync("Helo");
        await chat.Ui.UntilAsync(() => timeline.Rows.OfType<MessageRow>().Any(row => row.CanEdit));
        chat.Ui.Read(() =>
        {
            composer.Edit(timeline.Rows.OfType<MessageRow>().Last());
            return true;
        });
        Assert.Equal(0, await composer.AttachAllAsync([PickedFile.FromBytes(_content), PickedFile.FromBytes(_content)]));
        Assert.Equal(chat.Ui.Read(() => composer.WhyNoFiles), chat.Ui.Read(() => composer.Problem));
        Assert.Empty(chat.Ui.Read(() => composer.Files.ToList()));
    }

    [Fact]
    public async Task What_is_seen_before_it_is_sent_is_what_will_be_sent()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        var photo = Pictures.Jpeg(Pictures.JfifSegment, Pictures.Exif(1));
        await composer.AttachAsync(PickedFile.FromBytes(photo, "image/jpeg", "photo.jpg"));
        var row = chat.Ui.Read(() => composer.Files[0]);
        await using (var seen = await composer.OpenFileAsync(row, TestContext.Current.CancellationToken))
        {
            using var bytes = new MemoryStream();
            await seen!.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal(Pictures.Jpeg(Pictures.JfifSegment), bytes.ToArray());
        }

        chat.Ui.Read(() =>
        {
            composer.Detach(row);
            return true;
        });
        Assert.Null(await composer.OpenFileAsync(row, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_photo_is_sent_without_where_it_was_taken()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        var photo = Pictures.Jpeg(Pictures.JfifSegment, Pictures.Exif(1));
        var clean = Pictures.Jpeg(Pictures.JfifSegment);
        await composer.AttachAsync(PickedFile.FromBytes(photo, "image/jpeg", "photo.jpg"));
        Assert.Equal($"{clean.Length} B", chat.Ui.Read(() => composer.Files[0].SizeText));
        await chat.Ui.RunAsync(() => composer.SendCommand.ExecuteAsync());
        var page = await chat.Bob.Conversations.HistoryAsync(Chat.FromBob, cancellationToken: TestContext.Current.CancellationToken);
        var message = Assert.Single(page.Messages);
        await using var got = await chat.Bob.Conversations.OpenAttachmentAsync(
            new(Chat.FromBob, message.Direction, message.Id),
            index: 0,
            TestContext.Current.CancellationToken
        );
        using var content = new MemoryStream();
        await got.CopyToAsync(content, TestContext.Current.CancellationToken);
        Assert.Equal(clean, content.ToArray());
    }

    [Fact]
    public async Task A_photo_that_can_not_be_cleaned_is_not_sent()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        var photo = Pictures.Jpeg(Pictures.Exif(1));
        await composer.AttachAsync(PickedFile.FromBytes(photo[..^2], "image/jpeg", "photo.jpg"));
        Assert.StartsWith("What this file tells", chat.Ui.Read(() => composer.Files[0].ProblemText), StringComparison.Ordinal);
        Assert.Equal(chat.Ui.Read(() => composer.Files[0].ProblemText), chat.Ui.Read(() => composer.SendCommand.BlockedReason));
        chat.Ui.Read(() =>
        {
            composer.Detach(composer.Files[0]);
            return true;
        });

        // Nor is one that was well-formed when it was picked.
        var isBroken = false;
        await composer.AttachAsync(new(_ => ValueTask.FromResult<Stream>(new MemoryStream(isBroken ? photo[..^2] : photo))));
        isBroken = true;
        await chat.Ui.RunAsync(() => composer.SendCommand.ExecuteAsync());
        Assert.StartsWith("The file can't be read.", chat.Ui.Read(() => composer.Problem), StringComparison.Ordinal);
        var page = await chat.Bob.Conversations.HistoryAsync(Chat.FromBob, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(page.Messages);
    }

    [Fact]
    public async Task There_are_at_most_32_files_and_none_in_an_edit()
    {
        await using var chat = await Chat.StartAsync();
        await chat.AliceSaysAsync("Helo");
        await using var timeline = new TimelineViewModel(chat.Context, Say.Conversation);
        timeline.Start();
        await chat.Ui.UntilAsync(() => timeline.Rows.OfType<MessageRow>().Any());
        await using var composer = await OpenAsync(chat);
        for (var i = 0; i < 32; i++)
        {
            Assert.True(await composer.AttachAsync(PickedFile.FromBytes(_content)));
        }

        Assert.False(await composer.AttachAsync(PickedFile.FromBytes(_content)));
        Assert.StartsWith("A message takes 32 files at the most.", chat.Ui.Read(() => composer.Problem), StringComparison.Ordinal);
        chat.Ui.Read(() =>
        {
            composer.Edit(timeline.Rows.OfType<MessageRow>().Single());
            return composer.Draft = "Hello";
        });
        Assert.StartsWith("A message that is being edited", chat.Ui.Read(() => composer.WhyNoFiles), StringComparison.Ordinal);
        await chat.Ui.RunAsync(() => composer.SendCommand.ExecuteAsync());
        Assert.Equal(32, chat.Ui.Read(() => composer.Files.Count));
        await chat.Ui.UntilAsync(() => timeline.Rows.OfType<MessageRow>().SingleOrDefault() is { Body: "Hello", Attachments.Count: 0 });
    }

    [Fact]
    public async Task A_recording_becomes_a_voice_message()
    {
        await using var chat = await Chat.StartAsync();
        await using var composer = await OpenAsync(chat);
        var recording = PickedFile.FromBytes(_content, "audio/ogg", "rec.ogg") with
        {
            Duration = TimeSpan.FromSeconds(65),
            Waveform = [10, 60, 30],
        };
        await composer.AttachVoiceAsync(recording);
        var row = chat.Ui.Read(() => composer.Files[0]);
        Assert.Equal((AttachmentKind.Voice, "1:05"), (row.Kind, row.DurationText));
        Assert.Equal([10, 60, 30], row.Waveform);
        await chat.Ui.RunAsync(() => composer.SendCommand.ExecuteAsync());
        await using var bobs = new TimelineViewModel(new(chat.Bob, chat.Brand, chat.Ui, chat.Clock), Chat.FromBob);
        bobs.Start();
        await chat.Ui.UntilAsync(() =>
            bobs.Rows.OfType<MessageRow>().SingleOrDefault()?.Attachments is [{ Kind: AttachmentKind.Voice, DurationText: "1:05" }]
        );
        await Assert.ThrowsAsync<ArgumentException>(() => composer.AttachVoiceAsync(PickedFile.FromBytes(_content)));
    }

    [Fact]
    public async Task A_sticker_of_the_brand_and_a_place_go_at_once()
    {
        await using var chat = await Chat.StartAsync(Say.Zomlike);
        await using var composer = await OpenAsync(chat);
        chat.Ui.Read(() => composer.Draft = "Not yet");
        var sticker = chat.Ui.Read(() => composer.Stickers[0]);
        Assert.Equal("losar", sticker.Pack);
        Assert.True(await composer.SendStickerAsync(sticker));
        Assert.False(await composer.SendStickerAsync(sticker with { Id = "stickers/losar/none" }));
        Assert.True(await composer.SendLocationAsync(27.4712, 89.6339, 20));
        Assert.Equal("Not yet", chat.Ui.Read(() => composer.Draft));
        var page = await chat.Bob.Conversations.HistoryAsync(Chat.FromBob, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["", "geo:27.4712,89.6339;u=20"], page.Messages.Select(message => message.Body));
        var file = Assert.Single(page.Messages[0].Attachments);
        Assert.Equal((true, sticker.Name), (file.IsInline, file.Description));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => composer.SendLocationAsync(91, 0));
    }

    [Fact]
    public async Task An_app_registers_where_files_come_from()
    {
        await using var chat = await Chat.StartAsync();
        var source = new AttachmentSource(
            "gallery",
            brand => brand.Text("gallery.title"),
            (context, _) =>
                Task.FromResult<IReadOnlyList<PickedFile>>([
                    PickedFile.FromBytes(_content, "image/png", $"{context.Conversation.Peer.Local}.png"),
                    PickedFile.FromBytes(_content),
                ])
        );
        var context = new UiContext(chat.Alice, chat.Brand, chat.Ui, chat.Clock, new() { AttachmentSources = [source] });
        await using var composer = new ComposerViewModel(context, Say.Conversation);
        composer.Start();
        await composer.AttachFromAsync(Assert.Single(chat.Ui.Read(() => composer.Sources)));
        Assert.Equal(["bob.png", "File"], chat.Ui.Read(() => composer.Files.Select(file => file.Name).ToList()));
    }

    [Fact]
    public async Task What_the_brand_does_not_offer_can_not_be_sent()
    {
        using var folder = new TempBrand(
            """
            { "schemaVersion": 1, "id": "quiet", "name": "Quiet", "features": { "attachments": false, "stickers": false, "voiceMessages": false, "replies": false, "reactions": false, "editing": false, "retraction": false } }
            """
        );
        await using var chat = await Chat.StartAsync(Brand.Load(folder.Path));
        await chat.AliceSaysAsync("Hello");
        await using var timeline = new TimelineViewModel(chat.Context, Say.Conversation);
        timeline.Start();
        await chat.Ui.UntilAsync(() => timeline.Rows.OfType<MessageRow>().Any());
        await using var composer = await OpenAsync(chat);
        Assert.False(await composer.AttachAsync(PickedFile.FromBytes(_content)));
        Assert.Equal("Quiet does not offer this.", chat.Ui.Read(() => composer.Problem));
        Assert.False(
            await composer.AttachVoiceAsync(PickedFile.FromBytes(_content, "audio/ogg") with { Duration = TimeSpan.FromSeconds(1) })
        );
        Assert.Empty(chat.Ui.Read(() => composer.Stickers));
        var row = chat.Ui.Read(() => timeline.Rows.OfType<MessageRow>().Single());
        Assert.True(row is { CanAnswer: true, CanReply: false, CanReact: false, CanEdit: false, CanRetract: false });
        await timeline.ReactAsync(row, "👍");
        await timeline.RetractAsync(row);
        chat.Ui.Read(() =>
        {
            composer.Reply(row);
            composer.Edit(row);
            Assert.Equal(ComposerMode.New, composer.Mode);
            return true;
        });
        var page = await chat.Bob.Conversations.HistoryAsync(Chat.FromBob, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(Assert.Single(page.Messages) is { Body: "Hello", Reactions.Count: 0, RetractedAt: null });
    }

    private static async Task<ComposerViewModel> OpenAsync(Chat chat)
    {
        var composer = new ComposerViewModel(chat.Context, Say.Conversation);
        composer.Start();
        await chat.Ui.UntilAsync(() => composer.Encryption is not null);
        return composer;
    }
}
