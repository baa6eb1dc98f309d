// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>A group with a moderator, on a real server, in two browsers.</summary>
[Collection(TwoPeopleCollection.Name)]
public sealed class ModerationTests(TwoPeople people)
{
    private Screen Anna => people.Anna;

    private Screen Bela => people.Bela;

    [Fact]
    public async Task A_moderator_takes_a_message_back_and_both_see_who_and_why()
    {
        await Anna.MakeGroupAsync("Market", "bela");
        await Bela.GoAsync("Groups");
        await Bela.Page.Locator(".cs-request").GetByRole(AriaRole.Button, new() { Name = "Join", Exact = true }).ClickAsync();
        await Bela.SeeAsync(Bela.Page.Locator(".cs-header h2", new() { HasText = "Market" }));
        await Bela.SayAsync("Buy my watches");
        await Anna.SeeAsync(Anna.Message("Buy my watches"));
        await Anna.SayAsync("Order, please");
        await Bela.SeeAsync(Bela.Message("Order, please"));

        // Bela is a member: what others wrote stays.
        await Bela.Message("Order, please").HoverAsync();
        await Bela.Message("Order, please").Locator(".cs-message-menu").ClickAsync();
        await Bela.SeeAsync(Bela.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Reply", Exact = true }));
        await Bela.GoneAsync(Bela.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Take back for everybody" }));
        await Bela.Page.Keyboard.PressAsync("Escape");

        await Anna.ChooseAsync(Anna.Message("Buy my watches"), "Take back for everybody");
        await Anna.Page.Locator("dialog[open] input").FillAsync("No advertising here");
        await Anna.Page.Locator("dialog[open] button[type=submit]").ClickAsync();

        await Anna.SeeAsync(Anna.Message("You took this message back as a moderator. Reason: No advertising here"));
        await Bela.SeeAsync(Bela.Message("took this message back as a moderator. Reason: No advertising here"));
        await Bela.SeeAsync(Bela.Message(people.AnnasAddress).Or(Bela.Message("anna")));
        foreach (var screen in new[] { Anna, Bela })
        {
            await screen.GoneAsync(screen.Message("Buy my watches"));
        }

        await Anna.OpenChatAsync(people.BelasAddress);
        await Bela.OpenChatAsync(people.AnnasAddress);
        people.AreQuiet();
    }
}
