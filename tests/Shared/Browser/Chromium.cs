// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Tests;

/// <summary>The system's Chromium, one for all tests; each window is a person of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private IBrowser? _strict;

    /// <summary>What else it is started with.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();

        // Whoever asks for a microphone gets one that beeps.
        _browser = await LaunchAsync(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", .. More]);
    }

    /// <summary>Opens an app in a browser that allows nothing that a page asks for.</summary>
    public async Task<Screen> OpenStrictlyAsync(Uri startLink)
    {
        _strict ??= await LaunchAsync("--use-fake-device-for-media-stream", "--deny-permission-prompts");
        return await OpenAsync(_strict, startLink, null);
    }

    /// <summary>Opens an app by its start link.</summary>
    public Task<Screen> OpenAsync(Uri startLink, BrowserNewContextOptions? options = null) => OpenAsync(_browser, startLink, options);

    private static async Task<Screen> OpenAsync(IBrowser browser, Uri startLink, BrowserNewContextOptions? options)
    {
        var context = await browser.NewContextAsync(
            options
                ?? new()
                {
                    ViewportSize = new() { Width = 1100, Height = 760 },
                }
        );
        var screen = new Screen(context, await context.NewPageAsync());
        await screen.Page.GotoAsync(startLink.AbsoluteUri);
        return screen;
    }

    public async ValueTask DisposeAsync()
    {
        await (_strict?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private Task<IBrowser> LaunchAsync(params string[] arguments) =>
        _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = "/usr/bin/chromium",
                Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", .. arguments],
            }
        );
}
