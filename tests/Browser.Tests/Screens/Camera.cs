// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests.Screens;

/// <summary>Looks at a screen: takes its picture, lets axe search it, and on a phone sees that nothing stands out at its side. It knows the words of the brand, so
/// that a tour is the same in every language.</summary>
internal sealed class Camera(Screen screen, Look look)
{
    internal static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },

        // Axe itself calls these experimental, and its default leaves them out: a row's name is a sentence in the order in which one listens, not in which one looks.
        Rules = new() { ["label-content-name-mismatch"] = new() { Enabled = false } },
    };

    // What turns or beats as long as it is shown has no end to wait for.
    private const string Settled = """
        () => Promise.all(
          document.getAnimations()
            .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)
            .map((animation) => animation.finished.catch(() => {})),
        )
        """;

    private readonly List<string> _findings = [];

    /// <summary>The narrowest window that is looked at: a phone.</summary>
    public static (int Width, int Height) Phone { get; } = (390, 760);

    public Screen Screen => screen;

    public Look Look => look;

    public IPage Page => screen.Page;

    public Brand Brand { get; } = look.Load();

    /// <summary>The dialog that is on top.</summary>
    public ILocator Dialog => Page.Locator("dialog[open].cs-dialog").Last;

    /// <summary>What was wrong so far: for axe, or because it stood out.</summary>
    public IReadOnlyList<string> Findings => _findings;

    public string Text(string id) => Brand.Text(id);

    public ILocator Button(string id) => Page.GetByRole(AriaRole.Button, new() { Name = Text(id), Exact = true });

    public ILocator Item(string id) => Page.GetByRole(AriaRole.Menuitem, new() { Name = Text(id), Exact = true });

    /// <summary>Goes to a place of the app, by its number in the rail.</summary>
    public Task GoAsync(int place) => Page.Locator(".cs-rail-button").Nth(place).ClickAsync();

    /// <summary>Opens a conversation of the list; it can take to find its place in it.</summary>
    public async Task OpenAsync(string name)
    {
        await GoAsync(0);
        await Page.Titled(".cs-list .cs-row", name).ClickAsync();
        await screen.SeeAsync(Page.Locator(".cs-header h2", new() { HasText = name }));
        await screen.SeeAsync(screen.Composer);
    }

    /// <summary>Opens a menu, whether or not a mouse is near it, and chooses from it.</summary>
    public async Task ChooseAsync(ILocator button, string id)
    {
        await button.DispatchEventAsync("click");
        await Item(id).ClickAsync();
    }

    /// <summary>Closes the dialogs that are open, one after the other.</summary>
    public async Task CloseAsync()
    {
        for (var open = await Page.Locator("dialog[open].cs-dialog").CountAsync(); open > 0; open--)
        {
            await Page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(Page.Locator("dialog[open].cs-dialog")).ToHaveCountAsync(open - 1, new() { Timeout = 60_000 });
        }
    }

    /// <summary>Closes the menu that is open.</summary>
    public async Task CloseMenuAsync()
    {
        await Page.Keyboard.PressAsync("Escape");
        await screen.GoneAsync(Page.Locator("[role=menu]"));
    }

    /// <summary>Waits until something is shown, and looks.</summary>
    public async Task TakeAsync(string name, ILocator shown)
    {
        await screen.SeeAsync(shown);
        await Page.EvaluateAsync(Settled);
        var folder = Repository.PathTo("artifacts", "shots", look.Name);
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
        var result = await screen.InspectAsync(page => page.RunAxe(Rules));
        Assert.NotEmpty(result.Passes);
        _findings.AddRange(
            result.Violations.Select(found =>
                $"{look.Name}/{name}: {found.Id}: {string.Join(" | ", found.Nodes.Take(3).Select(node => node.Html.Length > 160 ? node.Html[..160] : node.Html))}"
            )
        );
        if (look.IsNarrow && await WidestAsync() is { Length: > 0 } wide)
        {
            _findings.Add($"{look.Name}/{name}: wider than a phone: {wide}");
        }
    }

    // What makes the page, or a list or dialog in it, so wide that one would have to push it aside.
    private Task<string> WidestAsync() =>
        Page.EvaluateAsync<string>(
            """
            () => {
              const parts = [document.documentElement, ...document.querySelectorAll(".cs-list, .cs-timeline, .cs-settings, .cs-dialog-body, .cs-card, .cs-header, .cs-composer")];
              return parts
                .filter((part) => part.checkVisibility() && part.scrollWidth > part.clientWidth + 1)
                .map((part) => `${part.tagName}.${part.className} ${part.scrollWidth} > ${part.clientWidth}`)
                .join(", ");
            }
            """
        );
}
