// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.CompilerServices;
using ChatSecure.Changes;

namespace ChatSecure.Storage.Changes;

/// <summary>Brings commits to those who watch. Batches are computed in
/// the writer's turn that made the commit, so that each stands for one commit exactly.</summary>
/// <typeparam name="TSource">What lists are read from.</typeparam>
/// <param name="inTurn">Runs an action in the writer's turn.</param>
internal sealed class FeedHub<TSource>(Func<Action<TSource>, CancellationToken, ValueTask> inTurn)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FeedTopic, List<IFeed<TSource>>> _feeds = [];
    private bool _isCompleted;

    /// <summary>Tells the feeds of these topics. Called in the writer's turn, after the commit.</summary>
    public void Publish(IEnumerable<FeedTopic> topics, TSource source)
    {
        foreach (var topic in topics)
        {
            IFeed<TSource>[] feeds;
            lock (_lock)
            {
                feeds = _feeds.TryGetValue(topic, out var list) ? [.. list] : [];
            }

            foreach (var feed in feeds)
            {
                feed.Refresh(source);
            }
        }
    }

    /// <summary>Whether somebody is told of each commit to a topic. In the writer's turn.</summary>
    public bool IsFollowed(FeedTopic topic)
    {
        lock (_lock)
        {
            return _feeds.TryGetValue(topic, out var feeds) && feeds.Any(feed => !feed.IsBehind);
        }
    }

    /// <summary>The feed of a topic, from now on.</summary>
    public async IAsyncEnumerable<ListDiffBatch<T>> WatchAsync<T, TKey>(
        FeedTopic topic,
        Func<TSource, IReadOnlyList<T>> load,
        Func<T, TKey> key,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
        where TKey : notnull
    {
        var feed = new ListFeed<TSource, T, TKey>(load, key);
        await inTurn(
                source =>
                {
                    feed.Restart(source);
                    Add(topic, feed);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        try
        {
            while (await feed.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                if (feed.IsBehind)
                {
                    await inTurn(feed.Restart, cancellationToken).ConfigureAwait(false);
                }

                if (feed.TryRead(out var batch))
                {
                    yield return batch;
                }
            }
        }
        finally
        {
            lock (_lock)
            {
                if (_feeds.TryGetValue(topic, out var list) && list.Remove(feed) && list.Count == 0)
                {
                    _feeds.Remove(topic);
                }
            }
        }
    }

    /// <summary>Ends the feeds that there are with an error; later ones may begin.</summary>
    public void Interrupt(Exception error)
    {
        lock (_lock)
        {
            foreach (var feed in _feeds.Values.SelectMany(list => list))
            {
                feed.Complete(error);
            }
        }
    }

    /// <summary>Ends every feed, now and later.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isCompleted = true;
            foreach (var feed in _feeds.Values.SelectMany(list => list))
            {
                feed.Complete();
            }
        }
    }

    private void Add<T, TKey>(FeedTopic topic, ListFeed<TSource, T, TKey> feed)
        where TKey : notnull
    {
        lock (_lock)
        {
            if (_isCompleted)
            {
                feed.Complete();
            }
            else if (_feeds.TryGetValue(topic, out var list))
            {
                list.Add(feed);
            }
            else
            {
                _feeds.Add(topic, [feed]);
            }
        }
    }
}
