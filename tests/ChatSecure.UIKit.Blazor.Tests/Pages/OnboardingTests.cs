// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using AngleSharp.Dom;
using ChatSecure.Branding;
using ChatSecure.UIKit.Shell;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task ChatSecure_s_way_tells_of_the_passphrase_and_takes_a_backup()
    {
        await using var app = await App.StartAsync(hasAccount: false);
        var box = app.Page.Services.GetRequiredService<PassphraseBox>();
        box.Put("typed at the gate");
        _ = box.Take();
        app.Show();
        await NextAsync(app);
        await ChooseAsync(app, "Restore a backup");
        await NextAsync(app);

        await app.UntilAsync(() => app.Find("h1")!.TextContent == "Passphrase for your messages on this device");
        await app.ClickAsync(".cs-onboarding .cs-link");
        await app.UntilAsync(() => app.FindAll(".cs-onboarding input[type=password]").Count == 3);
        await NextAsync(app);

        await app.UntilAsync(() => app.Find("h1")!.TextContent == "Restore a backup");
        Assert.True(Next(app).IsDisabled());
        app.Shown.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("x", "<b>my\u202egnp.backup"));
        await app.UntilAsync(".cs-file-line bdi");
        Assert.Equal("_b_mygnp.backup", app.Find(".cs-file-line bdi")!.TextContent);
        await app.TypeAsync("input[type=password]", "its passphrase");
        await app.UntilAsync(() => !Next(app).IsDisabled());
        await NextAsync(app);

        // The engine in memory can't: the step stays and says so, and another try begins anew.
        await app.UntilAsync(() =>
            app.FindAll(".cs-problem").Any(problem => problem.TextContent == app.Brand.Current.Text("error.notSupported"))
        );
        Assert.Equal("Restore a backup", app.Find("h1")!.TextContent);
        Assert.Equal(string.Empty, app.Find("input[type=password]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Zomlike_s_way_makes_an_account_asks_for_a_picture_and_reminds_of_backups()
    {
        await using var app = await App.StartAsync(UIKit.Tests.Say.Zomlike, hasAccount: false);
        app.Show();
        await NextAsync(app);
        await app.UntilAsync("input[type=checkbox]");
        await app.Shown.InvokeAsync(() => app.Find("input[type=checkbox]")!.ChangeAsync(new() { Value = true }));
        await NextAsync(app);
        await app.TypeAsync("input[autocomplete=nickname]", "<i>Zoë</i>");
        await NextAsync(app);
        await app.TypeAsync("input[autocomplete=username]", "zoe");
        await app.TypeAsync("input[type=password]", "correct horse battery");
        await app.UntilAsync(() => !Next(app).IsDisabled());
        await NextAsync(app);

        await app.UntilAsync(() => app.Find("h1")!.TextContent == "A picture of you");
        await app.UntilAsync("input[type=file]");
        Assert.Empty(app.FindAll(".cs-onboarding i:not([aria-hidden])"));
        for (var step = 0; step < 3; step++)
        {
            var heading = app.Find("h1")!.TextContent;
            await NextAsync(app);
            await app.UntilAsync(() => app.Find("h1")!.TextContent != heading);
        }

        Assert.Contains("zoe@home.example.com", app.Find("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(app.FindAll("p"), text => text.TextContent == app.Brand.Current.Text("backup.hint"));
        Assert.Null(app.Find(".cs-actions button[type=button]"));
    }

    [Fact]
    public async Task Where_a_brand_does_not_ask_one_turns_to_the_other_way_beside_the_account()
    {
        using var folder = new UIKit.Tests.TempBrand(
            """{ "schemaVersion": 1, "id": "simple", "name": "Simple", "onboarding": { "steps": ["createAccount", "signIn", "done"] } }"""
        );
        await using var app = await App.StartAsync(Brand.Load(folder.Path), hasAccount: false);
        app.Show();
        await app.UntilAsync(() => app.Find("h1")!.TextContent == "Create an account");
        Assert.Equal("I have an account", app.Find(".cs-link")!.TextContent);
        await app.ClickAsync(".cs-link");
        await app.UntilAsync(() => app.Find("h1")!.TextContent == "I have an account");
        Assert.Equal("Create an account", app.Find(".cs-link")!.TextContent);
    }

    [Fact]
    public async Task What_the_server_wants_to_know_is_asked_where_the_account_is_made()
    {
        await using var app = await App.StartAsync(hasAccount: false);
        app.Network.RegistrationForm = new(
            null,
            "Answer, please.",
            [new("word", Clients.RegistrationFieldKind.Text) { Label = "The word", IsRequired = true }]
        );
        app.Show();
        await NextAsync(app);
        await ChooseAsync(app, "Create an account");
        await NextAsync(app);
        await app.UntilAsync(() => !Next(app).IsDisabled());
        await NextAsync(app);
        await app.TypeAsync("input[autocomplete=username]", "carol");
        await app.TypeAsync("input[type=password]", "correct horse battery");
        await app.UntilAsync(() => !Next(app).IsDisabled());

        // It is answered only when the form is.
        _ = NextAsync(app);
        await app.UntilAsync(".cs-onboarding fieldset");
        Assert.Equal("Answer, please.", app.Find(".cs-onboarding legend")!.TextContent);
        await app.TypeAsync(".cs-onboarding fieldset input", "open sesame");
        await app.ClickAsync(".cs-onboarding fieldset .cs-button-primary:not([disabled])");
        await app.UntilAsync(() => app.Find(".cs-onboarding input[autocomplete=username]") is null);
        Assert.Single(await app.Alice.Accounts.ListAsync());
    }

    private static async Task ChooseAsync(App app, string way)
    {
        await app.UntilAsync("[role=radio]");
        await app.Shown.InvokeAsync(() => app.FindAll("[role=radio]").Single(option => option.TextContent.Trim() == way).ClickAsync(new()));
        await app.UntilAsync(() => !Next(app).IsDisabled());
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
