// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Testing.Clients;
using ChatSecure.UIKit.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.UIKit.Blazor.Tests.Pages;

public sealed class ContactsTests
{
    private static readonly Jid _carol = Jid.Parse("carol@example.org");

    [Fact]
    public async Task Adds_a_contact_and_opens_the_conversation()
    {
        await using var app = await App.StartAsync();
        await using var carol = await InMemoryChatClient.CreateAsync(app.Network, _carol);
        await ShowAsync(app);
        await app.ClickAsync(".cs-side-header [aria-label='Add a contact']");
        await app.TypeAsync("dialog input", "no address at all @@");
        await app.UntilAsync(() => app.Find("dialog .cs-problem")!.TextContent.Length > 0);

        await app.TypeAsync("dialog input", "xmpp:carol@example.org?name=Carol");
        await app.UntilAsync(".cs-found-contact");
        await app.SubmitAsync("dialog form");

        await app.UntilAsync(() => app.Find(".cs-header h2")?.TextContent == "Carol");
    }

    [Fact]
    public async Task A_link_that_the_app_was_started_with_is_shown_once_and_does_nothing_by_itself()
    {
        await using var app = await App.StartAsync();
        await using var carol = await InMemoryChatClient.CreateAsync(app.Network, _carol);
        var invitation = await carol.Accounts.InviteAsync(_carol, cancellationToken: Xunit.TestContext.Current.CancellationToken);
        app.Page.Services.GetRequiredService<LinkBox>().Put(invitation.Uri);
        app.Show();
        await app.UntilAsync(".cs-found-contact");
        Assert.Contains("carol@example.org invites you", app.Find("dialog")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(
            await app.Alice.Contacts.ListAsync(App.AliceJid, Xunit.TestContext.Current.CancellationToken),
            contact => contact.Jid == _carol
        );
        await app.SubmitAsync("dialog form");
        await app.UntilAsync(() => app.Find(".cs-header h2")?.TextContent == "carol@example.org" && app.Find("dialog") is null);
    }

    [Fact]
    public async Task An_invitation_is_made_and_shown_with_its_code()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);
        await app.ClickAsync(".cs-side-header [aria-label='Invite a friend']");
        await app.TypeAsync("dialog input", "carol@example.org");
        await app.SubmitAsync("dialog form");
        await app.UntilAsync("dialog .cs-qr");
        Assert.StartsWith("xmpp:alice@example.org?roster;preauth=", app.Find(".cs-invitation-link")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("carol@example.org alone", app.Find("dialog")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepts_who_would_like_to_be_a_contact()
    {
        await using var app = await App.StartAsync();
        await using var carol = await InMemoryChatClient.CreateAsync(app.Network, _carol);
        await carol.Contacts.AddAsync(_carol, App.AliceJid);
        await ShowAsync(app);
        await app.UntilAsync(".cs-request");

        await app.ClickAsync(".cs-request .cs-button-primary");

        await app.UntilAsync(() => app.Find(".cs-request") is null && app.FindAll(".cs-row").Count == 2);
    }

    [Fact]
    public async Task Finds_contacts_and_says_when_there_is_none()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);
        await app.UntilAsync(".cs-row");

        await app.TypeAsync(".cs-search input", "nobody");

        await app.UntilAsync(() =>
            app.Find(".cs-row") is null && app.Find(".cs-empty p")!.TextContent.Contains("nobody", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Gives_a_contact_another_name_and_takes_it_again()
    {
        await using var app = await App.StartAsync();
        await app.Bob.Persona.SetNicknameAsync(App.BobJid, "Bobby", Xunit.TestContext.Current.CancellationToken);
        await ShowAsync(app);
        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync("Rename");
        await app.UntilAsync(() => app.Find("dialog input")!.GetAttribute("value") == "Bob");
        Assert.Equal("~Bobby", app.Find("dialog input")!.GetAttribute("placeholder"));
        Assert.Contains("bob@example.org", app.Find("dialog")!.TextContent, StringComparison.Ordinal);
        await app.TypeAsync("dialog input", " Robert\u202E ");
        await app.SubmitAsync("dialog form");
        await app.UntilAsync(() => app.Find("dialog") is null && app.Find(".cs-row-title")!.TextContent == "Robert");

        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync("Rename");
        await app.TypeAsync("dialog input", string.Empty);
        await app.SubmitAsync("dialog form");
        await app.UntilAsync(() => app.Find("dialog") is null && app.Find(".cs-row-title")!.TextContent == "~Bobby");
    }

    [Fact]
    public async Task Without_a_connection_the_name_stays_and_that_is_said()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);
        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync("Rename");
        await app.UntilAsync(() => app.Find("dialog input")!.GetAttribute("value") == "Bob");
        await app.Alice.Accounts.DisconnectAsync(App.AliceJid, Xunit.TestContext.Current.CancellationToken);
        await app.UntilAsync(() => app.Find("dialog button[type=submit]")!.HasAttribute("disabled"));
        Assert.NotEmpty(app.Find("dialog .cs-problem")!.TextContent);
    }

    [Fact]
    public async Task Blocks_after_a_question()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);
        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync("Block");

        await app.ClickAsync("dialog .cs-button-danger");

        await app.UntilAsync(".cs-row-blocked");
    }

    [Theory]
    [InlineData("Block and report as spam")]
    [InlineData("Block and report as abuse")]
    public async Task Reports_after_a_question_and_blocks(string way)
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);
        await app.ClickAsync(".cs-row-menu");
        await app.ChooseAsync(way);
        await app.UntilAsync("dialog .cs-button-danger");
        Assert.Contains("tell your server why", app.Find("dialog")!.TextContent, StringComparison.Ordinal);

        await app.ClickAsync("dialog .cs-button-danger");

        await app.UntilAsync(".cs-row-blocked");
        await app.ClickAsync(".cs-row-menu");
        await app.UntilAsync(() => app.FindAll("[role=menuitem]").Any(item => item.TextContent.Trim() == "Unblock"));
        Assert.DoesNotContain(app.FindAll("[role=menuitem]"), item => item.TextContent.Trim() == way);
    }

    [Fact]
    public async Task Shows_the_own_code_to_be_scanned()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);

        await app.ClickAsync(".cs-side-header [aria-label='Show my code']");

        await app.UntilAsync(".cs-qr");
        Assert.Contains("xmpp:alice@example.org?omemo-sid-", app.Find(".cs-code-text")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("img", app.Find(".cs-qr")!.GetAttribute("role"));
    }

    private static async Task ShowAsync(App app)
    {
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[1].ClickAsync(new()));
        await app.UntilAsync(".cs-search");
    }
}
