// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.InteropServices;
using ChatSecure.Changes;

namespace ChatSecure.Storage.Changes;

/// <summary>Finds the changes that turn one list into another, with as few moves as there can be: the longest run of items that keep their order stays
/// where it is. Keys must be unique within a list.</summary>
internal static class ListDiffer
{
    public static IReadOnlyList<ListChange<T>> Diff<T, TKey>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, TKey> key)
        where TKey : notnull
    {
        var changes = new List<ListChange<T>>();
        var wanted = new Dictionary<TKey, int>(after.Count);
        for (var i = 0; i < after.Count; i++)
        {
            wanted.Add(key(after[i]), i);
        }

        // Removals from the back, so that the indexes before them stay what they are.
        var working = new List<(TKey Key, T Item)>(before.Count);
        for (var i = before.Count - 1; i >= 0; i--)
        {
            var itemKey = key(before[i]);
            if (wanted.ContainsKey(itemKey))
            {
                working.Add((itemKey, before[i]));
            }
            else
            {
                changes.Add(new(ListChangeKind.Remove, i));
            }
        }

        working.Reverse();
        var staying = LongestRun(working.ConvertAll(entry => wanted[entry.Key]));
        var known = working.Select(entry => entry.Key).ToHashSet();

        // Every item that does not stay is put behind its predecessor in the new list, which is in place by then; those that stay come in their order.
        var at = -1;
        for (var i = 0; i < after.Count; i++)
        {
            var itemKey = key(after[i]);
            if (staying.Contains(i))
            {
                at = IndexOf(working, itemKey, at + 1);
                if (!EqualityComparer<T>.Default.Equals(working[at].Item, after[i]))
                {
                    changes.Add(new(ListChangeKind.Update, at, after[i]));
                }
            }
            else if (known.Contains(itemKey))
            {
                var from = IndexOf(working, itemKey, 0);
                working.RemoveAt(from);
                at += from < at ? 0 : 1;
                working.Insert(at, (itemKey, after[i]));
                changes.Add(new(ListChangeKind.Move, at, after[i], from));
            }
            else
            {
                working.Insert(++at, (itemKey, after[i]));
                changes.Add(new(ListChangeKind.Insert, at, after[i]));
            }
        }

        return changes;
    }

    /// <summary>The values of a longest increasing subsequence.</summary>
    private static HashSet<int> LongestRun(List<int> values)
    {
        // tails[n] is the position of the smallest value that ends an increasing run of n + 1 values.
        var tails = new List<int>();
        var previous = new int[values.Count];
        for (var i = 0; i < values.Count; i++)
        {
            int low = 0,
                high = tails.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = values[tails[middle]] < values[i] ? (middle + 1, high) : (low, middle);
            }

            previous[i] = low == 0 ? -1 : tails[low - 1];
            CollectionsMarshal.SetCount(tails, Math.Max(tails.Count, low + 1));
            tails[low] = i;
        }

        var run = new HashSet<int>();
        for (var i = tails.Count == 0 ? -1 : tails[^1]; i >= 0; i = previous[i])
        {
            run.Add(values[i]);
        }

        return run;
    }

    private static int IndexOf<T, TKey>(List<(TKey Key, T Item)> working, TKey key, int start)
        where TKey : notnull => working.FindIndex(start, entry => EqualityComparer<TKey>.Default.Equals(entry.Key, key));
}
