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
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[2].ClickAsync(new()));

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
}
