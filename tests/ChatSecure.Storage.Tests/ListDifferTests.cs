// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Changes;
using ChatSecure.Storage.Changes;
using CsCheck;

namespace ChatSecure.Storage.Tests;

public sealed class ListDifferTests
{
    private static readonly Gen<(int Key, int Value)[]> _list = Gen.Select(Gen.Int[0, 15], Gen.Int[0, 1])
        .Array[0, 14]
        .Select(items => items.DistinctBy(item => item.Item1).ToArray());

    [Fact]
    public void Changes_applied_in_order_give_the_new_list() =>
        Gen.Select(_list, _list)
            .Sample(
                (before, after) =>
                {
                    var replay = Apply(before, ListDiffer.Diff(before, after, item => item.Key));
                    return replay.SequenceEqual(after);
                },
                iter: 20_000
            );

    [Fact]
    public void Equal_lists_have_no_changes() => _list.Sample(list => ListDiffer.Diff(list, list.ToArray(), item => item.Key).Count == 0);

    [Fact]
    public void No_item_is_moved_that_could_stay()
    {
        Assert.Equal([new(ListChangeKind.Move, 0, 5, 4)], ListDiffer.Diff([1, 2, 3, 4, 5], [5, 1, 2, 3, 4], item => item));
        Assert.Equal([new(ListChangeKind.Move, 4, 1, 0)], ListDiffer.Diff([1, 2, 3, 4, 5], [2, 3, 4, 5, 1], item => item));
        Assert.Equal([new(ListChangeKind.Move, 3, 2, 1)], ListDiffer.Diff([1, 2, 3, 4, 5], [1, 3, 4, 2, 5], item => item));
        Assert.Equal(
            [new(ListChangeKind.Remove, 0), new(ListChangeKind.Insert, 2, 4)],
            ListDiffer.Diff([1, 2, 3], [2, 3, 4], item => item)
        );
    }

    private static List<T> Apply<T>(IEnumerable<T> before, IEnumerable<ListChange<T>> changes)
    {
        List<T> list = [.. before];
        foreach (var change in changes)
        {
            switch (change.Kind)
            {
                case ListChangeKind.Insert:
                    list.Insert(change.Index, change.Item!);
                    break;
                case ListChangeKind.Update:
                    list[change.Index] = change.Item!;
                    break;
                case ListChangeKind.Move:
                    list.RemoveAt(change.OldIndex);
                    list.Insert(change.Index, change.Item!);
                    break;
                default:
                    Assert.Equal(ListChangeKind.Remove, change.Kind);
                    list.RemoveAt(change.Index);
                    break;
            }
        }

        return list;
    }
}
