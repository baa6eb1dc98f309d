// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>A group that everybody may enter, on a real server, in two browsers: people write there in the clear, and know it.</summary>
[Collection(TwoPeopleCollection.Name)]
public sealed class OpenGroupTests(TwoPeople people)
{
    private Screen Anna => people.Anna;

    private Screen Bela => people.Bela;

    [Fact]
    public async Task Two_people_talk_in_an_open_group_after_each_was_told_who_can_read_it()
    {
        await Anna.GoAsync("Groups");
        await Anna.Button("New group").First.ClickAsync();
        await Anna.Field("Name of the group").FillAsync("Square");
        await Anna.Field("Your name in the group").FillAsync("Anna");
        await Anna.Page.GetByRole(AriaRole.Radio, new() { Name = "open, not encrypted" }).ClickAsync();
        await Anna.Page.Locator(".cs-members .cs-check", new() { HasText = "bela" }).Locator("input").CheckAsync();
        await Anna.Page.Locator("dialog[open] button[type=submit]").ClickAsync();
        await WriteInTheClearAsync(Anna);
        await Anna.SayAsync("Hear ye, hear ye");

        await Bela.GoAsync("Chats");
        var invitation = Bela.Page.Locator(".cs-request");
        await Bela.SeeAsync(invitation.Filter(new() { HasText = "invites you to a group" }));
        await invitation.GetByRole(AriaRole.Button, new() { Name = "Join", Exact = true }).ClickAsync();
        await Bela.SeeAsync(Bela.Message("Hear ye, hear ye"));
        await WriteInTheClearAsync(Bela);
        await Bela.SayAsync("What is the matter?");
        await Anna.SeeAsync(Anna.Message("What is the matter?"));
        await Anna.SayAsync("Nothing at all");
        await Bela.SeeAsync(Bela.Message("Nothing at all"));
        Assert.True(people.Server.Holds("Nothing at all"), "It was said to go in the clear.");

        await Anna.OpenChatAsync(people.BelasAddress);
        await Bela.OpenChatAsync(people.AnnasAddress);
        await Anna.SeeAsync(Anna.Page.Locator(".cs-composer-lock", new() { HasText = "Only you and" }));
        people.AreQuiet();
    }

    private static async Task WriteInTheClearAsync(Screen screen)
    {
        await screen.SeeAsync(screen.Page.Locator(".cs-header h2", new() { HasText = "Square" }));
        await screen.Page.Locator(".cs-composer-lock").GetByRole(AriaRole.Button, new() { Name = "Write unencrypted" }).ClickAsync();
        var question = screen.Page.Locator("dialog[open]");
        await screen.SeeAsync(question.Filter(new() { HasText = "Everybody may enter this group." }));
        await question.GetByRole(AriaRole.Button, new() { Name = "Write unencrypted" }).ClickAsync();
        await screen.SeeAsync(screen.Page.Locator(".cs-composer-lock", new() { HasText = "This message will not be encrypted." }));
    }
}
