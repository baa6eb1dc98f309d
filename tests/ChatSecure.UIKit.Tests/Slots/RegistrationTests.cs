// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Composition;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Conversations;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.UIKit.Tests.Slots;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Actions_of_messages_are_the_kits_until_an_app_changes_them()
    {
        await using var chat = await Chat.StartAsync();
        await chat.AliceSaysAsync("Hello");
        await using var kit = await OpenAsync(chat, chat.Context);
        Assert.Equal(["reply", "react", "edit", "copy", "forward", "retract", "delete"], Ids(chat, kit));
        await using var app = await OpenAsync(
            chat,
            new(chat.Alice, chat.Brand, chat.Ui, chat.Clock, new() { MessageActions = new Translating() })
        );
        Assert.Equal(["translate", "reply", "react", "edit", "copy", "forward"], Ids(chat, app));
        var retract = chat.Ui.Read(() => kit.ActionsOf(kit.Rows.OfType<MessageRow>().Single())[^2]);
        Assert.True(retract.IsSevere);
        await retract.Run!(TestContext.Current.CancellationToken);
        await chat.Ui.UntilAsync(() => kit.Rows.OfType<MessageRow>().SingleOrDefault()?.Kind == MessageKind.Retracted);
        Assert.Equal(["delete"], Ids(chat, kit));
    }

    [Fact]
    public async Task Conversations_have_actions_and_an_app_its_own_filter()
    {
        await using var chat = await Chat.StartAsync();
        await chat.BobSaysAsync("Hello");
        var filter = new ConversationFilterSlot("loud", _ => "Loud", summary => summary.LastMessage?.Body == "HELLO");
        var slots = new KitSlots { ConversationFilters = [filter] };
        await using var list = new ConversationListViewModel(new(chat.Alice, chat.Brand, chat.Ui, chat.Clock, slots), Chat.AliceJid);
        list.Start();
        await chat.Ui.UntilAsync(() => list.Rows.Count == 1);
        Assert.Equal(
            ["all", "unread", "groups", "loud", "archived"],
            chat.Ui.Read(() => list.Filters.Select(choice => choice.Id).ToList())
        );
        chat.Ui.Read(() => list.FilterId = "loud");
        Assert.Equal(("Nothing here.", 0), chat.Ui.Read(() => (list.EmptyText, list.Rows.Count)));
        chat.Ui.Read(() => list.FilterId = "nonsense");
        Assert.Equal("loud", chat.Ui.Read(() => list.FilterId));
        await chat.BobSaysAsync("HELLO");
        await chat.Ui.UntilAsync(() => list.Rows.Count == 1);
        var actions = chat.Ui.Read(() => list.ActionsOf(list.Rows[0]));
        Assert.Equal(["markRead", "pin", "mute1", "mute8", "mute", "archive", "delete"], actions.Select(action => action.Id));
        await actions[1].Run!(TestContext.Current.CancellationToken);
        await chat.Ui.UntilAsync(() => list.Rows is [{ IsPinned: true }] && list.ActionsOf(list.Rows[0])[1].Id == "unpin");
    }

    [Fact]
    public async Task Groups_are_among_the_conversations_with_their_invitations()
    {
        await using var chat = await Chat.StartAsync();
        await using var list = new ConversationListViewModel(chat.Context, Chat.AliceJid);
        list.Start();
        await chat.Ui.UntilAsync(() => list.IsLoaded);
        var group = await chat.Bob.Groups.CreateAsync(Chat.BobJid, new NewGroup { Name = "Crew", Members = [Chat.AliceJid] });
        await chat.Ui.UntilAsync(() => list.Invitations is [{ Inviter: "Bob" }]);
        Assert.True(await list.AcceptInvitationAsync(group.Room.Jid));
        await chat.Bob.Conversations.SendAsync(
            new(Chat.BobJid, group.Room.Jid),
            new(string.Empty)
            {
                Attachments =
                [
                    new(_ => ValueTask.FromResult<Stream>(new MemoryStream([1]))) { FileName = "map.png", MediaType = "image/png" },
                ],
            },
            TestContext.Current.CancellationToken
        );
        await chat.BobSaysAsync("Hello");
        await chat.Ui.UntilAsync(() => list.Rows.Count == 2);
        chat.Ui.Read(() => list.Filter = ConversationFilter.Groups);
        await chat.Ui.UntilAsync(() => list is { Invitations.Count: 0, Rows: [{ IsGroup: true, Title: "Crew", Preview: "Bob: Picture" }] });
        Assert.Contains("private, encrypted", chat.Ui.Read(() => list.Rows[0].AccessibleText), StringComparison.Ordinal);
        var second = await chat.Bob.Groups.CreateAsync(Chat.BobJid, new NewGroup { Members = [Chat.AliceJid] });
        await chat.Ui.UntilAsync(() => list.Invitations.Count == 1);
        Assert.True(await list.DeclineInvitationAsync(second.Room.Jid));
        Assert.False(await list.DeclineInvitationAsync(second.Room.Jid));
    }

    [Fact]
    public async Task What_a_person_chooses_holds_here_and_in_the_engine()
    {
        await using var chat = await Chat.StartAsync();
        var store = new Kept();
        await using var settings = new SettingsViewModel(chat.Context, store);
        Assert.True(await settings.SetAsync("privacy.typing", SettingsViewModel.Off));
        Assert.True(await settings.SetAsync("features.reactions", SettingsViewModel.Off));
        Assert.False(chat.Brand.Current.Privacy.IsOn(PrivacySwitch.Typing));
        Assert.False(chat.Brand.Current.Features.IsOn(BrandFeature.Reactions));
        Assert.False((await chat.Alice.Privacy.GetAsync(Chat.AliceJid, TestContext.Current.CancellationToken)).Typing);
        Assert.Equal("user", settings.Rows.Single(row => row.Key == "features.reactions").Layer);

        // A new start reads it, and what the brand says comes back.
        var again = new LiveBrand(Say.ChatSecure);
        SettingsViewModel.ApplyChoices(again, store);
        Assert.False(again.Current.Features.IsOn(BrandFeature.Reactions));
        Assert.True(await settings.SetAsync("features.reactions", null));
        Assert.True(chat.Brand.Current.Features.IsOn(BrandFeature.Reactions));
    }

    [Theory]
    [InlineData("privacy.announceDeviceName")]
    [InlineData("privacy.autoDownload")]
    [InlineData("privacy.deliveryReceipts")]
    [InlineData("privacy.hideNotificationContent")]
    [InlineData("privacy.lastSeen")]
    [InlineData("privacy.linkPreviews")]
    [InlineData("privacy.picture")]
    [InlineData("privacy.presence")]
    [InlineData("privacy.readReceipts")]
    [InlineData("privacy.requestsFromStrangers")]
    [InlineData("privacy.typing")]
    public async Task Every_choice_about_others_reaches_the_engine(string key)
    {
        await using var chat = await Chat.StartAsync();
        await using var settings = new SettingsViewModel(chat.Context, new Kept());
        var cancellation = TestContext.Current.CancellationToken;
        Assert.True(await settings.SetAsync(key, SettingsViewModel.Off));
        var off = await chat.Alice.Privacy.GetAsync(Chat.AliceJid, cancellation);
        Assert.True(await settings.SetAsync(key, SettingsViewModel.On));
        Assert.NotEqual(off, await chat.Alice.Privacy.GetAsync(Chat.AliceJid, cancellation));
    }

    [Fact]
    public async Task What_is_locked_or_hidden_is_nobodys_choice()
    {
        using var folder = new TempBrand(
            """
            { "schemaVersion": 1, "id": "quiet", "name": "Quiet", "features": { "reactions": { "value": false, "level": "locked" }, "stickers": { "value": false, "level": "hidden" } } }
            """
        );
        await using var chat = await Chat.StartAsync(Brand.Load(folder.Path));
        var store = new Kept { ["features.reactions"] = SettingsViewModel.On, ["features.stickers"] = SettingsViewModel.On };
        await using var settings = new SettingsViewModel(chat.Context, store);
        Assert.True(settings.Rows.Single(row => row.Key == "features.reactions") is { IsLocked: true, IsOn: false, LockText: not null });
        Assert.DoesNotContain(settings.Rows, row => row.Key == "features.stickers");
        Assert.False(chat.Brand.Current.Features.IsOn(BrandFeature.Reactions));
        Assert.False(chat.Brand.Current.Features.IsOn(BrandFeature.Stickers));
        Assert.False(await settings.SetAsync("features.reactions", SettingsViewModel.On));
    }

    [Fact]
    public async Task An_app_adds_settings_and_registers_them_with_the_rest()
    {
        var services = new ServiceCollection();
        new Builder(services).AddUIKit();
        services.AddSingleton(
            new SettingSlot(
                "app.sounds",
                context =>
                    new()
                    {
                        Key = context.Key,
                        GroupText = "App",
                        Title = "Sounds",
                        Kind = SettingKind.Switch,
                        Value = context.Value ?? SettingsViewModel.On,
                        ValueText = context.Value ?? SettingsViewModel.On,
                        Layer = context.Brand.Id,
                        AccessibleText = "Sounds",
                    }
            )
        );
        services.AddSingleton(new AttachmentSource("camera", _ => "Camera", (_, _) => Task.FromResult<IReadOnlyList<PickedFile>>([])));
        services.AddSingleton<IMessageActions, Translating>();
        using var provider = services.BuildServiceProvider();
        var slots = provider.GetRequiredService<KitSlots>();
        Assert.IsType<Translating>(slots.MessageActions);
        Assert.Equal("camera", Assert.Single(slots.AttachmentSources).Id);
        await using var chat = await Chat.StartAsync();
        await using var settings = new SettingsViewModel(new(chat.Alice, chat.Brand, chat.Ui, chat.Clock, slots), new Kept());
        Assert.True(await settings.SetAsync("app.sounds", SettingsViewModel.Off));
        Assert.False(settings.Rows.Single(row => row.Key == "app.sounds").IsOn);
        Assert.False(await settings.SetAsync("app.sounds", "loud"));
    }

    private static List<string> Ids(Chat chat, TimelineViewModel timeline) =>
        chat.Ui.Read(() => timeline.ActionsOf(timeline.Rows.OfType<MessageRow>().Single()).Select(action => action.Id).ToList());

    private static async Task<TimelineViewModel> OpenAsync(Chat chat, UiContext context)
    {
        var timeline = new TimelineViewModel(context, Say.Conversation);
        timeline.Start();
        await chat.Ui.UntilAsync(() => timeline.Rows.OfType<MessageRow>().Any());
        return timeline;
    }

    private sealed record Builder(IServiceCollection Services) : IChatSecureBuilder;

    private sealed class Kept : Dictionary<string, string>, ISettingsStore
    {
        public string? Get(string key) => this.GetValueOrDefault(key);

        public Task SetAsync(string key, string? value, CancellationToken cancellationToken = default)
        {
            if (value is null)
            {
                Remove(key);
            }
            else
            {
                this[key] = value;
            }

            return Task.CompletedTask;
        }
    }

    private sealed class Translating : IMessageActions
    {
        public IReadOnlyList<RowAction> Get(MessageActionContext context) =>
            [new("translate", "Translate"), .. context.Kit.Where(action => !action.IsSevere)];
    }
}
