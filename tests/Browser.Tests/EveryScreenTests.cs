// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Testing.Clients;
using ChatSecure.Tests;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>Every screen in both brands, light and dark, left to right and right to left: axe finds nothing, the browser complains of nothing, nothing leaves the
/// machine. The pictures stay in artifacts/shots, for build/shots and for people's eyes.</summary>
public sealed class EveryScreenTests(Chromium chromium)
{
    private static readonly AxeRunOptions _rules = new()
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
            await ChooseAsync(screen);
            await screen.Page.Locator(".cs-onboarding button[type=submit]").ClickAsync();
            await Assertions
                .Expect(screen.Page.Locator(".cs-onboarding .cs-step-done"))
                .ToHaveCountAsync(step + 1, new() { Timeout = 60_000 });
        }

        await LookAsync(screen, look, "03-account", screen.Page.Locator("input[autocomplete=username]"));
        Assert.Empty(screen.Complaints);
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

        await Assertions.Expect(screen.Page.Locator(".cs-onboarding button[type=submit]")).ToBeEnabledAsync(new() { Timeout = 60_000 });
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
        await LookAsync(screen, look, "40-settings", screen.Page.Locator(".cs-side h1"));
    }

    private async Task LookAsync(Screen screen, Look look, string name, ILocator shown)
    {
        await screen.SeeAsync(shown);
        await screen.Page.EvaluateAsync("() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {})))");
        var folder = Repository.PathTo("artifacts", "shots", look.Name);
        Directory.CreateDirectory(folder);
        await screen.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
        var result = await screen.InspectAsync(page => page.RunAxe(_rules));
        Assert.NotEmpty(result.Passes);
        _violations.AddRange(
            result.Violations.Select(found =>
                $"{look.Name}/{name}: {found.Id}: {string.Join(" | ", found.Nodes.Take(3).Select(node => node.Html.Length > 160 ? node.Html[..160] : node.Html))}"
            )
        );
    }
}
