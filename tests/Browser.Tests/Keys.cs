// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>Somebody who has a keyboard and nothing else. Each key waits until it falls where it is meant to.</summary>
internal sealed class Keys(Screen screen)
{
    private const int MaxStops = 60;

    private readonly IKeyboard _keyboard = screen.Page.Keyboard;

    /// <summary>Goes to something by the tabulator, or backwards.</summary>
    public async Task ToAsync(ILocator what, bool isBack = false)
    {
        await screen.SeeAsync(what);
        for (var stop = 0; stop < MaxStops; stop++)
        {
            if (await what.First.EvaluateAsync<bool>("part => part === document.activeElement"))
            {
                return;
            }

            await _keyboard.PressAsync(isBack ? "Shift+Tab" : "Tab");
        }

        Assert.Fail($"The tabulator does not lead to {what}.");
    }

    public Task ToAsync(string selector, bool isBack = false) => ToAsync(screen.Page.Locator(selector), isBack);

    /// <summary>Goes to a button or the like and presses it.</summary>
    public async Task PressAsync(ILocator what, string key = "Enter")
    {
        await Assertions.Expect(what.First).ToBeEnabledAsync(new() { Timeout = 60_000 });
        await ToAsync(what);
        await _keyboard.PressAsync(key);
    }

    public Task PressAsync(string selector, string key = "Enter") => PressAsync(screen.Page.Locator(selector), key);

    public Task KeyAsync(string key) => _keyboard.PressAsync(key);

    /// <summary>Goes to a field and writes into it. Where the app brings the person there itself, it is waited for, so that no letter goes elsewhere.</summary>
    public async Task WriteAsync(ILocator field, string text, bool isBrought = false)
    {
        await Assertions.Expect(field.First).ToBeEnabledAsync(new() { Timeout = 60_000 });
        if (isBrought)
        {
            await Assertions.Expect(field.First).ToBeFocusedAsync(new() { Timeout = 60_000 });
        }
        else
        {
            await ToAsync(field);
        }

        await _keyboard.TypeAsync(text);
        await Assertions.Expect(field.First).ToHaveValueAsync(text, new() { Timeout = 60_000 });
    }

    public Task WriteAsync(string selector, string text, bool isBrought = false) =>
        WriteAsync(screen.Page.Locator(selector), text, isBrought);

    /// <summary>Goes along the arrows until something has the focus.</summary>
    public async Task ArrowsToAsync(ILocator what, string arrow)
    {
        await screen.SeeAsync(what);
        for (var step = 0; step < MaxStops && !await what.First.EvaluateAsync<bool>("part => part === document.activeElement"); step++)
        {
            await _keyboard.PressAsync(arrow);
        }

        await Assertions.Expect(what.First).ToBeFocusedAsync();
    }
}
