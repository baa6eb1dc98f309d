// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections;
using System.Collections.Specialized;
using System.ComponentModel;
using ChatSecure.Changes;

namespace ChatSecure.UIKit.Collections;

/// <summary>A list that a user interface shows and that tells of each change by itself: one item an event, since several toolkits know no ranges. Read,
/// changed and observed on the UI thread only.</summary>
/// <typeparam name="T">What it holds.</typeparam>
public sealed class ObservableWindow<T> : IReadOnlyList<T>, INotifyCollectionChanged, INotifyPropertyChanged
{
    private static readonly PropertyChangedEventArgs _countChanged = new(nameof(Count));
    private static readonly PropertyChangedEventArgs _indexerChanged = new("Item[]");

    private List<T> _items = [];

    /// <inheritdoc/>
    public event NotifyCollectionChangedEventHandler? CollectionChanged;

    /// <inheritdoc/>
    public event PropertyChangedEventHandler? PropertyChanged;

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>Applies what happened to the list. A batch that does not fit (its feed lost something) replaces the list by what the batch says it is.</summary>
    /// <param name="batch">The changes.</param>
    public void Apply(ListDiffBatch<T> batch) => Apply(batch, item => item);

    /// <summary>Applies what happened to a list of which this one shows each item in its own way.</summary>
    /// <typeparam name="TSource">What the other list holds.</typeparam>
    /// <param name="batch">The changes of the other list.</param>
    /// <param name="show">Makes an item of this list from one of the other; called only for what changed.</param>
    public void Apply<TSource>(ListDiffBatch<TSource> batch, Func<TSource, T> show)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(show);
        if (!batch.Changes.All(change => TryApply(change, show)) || Count != batch.Items.Count)
        {
            Reset(batch.Items.Select(show));
        }
    }

    /// <summary>Makes the list equal to another one by the changes that lie between them.</summary>
    /// <typeparam name="TKey">What an item is known by.</typeparam>
    /// <param name="target">What the list shall be.</param>
    /// <param name="key">What an item is known by, whatever else of it changes; no two items of a list share it.</param>
    public void Update<TKey>(IReadOnlyList<T> target, Func<T, TKey> key)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(key);
        var wanted = target.Select(key).ToHashSet();
        var present = _items.Select(key).Where(wanted.Contains).ToHashSet();
        if (present.Count == 0 || wanted.Count < target.Count)
        {
            // Nothing stays, or the keys tell too little apart to say what does.
            if (Count + target.Count > 0)
            {
                Reset(target);
            }

            return;
        }

        for (var i = Count - 1; i >= 0; i--)
        {
            if (!present.Contains(key(_items[i])))
            {
                Remove(i);
            }
        }

        for (var i = 0; i < target.Count; i++)
        {
            var id = key(target[i]);
            if (!present.Contains(id))
            {
                Insert(i, target[i]);
                continue;
            }

            var at = _items.FindIndex(i, item => key(item).Equals(id));
            if (at != i)
            {
                Move(at, i);
            }

            Replace(i, target[i]);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool TryApply<TSource>(ListChange<TSource> change, Func<TSource, T> show)
    {
        var (index, isInside) = (change.Index, change.Index >= 0 && change.Index < Count);
        switch (change.Kind)
        {
            case ListChangeKind.Insert when isInside || index == Count:
                Insert(index, show(change.Item!));
                return true;
            case ListChangeKind.Update when isInside:
                Replace(index, show(change.Item!));
                return true;
            case ListChangeKind.Remove when isInside:
                Remove(index);
                return true;
            case ListChangeKind.Move when isInside && change.OldIndex >= 0 && change.OldIndex < Count:
                Move(change.OldIndex, index);
                Replace(index, show(change.Item!));
                return true;
            default:
                return false;
        }
    }

    private void Insert(int index, T item)
    {
        _items.Insert(index, item);
        Raise(new(NotifyCollectionChangedAction.Add, item, index), isCountChanged: true);
    }

    private void Remove(int index)
    {
        var item = _items[index];
        _items.RemoveAt(index);
        Raise(new(NotifyCollectionChangedAction.Remove, item, index), isCountChanged: true);
    }

    private void Replace(int index, T item)
    {
        var old = _items[index];
        if (!EqualityComparer<T>.Default.Equals(old, item))
        {
            _items[index] = item;
            Raise(new(NotifyCollectionChangedAction.Replace, item, old, index), isCountChanged: false);
        }
    }

    private void Move(int from, int to)
    {
        var item = _items[from];
        _items.RemoveAt(from);
        _items.Insert(to, item);
        Raise(new(NotifyCollectionChangedAction.Move, item, to, from), isCountChanged: false);
    }

    private void Reset(IEnumerable<T> items)
    {
        _items = [.. items];
        Raise(new(NotifyCollectionChangedAction.Reset), isCountChanged: true);
    }

    private void Raise(NotifyCollectionChangedEventArgs change, bool isCountChanged)
    {
        if (isCountChanged)
        {
            PropertyChanged?.Invoke(this, _countChanged);
        }

        PropertyChanged?.Invoke(this, _indexerChanged);
        CollectionChanged?.Invoke(this, change);
    }
}
