// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Errors;

namespace ChatSecure.UIKit.Blazor.Tests.Pages;

/// <summary>What servers ask of who registers, and passwords that change.</summary>
public sealed class PasswordAndFormTests
{
    [Fact]
    public async Task A_password_is_changed_once_both_fields_agree()
    {
        await using var app = await App.StartAsync();
        await OpenAsync(app, "account.changePassword");
        await app.TypeAsync("dialog input[data-cs-first]", "correct horse battery");
        await app.Shown.InvokeAsync(() => app.FindAll("dialog input[type=password]")[1].InputAsync(new() { Value = "correct horse" }));
        await app.UntilAsync(() => app.Find("dialog .cs-problem")!.TextContent.Length > 0);
        Assert.True(app.Find("dialog button[type=submit]")!.HasAttribute("disabled"));

        await app.Shown.InvokeAsync(() =>
            app.FindAll("dialog input[type=password]")[1].InputAsync(new() { Value = "correct horse battery" })
        );
        await app.UntilAsync("dialog button[type=submit]:not([disabled])");
        await app.SubmitAsync("dialog form");

        await app.UntilAsync(() => app.Find("dialog .cs-good")!.TextContent.Length > 0);
        await using var other = new Testing.Clients.InMemoryChatClient(app.Network);
        await other.Accounts.AddAsync(new(new() { Jid = App.AliceJid }, "correct horse battery"u8.ToArray()));
    }

    [Fact]
    public async Task A_password_that_the_server_refuses_stays_and_says_why()
    {
        await using var app = await App.StartAsync();
        await OpenAsync(app, "account.changePassword");
        foreach (var i in new[] { 0, 1 })
        {
            await app.UntilAsync(() => app.FindAll("dialog input[type=password]").Count == 2);
            await app.Shown.InvokeAsync(() =>
                app.FindAll("dialog input[type=password]")[i].InputAsync(new() { Value = "correct horse battery" })
            );
        }

        await app.UntilAsync("dialog button[type=submit]:not([disabled])");
        app.Alice.FailNext(ErrorKind.Disconnected);
        await app.SubmitAsync("dialog form");

        await app.UntilAsync(() => app.Find("dialog .cs-problem")!.TextContent == app.Brand.Current.Text("error.disconnected"));
        Assert.Empty(app.Find("dialog .cs-good")!.TextContent);
    }

    [Fact]
    public async Task What_a_server_asks_is_shown_as_it_asks_and_sent_once_nothing_is_missing()
    {
        await using var app = await App.StartAsync();
        await RegisterAsync(app);
        await app.UntilAsync("dialog fieldset");
        Assert.Equal(["<b>We</b> keep nothing."], app.FindAll("dialog fieldset > p:not(.cs-hint)").Select(note => note.TextContent));
        Assert.NotNull(app.Find("dialog fieldset textarea"));
        Assert.NotNull(app.Find("dialog fieldset select"));
        Assert.NotNull(app.Find("dialog fieldset input[type=password]"));
        Assert.True(app.Find("dialog fieldset .cs-button-primary")!.HasAttribute("disabled"));

        await app.TypeAsync("dialog fieldset input[type=text]", "open sesame");
        await app.ClickAsync("dialog fieldset .cs-button-primary:not([disabled])");

        await app.UntilAsync(() => app.Find("dialog") is null);
        await app.UntilAsync(() => app.FindAll(".cs-list .cs-row").Count == 2);
    }

    [Fact]
    public async Task Who_gives_the_form_up_has_no_account_and_may_try_again()
    {
        await using var app = await App.StartAsync();
        await RegisterAsync(app);
        await app.ClickAsync("dialog fieldset .cs-button:not(.cs-button-primary)");

        await app.UntilAsync(() => app.Find("dialog fieldset") is null);
        await app.UntilAsync(() => app.Find("dialog .cs-problem")!.TextContent.Length > 0);
        Assert.Single(await app.Alice.Accounts.ListAsync());
    }

    private static async Task RegisterAsync(App app)
    {
        app.Network.RegistrationForm = new(
            "Who are you?",
            "Answer, please.",
            [
                new("note", RegistrationFieldKind.Note) { Label = "<b>We</b> keep nothing." },
                new("word", RegistrationFieldKind.Text) { Label = "The word", IsRequired = true },
                new("pin", RegistrationFieldKind.Secret) { Label = "A number" },
                new("about", RegistrationFieldKind.Lines) { Label = "About you" },
                new("from", RegistrationFieldKind.Choice) { Label = "From", Choices = [new("a", "A friend"), new("b", "Elsewhere")] },
            ]
        );
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[4].ClickAsync(new()));
        await app.ClickAsync(".cs-side-header button");
        await app.UntilAsync("dialog [role=radio]");
        await app.Shown.InvokeAsync(() => app.FindAll("dialog [role=radio]")[1].ClickAsync(new()));
        await app.TypeAsync("dialog input[autocomplete=username]", "second@example.org");
        await app.TypeAsync("dialog input[type=password]", "correct horse battery");
        await app.UntilAsync("dialog button[type=submit]:not([disabled])");

        // It is answered only when the form is.
        _ = app.SubmitAsync("dialog form");
        await app.UntilAsync("dialog fieldset");
    }

    private static async Task OpenAsync(App app, string entry)
    {
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[4].ClickAsync(new()));
        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync(app.Brand.Current.Text(entry));
    }
}
