// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.UIKit.Contacts;

namespace ChatSecure.UIKit.Blazor.Tests.Pages;

public sealed class VerificationTests
{
    [Fact]
    public async Task Verifies_a_key_whose_digits_were_compared()
    {
        await using var app = await App.StartAsync();
        await OpenAsync(app);
        Assert.Contains(app.FindAll(".cs-digits"), digits => digits.GetAttribute("dir") == "ltr");

        await app.ClickAsync(".cs-device .cs-button-primary");

        await app.UntilAsync("dialog .cs-trust-verified");
        await app.UntilAsync(".cs-shield-verified");
    }

    [Fact]
    public async Task Verifies_by_a_code_that_was_scanned()
    {
        await using var app = await App.StartAsync();
        var devices = await app.Bob.Trust.DevicesAsync(App.BobJid);
        await OpenAsync(app);

        await app.TypeAsync("dialog textarea", ContactCode.Create(App.BobJid, devices));
        await app.SubmitAsync("dialog .cs-code form");

        await app.UntilAsync("dialog .cs-good");
        await app.UntilAsync("dialog .cs-trust-verified");
    }

    [Fact]
    public async Task A_code_of_other_keys_changes_nothing_and_warns()
    {
        await using var app = await App.StartAsync();
        await OpenAsync(app);

        await app.TypeAsync("dialog textarea", $"xmpp:{App.BobJid}?omemo-sid-1={new string('a', 64)}");
        await app.SubmitAsync("dialog .cs-code form");

        await app.UntilAsync(() =>
            app.FindAll("dialog .cs-problem").Any(text => text.TextContent.Contains("other keys", StringComparison.Ordinal))
        );
        Assert.DoesNotContain(await app.Alice.Trust.DevicesAsync(App.AliceJid, App.BobJid), device => device.Trust == TrustLevel.Verified);
    }

    private static async Task OpenAsync(App app)
    {
        await app.OpenAsync();
        await app.ClickAsync(".cs-shield");
        await app.UntilAsync("dialog .cs-device .cs-button-primary");
    }
}
