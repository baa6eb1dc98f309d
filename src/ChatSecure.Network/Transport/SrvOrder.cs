// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Transport;

/// <summary>The order in which targets are tried (RFC 2782): lowest priority first, and within one priority by weighted chance.</summary>
internal static class SrvOrder
{
    /// <summary>Orders targets.</summary>
    /// <param name="items">The targets.</param>
    /// <param name="record">A target's record.</param>
    /// <param name="below">A random number from 0 to below its argument.</param>
    public static List<T> Sort<T>(IEnumerable<T> items, Func<T, SrvRecord> record, Func<int, int> below)
    {
        var ordered = new List<T>();
        foreach (var group in items.GroupBy(item => record(item).Priority).OrderBy(group => group.Key))
        {
            // Those without weight come first in the running sum, so that they have a small chance and not none.
            var rest = group.OrderBy(item => record(item).Weight == 0 ? 0 : 1).ToList();
            while (rest.Count > 0)
            {
                var mark = below(rest.Sum(item => record(item).Weight) + 1);
                var index = 0;
                for (var sum = record(rest[0]).Weight; sum < mark; sum += record(rest[index]).Weight)
                {
                    index++;
                }

                ordered.Add(rest[index]);
                rest.RemoveAt(index);
            }
        }

        return ordered;
    }
}
