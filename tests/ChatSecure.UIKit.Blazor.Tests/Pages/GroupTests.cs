// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Testing.Clients;

namespace ChatSecure.UIKit.Blazor.Tests.Pages;

public sealed class GroupTests
{
    private static readonly Jid _carol = Jid.Parse("carol@example.org");

    [Fact]
    public async Task Makes_a_private_group_and_shows_who_is_in_it()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);
        await app.Shown.InvokeAsync(() =>
            app.FindAll(".cs-settings-action").Single(button => button.TextContent == "New group").ClickAsync(new())
        );
        await app.TypeAsync("dialog input[data-cs-first]", "Climbers");
        await app.UntilAsync("dialog input[type=checkbox]");
        await app.Shown.InvokeAsync(() => app.Find("dialog input[type=checkbox]")!.ChangeAsync(new() { Value = true }));

        await app.SubmitAsync("dialog form");

        await app.UntilAsync(() => app.Find(".cs-header h2")?.TextContent == "Climbers");
        await app.ClickAsync(".cs-shield");
        await app.UntilAsync(() => app.FindAll(".cs-member").Count > 0);
        Assert.NotEmpty(app.Find(".cs-member")!.GetAttribute("aria-label")!);
    }

    [Fact]
    public async Task An_invitation_is_seen_beside_the_conversations_and_on_the_way_to_the_groups_until_it_is_answered()
    {
        await using var app = await App.StartAsync();
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        var room = await BobsGroupAsync(app, "Sailing");

        await app.UntilAsync(".cs-list .cs-request");
        Assert.Contains("Bob invites you to a group.", app.Find(".cs-request")!.TextContent, StringComparison.Ordinal);
        await app.UntilAsync(() => app.FindAll(".cs-rail-button")[2].TextContent.Contains("1 invitation", StringComparison.Ordinal));
        Assert.Equal("1", app.FindAll(".cs-rail-button")[2].QuerySelector(".cs-badge")!.TextContent);

        await app.ClickAsync(".cs-request .cs-button-primary");

        await app.UntilAsync(() => app.Find(".cs-header h2")?.TextContent == "Sailing" && app.Find(".cs-request") is null);
        await app.UntilAsync(() => app.FindAll(".cs-rail-button")[2].QuerySelector(".cs-badge") is null);
        await app.UntilAsync(() => app.Find(".cs-header-state")?.TextContent == "2 members");
        Assert.DoesNotContain(room.ToString(), app.Find(".cs-header")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_is_declined_beside_the_conversations()
    {
        await using var app = await App.StartAsync();
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await BobsGroupAsync(app, "Sailing");

        await app.ClickAsync(".cs-request .cs-button:not(.cs-button-primary)");

        await app.UntilAsync(() => app.Find(".cs-request") is null && app.FindAll(".cs-rail-button")[2].QuerySelector(".cs-badge") is null);
        Assert.Null(app.Find(".cs-header"));
    }

    [Fact]
    public async Task Contacts_are_invited_by_name()
    {
        await using var app = await App.StartAsync();
        await using var carol = await InMemoryChatClient.CreateAsync(app.Network, _carol);
        await app.Alice.Contacts.AddAsync(App.AliceJid, _carol, "Carol", Xunit.TestContext.Current.CancellationToken);
        var group = await app.Alice.Groups.CreateAsync(
            App.AliceJid,
            new() { Name = "Climbers", Members = [App.BobJid] },
            Xunit.TestContext.Current.CancellationToken
        );
        await ShowAsync(app);
        await app.ClickAsync(".cs-row");
        await app.ClickAsync(".cs-shield");
        await app.UntilAsync(".cs-members input[type=checkbox]");
        Assert.Equal(["Carol"], app.FindAll(".cs-members .cs-check").Select(row => row.QuerySelector("bdi")!.TextContent));

        await app.Shown.InvokeAsync(() => app.Find(".cs-members input[type=checkbox]")!.ChangeAsync(new() { Value = true }));
        await app.UntilAsync(() => app.FindAll("dialog .cs-button").Any(button => button.TextContent == "Invite 1 person"));
        await app.Shown.InvokeAsync(() =>
            app.FindAll("dialog .cs-button").First(button => button.TextContent == "Invite 1 person").ClickAsync(new())
        );

        await app.UntilAsync(() => app.Find(".cs-members input[type=checkbox]") is null);
        var invitation = Assert.Single(await carol.Groups.InvitationsAsync(_carol, Xunit.TestContext.Current.CancellationToken));
        Assert.Equal(group.Room.Jid, invitation.Room);
    }

    [Fact]
    public async Task Members_have_their_pictures_which_say_nothing_to_screen_readers()
    {
        await using var app = await App.StartAsync();
        var token = Xunit.TestContext.Current.CancellationToken;
        app.Page.JSInterop.SetupModule("./_content/ChatSecure.UIKit.Blazor/picture.js").Setup<bool>("portrait", _ => true).SetResult(true);
        var group = await app.Alice.Groups.CreateAsync(App.AliceJid, new() { Name = "Climbers", Members = [App.BobJid] }, token);
        await app.Bob.Groups.JoinAsync(App.BobJid, group.Room.Jid, cancellationToken: token);
        await ShowAsync(app);
        await app.ClickAsync(".cs-row");
        await app.ClickAsync(".cs-shield");
        await app.UntilAsync(() => app.FindAll(".cs-member .cs-avatar").Any(avatar => avatar.TextContent == "B"));
        var label = Bob()!.GetAttribute("aria-label");
        Assert.Null(Bob()!.QuerySelector(".cs-avatar-picture"));

        await app.Bob.Persona.SetAvatarAsync(App.BobJid, Parts.AvatarPictureTests.Png, token);

        await app.UntilAsync(() => Bob()?.QuerySelector(".cs-avatar-shown") is not null);
        Assert.Equal(label, Bob()!.GetAttribute("aria-label"));
        Assert.Equal("true", Bob()!.QuerySelector(".cs-avatar")!.GetAttribute("aria-hidden"));

        AngleSharp.Dom.IElement? Bob() =>
            app.FindAll(".cs-member").FirstOrDefault(row => row.QuerySelector("strong")!.TextContent == "Bob");
    }

    [Fact]
    public async Task An_owner_deletes_a_group_for_everybody_after_a_question()
    {
        await using var app = await App.StartAsync();
        var token = Xunit.TestContext.Current.CancellationToken;
        var group = await app.Alice.Groups.CreateAsync(App.AliceJid, new() { Name = "Climbers", Members = [App.BobJid] }, token);
        await app.Bob.Groups.JoinAsync(App.BobJid, group.Room.Jid, cancellationToken: token);
        await ShowAsync(app);
        await app.ClickAsync(".cs-row");
        await app.ClickAsync(".cs-shield");
        await app.ClickAsync("dialog .cs-button-danger");
        await app.UntilAsync(() =>
            app.FindAll("dialog").Any(one => one.TextContent.Contains("Delete Climbers for everybody?", StringComparison.Ordinal))
        );
        await app.Shown.InvokeAsync(() => app.FindAll("dialog .cs-button-danger")[^1].ClickAsync(new()));

        await app.UntilAsync(() => app.FindAll("dialog .cs-button-danger").Count == 0);
        Assert.DoesNotContain(
            await app.Bob.Groups.ListAsync(App.BobJid, token),
            one => one.State == ChatSecure.Messaging.GroupState.Joined
        );
    }

    [Fact]
    public async Task Without_groups_it_says_so()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);

        await app.UntilAsync(".cs-list .cs-empty");
    }

    private static async Task<Jid> BobsGroupAsync(App app, string name)
    {
        var group = await app.Bob.Groups.CreateAsync(
            App.BobJid,
            new() { Name = name, Members = [App.AliceJid] },
            Xunit.TestContext.Current.CancellationToken
        );
        return group.Room.Jid;
    }

    private static async Task ShowAsync(App app)
    {
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[2].ClickAsync(new()));
        await app.UntilAsync(".cs-group-actions");
    }
}
