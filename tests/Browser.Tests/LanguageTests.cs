// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Integration.Tests.Lab;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

public sealed partial class LanguageTests(Chromium chromium, ProsodyServer server)
{
    [Fact]
    public async Task The_app_speaks_and_faces_as_the_system_does()
    {
        var profile = Directory.CreateTempSubdirectory("chatsecure-app-").FullName;
        try
        {
            var arabic = await HeadingAsync(profile, "ar_EG.UTF-8", "ar", "rtl");
            var german = await HeadingAsync(profile, "de_DE.UTF-8", "de", "ltr");
            Assert.Contains(arabic, letter => letter is >= '\u0600' and <= '\u06ff');
            Assert.DoesNotContain(german, letter => letter is >= '\u0600' and <= '\u06ff');
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }

    [Fact]
    public async Task A_language_that_is_chosen_is_spoken_at_once_and_after_a_restart_until_it_is_the_system_s_again()
    {
        await server.RegisterUserAsync("layla", ProsodyServer.Password);
        var profile = Directory.CreateTempSubdirectory("chatsecure-app-").FullName;
        try
        {
            await using (var app = await AppProcess.StartAsync(server, profile))
            {
                await using var screen = await chromium.OpenAsync(app.StartLink);
                await screen.ChoosePassphraseAsync();
                await screen.SignInAsync(server.Jid("layla"), ProsodyServer.Password);
                await screen.GoAsync("Settings");
                await screen.Page.GetByLabel("Language").And(screen.Page.Locator("select")).SelectOptionAsync("ar");
                await SpeaksArabicAsync(screen, screen.Page.Locator(".cs-side h1"));
                await SpeaksArabicAsync(screen, screen.Page.Locator(".cs-rail-text").First);
                Assert.Empty(screen.Complaints);
            }

            await using (var app = await AppProcess.StartAsync(server, profile))
            {
                await using var screen = await chromium.OpenAsync(app.StartLink);
                await SpeaksArabicAsync(screen, screen.Page.GetByRole(AriaRole.Heading).First);
                await screen.Page.Locator("input[type=password]").FillAsync(Steps.Passphrase);
                await screen.Page.Locator("button[type=submit]").ClickAsync();
                await SpeaksArabicAsync(screen, screen.Page.Locator(".cs-rail-text").First);
                await screen.Page.Locator(".cs-rail-button").Last.ClickAsync();
                await screen.Page.Locator(".cs-settings select").SelectOptionAsync("system");
                await screen.SeeAsync(screen.Page.Locator("html[lang=en][dir=ltr]"));
                await screen.SeeAsync(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "Settings" }));
                Assert.Empty(screen.Complaints);
            }
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }

    private static async Task SpeaksArabicAsync(Screen screen, ILocator words)
    {
        await screen.SeeAsync(screen.Page.Locator("html[lang=ar][dir=rtl]"));
        await Assertions.Expect(words).ToHaveTextAsync(Arabic(), new() { Timeout = 60_000 });
    }

    [System.Text.RegularExpressions.GeneratedRegex("[\u0600-\u06ff]")]
    private static partial System.Text.RegularExpressions.Regex Arabic();

    private async Task<string> HeadingAsync(string profile, string system, string language, string direction)
    {
        await using var app = await AppProcess.StartAsync(server, profile, language: system);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await screen.SeeAsync(screen.Page.Locator("input[type=password]"));
        await screen.SeeAsync(screen.Page.Locator($"html[lang^={language}][dir={direction}]"));
        Assert.Empty(screen.Complaints);
        return await screen.Page.GetByRole(AriaRole.Heading).First.InnerTextAsync();
    }
}
