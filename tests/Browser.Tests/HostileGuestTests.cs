// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>Bela means harm, with a messenger, a server and a browser between him and Anna: what he sends arrives, and does nothing.</summary>
[Collection(TwoPeopleCollection.Name)]
public sealed class HostileGuestTests(TwoPeople people)
{
    private Screen Anna => people.Anna;

    private Screen Bela => people.Bela;

    [Fact]
    public async Task What_only_says_that_it_is_a_picture_is_drawn_by_nobody()
    {
        await Bela.AttachAsync(
            "kitten.png",
            "image/png",
            "<svg xmlns='http://www.w3.org/2000/svg' onload='document.title=1'/>"u8.ToArray()
        );
        await Bela.Button("Send").ClickAsync();
        var message = Anna.Messages.Filter(new() { HasText = "kitten.png" });
        await message.Locator(".cs-file").GetByRole(AriaRole.Button).ClickAsync();
        await Anna.SeeAsync(message.GetByRole(AriaRole.Button, new() { Name = "Save" }));
        await Anna.GoneAsync(message.Locator("canvas, img, svg[onload]"));
        people.AreQuiet();
    }

    [Fact]
    public async Task A_file_is_saved_under_its_last_name_wherever_it_wants_to_lie()
    {
        await Bela.AttachAsync("../../etc/cron.d/evil.txt", "text/plain", "* * * * *"u8.ToArray());
        await Bela.Button("Send").ClickAsync();
        var file = Anna.Messages.Filter(new() { HasText = "evil.txt" }).Locator(".cs-file");
        await Assertions.Expect(file.Locator(".cs-file-name")).Not.ToContainTextAsync("/", new() { Timeout = 60_000 });
        await file.GetByRole(AriaRole.Button).ClickAsync();
        await Anna.SeeAsync(file.GetByRole(AriaRole.Button, new() { Name = "Save" }));
        var saved = await Anna.Page.RunAndWaitForDownloadAsync(() => file.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync());
        Assert.DoesNotContain("/", saved.SuggestedFilename, StringComparison.Ordinal);
        Assert.DoesNotContain("..", saved.SuggestedFilename, StringComparison.Ordinal);
        Assert.EndsWith("evil.txt", saved.SuggestedFilename, StringComparison.Ordinal);
        people.AreQuiet();
    }

    [Fact]
    public async Task Marks_that_pile_up_stay_within_their_line()
    {
        var pile = string.Concat(Enumerable.Repeat("\u0316\u0317\u0318\u0319\u031c\u0300\u0301\u0302\u0303\u0304", 20));
        await Bela.SayAsync("Tower of words");
        await Bela.Composer.FillAsync($"He{pile} comes");
        await Assertions.Expect(Bela.Page.Locator(".cs-send[type=submit]")).ToBeEnabledAsync(new() { Timeout = 60_000 });
        await Bela.Composer.PressAsync("Enter");
        var seen = Anna.Messages.Filter(new() { HasText = "comes" }).Locator(".cs-text").Last;
        await Anna.SeeAsync(seen);
        var shown = await seen.InnerTextAsync();
        Assert.InRange(shown.Count(letter => letter is >= '\u0300' and <= '\u036f'), 0, 8);
        people.AreQuiet();
    }

    [Fact]
    public async Task A_host_in_letters_of_another_script_is_named_as_it_is()
    {
        await Bela.SayAsync("Sign in at https://\u0430\u0440\u0440\u04cf\u0435.com/login");
        var message = Anna.Message("Sign in at");
        await Anna.SeeAsync(message.GetByText("xn--80ak6aa92e.com"));
        people.AreQuiet();
    }

    [Fact]
    public async Task A_million_letters_are_refused_where_they_are_written_and_the_page_lives_on()
    {
        await Bela.Composer.FillAsync(new StringBuilder().Insert(0, "a long word ", 1_000_000 / 12).ToString());
        await Assertions.Expect(Bela.Page.Locator(".cs-send[type=submit]")).ToBeDisabledAsync(new() { Timeout = 60_000 });
        await Bela.Composer.FillAsync(string.Empty);
        await Bela.SayAsync("In short, then");
        await Anna.SeeAsync(Anna.Message("In short, then"));
        people.AreQuiet();
    }
}
