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
    private List<(ChatMessage Message, Place Place)> _window = [];
    private bool _isMoved;
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
        Read(source);
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
                    var older = history.Before(source, Place.Oldest, _from, count + 1);
                    came = Math.Min(count, older.Count);
                    _hasOlder = older.Count > count;
                    _from = _hasOlder ? older[count - 1].Place : Place.Oldest;
                    _window = [.. older.Take(came).Reverse(), .. _window];

                    // The other end lets go of what is too much.
                    if (_window.Count > StoreRules.MaxWindow)
                    {
                        _before = _window[StoreRules.MaxWindow].Place;
                        _window.RemoveRange(StoreRules.MaxWindow, _window.Count - StoreRules.MaxWindow);
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
                    _window = [.. _window, .. end.Take(came)];
                    if (_window.Count > StoreRules.MaxWindow)
                    {
                        _window.RemoveRange(0, _window.Count - StoreRules.MaxWindow);
                        _from = _window[0].Place;
                        _hasOlder = true;
                    }
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return came;
    }

    // A page costs what is in it: the rest of the window is known, as long as somebody is told of each commit to it.
    private ValueTask MoveAsync(Action<TSource> move, CancellationToken cancellationToken) =>
        inTurn(
            source =>
            {
                if (!hub.IsFollowed(conversation))
                {
                    Read(source);
                }

                move(source);
                _hasNewer = _before != Place.Newest;
                _isMoved = true;
                try
                {
                    hub.Publish([conversation], source);
                }
                finally
                {
                    _isMoved = false;
                }
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
        if (!_isMoved)
        {
            Read(source);
        }

        return [.. _window.Select(entry => entry.Message)];
    }

    private void Read(TSource source)
    {
        _window = [.. history.Before(source, _from, _before, StoreRules.MaxWindow).Reverse()];
        if (_window.Count == StoreRules.MaxWindow)
        {
            _from = _window[0].Place;
        }

        _hasNewer = _before != Place.Newest;
        _hasOlder = _from != Place.Oldest && history.Before(source, Place.Oldest, _from, 1).Count > 0;
    }
}
