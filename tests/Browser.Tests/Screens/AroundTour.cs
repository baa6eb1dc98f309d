// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Testing.Clients;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests.Screens;

/// <summary>What stands before the app or in its place: a server process that is gone, a lock, lists with nothing in them.</summary>
internal sealed class AroundTour(Camera camera)
{
    private IPage Page => camera.Page;

    public async Task WalkAsync(InMemoryChatClient client)
    {
        if (camera.Look.IsThorough)
        {
            await FailAsync();
            await DisconnectAsync();
            await SignInAgainAsync(client);
        }

        await client.Profile.LockAsync(TestContext.Current.CancellationToken);
        await camera.TakeAsync("95-locked", Page.Locator("input[type=password]"));
    }

    // A screen with a fault in it: Blazor shows the bar just so.
    private async Task FailAsync()
    {
        var bar = Page.Locator("#blazor-error-ui");
        await camera.Screen.SeeAsync(Page.Locator(".cs-row"));
        await bar.EvaluateAsync("bar => { bar.style.display = 'block'; }");
        await camera.TakeAsync("90-failed", bar.Locator("button"));
        await bar.EvaluateAsync("bar => { bar.style.display = 'none'; }");
    }

    // The password was changed elsewhere.
    private async Task SignInAgainAsync(InMemoryChatClient client)
    {
        await client.Network.DropAsync(Scene.Me, ErrorKind.AuthenticationFailed);
        var again = Page.Locator(".cs-connection-line .cs-link");
        await camera.TakeAsync("93-signed-out", again);
        await again.ClickAsync();
        await camera.TakeAsync("94-sign-in-again", camera.Dialog.Locator("input[type=password]"));
        await camera.CloseAsync();
    }

    // The window of an app whose process does not answer, or is gone.
    private async Task DisconnectAsync()
    {
        await camera.Screen.SeeAsync(Page.Locator(".cs-row"));
        await TellAsync("show");
        await camera.TakeAsync("91-reconnecting", Page.Locator("dialog.desktop-reconnect"));
        await Page.EvaluateAsync(
            "() => document.getElementById('components-reconnect-modal').classList.add('components-reconnect-failed')"
        );
        await camera.TakeAsync("92-ended", Page.Locator("#desktop-reconnect-retry"));
        await Page.EvaluateAsync(
            "() => document.getElementById('components-reconnect-modal').classList.remove('components-reconnect-failed')"
        );
        await TellAsync("hide");
    }

    /// <summary>A profile that is there asks for its passphrase, and says that another is wrong.</summary>
    public async Task UnlockAsync()
    {
        await camera.TakeAsync("07-unlock", Page.Locator("input[autocomplete=current-password]"));
        await Page.Locator("input[type=password]").FillAsync("not its passphrase");
        await Page.Keyboard.PressAsync("Enter");
        await camera.TakeAsync("08-wrong-passphrase", Page.Locator("#gate-problem:not(:empty)"));
    }

    /// <summary>Lists of somebody who knows nobody yet.</summary>
    public async Task EmptyAsync()
    {
        foreach (var (place, name) in new[] { (0, "80-no-chats"), (1, "81-no-contacts"), (2, "82-no-groups") })
        {
            await camera.GoAsync(place);
            await camera.TakeAsync(name, Page.Locator(".cs-list .cs-empty"));
        }
    }

    private Task TellAsync(string state) =>
        Page.EvaluateAsync(
            "state => document.getElementById('components-reconnect-modal').dispatchEvent(new CustomEvent('components-reconnect-state-changed', { detail: { state } }))",
            state
        );
}
