// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Bookmarks;
using ChatSecure.Network.Xml;
using static ChatSecure.Core.Tests.Groups.GroupFixture;

namespace ChatSecure.Core.Tests.Groups;

/// <summary>What of the bookmarks comes back from the server: our own change is none of another device, whenever it comes, and another device's holds.</summary>
public sealed class BookmarkEchoTests : IAsyncLifetime
{
    private const string PubSub = "http://jabber.org/protocol/pubsub";
    private GroupFixture _fixture = null!;
    private XmppElement? _stored;
    private int _publications;
    private int _readings;
    private bool _isUnreadable;

    public async ValueTask InitializeAsync()
    {
        _fixture = await StartAsync();
        _fixture.AccountFeatures.AddRange([BookmarksModule.Namespace + "#compat", PubSub + "#publish-options"]);
        _fixture.Server.OnIq("set", "pubsub", PubSub, Publish);
        _fixture.Server.OnIq("get", "pubsub", PubSub, Read);
        _stored = Item(true);
        await _fixture.EnterAsync();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Our_leaving_that_comes_back_while_we_enter_again_does_not_end_that()
    {
        await LeaveAsync();
        var joining = _fixture.Book.JoinAsync(Room, null, null, CancellationToken.None);
        var wish = await _fixture.ExpectJoinAsync();
        await TellAsync(Item(false));
        await TellAsync(null);
        await SettledAsync();
        Assert.Equal(0, _readings);
        await _fixture.GrantAsync(wish);
        await joining;
        await UntilAsync(() => _readings == 1);

        await StaysAsync();
        Assert.Equal("true", _stored!.Children[0]["autojoin"]);
    }

    [Fact]
    public async Task Our_leaving_that_comes_back_after_we_have_entered_again_does_not_end_that()
    {
        await LeaveAsync();
        await ComeAsync();
        await TellAsync(Item(false));
        await UntilAsync(() => _readings > 0);
        await TellAsync(Item(true));

        await StaysAsync();
    }

    [Fact]
    public async Task Our_coming_that_comes_back_after_we_have_left_does_not_bring_us_in_again()
    {
        await LeaveAsync();
        await ComeAsync();
        await LeaveAsync();
        await TellAsync(Item(true));
        await UntilAsync(() => _readings > 0);
        await TellAsync(Item(false));
        await SettledAsync();

        Assert.Equal((GroupState.Left, false), (_fixture.Keeper.State, _fixture.Keeper.Info.IsAutoJoined));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_another_device_leaves_we_leave(bool isRemoved)
    {
        await AnotherDeviceLeavesAsync(isRemoved);

        Assert.Equal((GroupState.Left, false), (_fixture.Keeper.State, _fixture.Keeper.Info.IsAutoJoined));
        Assert.Equal(0, _publications);
    }

    [Fact]
    public async Task What_another_device_leaves_as_soon_as_we_came_we_leave()
    {
        await LeaveAsync();
        await ComeAsync();
        await AnotherDeviceLeavesAsync(isRemoved: false);

        Assert.Equal(GroupState.Left, _fixture.Keeper.State);
    }

    [Fact]
    public async Task What_another_device_entered_while_we_left_it_is_ours_that_holds()
    {
        var leaving = _fixture.Book.LeaveAsync(Room, isDestroyed: false, CancellationToken.None);
        await _fixture.Session.ExpectAsync("presence");
        await TellAsync(_stored = Item(true));
        await _fixture.VanishAsync("alice", "<status code='110'/>");
        await leaving;
        await SettledAsync();

        Assert.Equal((GroupState.Left, "false"), (_fixture.Keeper.State, _stored.Children[0]["autojoin"] ?? "false"));
    }

    [Fact]
    public async Task What_another_device_entered_after_we_left_we_enter()
    {
        await LeaveAsync();
        await TellAsync(_stored = Item(true));
        await _fixture.AdmitAsync();
        await UntilAsync(() => _fixture.Keeper.State == GroupState.Joined);
    }

    [Fact]
    public async Task A_doubt_about_which_the_server_said_nothing_is_asked_about_with_the_next()
    {
        _isUnreadable = true;
        await TellAsync(_stored = Item(false));
        await UntilAsync(() => _readings == 1);
        await SettledAsync();
        Assert.Equal(GroupState.Joined, _fixture.Keeper.State);

        _isUnreadable = false;
        await AnotherDeviceLeavesAsync(isRemoved: false);
        Assert.Equal(GroupState.Left, _fixture.Keeper.State);
    }

    private async Task LeaveAsync()
    {
        var leaving = _fixture.Book.LeaveAsync(Room, isDestroyed: false, CancellationToken.None);
        await LetGoAsync();
        await leaving;
        _readings = 0;
    }

    private async Task ComeAsync()
    {
        var joining = _fixture.Book.JoinAsync(Room, null, null, CancellationToken.None);
        await _fixture.AdmitAsync();
        await joining;
        _readings = 0;
    }

    private async Task AnotherDeviceLeavesAsync(bool isRemoved)
    {
        _publications = 0;
        _stored = isRemoved ? null : Item(false);
        await TellAsync(_stored);
        await LetGoAsync();
        await UntilAsync(() => !_fixture.Keeper.Info.IsAutoJoined);
        await SettledAsync();
    }

    private async Task LetGoAsync()
    {
        Assert.Equal("unavailable", (await _fixture.Session.ExpectAsync("presence"))["type"]);
        await _fixture.VanishAsync("alice", "<status code='110'/>");
    }

    private async Task StaysAsync()
    {
        await SettledAsync();
        Assert.Equal((GroupState.Joined, true), (_fixture.Keeper.State, _fixture.Keeper.Info.IsAutoJoined));
        Assert.True((await _fixture.Store.Rooms.ListAsync(Alice, TestContext.Current.CancellationToken)).Single().IsAutoJoined);
    }

    // What the server said so far has been taken, and what follows from it has been done.
    private async Task SettledAsync()
    {
        await _fixture.Modules.Discovery.QueryInfoAsync(Alice, cancellationToken: TestContext.Current.CancellationToken);
        await _fixture.FollowedUpAsync();
    }

    private static XmppElement Item(bool autoJoins)
    {
        var item = new XmppElement("item", PubSub) { ["id"] = Room.ToString() };
        var bookmark = new XmppElement("conference", BookmarksModule.Namespace);
        if (autoJoins)
        {
            bookmark["autojoin"] = "true";
        }

        item.Add(bookmark);
        return item;
    }

    private Task TellAsync(XmppElement? item) =>
        _fixture.Session.SendXmlAsync(
            $"<message from='{Alice}' type='headline'><event xmlns='{PubSub}#event'><items node='{BookmarksModule.Namespace}'>"
                + (
                    item is null
                        ? $"<retract id='{Room}'/>"
                        : $"<item id='{Room}'><conference xmlns='{BookmarksModule.Namespace}' autojoin='{item.Children[0]["autojoin"] ?? "false"}'/></item>"
                )
                + "</items></event></message>"
        );

    private XmppElement? Publish(IqStanza request)
    {
        Interlocked.Increment(ref _publications);
        _stored = request.Payload!.Child("publish", PubSub)!.Children[0];
        return null;
    }

    private XmppElement Read(IqStanza request)
    {
        var items = request.Payload!.Child("items", PubSub)!;
        // To write one is to read it first.
        if (!items.Children.Any())
        {
            Interlocked.Increment(ref _readings);
        }

        if (_isUnreadable)
        {
            throw new StanzaErrorException("internal-server-error");
        }

        var answer = new XmppElement("pubsub", PubSub);
        var list = new XmppElement("items", PubSub) { ["node"] = items["node"] };
        if (_stored is { } stored)
        {
            list.Add(stored);
        }

        answer.Add(list);
        return answer;
    }
}
