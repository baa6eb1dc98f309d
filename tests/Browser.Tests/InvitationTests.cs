// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>Invitations over a real server: one for who has an account, one with which somebody makes an account, and nothing happens before a person agrees.</summary>
[Collection(TwoPeopleCollection.Name)]
public sealed class InvitationTests(TwoPeople people, Chromium chromium)
{
    private Screen Anna => people.Anna;

    [Fact]
    public async Task An_invitation_is_copied_as_it_is_shown()
    {
        await Anna.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var link = await InviteAsync(isForNewcomers: false);
        await Anna.SeeAsync(Anna.Page.Locator("dialog[open] .cs-qr"));
        await Anna.SeeAsync(Anna.Page.GetByText("It counts once, until"));
        await Anna.Button("Copy the link").ClickAsync();
        await Anna.SeeAsync(Anna.Page.GetByText("Copied", new() { Exact = true }));
        Assert.Equal(link, await Anna.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        await CloseAsync();
        people.AreQuiet();
    }

    [Fact]
    public async Task Who_has_no_account_makes_one_with_the_link_that_the_app_was_started_with()
    {
        var link = await InviteAsync(isForNewcomers: true);
        await CloseAsync();
        await using var app = await AppProcess.StartAsync(people.Server, link: link);
        await using var carol = await chromium.OpenAsync(app.StartLink);
        await carol.ChoosePassphraseAsync();
        var name = carol.Page.Locator("input[autocomplete=username]");
        for (var step = 0; step < 6 && !await name.IsVisibleAsync(); step++)
        {
            var heading = await carol.Page.GetByRole(AriaRole.Heading).First.TextContentAsync();
            await carol.Button("Next").ClickAsync();
            await Assertions
                .Expect(carol.Page.GetByRole(AriaRole.Heading).First)
                .Not.ToHaveTextAsync(heading ?? "", new() { Timeout = 60_000 });
        }

        await name.FillAsync("elsa");
        await carol.Page.Locator("input[type=password]").FillAsync("a good password of hers");
        await carol.Button("Next").ClickAsync();
        var start = carol.Button("Start chatting");
        for (var step = 0; step < 6 && !await start.IsVisibleAsync(); step++)
        {
            await carol.SeeAsync(start.Or(carol.Page.Locator("button[type=submit]:enabled")));
            if (!await start.IsVisibleAsync())
            {
                var heading = await carol.Page.GetByRole(AriaRole.Heading).First.TextContentAsync();
                await carol.Page.Locator("button[type=submit]").ClickAsync();
                await Assertions
                    .Expect(carol.Page.GetByRole(AriaRole.Heading).First)
                    .Not.ToHaveTextAsync(heading ?? "", new() { Timeout = 60_000 });
            }
        }

        await start.ClickAsync();
        await carol.GoAsync("Contacts");
        await carol.SeeAsync(carol.Page.Locator(".cs-row", new() { HasText = people.AnnasAddress }));
        Assert.Empty(carol.Complaints);
        people.AreQuiet();
    }

    [Fact]
    public async Task A_link_that_the_app_is_started_with_is_shown_and_not_followed()
    {
        var link = await InviteAsync(isForNewcomers: false);
        await CloseAsync();
        await people.Server.RegisterUserAsync("dora", Integration.Tests.Lab.ProsodyServer.Password);
        await using var app = await AppProcess.StartAsync(people.Server, link: link);
        await using var dora = await chromium.OpenAsync(app.StartLink);
        await dora.ChoosePassphraseAsync();
        await dora.SignInAsync(people.Server.Jid("dora"), Integration.Tests.Lab.ProsodyServer.Password);
        await dora.SeeAsync(dora.Page.GetByText($"{people.AnnasAddress} invites you"));
        await dora.Button("Add").ClickAsync();
        await dora.SeeAsync(dora.Composer);
        await Anna.GoAsync("Contacts");
        await Anna.SeeAsync(Anna.Page.Locator(".cs-row", new() { HasText = "dora" }));
        await Anna.GoneAsync(Anna.Page.Locator(".cs-request"));
        await Anna.OpenChatAsync(people.BelasAddress);
        Assert.Empty(dora.Complaints);
        people.AreQuiet();
    }

    private async Task<string> InviteAsync(bool isForNewcomers)
    {
        await Anna.GoAsync("Contacts");
        await Anna.Button("Invite a friend").ClickAsync();
        var dialog = Anna.Page.Locator("dialog[open]");
        if (isForNewcomers)
        {
            await dialog.GetByRole(AriaRole.Switch).ClickAsync();
            await Anna.GoneAsync(dialog.Locator("input"));
        }

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = dialog.Locator(".cs-invitation-link");
        await Anna.SeeAsync(link);
        return (await link.TextContentAsync())!;
    }

    private async Task CloseAsync()
    {
        await Anna.Page.Keyboard.PressAsync("Escape");
        await Anna.GoneAsync(Anna.Page.Locator("dialog[open].cs-dialog"));
        await Anna.OpenChatAsync(people.BelasAddress);
    }
}
