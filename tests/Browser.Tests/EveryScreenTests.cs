// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Testing.Clients;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>Every screen in both brands, light and dark, left to right and right to left: axe finds nothing, the browser complains of nothing, nothing leaves the
/// machine. The pictures stay in artifacts/shots, for build/shots and for people's eyes.</summary>
public sealed class EveryScreenTests(Chromium chromium)
{
    internal static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },

        // Axe itself calls these experimental, and its default leaves them out: a row's name is a sentence in the order in which one listens, not in which one looks.
        Rules = new() { ["label-content-name-mismatch"] = new() { Enabled = false } },
    };

    private readonly List<string> _violations = [];

    public static TheoryData<string> Looks => [.. Look.All.Select(look => look.Name)];

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Is_accessible_and_quiet(string name)
    {
        var look = Look.All.Single(known => known.Name == name);
        await FirstRunAsync(look);
        await using var client = await Scene.FillAsync();
        await using var app = await MemoryApp.StartAsync(client, look.Load(), look.Appearance);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await ConversationAsync(screen, look);
        await SidesAsync(screen, look);
        await screen.Page.SetViewportSizeAsync(390, 760);
        await LookAsync(screen, look, "90-narrow", screen.Page.Locator(".cs-app"));
        await client.Profile.LockAsync(TestContext.Current.CancellationToken);
        await LookAsync(screen, look, "95-locked", screen.Page.Locator("input[type=password]"));
        Assert.Empty(screen.Complaints);
        Assert.True(_violations.Count == 0, string.Join('\n', _violations));
    }

    private async Task FirstRunAsync(Look look)
    {
        await using var app = await MemoryApp.StartAsync(
            new InMemoryChatClient(new InMemoryNetwork()),
            look.Load(),
            look.Appearance,
            isOpen: false
        );
        await using var screen = await chromium.OpenAsync(app.StartLink);
        var fields = screen.Page.Locator("input[type=password]");
        await LookAsync(screen, look, "01-gate", fields);
        await fields.Nth(0).FillAsync(Steps.Passphrase);
        await fields.Nth(1).FillAsync(Steps.Passphrase);
        await fields.Nth(1).PressAsync("Enter");
        for (var step = 0; step < 12 && !await screen.Page.Locator("input[autocomplete=username]").IsVisibleAsync(); step++)
        {
            await LookAsync(screen, look, $"02-first-run-{step}", screen.Page.Locator(".cs-onboarding"));
            if (await screen.Page.GetByRole(AriaRole.Radio).CountAsync() == 3)
            {
                await RestoringAsync(screen, look);
            }

            await ChooseAsync(screen);
            await screen.Page.Locator(".cs-onboarding button.cs-button-primary[type=submit]").ClickAsync();
            await Assertions
                .Expect(screen.Page.Locator(".cs-onboarding .cs-step-done"))
                .ToHaveCountAsync(step + 1, new() { Timeout = 60_000 });
        }

        await LookAsync(screen, look, "03-account", screen.Page.Locator("input[autocomplete=username]"));
        await screen.Page.Locator("input[autocomplete=username]").FillAsync("amina");
        await screen.Page.Locator("input[type=password]").FillAsync("correct horse battery");
        var next = screen.Page.Locator(".cs-onboarding button.cs-button-primary[type=submit]");
        for (var step = 0; step < 8 && !await screen.Page.Locator(".cs-rail").IsVisibleAsync(); step++)
        {
            var heading = await screen.Page.GetByRole(AriaRole.Heading).First.TextContentAsync() ?? string.Empty;
            await Assertions.Expect(next).ToBeEnabledAsync(new() { Timeout = 60_000 });
            await next.ClickAsync();
            await Assertions.Expect(screen.Page.GetByRole(AriaRole.Heading).First).Not.ToHaveTextAsync(heading, new() { Timeout = 60_000 });
            await LookAsync(screen, look, $"04-first-run-{step}", screen.Page.Locator(".cs-onboarding, .cs-rail"));
        }

        await screen.SeeAsync(screen.Page.Locator(".cs-rail"));
        Assert.Empty(screen.Complaints);
    }

    // The way of those who bring a backup, and back to where one chooses.
    private async Task RestoringAsync(Screen screen, Look look)
    {
        var next = screen.Page.Locator(".cs-onboarding button.cs-button-primary[type=submit]");
        await screen.Page.GetByRole(AriaRole.Radio).Last.ClickAsync();
        await next.ClickAsync();
        await screen.Page.Locator(".cs-onboarding .cs-link").ClickAsync();
        await LookAsync(screen, look, "05-passphrase", screen.Page.Locator("input[autocomplete=new-password]"));
        await Assertions.Expect(screen.Page.Locator("input[autocomplete=current-password]")).ToBeFocusedAsync();
        await next.ClickAsync();
        await LookAsync(screen, look, "06-restore", screen.Page.Locator(".cs-file-button"));
        await screen.Page.Locator(".cs-onboarding .cs-actions button[type=button]").ClickAsync();
        await screen.GoneAsync(screen.Page.Locator(".cs-file-button"));
        await screen.Page.Locator(".cs-onboarding .cs-actions button[type=button]").ClickAsync();
        await screen.SeeAsync(screen.Page.GetByRole(AriaRole.Radio));
    }

    private static async Task ChooseAsync(Screen screen)
    {
        var choices = screen.Page.GetByRole(AriaRole.Radio);
        if (await choices.CountAsync() > 0)
        {
            await choices.First.ClickAsync();
        }

        foreach (var box in await screen.Page.Locator(".cs-onboarding input[type=checkbox]").AllAsync())
        {
            await box.CheckAsync();
        }

        if (await screen.Page.Locator("input[autocomplete=nickname]").IsVisibleAsync())
        {
            await screen.Page.Locator("input[autocomplete=nickname]").FillAsync("Amina");
        }

        await Assertions
            .Expect(screen.Page.Locator(".cs-onboarding button.cs-button-primary[type=submit]"))
            .ToBeEnabledAsync(new() { Timeout = 60_000 });
    }

    private async Task ConversationAsync(Screen screen, Look look)
    {
        await LookAsync(screen, look, "10-chats", screen.Page.Locator(".cs-row"));
        await screen.Page.Locator(".cs-row").First.ClickAsync();
        await LookAsync(screen, look, "11-conversation", screen.Page.Locator(".cs-message"));
        var menu = screen.Page.Locator(".cs-message-menu").Nth(1);
        await menu.DispatchEventAsync("click");
        await LookAsync(screen, look, "12-message-menu", screen.Page.GetByRole(AriaRole.Menuitem));
        await screen.Page.Keyboard.PressAsync("Escape");
        await screen.Page.Locator(".cs-shield").ClickAsync();
        await LookAsync(screen, look, "13-verification", screen.Page.Locator("dialog[open]"));
        await screen.Page.Keyboard.PressAsync("Escape");
        await screen.GoneAsync(screen.Page.Locator("dialog[open].cs-dialog"));
    }

    private async Task SidesAsync(Screen screen, Look look)
    {
        var places = screen.Page.Locator(".cs-rail-button");
        await places.Nth(1).ClickAsync();
        await LookAsync(screen, look, "20-contacts", screen.Page.Locator(".cs-row"));
        await screen.Page.Locator(".cs-side-header .cs-icon-button").Nth(1).ClickAsync();
        await LookAsync(screen, look, "21-add-contact", screen.Page.Locator("dialog[open] input"));
        await screen.Page.Keyboard.PressAsync("Escape");
        await screen.Page.Locator(".cs-side-header .cs-icon-button").Nth(0).ClickAsync();
        await LookAsync(screen, look, "22-own-code", screen.Page.Locator("dialog[open]"));
        await screen.Page.Keyboard.PressAsync("Escape");
        await screen.Page.Locator(".cs-side-header .cs-icon-button").Nth(2).ClickAsync();
        await LookAsync(screen, look, "23-invitation", screen.Page.Locator("dialog[open] input"));
        await screen.Page.Locator("dialog[open] button[type=submit]").ClickAsync();
        await LookAsync(screen, look, "24-invitation-made", screen.Page.Locator("dialog[open] .cs-qr"));
        await screen.Page.Keyboard.PressAsync("Escape");
        await screen.GoneAsync(screen.Page.Locator("dialog[open].cs-dialog"));
        await places.Nth(3).ClickAsync();
        // The contacts have such a field as well, and are there until the search is.
        await screen.Page.Locator("section:has(.cs-search-title) input[type=search]").FillAsync("library");
        await LookAsync(screen, look, "30-search", screen.Page.Locator("mark"));
        await places.Last.ClickAsync();
        await LookAsync(screen, look, "40-settings", screen.Page.Locator(".cs-settings"));
        await DialogsAsync(screen, look);
        await places.Nth(4).ClickAsync();
        await LookAsync(screen, look, "50-accounts", screen.Page.Locator(".cs-row-menu"));
        await screen.Page.Locator(".cs-row-menu").ClickAsync();
        var items = screen.Page.GetByRole(AriaRole.Menuitem);
        await LookAsync(screen, look, "51-account-menu", items);

        // A brand with one account has nowhere to move.
        if (await items.CountAsync() == 6)
        {
            await items.Nth(3).ClickAsync();
            await LookAsync(screen, look, "52-move", screen.Page.Locator("dialog[open]"));
            await CloseAsync(screen);
            await screen.Page.Locator(".cs-row-menu").ClickAsync();
        }

        await items.Last.ClickAsync();
        await LookAsync(screen, look, "53-delete-account", screen.Page.Locator("dialog[open]"));
        await CloseAsync(screen);
    }

    private async Task DialogsAsync(Screen screen, Look look)
    {
        var entries = screen.Page.Locator(".cs-settings-action");
        foreach (
            var (entry, name, shown) in new[]
            {
                (0, "41-persona", "dialog[open] canvas.cs-picture-ready"),
                (1, "42-blocked", "dialog[open] .cs-blocked li"),
                (5, "43-backup", "dialog[open] input[type=password]"),
                (6, "44-passphrase", "dialog[open] input[type=password]"),
            }
        )
        {
            await entries.Nth(entry).ClickAsync();
            await LookAsync(screen, look, name, screen.Page.Locator(shown));
            await CloseAsync(screen);
            await Assertions.Expect(entries.Nth(entry)).ToBeFocusedAsync(new() { Timeout = 60_000 });
        }

        await screen.Page.Locator(".cs-settings select").ScrollIntoViewIfNeededAsync();
        await LookAsync(screen, look, "45-language", screen.Page.Locator(".cs-settings select"));
    }

    private static async Task CloseAsync(Screen screen)
    {
        await screen.Page.Keyboard.PressAsync("Escape");
        await screen.GoneAsync(screen.Page.Locator("dialog[open].cs-dialog"));
    }

    private async Task LookAsync(Screen screen, Look look, string name, ILocator shown)
    {
        await screen.SeeAsync(shown);
        await screen.Page.EvaluateAsync("() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {})))");
        var folder = Repository.PathTo("artifacts", "shots", look.Name);
        Directory.CreateDirectory(folder);
        await screen.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
        var result = await screen.InspectAsync(page => page.RunAxe(Rules));
        Assert.NotEmpty(result.Passes);
        _violations.AddRange(
            result.Violations.Select(found =>
                $"{look.Name}/{name}: {found.Id}: {string.Join(" | ", found.Nodes.Take(3).Select(node => node.Html.Length > 160 ? node.Html[..160] : node.Html))}"
            )
        );
    }
}
