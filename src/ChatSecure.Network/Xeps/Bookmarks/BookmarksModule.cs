// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.PrivateStorage;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Bookmarks;

/// <summary>The user's rooms, the same on all devices and clients: as items of their own (XEP-0402) where the server shows these to old clients too, otherwise
/// where old clients look (XEP-0048, XEP-0049). For the user's own eyes, or not published. Safe for concurrent use.</summary>
public sealed class BookmarksModule : IXmppModule, IDisposable
{
    /// <summary>The namespace, and the node.</summary>
    public const string Namespace = BookmarkPayload.Namespace;

    /// <summary>The greatest number of bookmarks that are read.</summary>
    public const int MaxBookmarks = BookmarkPayload.MaxBookmarks;

    private const string ListItem = "current";
    private const string ConversionFeature = "urn:xmpp:bookmarks-conversion:0";
    private static readonly PublishOptions _itemOptions = new()
    {
        Access = AccessModel.Whitelist,
        MaxItems = PublishOptions.Unlimited,
        SendsLastItem = false,
    };
    private static readonly PublishOptions _listOptions = new() { Access = AccessModel.Whitelist };

    // One change at a time: changing a list is reading and writing it.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly DiscoveryModule _discovery;
    private readonly PubSubModule _pubSub;
    private readonly PrivateStorageModule _storage;
    private IXmppSession? _session;
    private object? _place;

    /// <summary>Creates the module.</summary>
    /// <param name="discovery">Asks what the server does.</param>
    /// <param name="pubSub">Publishes, reads and tells of changes.</param>
    /// <param name="storage">Reads and writes for old servers.</param>
    public BookmarksModule(DiscoveryModule discovery, PubSubModule pubSub, PrivateStorageModule storage)
    {
        _discovery = discovery;
        _pubSub = pubSub;
        _storage = storage;
        pubSub.HandleEvents(Namespace, HandleItemsAsync);
        pubSub.HandleEvents(BookmarkPayload.ListNamespace, HandleListAsync);
    }

    /// <summary>Is told of changes, where the server tells them. Called one at a time; must not wait for requests.</summary>
    public Func<BookmarkChange, CancellationToken, ValueTask>? Changed { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.OnSessionStarted(
            (_, _) =>
            {
                _place = null;
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>Reads all bookmarks: to be done when a session starts.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The bookmarks; those that are malformed are left out.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">The server keeps no bookmarks (<see cref="ErrorKind.NotSupported"/>), its answer is malformed or too large
    /// (<see cref="ErrorKind.Protocol"/>) or none came, or we are offline.</exception>
    public async Task<IReadOnlyList<Bookmark>> FetchAsync(CancellationToken cancellationToken = default)
    {
        var place = await FindPlaceAsync(cancellationToken).ConfigureAwait(false);
        if (place != BookmarkPlace.Items)
        {
            return BookmarkPayload.ReadList(await FetchListAsync(place, cancellationToken).ConfigureAwait(false));
        }

        var account = _session.Attached().Account;
        var items = await _pubSub.GetItemsAsync(account, Namespace, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. items.Select(BookmarkPayload.Read).OfType<Bookmark>().DistinctBy(bookmark => bookmark.Room)];
    }

    /// <summary>Adds or changes a bookmark. What other clients added to it stays.</summary>
    /// <param name="bookmark">The bookmark. It stands for its room alone; a password is better left out.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has it.</returns>
    /// <exception cref="ArgumentException">Its room is none.</exception>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">The server can't keep it from others, or at all (<see cref="ErrorKind.NotSupported"/>), no answer came, or we are
    /// offline.</exception>
    public Task SaveAsync(Bookmark bookmark, CancellationToken cancellationToken = default) =>
        bookmark.Room is { IsBare: true, Local: not null }
            ? ChangeAsync(bookmark.Room, bookmark, cancellationToken)
            : throw new ArgumentException("A bookmark is for the bare address of a room.", nameof(bookmark));

    /// <summary>Removes a bookmark. Nothing happens if there is none.</summary>
    /// <param name="room">The room's address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has removed it.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">As <see cref="SaveAsync"/>.</exception>
    public Task RemoveAsync(Jid room, CancellationToken cancellationToken = default) => ChangeAsync(room.Bare, null, cancellationToken);

    /// <summary>Where the server keeps bookmarks. Costs requests once in a session.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The place.</returns>
    /// <exception cref="ChatSecureException">It keeps none (<see cref="ErrorKind.NotSupported"/>), no answer came, or we are offline.</exception>
    public async Task<BookmarkPlace> FindPlaceAsync(CancellationToken cancellationToken = default)
    {
        if (_place is BookmarkPlace known)
        {
            return known;
        }

        var account = await _discovery
            .QueryInfoAsync(_session.Attached().Account, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var place =
            account.HasFeature(Namespace + "#compat") || account.HasFeature(Namespace + "#compat-pep") ? BookmarkPlace.Items
            : account.HasFeature(ConversionFeature) ? BookmarkPlace.OneItem
            : await HasPrivateStorageAsync(cancellationToken).ConfigureAwait(false) ? BookmarkPlace.PrivateStorage
            : !account.HasFeature(PubSubPayload.OptionsFeature)
                ? throw new ChatSecureException(ErrorKind.NotSupported, "The server does not keep bookmarks.")
            : await FetchListAsync(BookmarkPlace.OneItem, cancellationToken).ConfigureAwait(false) is null ? BookmarkPlace.Items
            : BookmarkPlace.OneItem;
        _place = place;
        return place;
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task ChangeAsync(Jid room, Bookmark? bookmark, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            switch (await FindPlaceAsync(cancellationToken).ConfigureAwait(false))
            {
                case BookmarkPlace.Items when bookmark is null:
                    await _pubSub.DeleteItemAsync(Namespace, room.ToString(), cancellationToken).ConfigureAwait(false);
                    break;
                case BookmarkPlace.Items:
                    await SaveItemAsync(bookmark, cancellationToken).ConfigureAwait(false);
                    break;
                case var place:
                    var former = await FetchListAsync(place, cancellationToken).ConfigureAwait(false);
                    await SaveListAsync(place, BookmarkPayload.WriteList(former, room, bookmark), cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task SaveItemAsync(Bookmark bookmark, CancellationToken cancellationToken)
    {
        var (id, account) = (bookmark.Room.ToString(), _session.Attached().Account);
        var items = await _pubSub.GetItemsAsync(account, Namespace, id, cancellationToken: cancellationToken).ConfigureAwait(false);
        var former = items.FirstOrDefault(item => item.Id == id)?.Payload;
        await _pubSub
            .PublishAsync(Namespace, id, BookmarkPayload.Write(bookmark, former), _itemOptions, cancellationToken)
            .ConfigureAwait(false);
    }

    private Task SaveListAsync(BookmarkPlace place, XmppElement list, CancellationToken cancellationToken) =>
        place == BookmarkPlace.PrivateStorage
            ? _storage.SetAsync(list, cancellationToken)
            : _pubSub.PublishAsync(BookmarkPayload.ListNamespace, ListItem, list, _listOptions, cancellationToken);

    private async Task<XmppElement?> FetchListAsync(BookmarkPlace place, CancellationToken cancellationToken)
    {
        if (place == BookmarkPlace.PrivateStorage)
        {
            return await _storage
                .GetAsync(BookmarkPayload.ListName, BookmarkPayload.ListNamespace, cancellationToken)
                .ConfigureAwait(false);
        }

        var account = _session.Attached().Account;
        var items = await _pubSub
            .GetItemsAsync(account, BookmarkPayload.ListNamespace, max: 1, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return items.Count > 0 ? items[0].Payload : null;
    }

    private async Task<bool> HasPrivateStorageAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FetchListAsync(BookmarkPlace.PrivateStorage, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (StanzaErrorException)
        {
            return false;
        }
    }

    // CVE-2023-28686: only our own account says what our bookmarks are.
    private ValueTask HandleItemsAsync(PubSubEvent happened, CancellationToken cancellationToken) =>
        happened.Origin == _session.Attached().Account && _place is null or BookmarkPlace.Items
            ? TellAsync(
                new(
                    [.. happened.Items.Select(BookmarkPayload.Read).OfType<Bookmark>()],
                    [.. happened.RetractedIds.Select(BookmarkPayload.ReadRoom).OfType<Jid>()],
                    happened.IsCleared
                ),
                cancellationToken
            )
            : ValueTask.CompletedTask;

    private ValueTask HandleListAsync(PubSubEvent happened, CancellationToken cancellationToken)
    {
        if (happened.Origin != _session.Attached().Account || _place is not BookmarkPlace.OneItem)
        {
            return ValueTask.CompletedTask;
        }

        // A list that can't be read is not an empty one: that would have us leave all rooms.
        var list = happened.Items.Count > 0 ? happened.Items[0].Payload : null;
        return happened.Items.Count > 0 && list?.Is(BookmarkPayload.ListName, BookmarkPayload.ListNamespace) != true
            ? ValueTask.CompletedTask
            : TellAsync(new(BookmarkPayload.ReadList(list), [], IsComplete: true), cancellationToken);
    }

    private ValueTask TellAsync(BookmarkChange change, CancellationToken cancellationToken) =>
        change is { IsComplete: false, Saved.Count: 0, Removed.Count: 0 }
            ? ValueTask.CompletedTask
            : Changed?.Invoke(change, cancellationToken) ?? ValueTask.CompletedTask;
}
