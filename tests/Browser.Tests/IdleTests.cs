// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Shell;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Browser.Tests;

/// <summary>A profile that nobody uses locks itself, whichever window somebody looks away from.</summary>
public sealed class IdleTests(Chromium chromium)
{
    [Fact]
    public async Task Nobody_at_keyboard_or_pointer_locks_every_window_and_a_key_in_one_of_them_keeps_all_open()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var client = await Scene.FillAsync();
        await using var app = await MemoryApp.StartAsync(client, time: clock, lockAfter: "5");
        await using var one = await chromium.OpenAsync(app.StartLink);
        await one.OpenChatAsync("Amina");
        await using var other = await chromium.OpenAsync(app.StartLink);
        await other.OpenChatAsync("Amina");

        foreach (var use in (Func<Task>[])[() => one.Composer.PressAsync("h"), () => other.Page.Mouse.MoveAsync(90, 90)])
        {
            clock.Advance(TimeSpan.FromMinutes(4));
            await UsedAsync(app, use);
        }

        Assert.False(client.Profile.IsLocked);
        clock.Advance(TimeSpan.FromMinutes(6));
        foreach (var screen in (Screen[])[one, other])
        {
            await screen.SeeAsync(screen.Field("Passphrase"));
            await screen.GoneAsync(screen.Page.Locator(".cs-message"));
            Assert.Empty(screen.Complaints);
        }

        await one.Field("Passphrase").FillAsync(Steps.Passphrase);
        await one.Button("Unlock").ClickAsync();
        await other.OpenChatAsync("Amina");
    }

    // What a page tells of one's doing comes soon after it, at the latest a few seconds later.
    private static async Task UsedAsync(MemoryApp app, Func<Task> use)
    {
        await use();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (app.Service<IdleLock>().Idle > TimeSpan.FromMinutes(1))
        {
            await Task.Delay(50, patience.Token);
        }
    }
}
