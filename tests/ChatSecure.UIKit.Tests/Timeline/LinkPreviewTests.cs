// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Tests.Timeline;

public sealed class LinkPreviewTests
{
    private const string Link = "https://news.example.org/cats";

    [Fact]
    public async Task A_page_is_asked_when_the_person_wants_it_and_not_before()
    {
        await using var chat = await Chat.StartAsync();
        chat.Network.AddPage(new(Link) { Title = "All about\u202E cats", Description = "They sleep." });
        await chat.BobSaysAsync($"Read {Link}");
        await using var timeline = Open(chat);
        await chat.Ui.UntilAsync(() => Row(timeline) is { CanPreview: true, Links.Count: 0 });
        Assert.Contains(chat.Ui.Read(() => timeline.ActionsOf(Row(timeline)!)), action => action.Id == "preview");
        Assert.True(await timeline.ShowPreviewAsync(chat.Ui.Read(() => Row(timeline)!), new(Link)));
        await chat.Ui.UntilAsync(() =>
            Row(timeline)
                is {
                    Links: [
                        {
                            Host: "news.example.org",
                            Title: "All about cats",
                            Description: "They sleep.",
                            ProgressText: null,
                            SourceText: null
                        },
                    ]
                }
        );
    }

    [Fact]
    public async Task A_page_that_tells_nothing_is_said_to_and_leaves_nothing()
    {
        await using var chat = await Chat.StartAsync();
        await chat.BobSaysAsync($"Read {Link}");
        await using var timeline = Open(chat);
        await chat.Ui.UntilAsync(() => Row(timeline) is not null);
        Assert.False(await timeline.ShowPreviewAsync(chat.Ui.Read(() => Row(timeline)!), new(Link)));
        Assert.StartsWith("There is no page behind this link", chat.Ui.Read(() => timeline.Problem), StringComparison.Ordinal);
        Assert.Empty(chat.Ui.Read(() => Row(timeline)!.Links));
    }

    [Theory]
    [InlineData("no link at all")]
    [InlineData("http://example.org/")]
    public async Task Without_a_link_that_may_be_asked_nothing_is_offered(string text)
    {
        await using var chat = await Chat.StartAsync();
        await chat.BobSaysAsync(text);
        await using var timeline = Open(chat);
        await chat.Ui.UntilAsync(() => Row(timeline) is { CanPreview: false });
        Assert.False(await timeline.ShowPreviewAsync(chat.Ui.Read(() => Row(timeline)!), new(Link)));
    }

    [Fact]
    public async Task What_a_sender_tells_of_a_link_is_said_to_be_told_by_them_beside_the_true_host()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Bob.Conversations.SendAsync(
            Chat.FromBob,
            new($"Read {Link}") { Links = [new(Link) { Title = "Your bank" }] },
            TestContext.Current.CancellationToken
        );
        await using var timeline = Open(chat);
        await chat.Ui.UntilAsync(() =>
            Row(timeline) is { Links: [{ Host: "news.example.org", Title: "Your bank", SourceText: "As Bob says" }] }
        );
        chat.Network.AddPage(new(Link) { Title = "All about cats" });
        Assert.True(await timeline.ShowPreviewAsync(chat.Ui.Read(() => Row(timeline)!), new(Link)));
        await chat.Ui.UntilAsync(() => Row(timeline) is { Links: [{ Title: "All about cats", SourceText: null }] });
    }

    private static TimelineViewModel Open(Chat chat)
    {
        var timeline = new TimelineViewModel(chat.Context, Say.Conversation);
        timeline.Start();
        return timeline;
    }

    private static MessageRow? Row(TimelineViewModel timeline) => timeline.Rows.OfType<MessageRow>().SingleOrDefault();
}
