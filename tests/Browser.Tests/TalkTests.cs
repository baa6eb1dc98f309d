// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>What two people do to messages, each in a browser of their own.</summary>
[Collection(TwoPeopleCollection.Name)]
public sealed class TalkTests(TwoPeople people)
{
    private Screen Anna => people.Anna;

    private Screen Bela => people.Bela;

    [Fact]
    public async Task Two_people_talk_and_see_what_was_read()
    {
        await Anna.SayAsync("Good morning, Bela");
        await Bela.SeeAsync(Bela.Message("Good morning, Bela"));
        await Bela.SayAsync("Good morning, Anna");
        await Anna.SeeAsync(Anna.Message("Good morning, Anna"));
        await Anna.SeeAsync(Anna.Message("Good morning, Bela").Locator(".cs-delivery-displayed"));
        Assert.False(people.Server.Holds("Good morning"), "The server could read it.");
        people.AreQuiet();
    }

    [Fact]
    public async Task An_edit_replaces_what_the_other_sees()
    {
        await Anna.SayAsync("We meet at five");
        await Bela.SeeAsync(Bela.Message("We meet at five"));
        await Anna.ChooseAsync(Anna.Message("We meet at five"), "Edit");
        await Assertions.Expect(Anna.Composer).ToHaveValueAsync("We meet at five");
        await Anna.SayAsync("We meet at six");
        foreach (var screen in new[] { Anna, Bela })
        {
            await screen.SeeAsync(screen.Message("We meet at six").Locator(".cs-message-meta", new() { HasText = "edited" }));
            await screen.GoneAsync(screen.Message("We meet at five"));
        }

        people.AreQuiet();
    }

    [Fact]
    public async Task A_reply_shows_what_it_answers()
    {
        await Anna.SayAsync("Tea or coffee?");
        await Bela.ChooseAsync(Bela.Message("Tea or coffee?"), "Reply");
        await Bela.SeeAsync(Bela.Page.Locator(".cs-composer-mode", new() { HasText = "Tea or coffee?" }));
        await Bela.SayAsync("Tea for me");
        await Anna.SeeAsync(Anna.Message("Tea for me").Locator(".cs-reply", new() { HasText = "Tea or coffee?" }));
        people.AreQuiet();
    }

    [Fact]
    public async Task A_reaction_is_seen_and_taken_back()
    {
        await Anna.SayAsync("I passed the exam");
        await Bela.ChooseAsync(Bela.Message("I passed the exam"), "React 👍");
        var seen = Anna.Message("I passed the exam").Locator(".cs-reaction", new() { HasText = "👍" });
        await Anna.SeeAsync(seen);
        await Bela.Message("I passed the exam").Locator(".cs-reaction[aria-pressed=true]").ClickAsync();
        await Anna.GoneAsync(seen);
        people.AreQuiet();
    }

    [Fact]
    public async Task A_picture_that_is_picked_is_fetched_and_seen_by_the_other()
    {
        var picture = await Anna.Page.ScreenshotAsync();
        await Anna.AttachAsync("window.png", "image/png", picture);
        await Anna.SeeAsync(Anna.Page.Locator(".cs-pending-file", new() { HasText = "window.png" }));
        await Anna.Button("Send").ClickAsync();
        await Bela.Messages.Filter(new() { HasText = "window.png" }).Locator(".cs-file button").ClickAsync();
        var seen = Bela.Messages.Locator("canvas.cs-picture-ready[aria-label='window.png']");
        await Bela.SeeAsync(seen);
        await Anna.GoneAsync(Anna.Page.Locator(".cs-pending-file"));
        Assert.Equal(1100.0 / 760, await seen.EvaluateAsync<double>("picture => picture.width / picture.height"), precision: 1);
        people.AreQuiet();
    }
}
