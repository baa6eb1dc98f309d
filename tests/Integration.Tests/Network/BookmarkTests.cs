// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Threading.Channels;
using ChatSecure.Addressing;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Bookmarks;
using ChatSecure.Network.Xeps.PrivateStorage;
using ChatSecure.Network.Xeps.PubSub;

namespace ChatSecure.Integration.Tests.Network;

/// <summary>Bookmarks on servers of several ages.</summary>
public sealed class BookmarkTests(ProsodyServer prosody, EjabberdServer ejabberd) : IClassFixture<EjabberdServer>
{
    private static readonly Jid _room = Jid.Parse("theplay@chat.example");
    private static readonly Bookmark _bookmark = new(_room)
    {
        Name = "The Play's the Thing",
        JoinsAutomatically = true,
        Nickname = "JC",
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bookmark_reaches_other_devices_and_old_clients_and_no_stranger(bool isEjabberd)
    {
        LabServer server = isEjabberd ? ejabberd : prosody;
        await using var phone = await ConnectAsync(server);
        await using var desk = await ConnectAsync(server, phone.Account);
        await using var stranger = await ConnectAsync(server);
        var changes = Channel.CreateUnbounded<BookmarkChange>();
        desk.Get<BookmarksModule>().Changed = (change, token) => changes.Writer.WriteAsync(change, token);
        Assert.Equal(BookmarkPlace.Items, await desk.Get<BookmarksModule>().FindPlaceAsync());

        await phone.Get<BookmarksModule>().SaveAsync(_bookmark);
        Assert.Equal([_bookmark], (await NextAsync(changes)).Saved);
        Assert.Equal([_bookmark], await desk.Get<BookmarksModule>().FetchAsync());
        var old = await desk.Get<PrivateStorageModule>().GetAsync("storage", "storage:bookmarks");
        Assert.Equal("theplay@chat.example", Assert.Single(old.Children)["jid"]);
        await Assert.ThrowsAsync<StanzaErrorException>(() =>
            stranger.Get<PubSubModule>().GetItemsAsync(phone.Account, BookmarksModule.Namespace)
        );

        await desk.Get<BookmarksModule>().SaveAsync(_bookmark with { Name = null, JoinsAutomatically = false });
        Assert.Equal([_bookmark with { Name = null, JoinsAutomatically = false }], (await NextAsync(changes)).Saved);
        await phone.Get<BookmarksModule>().RemoveAsync(_room);
        Assert.Equal([_room], (await NextAsync(changes)).Removed);
        Assert.Empty(await desk.Get<BookmarksModule>().FetchAsync());
    }

    [Fact]
    public async Task An_old_server_keeps_them_in_the_private_storage()
    {
        await using var server = await ProsodyServer.StartAsync(new() { Without = ["bookmarks"] });
        await using var client = await ConnectAsync(server);
        await using var other = await ConnectAsync(server, client.Account);

        await client.Get<BookmarksModule>().SaveAsync(_bookmark);
        await client.Get<BookmarksModule>().SaveAsync(new(Jid.Parse("orchard@chat.example")));

        Assert.Equal(BookmarkPlace.PrivateStorage, await client.Get<BookmarksModule>().FindPlaceAsync());
        Assert.Equal([_bookmark, new(Jid.Parse("orchard@chat.example"))], await other.Get<BookmarksModule>().FetchAsync());
        await other.Get<BookmarksModule>().RemoveAsync(_room);
        Assert.Single(await client.Get<BookmarksModule>().FetchAsync());
    }

    [Fact]
    public async Task Where_all_are_in_one_item_they_stay_there()
    {
        await using var server = await ProsodyServer.StartAsync(new() { Without = ["bookmarks", "private"] });
        await using var client = await ConnectAsync(server);
        await using var other = await ConnectAsync(server, client.Account);
        await client
            .Get<PubSubModule>()
            .PublishAsync("storage:bookmarks", "current", new("storage", "storage:bookmarks"), new() { Access = AccessModel.Whitelist });
        var changes = Channel.CreateUnbounded<BookmarkChange>();
        other.Get<BookmarksModule>().Changed = (change, token) => changes.Writer.WriteAsync(change, token);
        Assert.Equal(BookmarkPlace.OneItem, await other.Get<BookmarksModule>().FindPlaceAsync());

        await client.Get<BookmarksModule>().SaveAsync(_bookmark);

        BookmarkChange change;
        do
        {
            change = await NextAsync(changes);
        } while (change.Saved.Count == 0);
        Assert.True(change.IsComplete);
        Assert.Equal([_bookmark], change.Saved);
        Assert.Equal([_bookmark], await other.Get<BookmarksModule>().FetchAsync());
    }

    private static Task<LabClient> ConnectAsync(LabServer server, Jid? account = null) =>
        LabClient.ConnectAsync(
            server,
            (discovery, pubSub, _) =>
            {
                var storage = new PrivateStorageModule();
                return [storage, new BookmarksModule(discovery, pubSub, storage)];
            },
            account
        );

    private static async Task<BookmarkChange> NextAsync(Channel<BookmarkChange> changes)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await changes.Reader.ReadAsync(patience.Token);
    }
}
