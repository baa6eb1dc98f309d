// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.Bookmarks;

namespace ChatSecure.Core.Groups;

/// <content>The bookmarks on the server, by which all our devices are in the same rooms.</content>
internal sealed partial class GroupBook
{
    /// <summary>Takes over what the server's bookmarks say. A server without bookmarks leaves what is stored.</summary>
    public async Task ReadBookmarksAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Bookmark> bookmarks;
        try
        {
            bookmarks = await _modules.Bookmarks.FetchAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.NotSupported)
        {
            return;
        }

        foreach (var bookmark in bookmarks)
        {
            await TakeOverAsync(bookmark, isNews: false, cancellationToken).ConfigureAwait(false);
        }

        DoubtAll(room => !bookmarks.Any(bookmark => bookmark.Room == room));
    }

    // The password stays here: whoever runs the server could read it there.
    private async Task BookmarkAsync(RoomInfo info, CancellationToken cancellationToken)
    {
        var bookmark = new Bookmark(info.Jid)
        {
            Name = info.Name,
            Nickname = info.Nick,
            JoinsAutomatically = info.IsAutoJoined,
        };
        try
        {
            await _modules.Bookmarks.SaveAsync(bookmark, cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.NotSupported)
        {
            // Then this device alone knows of it.
        }
    }

    // The server tells us of our own changes, too, and a notification does not say whose it is. One that says what we know is taken as it is.
    private async ValueTask OnBookmarksChangedAsync(BookmarkChange change, CancellationToken cancellationToken)
    {
        foreach (var bookmark in change.Saved)
        {
            if (Find(bookmark.Room) is { } keeper && keeper.Info.IsAutoJoined != bookmark.JoinsAutomatically)
            {
                _doubts.Add(bookmark.Room);
            }
            else
            {
                await TakeOverAsync(bookmark, isNews: true, cancellationToken).ConfigureAwait(false);
            }
        }

        DoubtAll(room => change.IsComplete ? !change.Saved.Any(bookmark => bookmark.Room == room) : change.Removed.Contains(room));
    }

    private void DoubtAll(Func<Jid, bool> isWithoutBookmark)
    {
        foreach (var keeper in _keepers.Values.Where(keeper => keeper.Info.IsAutoJoined && isWithoutBookmark(keeper.Address)))
        {
            _doubts.Add(keeper.Address);
        }
    }

    // What stands at the server now holds: what we did ourselves is in it, and so is what another device did after that.
    private async Task ResolveDoubtsAsync(CancellationToken cancellationToken)
    {
        if (_doubts.Take() is not { Count: > 0 } rooms)
        {
            return;
        }

        IReadOnlyList<Bookmark> bookmarks;
        try
        {
            bookmarks = await _modules.Bookmarks.FetchAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _doubts.PutBack(rooms);
            throw;
        }

        foreach (var room in rooms)
        {
            var bookmark = bookmarks.FirstOrDefault(bookmark => bookmark.Room == room);
            if (_doubts.IsWished(room))
            {
                _doubts.Add(room);
            }
            else if (bookmark?.JoinsAutomatically == true)
            {
                await TakeOverAsync(bookmark, isNews: true, cancellationToken).ConfigureAwait(false);
            }
            else if (Find(room) is { Info.IsAutoJoined: true } keeper)
            {
                // Another device of ours has left the room.
                using var wish = _doubts.Wish(room);
                await LeaveHereAsync(keeper, isDestroyed: false, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task TakeOverAsync(Bookmark bookmark, bool isNews, CancellationToken cancellationToken)
    {
        var keeper = Keep(new RoomInfo { Jid = bookmark.Room, Nick = bookmark.Nickname });
        var isNew = bookmark.JoinsAutomatically && !keeper.Info.IsAutoJoined;
        if (isNew ? _doubts.IsWished(bookmark.Room) : keeper.Info.IsAutoJoined != bookmark.JoinsAutomatically)
        {
            _doubts.Add(bookmark.Room);
            return;
        }

        if (!bookmark.JoinsAutomatically)
        {
            return;
        }

        keeper.IsNewcomer |= isNews && (isNew || keeper.Info.Refusal is not null);
        keeper.Learn(info =>
            info with
            {
                Name = bookmark.Name ?? info.Name,
                Password = bookmark.Password ?? info.Password,
                IsAutoJoined = true,
            }
        );
        await SaveAsync(keeper, cancellationToken).ConfigureAwait(false);
        // A bookmark that is saved anew of a room that made us leave: a person joined it anew, on another device.
        if (isNews && (isNew || keeper.State == GroupState.Refused))
        {
            keeper.Start(_stream);
        }
    }
}
