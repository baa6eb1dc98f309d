// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Tests.Shell;

public sealed class ShellTests
{
    private static readonly string[] _screens =
    [
        ".cs-filters",
        ".cs-search input",
        ".cs-group-actions",
        ".cs-search-title",
        ".cs-connection",
        ".cs-settings",
    ];

    [Fact]
    public async Task Shows_the_list_and_then_the_conversation_that_is_opened()
    {
        await using var app = await App.StartAsync();
        await app.BobSaysAsync("Hello Alice");
        app.Show();
        await app.UntilAsync(".cs-row");
        Assert.Contains("cs-shell-list", app.Find(".cs-shell")!.ClassName, StringComparison.Ordinal);

        await app.ClickAsync(".cs-row");
        await app.UntilAsync(".cs-message");

        Assert.Contains("cs-shell-open", app.Find(".cs-shell")!.ClassName, StringComparison.Ordinal);
        Assert.Equal("Bob", app.Find(".cs-header h2")!.TextContent);
        await app.ClickAsync(".cs-header .cs-only-narrow");
        await app.UntilAsync(".cs-shell-list");
    }

    [Fact]
    public async Task Whoever_is_through_the_way_in_before_the_account_is_heard_of_is_in_once_it_is()
    {
        Onboarding.OnboardingContext? way = null;
        Blazor.Shell.ShellContext? frame = null;
        await using var app = await App.StartAsync(
            screens: screens =>
                screens
                    .Add<Onboarding.OnboardingContext>((context, kit) => kit(way = context))
                    .Add<Blazor.Shell.ShellContext>((context, kit) => kit(frame = context)),
            hasAccount: false
        );
        app.Show();
        await app.UntilAsync(".cs-onboarding");
        await app.Shown.InvokeAsync(way!.Finish);
        Assert.NotNull(app.Find(".cs-onboarding"));

        await app.Alice.Accounts.AddAsync(new(new() { Jid = App.AliceJid }, "a password of a test"u8.ToArray(), Register: true));
        await app.UntilAsync(".cs-shell");

        // Who has no account any more begins anew, and goes all of the way.
        await app.Alice.Accounts.RemoveAsync(App.AliceJid);
        await frame!.Shell.ReloadAsync();
        await app.UntilAsync(".cs-onboarding");
        var next = Addressing.Jid.Parse("next@example.org");
        await app.Alice.Accounts.AddAsync(new(new() { Jid = next }, "a password of a test"u8.ToArray(), Register: true));
        await app.UntilAsync(() => frame.Shell.Account == next);
        Assert.NotNull(app.Find(".cs-onboarding"));
    }

    [Fact]
    public async Task Dresses_the_page_in_the_brand_s_colours_language_and_direction()
    {
        await using var app = await App.StartAsync();
        app.Show();
        await app.UntilAsync(() => Dressed(app).Count == 1);
        Assert.Equal([app.Brand.Current.Tokens.ToCss(), "en-GB", "ltr", "system"], Dressed(app)[0].Take(4));

        app.Speak("ar");
        await app.UntilAsync(() => Dressed(app).Count == 2);

        Assert.Equal(["ar", "rtl"], Dressed(app)[1].Skip(1).Take(2));
        Assert.Contains(app.FindAll(".cs-rail-text"), text => text.TextContent == "المحادثات");
    }

    [Fact]
    public async Task The_page_s_title_says_how_much_is_unread()
    {
        await using var app = await App.StartAsync();
        app.Show();
        await app.UntilAsync(".cs-shell");

        await app.BobSaysAsync("Hello Alice");

        await app.UntilAsync(() => Titles(app).Any(title => title.Contains('1', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_locked_profile_shows_nothing_but_the_lock()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();

        await app.Alice.Profile.LockAsync();
        await app.UntilAsync("input[type=password]");

        Assert.DoesNotContain("Hello Alice", app.Shown.Markup, StringComparison.Ordinal);
        Assert.Null(app.Find(".cs-shell"));
        Assert.True(app.Find("button[type=submit]")!.HasAttribute("disabled"));

        await app.TypeAsync("input[type=password]", "a passphrase");
        await app.UntilAsync(() => !app.Find("button[type=submit]")!.HasAttribute("disabled"));
        await app.SubmitAsync("form");
        await app.UntilAsync(".cs-shell");
    }

    [Fact]
    public async Task Goes_to_each_screen_and_says_where_one_is()
    {
        await using var app = await App.StartAsync();
        app.Show();
        foreach (var (index, screen) in _screens.Index())
        {
            await app.UntilAsync(".cs-rail-button");
            await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[index].ClickAsync(new()));
            await app.UntilAsync(screen);
            Assert.Equal(index, app.FindAll(".cs-rail-button").Index().Single(entry => entry.Item.HasAttribute("aria-current")).Index);
        }
    }

    private static List<IReadOnlyList<object?>> Dressed(App app) => [.. app.Calls("dress").Select(call => call.Arguments)];

    private static IEnumerable<string> Titles(App app) => app.Calls("setTitle").Select(call => (string)call.Arguments[0]!);
}
