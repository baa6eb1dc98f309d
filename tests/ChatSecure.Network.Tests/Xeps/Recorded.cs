// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections;

namespace ChatSecure.Network.Tests.Xeps;

/// <summary>What a fake was given, in order: a test may look at it while the code under test still adds to it on another thread.</summary>
internal sealed class Recorded<T> : IReadOnlyList<T>
{
    private volatile T[] _items = [];
    private readonly Lock _lock = new();

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    public void Add(T item)
    {
        lock (_lock)
        {
            _items = [.. _items, item];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _items = [];
        }
    }

    public IEnumerator<T> GetEnumerator() => _items.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
