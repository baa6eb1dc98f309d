// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using AngleSharp.Dom;
using ChatSecure.Branding;

namespace ChatSecure.UIKit.Blazor.Tests.Pages;

public sealed class OnboardingTests
{
    [Fact]
    public async Task Leads_through_the_brand_s_steps_to_the_conversations()
    {
        await using var app = await App.StartAsync(Brand.Neutral, hasAccount: false);
        app.Show();
        await app.UntilAsync(".cs-onboarding");
        await NextAsync(app);
        await app.UntilAsync("[role=radio]");
        Assert.True(Next(app).IsDisabled());

        await app.Shown.InvokeAsync(() =>
            app.FindAll("[role=radio]").Single(option => option.TextContent.Trim() == "I have an account").ClickAsync(new())
        );
        await app.UntilAsync(() => !Next(app).IsDisabled());
        await NextAsync(app);
        await app.TypeAsync("input[autocomplete=username]", "carol@example.org");
        await app.TypeAsync("input[type=password]", "a password of a test");
        var carol = Addressing.Jid.Parse("carol@example.org");
        await using var there = await Testing.Clients.InMemoryChatClient.CreateAsync(app.Network, carol);
        await app.UntilAsync(() => !Next(app).IsDisabled());
        for (var i = 0; i < 10 && app.Find(".cs-shell") is null; i++)
        {
            await NextAsync(app);
            await Task.Delay(200);
        }

        await app.UntilAsync(".cs-shell");
    }

    [Fact]
    public async Task Says_which_step_of_how_many_it_is()
    {
        await using var app = await App.StartAsync(hasAccount: false);
        app.Show();
        await app.UntilAsync(".cs-steps");

        Assert.Contains("1", app.Find(".cs-steps .cs-hidden")!.TextContent, StringComparison.Ordinal);
        Assert.Single(app.FindAll(".cs-step-now"));
    }

    private static IElement Next(App app) => app.Find("button[type=submit]")!;

    private static async Task NextAsync(App app)
    {
        await app.UntilAsync("form");
        if (app.Find(".cs-onboarding") is not null)
        {
            await app.SubmitAsync(".cs-onboarding");
        }
    }
}
