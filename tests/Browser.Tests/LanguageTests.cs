// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Integration.Tests.Lab;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

public sealed class LanguageTests(Chromium chromium, ProsodyServer server)
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
