// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using ChatSecure.Changes;

namespace ChatSecure.Storage.Changes;

/// <summary>One consumer's view of a list: batches wait in a bounded channel; when it is full the feed falls behind, commits do no more work for it, and the
/// consumer starts anew when it comes back.</summary>
internal sealed class ListFeed<TSource, T, TKey>(Func<TSource, IReadOnlyList<T>> load, Func<T, TKey> key) : IFeed<TSource>
    where TKey : notnull
{
    public const int Capacity = 64;

    private readonly Channel<ListDiffBatch<T>> _batches = Channel.CreateBounded<ListDiffBatch<T>>(Capacity);
    private IReadOnlyList<T> _window = [];
    private volatile bool _isBehind;

    public bool IsBehind => _isBehind;

    public void Refresh(TSource source)
    {
        if (_isBehind)
        {
            return;
        }

        IReadOnlyList<T> window;
        try
        {
            window = load(source);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The commit itself is done and must not seem to have failed.
            _batches.Writer.TryComplete(error);
            return;
        }

        var changes = ListDiffer.Diff(_window, window, key);
        if (changes.Count > 0)
        {
            _window = window;
            _isBehind = !_batches.Writer.TryWrite(new(changes, window));
        }
    }

    /// <summary>Drops what waits and starts anew with the whole list. Called with the writer's turn, by the consumer.</summary>
    public void Restart(TSource source)
    {
        while (_batches.Reader.TryRead(out _)) { }

        _window = load(source);
        _isBehind = false;
        _batches.Writer.TryWrite(new([new(ListChangeKind.Reset, 0)], _window));
    }

    public bool TryRead([NotNullWhen(true)] out ListDiffBatch<T>? batch) => _batches.Reader.TryRead(out batch);

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _batches.Reader.WaitToReadAsync(cancellationToken);

    public void Complete(Exception? error = null) => _batches.Writer.TryComplete(error);
}
