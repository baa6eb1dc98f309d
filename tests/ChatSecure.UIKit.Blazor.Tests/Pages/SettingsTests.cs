// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;

namespace ChatSecure.UIKit.Blazor.Tests.Pages;

public sealed class SettingsTests
{
    [Fact]
    public async Task A_switch_holds_at_once()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);
        var wasOn = app.Brand.Current.Privacy.IsOn(PrivacySwitch.Typing);

        await app.Shown.InvokeAsync(() => Switch(app, "Tell when I am typing").ClickAsync(new()));

        await app.UntilAsync(() => Switch(app, "Tell when I am typing").GetAttribute("aria-checked") == (wasOn ? "false" : "true"));
        Assert.Equal(!wasOn, app.Brand.Current.Privacy.IsOn(PrivacySwitch.Typing));
    }

    [Fact]
    public async Task Another_appearance_dresses_the_page_anew()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);

        await app.Shown.InvokeAsync(() => app.FindAll("[role=radio]").Single(choice => choice.TextContent == "Dark").ClickAsync(new()));

        await app.UntilAsync(() => (string)app.Calls("dress")[^1].Arguments[3]! == "dark");
    }

    [Fact]
    public async Task Another_language_is_spoken_everywhere_at_once()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);
        Assert.Equal("ar", app.Find("select option[value=ar]")!.GetAttribute("lang"));

        await app.Shown.InvokeAsync(() => app.Find("select")!.ChangeAsync(new() { Value = "ar" }));

        await app.UntilAsync(() => (string)app.Calls("dress")[^1].Arguments[2]! == "rtl");
        await app.UntilAsync(() => app.Find(".cs-side h1")!.TextContent == app.Brand.Current.Text("settings.title"));
        Assert.Equal(app.Brand.Current.Text("shell.chats"), app.Find(".cs-rail-text")!.TextContent);
        Assert.Equal("ar", app.Brand.Current.Culture.Name);
    }

    [Fact]
    public async Task What_is_locked_says_who_locked_it()
    {
        await using var app = await App.StartAsync(UIKit.Tests.Say.Zomlike);
        await ShowAsync(app);

        var locked = app.FindAll(".cs-setting").Where(setting => setting.QuerySelector("button[disabled]") is not null).ToList();

        Assert.All(locked, setting => Assert.NotEmpty(setting.QuerySelector(".cs-hint")!.TextContent));
        Assert.Equal(
            Enum.GetValues<PrivacySwitch>().Count(which => app.Brand.Current.Privacy[which].Level == SwitchLevel.Locked),
            locked.Count
        );
    }

    [Fact]
    public async Task The_brand_s_pages_are_linked_and_donations_only_where_it_asks_for_them()
    {
        var folder = Directory.CreateTempSubdirectory("brand-").FullName;
        foreach (
            var (asks, expected) in ((bool, string[])[])
                [(true, ["Help and contact", "Donate", "Source code"]), (false, ["Help and contact", "Source code"])]
        )
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, "brand.json"),
                $$"""
                {
                  "schemaVersion": 1, "id": "tea", "name": "Tea", "legal": { "sourceOffer": "https://tea.example/source" },
                  "support": { "email": "help@tea.example", "donations": "https://tea.example/give" },
                  "features": { "donations": {{(asks ? "true" : "false")}} }
                }
                """,
                Xunit.TestContext.Current.CancellationToken
            );
            await using var app = await App.StartAsync(Branding.Brand.Load(folder));
            await ShowAsync(app);
            var links = app.FindAll(".cs-about a");
            Assert.Equal(expected, links.Select(link => link.TextContent));
            Assert.Equal("mailto:help@tea.example", links[0].GetAttribute("href"));
            Assert.All(links, link => Assert.Equal("noopener noreferrer", link.GetAttribute("rel")));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Checks_the_server()
    {
        await using var app = await App.StartAsync();
        app.Alice.Findings =
        [
            new("server", "XEP-0198", DoctorGrade.Good, "here"),
            new("server", "XEP-0357", DoctorGrade.Bad, "<b>missing</b>"),
        ];
        await ShowAsync(app);

        await app.Shown.InvokeAsync(() =>
            app.FindAll(".cs-settings-action").Single(button => button.TextContent == "Check the server").ClickAsync(new())
        );

        await app.UntilAsync(() => app.FindAll(".cs-finding").Count == 2);
        Assert.Contains("<b>missing</b>", app.FindAll(".cs-finding")[1].TextContent, StringComparison.Ordinal);
        Assert.Empty(app.FindAll(".cs-finding b"));
    }

    private static AngleSharp.Dom.IElement Switch(App app, string title) =>
        app.FindAll("[role=switch]").Single(button => button.TextContent.Trim() == title);

    private static async Task ShowAsync(App app)
    {
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[^1].ClickAsync(new()));
        await app.UntilAsync("[role=switch]");
    }
}
