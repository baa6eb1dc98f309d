// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using AngleSharp.Dom;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Tests;
using Microsoft.Extensions.DependencyInjection;

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
    public async Task A_lost_device_of_ones_own_is_removed_after_a_question()
    {
        await using var app = await App.StartAsync();
        await OpenAsync(app);
        Assert.DoesNotContain(app.FindAll("dialog button"), IsRemoving);
        await app.Network.AddDeviceAsync(App.AliceJid);
        await app.UntilAsync(() => app.FindAll("dialog button").Any(IsRemoving));

        await app.Shown.InvokeAsync(() => app.FindAll("dialog button").Single(IsRemoving).ClickAsync(new()));
        await app.UntilAsync(() =>
            app.FindAll("dialog").Any(dialog => dialog.TextContent.Contains("It gets no more messages.", StringComparison.Ordinal))
        );
        await app.Shown.InvokeAsync(() => Button(app, "Cancel").ClickAsync(new()));
        Assert.Equal(2, (await app.Alice.Trust.DevicesAsync(App.AliceJid)).Count(device => device.IsActive));

        await app.Shown.InvokeAsync(() => app.FindAll("dialog button").Single(IsRemoving).ClickAsync(new()));
        await app.UntilAsync(() => app.FindAll("dialog .cs-actions:not(.cs-actions-start) .cs-button-danger").Count == 1);
        await app.ClickAsync("dialog .cs-actions:not(.cs-actions-start) .cs-button-danger");
        await app.UntilAsync(() => !app.FindAll("dialog button").Any(IsRemoving));
        Assert.Single(await app.Alice.Trust.DevicesAsync(App.AliceJid));

        static bool IsRemoving(IElement button) =>
            button.GetAttribute("aria-label")?.StartsWith("Remove this device: ", StringComparison.Ordinal) == true;
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

    [Fact]
    public async Task A_secret_is_compared_in_a_private_conversation_only_which_can_be_begun_there()
    {
        await using var app = await App.StartAsync();
        app.Alice.AllowsOtr = true;
        await OpenAsync(app);
        await app.UntilAsync(() =>
            app.Find("dialog")!.TextContent.Contains("For this you need a private conversation", StringComparison.Ordinal)
        );
        Assert.Null(app.Find("dialog input[type=password]"));

        await app.Shown.InvokeAsync(() => Button(app, "Begin a private conversation").ClickAsync(new()));
        await app.UntilAsync(() => app.Find("dialog")!.TextContent.Contains("Bob has been asked.", StringComparison.Ordinal));
        app.Bob.AllowsOtr = true;
        await app.Bob.Otr.StartAsync(App.BobJid, App.AliceJid);
        await app.TypeAsync("dialog input[type=password]", "the park");
        await app.SubmitAsync("dialog .cs-section form:has(input[type=password])");

        await UntilAskedAsync(app);
        await app.Bob.Otr.CompareSecretsAsync(App.BobJid, App.AliceJid, "the park");
        await app.UntilAsync(() => app.Find("dialog")!.TextContent.Contains("The secrets are equal.", StringComparison.Ordinal));
        await app.Bob.Otr.EndAsync(App.BobJid, App.AliceJid);
        await app.UntilAsync(() => app.Find("dialog input[type=password]") is null);
    }

    [Fact]
    public async Task A_question_that_comes_while_one_talks_is_answered_from_there()
    {
        await using var app = await App.StartAsync();
        (app.Alice.AllowsOtr, app.Bob.AllowsOtr) = (true, true);
        await app.OpenAsync();
        await app.Bob.Otr.StartAsync(App.BobJid, App.AliceJid);
        await app.Bob.Otr.CompareSecretsAsync(App.BobJid, App.AliceJid, "the park", "Where did we <b>meet</b>?");
        await app.UntilAsync(".cs-conversation [role=status] .cs-banner");
        await app.UntilAsync(".cs-row .cs-row-asked");
        Assert.Contains("Where did we <b>meet</b>?", app.Find("[role=status] .cs-banner")!.TextContent, StringComparison.Ordinal);

        await app.ClickAsync("[role=status] .cs-banner button");
        await app.TypeAsync("dialog input[type=password]", "the park");
        Assert.Contains(app.Calls("focusOn"), call => (string)call.Arguments[0]! == $"#{app.Find("dialog input[type=password]")!.Id}");
        Assert.Contains("Where did we <b>meet</b>?", app.Find("dialog")!.TextContent, StringComparison.Ordinal);
        await app.SubmitAsync("dialog .cs-section form:has(input[type=password])");

        await app.UntilAsync(() => app.Find("dialog")!.TextContent.Contains("The secrets are equal.", StringComparison.Ordinal));
        await app.UntilAsync(() => app.Find("[role=status] .cs-banner") is null && app.Find(".cs-row-asked") is null);
    }

    [Fact]
    public async Task A_brand_that_demands_verification_offers_to_verify_or_to_reject_and_says_why()
    {
        using var folder = TempBrand.VerifiedOnly();
        await using var app = await App.StartAsync(Brand.Load(folder.Path, CultureInfo.GetCultureInfo("en-GB")));
        await OpenAsync(app);

        Assert.Contains(
            "In this app messages go only to devices that you have compared.",
            app.Find("dialog")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["They are the same", "They differ"],
            app.FindAll(".cs-device")[0].QuerySelectorAll("button").Select(button => button.TextContent)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_there_are_no_private_conversations_no_secret_is_asked_for(bool isOffered)
    {
        await using var app = await App.StartAsync(Say.Zomlike);
        app.Alice.AllowsOtr = isOffered;
        await OpenAsync(app);
        Assert.DoesNotContain("Ask a question", app.Find("dialog")!.TextContent, StringComparison.Ordinal);
        Assert.Null(app.Find("dialog input[type=password]"));
    }

    private static async Task UntilAskedAsync(App app)
    {
        while (!(await app.Bob.Otr.StatusAsync(App.BobJid, App.AliceJid)).IsSecretAsked)
        {
            await Task.Delay(10, Xunit.TestContext.Current.CancellationToken);
        }
    }

    private static IElement Button(App app, string text) => app.FindAll("button").Single(button => button.TextContent == text);

    private static async Task OpenAsync(App app)
    {
        await app.OpenAsync();
        await app.ClickAsync(".cs-shield");
        await app.UntilAsync("dialog .cs-device .cs-button-primary");
    }
}
