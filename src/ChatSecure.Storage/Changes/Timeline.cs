// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Changes;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Changes;

/// <summary>A window on a conversation between two places, of which the later one may be open. All state changes in the writer's turn, where commits
/// refresh the window, too.</summary>
internal sealed class Timeline<TSource>(
    FeedHub<TSource> hub,
    ConversationId conversation,
    IHistory<TSource> history,
    Func<Action<TSource>, CancellationToken, ValueTask> inTurn
) : ITimeline
{
    private Place _from = Place.Oldest;
    private Place _before = Place.Newest;
    private volatile bool _hasOlder;
    private volatile bool _hasNewer;

    public bool HasOlder => _hasOlder;

    public bool HasNewer => _hasNewer;

    /// <summary>Puts the window where it begins. In the writer's turn.</summary>
    /// <param name="source">What messages are read from.</param>
    /// <param name="count">How many messages.</param>
    /// <param name="around">The message in the middle; null for the newest.</param>
    public void Begin(TSource source, int count, Place? around)
    {
        if (around is { } middle)
        {
            var newer = history.After(source, middle, (count / 2) + 1);
            _before = newer.Count > count / 2 ? newer[^1].Place : Place.Newest;
        }

        _from = Start(source, _before, count);
        Load(source);
    }

    public IAsyncEnumerable<ListDiffBatch<ChatMessage>> WatchAsync(CancellationToken cancellationToken = default) =>
        hub.WatchAsync(conversation, Load, message => (message.Direction, message.Id), cancellationToken);

    public async ValueTask<int> LoadOlderAsync(int count, CancellationToken cancellationToken = default)
    {
        StoreRules.Limit(count);
        var came = 0;
        await MoveAsync(
                source =>
                {
                    came = history.Before(source, Place.Oldest, _from, count).Count;
                    _from = Start(source, _from, count);

                    // The other end lets go of what is too much.
                    var items = history.After(source, JustBefore(_from), StoreRules.MaxWindow + 1);
                    if (items.Count > StoreRules.MaxWindow && items[^1].Place.CompareTo(_before) < 0)
                    {
                        _before = items[^1].Place;
                    }
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return came;
    }

    public async ValueTask<int> LoadNewerAsync(int count, CancellationToken cancellationToken = default)
    {
        StoreRules.Limit(count);
        var came = 0;
        await MoveAsync(
                source =>
                {
                    if (_before == Place.Newest)
                    {
                        return;
                    }

                    // The message at the end is the first that is not in the window.
                    var end = history.After(source, JustBefore(_before), count + 1);
                    came = Math.Min(count, end.Count);
                    _before = end.Count > count ? end[^1].Place : Place.Newest;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return came;
    }

    private ValueTask MoveAsync(Action<TSource> move, CancellationToken cancellationToken) =>
        inTurn(
            source =>
            {
                move(source);
                Load(source);
                hub.Publish([conversation], source);
            },
            cancellationToken
        );

    private static Place JustBefore(Place place) => place == Place.Oldest ? place : place with { Number = place.Number - 1 };

    /// <summary>Where a window of so many messages before an end begins; open if there is nothing before it.</summary>
    private Place Start(TSource source, Place before, int count)
    {
        var found = history.Before(source, Place.Oldest, before, count + 1);
        return found.Count > count ? found[count - 1].Place : Place.Oldest;
    }

    private List<ChatMessage> Load(TSource source)
    {
        var found = history.Before(source, _from, _before, StoreRules.MaxWindow);
        if (found.Count == StoreRules.MaxWindow)
        {
            _from = found[^1].Place;
        }

        _hasNewer = _before != Place.Newest;
        _hasOlder = _from != Place.Oldest && history.Before(source, Place.Oldest, _from, 1).Count > 0;
        var messages = new List<ChatMessage>(found.Count);
        for (var i = found.Count - 1; i >= 0; i--)
        {
            messages.Add(found[i].Message);
        }

        return messages;
    }
}
