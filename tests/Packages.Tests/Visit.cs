// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Tests;
using Microsoft.Playwright;

namespace ChatSecure.Packages.Tests;

/// <summary>What somebody saw who started Zomlike for the first time, on a system that speaks German, and went as far in as one comes without a server.</summary>
internal sealed record Visit(
    string Language,
    string Title,
    string Welcome,
    string Consent,
    string Initial,
    string ButtonColor,
    bool HasPicture,
    string EverythingSaid,
    IReadOnlyList<string> Complaints
)
{
    private const string Passphrase = "a passphrase for a drill";

    public static async Task<Visit> ToAsync(Downstream app, Chromium chromium)
    {
        var profile = app.PathTo(".profile");
        var environment = new Dictionary<string, string>(Downstream.Environment) { ["LC_ALL"] = "de_DE.UTF-8" };
        var program = app.PathTo("app", "bin", "Debug", "net10.0", "zomlike");
        await using var process = await DesktopProcess.StartAsync(program, profile, [], environment);
        await using var screen = await chromium.OpenAsync(process.StartLink);
        var page = screen.Page;
        var said = new List<string>();

        var fields = page.Locator("input[type=password]");
        await screen.SeeAsync(fields);
        await ListenAsync();
        await fields.Nth(0).FillAsync(Passphrase);
        await fields.Nth(1).FillAsync(Passphrase);
        await fields.Nth(1).PressAsync("Enter");

        await screen.SeeAsync(page.Locator(".zomlike-welcome"));
        await ListenAsync();
        var welcome = await page.GetByRole(AriaRole.Heading).First.InnerTextAsync();
        var hasPicture = await page.Locator(".zomlike-welcome canvas").IsVisibleAsync();
        var next = page.Locator(".cs-onboarding button[type=submit]");
        var color = await next.EvaluateAsync<string>("button => getComputedStyle(button).backgroundColor");
        await next.ClickAsync();

        var consents = page.Locator(".cs-check");
        await screen.SeeAsync(consents);
        await ListenAsync();
        var consent = await consents.First.InnerTextAsync();
        await page.Locator(".cs-check input").CheckAsync();
        await next.ClickAsync();

        var ways = page.GetByRole(AriaRole.Radio);
        await screen.SeeAsync(ways);
        await ListenAsync();
        await ways.First.ClickAsync();
        await next.ClickAsync();

        var name = page.Locator("input[autocomplete=nickname]");
        await screen.SeeAsync(name);
        await name.FillAsync("Tenzin");
        await ListenAsync();
        var initial = page.Locator(".cs-onboarding .cs-avatar");
        await screen.SeeAsync(initial.Filter(new() { HasText = "T" }));
        return new(
            await page.Locator("html").GetAttributeAsync("lang") ?? "",
            await page.TitleAsync(),
            welcome,
            consent,
            await initial.InnerTextAsync(),
            color,
            hasPicture,
            string.Join('\n', said),
            screen.Complaints
        );

        async Task ListenAsync() => said.Add(await page.TitleAsync() + "\n" + await page.Locator("body").InnerTextAsync());
    }
}
