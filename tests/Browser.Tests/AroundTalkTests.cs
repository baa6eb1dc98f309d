// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>What two people do besides talking: groups, keys, locks, looks, and a server that goes away.</summary>
[Collection(TwoPeopleCollection.Name)]
public sealed class AroundTalkTests(TwoPeople people)
{
    private Screen Anna => people.Anna;

    private Screen Bela => people.Bela;

    [Fact]
    public async Task Search_finds_a_message_and_goes_there()
    {
        await Anna.SayAsync("The password of the café is marzipan");
        await Anna.GoAsync("Search");
        await Anna.Page.GetByRole(AriaRole.Searchbox).FillAsync("marzipan");
        await Anna.Page.Locator(".cs-list .cs-row:has(mark)").ClickAsync();
        var found = Anna.Page.Locator(".cs-timeline-row.cs-found", new() { HasText = "marzipan" });
        await Anna.SeeAsync(found);
        await Assertions.Expect(found).ToBeInViewportAsync();
        await Anna.OpenChatAsync(people.BelasAddress);
        people.AreQuiet();
    }

    [Fact]
    public async Task A_locked_profile_shows_nothing_until_the_right_passphrase()
    {
        await Anna.SayAsync("Nobody sees this while it is locked");
        await Anna.GoAsync("Settings");
        await Anna.Button("Lock now").ClickAsync();
        await Anna.SeeAsync(Anna.Field("Passphrase"));
        await Anna.GoneAsync(Anna.Page.GetByText("Nobody sees this"));
        await Anna.Field("Passphrase").FillAsync("not the passphrase");
        await Anna.Button("Unlock").ClickAsync();
        await Anna.SeeAsync(Anna.Page.Locator("#cs-lock-problem:not(:empty)"));
        await Anna.GoneAsync(Anna.Page.GetByText("Nobody sees this"));
        await Assertions.Expect(Anna.Field("Passphrase")).ToBeEnabledAsync();
        await Anna.Field("Passphrase").FillAsync(Steps.Passphrase);
        await Anna.Button("Unlock").ClickAsync();
        await Anna.OpenChatAsync(people.BelasAddress);
        await Anna.SeeAsync(Anna.Message("Nobody sees this while it is locked"));
        await Bela.SayAsync("Are you back?");
        await Anna.SeeAsync(Anna.Message("Are you back?"));
        people.AreQuiet();
    }

    [Fact]
    public async Task A_look_that_is_chosen_is_shown_at_once()
    {
        await Anna.GoAsync("Settings");
        var light = await BackgroundAsync("Light");
        var dark = await BackgroundAsync("Dark");
        Assert.True(light > 3 * dark, $"Light is {light}, dark {dark}.");
        await Anna.Page.GetByRole(AriaRole.Radio, new() { Name = "Light", Exact = true }).ClickAsync();
        await Anna.OpenChatAsync(people.BelasAddress);
        people.AreQuiet();
    }

    [Fact]
    public async Task A_group_is_made_and_talked_in()
    {
        await Anna.MakeGroupAsync("Choir", "bela");
        await Bela.GoAsync("Groups");
        await Bela.Page.Locator(".cs-request").GetByRole(AriaRole.Button, new() { Name = "Join", Exact = true }).ClickAsync();
        await Bela.SeeAsync(Bela.Composer);
        await Anna.SayAsync("Rehearsal is on Monday");
        await Bela.SeeAsync(Bela.Message("Rehearsal is on Monday"));
        await Bela.SayAsync("I will bring the scores");
        await Anna.SeeAsync(Anna.Message("I will bring the scores"));
        Assert.False(people.Server.Holds("Rehearsal is on Monday"), "The server could read it.");
        await Anna.OpenChatAsync(people.BelasAddress);
        await Bela.OpenChatAsync(people.AnnasAddress);
        people.AreQuiet();
    }

    [Fact]
    public async Task A_pasted_code_verifies_its_owner_and_no_other_text_does()
    {
        await Bela.GoAsync("Contacts");
        await Bela.Page.Locator(".cs-side-header .cs-icon-button").First.ClickAsync();
        var code = await Bela.Page.Locator("dialog[open] .cs-code-text").InnerTextAsync();
        await Bela.Page.Keyboard.PressAsync("Escape");
        await Bela.OpenChatAsync(people.AnnasAddress);

        await Anna.Page.Locator(".cs-header .cs-shield").ClickAsync();
        var dialog = Anna.Page.Locator("dialog[open]");
        await EnterAsync("no code at all");
        await Anna.SeeAsync(dialog.Locator(".cs-problem", new() { HasText = "This is no code of a contact." }));
        await Anna.SeeAsync(dialog.GetByText("No device of"));
        await EnterAsync(code);
        await Anna.SeeAsync(dialog.Locator(".cs-good", new() { HasText = "The code is right" }));
        await Anna.SeeAsync(dialog.GetByText("Every device of"));
        await Anna.Page.Keyboard.PressAsync("Escape");
        await Anna.SeeAsync(Anna.Page.Locator(".cs-header .cs-shield-verified"));
        people.AreQuiet();

        async Task EnterAsync(string text)
        {
            await dialog.Locator(".cs-code textarea").FillAsync(text);
            await dialog.Locator(".cs-code button[type=submit]").ClickAsync();
        }
    }

    [Fact]
    public async Task What_is_written_without_a_server_arrives_when_it_is_back()
    {
        await people.Server.StopAsync();
        try
        {
            await Anna.GoAsync("Settings");
            await Anna.GoneAsync(Anna.Page.Locator(".cs-settings .cs-connection-online"));
            await Anna.OpenChatAsync(people.BelasAddress);
            await Anna.SayAsync("Written in the dark");
            await Anna.SeeAsync(Anna.Message("Written in the dark").Locator(".cs-delivery-queued"));
            await Anna.SayAsync("Written by mistake");
            await Anna.Message("Written by mistake").Locator(".cs-unsent button", new() { HasText = "Cancel" }).ClickAsync();
            await Anna.SeeAsync(Anna.Message("Written by mistake").Locator(".cs-unsent", new() { HasText = "you stopped it." }));
            await Anna.SeeAsync(Anna.Message("Written by mistake").Locator(".cs-unsent button", new() { HasText = "Try again" }));
        }
        finally
        {
            await people.Server.RestartAsync();
        }

        await Bela.SeeAsync(Bela.Message("Written in the dark"));
        await Bela.GoneAsync(Bela.Message("Written by mistake"));
        await Anna.SeeAsync(Anna.Message("Written in the dark").Locator(".cs-delivery-received, .cs-delivery-displayed"));
        people.AreQuiet();
    }

    private async Task<double> BackgroundAsync(string look)
    {
        var choice = Anna.Page.GetByRole(AriaRole.Radio, new() { Name = look, Exact = true });
        await choice.ClickAsync();
        await Assertions.Expect(choice).ToHaveAttributeAsync("aria-checked", "true");
        return await Anna
            .Page.Locator(".cs-side")
            .EvaluateAsync<double>(
                "side => { for (let at = side; at; at = at.parentElement) { const parts = getComputedStyle(at).backgroundColor.match(/[\\d.]+/g).map(Number); if (parts[3] !== 0) return parts[0] + parts[1] + parts[2]; } }"
            );
    }
}
