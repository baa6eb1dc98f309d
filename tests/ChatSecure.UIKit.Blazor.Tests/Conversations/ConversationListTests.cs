// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Tests.Conversations;

public sealed class ConversationListTests
{
    [Fact]
    public async Task A_row_has_everything_and_a_name_for_screen_readers()
    {
        await using var app = await App.StartAsync();
        await app.BobSaysAsync("Hello Alice");
        app.Show();
        await app.UntilAsync(".cs-row .cs-badge");

        var row = app.Find(".cs-row")!;
        Assert.Equal("Bob", row.QuerySelector(".cs-row-title")!.TextContent);
        Assert.Equal("Hello Alice", row.QuerySelector(".cs-row-preview")!.TextContent);
        Assert.Equal("1", row.QuerySelector(".cs-badge")!.TextContent);
        Assert.Contains("Hello Alice", row.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal("true", row.QuerySelector(".cs-avatar")!.GetAttribute("aria-hidden"));
        Assert.True(row.HasAttribute("data-cs-item"));
        Assert.Equal("-1", row.GetAttribute("tabindex"));
    }

    [Theory]
    [InlineData("Pin", "Unpin")]
    [InlineData("Mute", "Unmute")]
    [InlineData("Mute for 1 hour", "Unmute")]
    [InlineData("Mute for 8 hours", "Unmute")]
    public async Task The_menu_of_a_row_does_and_undoes(string act, string undo)
    {
        await using var app = await App.StartAsync();
        await app.BobSaysAsync("Hello Alice");
        app.Show();

        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync(act);
        await app.UntilAsync(".cs-row-marks .cs-icon");
        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync(undo);

        await app.UntilAsync(() => app.Find(".cs-row-marks .cs-icon") is null);
    }

    [Fact]
    public async Task What_was_read_is_marked_as_unread_and_shows_it_without_a_number()
    {
        await using var app = await App.StartAsync();
        await app.BobSaysAsync("Hello Alice");
        app.Show();

        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync("Mark as read");
        await app.UntilAsync(() => app.Find(".cs-row .cs-badge") is null);
        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync("Mark as unread");
        await app.UntilAsync(".cs-row .cs-badge");

        Assert.Empty(app.Find(".cs-row .cs-badge")!.TextContent.Trim());
        Assert.EndsWith("Marked as unread.", app.Find(".cs-row")!.GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_archived_is_found_under_its_filter()
    {
        await using var app = await App.StartAsync();
        await app.BobSaysAsync("Hello Alice");
        app.Show();
        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync("Archive");
        await app.UntilAsync(() => app.Find(".cs-row") is null);

        await app.Shown.InvokeAsync(() =>
            app.FindAll(".cs-filters .cs-chip").Single(chip => chip.TextContent == "Archived").ClickAsync(new())
        );

        await app.UntilAsync(".cs-row");
        Assert.Single(app.FindAll(".cs-filters [aria-pressed=true]"));
    }

    [Fact]
    public async Task Below_the_name_of_who_one_talks_to_stands_what_they_show_and_no_address()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        await app.UntilAsync(() => app.Find(".cs-header-state")?.TextContent == "online");
        await app.Bob.Persona.ShowAsync(
            App.BobJid,
            ChatSecure.Contacts.Availability.Away,
            "At sea",
            Xunit.TestContext.Current.CancellationToken
        );
        await app.UntilAsync(() => app.Find(".cs-header-state")?.TextContent == "away: At sea");
        Assert.DoesNotContain("@", app.Find(".cs-header")!.TextContent, StringComparison.Ordinal);
        await app.ClickAsync(".cs-shield");
        await app.UntilAsync(() => app.Find("dialog")?.TextContent.Contains("bob@example.org", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Erasing_asks_first()
    {
        await using var app = await App.StartAsync();
        await app.BobSaysAsync("Hello Alice");
        app.Show();
        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync("Delete");
        await app.UntilAsync("dialog");
        await app.ClickAsync("dialog .cs-actions .cs-button:not(.cs-button-danger)");
        await app.UntilAsync(() => app.Find("dialog") is null);
        Assert.NotNull(app.Find(".cs-row"));

        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync("Delete");
        await app.ClickAsync("dialog .cs-button-danger");

        await app.UntilAsync(() => app.Find(".cs-row") is null);
    }

    [Fact]
    public async Task Without_conversations_it_says_what_to_do()
    {
        await using var app = await App.StartAsync();
        app.Show();

        await app.UntilAsync(".cs-list .cs-empty");
        Assert.NotEmpty(app.Find(".cs-list .cs-empty p")!.TextContent);
    }
}
