// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Changes;

namespace ChatSecure.Testing.Stores.Contract;

/// <summary>Consumes a feed and applies its changes to a list of its own, which must then be the list that the batch names.</summary>
internal sealed class FeedReader<T> : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(30));
    private readonly IAsyncEnumerator<ListDiffBatch<T>> _feed;
    private readonly List<T> _list = [];

    public FeedReader(Func<CancellationToken, IAsyncEnumerable<ListDiffBatch<T>>> watch) =>
        _feed = watch(_end.Token).GetAsyncEnumerator(_end.Token);

    /// <summary>The next batch.</summary>
    /// <exception cref="ContractViolationException">None came in time, or its changes do not give its list.</exception>
    public async Task<ListDiffBatch<T>> NextAsync()
    {
        try
        {
            Expect.True(await _feed.MoveNextAsync().ConfigureAwait(false), "A feed ended.");
        }
        catch (OperationCanceledException)
        {
            throw new ContractViolationException("A batch was expected within 30 seconds and did not come.");
        }

        foreach (var change in _feed.Current.Changes)
        {
            Apply(change, _feed.Current.Items);
        }

        Expect.Sequence(_feed.Current.Items, _list, "The list after a batch's changes");
        return _feed.Current;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _feed.DisposeAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    private void Apply(ListChange<T> change, IReadOnlyList<T> items)
    {
        switch (change.Kind)
        {
            case ListChangeKind.Reset:
                _list.Clear();
                _list.AddRange(items);
                break;
            case ListChangeKind.Insert:
                _list.Insert(change.Index, change.Item!);
                break;
            case ListChangeKind.Update:
                _list[change.Index] = change.Item!;
                break;
            case ListChangeKind.Move:
                _list.RemoveAt(change.OldIndex);
                _list.Insert(change.Index, change.Item!);
                break;
            case ListChangeKind.Remove:
                _list.RemoveAt(change.Index);
                break;
            default:
                throw new ContractViolationException($"A change of unknown kind {change.Kind}.");
        }
    }
}
