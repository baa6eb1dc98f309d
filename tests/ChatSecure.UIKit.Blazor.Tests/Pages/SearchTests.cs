// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Tests.Pages;

public sealed class SearchTests
{
    [Fact]
    public async Task Finds_a_message_marks_the_words_and_opens_its_place()
    {
        await using var app = await App.StartAsync();
        await app.BobSaysAsync("The <b>tickets</b> are here");
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[3].ClickAsync(new()));

        await app.TypeAsync(".cs-search input", "tickets");
        await app.UntilAsync(() =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            return app.Find(".cs-row mark") is not null;
        });
        Assert.Equal("tickets", app.Find("mark")!.TextContent);
        Assert.Empty(app.FindAll(".cs-row b"));

        await app.ClickAsync(".cs-row");
        await app.UntilAsync(".cs-message");
        await app.UntilAsync(() => app.Find(".cs-search-title") is null);
    }

    [Fact]
    public async Task Finds_somebody_by_name_and_opens_the_conversation()
    {
        await using var app = await App.StartAsync();
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[3].ClickAsync(new()));
        await app.TypeAsync(".cs-search input", "bo");
        await app.UntilAsync(".cs-rows-names .cs-row");
        Assert.Equal("People and groups", app.Find("h2.cs-search-title")!.TextContent);
        Assert.NotNull(app.Find(".cs-rows-names[data-cs-roving] .cs-row[data-cs-item]"));

        await app.ClickAsync(".cs-rows-names .cs-row");

        await app.UntilAsync(".cs-composer-field");
        Assert.Equal("Message to Bob", app.Find(".cs-composer-field")!.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task Shows_more_messages_when_asked_to()
    {
        await using var app = await App.StartAsync();
        await app.Alice.ReceiveAsync([.. Enumerable.Range(0, 120).Select(number => UIKit.Tests.Say.Incoming($"ticket {number}"))]);
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[3].ClickAsync(new()));
        await app.TypeAsync(".cs-search input", "ticket");
        await app.UntilAsync(() =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            return app.Find(".cs-search-more") is not null;
        });
        Assert.Equal(100, app.FindAll(".cs-row:has(mark)").Count);

        await app.ClickAsync(".cs-search-more");

        await app.UntilAsync(() => app.FindAll(".cs-row:has(mark)").Count == 120);
        await app.UntilAsync(() => app.Find(".cs-search-more") is null);
    }
}
