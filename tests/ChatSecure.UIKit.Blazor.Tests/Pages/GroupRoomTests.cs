// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Blazor.Tests.Pages;

/// <summary>A group that Alice leads and Bob is in.</summary>
public sealed class GroupRoomTests
{
    [Fact]
    public async Task A_moderator_takes_a_message_back_with_a_reason()
    {
        await using var app = await App.StartAsync();
        var room = await OpenAsync(app);
        await app.Bob.Conversations.SendAsync(new(App.BobJid, room), new("Buy my watches"));
        await app.UntilAsync(".cs-message-other .cs-message-menu");
        await app.ClickAsync(".cs-message-other .cs-message-menu");
        await app.ChooseAsync("Take back for everybody");
        await app.TypeAsync("dialog input", "No advertising");
        Assert.Contains("Buy my watches", app.Find("dialog")!.TextContent, StringComparison.Ordinal);

        await app.SubmitAsync("dialog form");

        await app.UntilAsync(() => app.Find(".cs-message-retracted")!.TextContent.Contains("No advertising", StringComparison.Ordinal));
        Assert.Null(app.Find("dialog"));
    }

    [Fact]
    public async Task Somebody_is_invited_and_a_wrong_address_says_so()
    {
        await using var app = await App.StartAsync();
        var carol = Jid.Parse("carol@example.org");
        await using var hers = await Testing.Clients.InMemoryChatClient.CreateAsync(app.Network, carol);
        await OpenAsync(app);
        await app.ClickAsync(".cs-shield");
        var label = app.Brand.Current.Text("group.invite.title");

        await app.TypeAsync($"dialog input[aria-label='{label}']", "no address at all");
        await SubmitFieldAsync(app, label);
        await app.UntilAsync(() => app.FindAll("dialog [role=alert]").Any(alert => alert.TextContent.Length > 0));
        Assert.Empty(await hers.Groups.InvitationsAsync(carol));

        await app.TypeAsync($"dialog input[aria-label='{label}']", carol.ToString());
        await SubmitFieldAsync(app, label);
        await app.UntilAsync(() => app.Find($"dialog input[aria-label='{label}']")!.GetAttribute("value") is null or "");
        Assert.Single(await hers.Groups.InvitationsAsync(carol));
    }

    [Fact]
    public async Task Shutting_somebody_out_asks_first()
    {
        await using var app = await App.StartAsync();
        var room = await OpenAsync(app);
        await app.ClickAsync(".cs-shield");
        await app.ClickAsync("dialog .cs-member .cs-menu-button");
        await app.ChooseAsync(app.Brand.Current.Text("group.ban"));
        await app.UntilAsync("dialog p + .cs-actions .cs-button-danger");
        Assert.Contains(await app.Alice.Groups.MembersAsync(App.AliceJid, room), IsBobIn);

        await app.ClickAsync("dialog p + .cs-actions .cs-button-danger");

        await app.UntilAsync(() =>
            app.FindAll("dialog .cs-member").All(row => !row.TextContent.Contains("Bob · ", StringComparison.Ordinal))
        );
        await app.UntilAsync(() => app.FindAll("dialog").Count == 1);
        Assert.DoesNotContain(await app.Alice.Groups.MembersAsync(App.AliceJid, room), IsBobIn);

        static bool IsBobIn(GroupMember member) => member.Address?.Bare == App.BobJid && member.Affiliation >= GroupAffiliation.Member;
    }

    [Fact]
    public async Task A_group_is_left_only_after_a_question()
    {
        await using var app = await App.StartAsync();
        var room = await OpenAsync(app);
        await app.ClickAsync(".cs-shield");
        await LeaveAsync(app);
        await app.ClickAsync(
            "dialog + dialog .cs-button:not(.cs-button-danger), dialog:last-of-type .cs-actions .cs-button:not(.cs-button-danger)"
        );
        await app.UntilAsync(() => app.FindAll("dialog").Count == 1);
        Assert.Equal(GroupState.Joined, (await StateAsync(app, room)).State);

        await LeaveAsync(app);
        await app.ClickAsync("dialog p + .cs-actions .cs-button-danger");

        await app.UntilAsync(() => app.FindAll("dialog").Count == 1);
        await app.UntilAsync(() =>
            app.FindAll("dialog .cs-actions button").All(button => button.TextContent != app.Brand.Current.Text("group.leave"))
        );
        Assert.Equal(GroupState.Left, (await StateAsync(app, room)).State);
    }

    [Fact]
    public async Task A_member_is_suggested_and_written_where_the_person_mentions_one()
    {
        await using var app = await App.StartAsync();
        await OpenAsync(app);
        await app.TypeAsync("textarea.cs-composer-field", "Well, @bo");

        await app.ClickAsync(".cs-suggestions .cs-chip");

        await app.UntilAsync(() => app.Find("textarea.cs-composer-field")!.GetAttribute("value") == "Well, @bob ");
        Assert.Null(app.Find(".cs-suggestions"));
    }

    [Fact]
    public async Task The_address_is_shown_and_copied_on_demand_alone()
    {
        await using var app = await App.StartAsync();
        var room = await OpenAsync(app);
        await app.ClickAsync(".cs-shield");
        await app.UntilAsync("dialog details");
        var details = app.Find("dialog details")!;
        Assert.False(details.HasAttribute("open"));
        Assert.Contains(room.ToString(), details.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, app.Find("dialog")!.TextContent.Split(room.ToString()).Length);

        await app.ClickAsync("dialog details button");

        await app.UntilAsync(() => app.Calls("copy").Count == 1);
        Assert.Equal(room.ToString(), app.Calls("copy")[0].Arguments[0]);
        await app.UntilAsync(() => app.Find("dialog details [role=status]")!.TextContent.Length > 0);
    }

    // Group fields stand in one form each.
    private static Task SubmitFieldAsync(App app, string label) =>
        app.Shown.InvokeAsync(() =>
            app.FindAll("dialog form").Single(form => form.QuerySelector($"input[aria-label='{label}']") is not null).SubmitAsync()
        );

    private static async Task LeaveAsync(App app)
    {
        var leave = app.Brand.Current.Text("group.leave");
        await app.UntilAsync(() => app.FindAll("dialog button").Any(button => button.TextContent == leave));
        await app.Shown.InvokeAsync(() => app.FindAll("dialog button").First(button => button.TextContent == leave).ClickAsync(new()));
        await app.UntilAsync("dialog p + .cs-actions .cs-button-danger");
    }

    private static async Task<Group> StateAsync(App app, Jid room) =>
        (await app.Alice.Groups.ListAsync(App.AliceJid)).Single(group => group.Room.Jid == room);

    private static async Task<Jid> OpenAsync(App app)
    {
        var room = (await app.Alice.Groups.CreateAsync(App.AliceJid, new() { Name = "Market", Members = [App.BobJid] })).Room.Jid;
        await app.Bob.Groups.JoinAsync(App.BobJid, room);
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[2].ClickAsync(new()));
        await app.ClickAsync(".cs-list .cs-row");
        await app.UntilAsync(() => app.Find(".cs-header h2")?.TextContent == "Market");
        return room;
    }
}
