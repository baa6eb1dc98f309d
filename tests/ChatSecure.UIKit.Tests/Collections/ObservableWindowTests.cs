// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Specialized;
using ChatSecure.Changes;
using ChatSecure.UIKit.Collections;
using CsCheck;

namespace ChatSecure.UIKit.Tests.Collections;

public sealed class ObservableWindowTests
{
    private static readonly Gen<(ListChangeKind Kind, int A, int B)[]> _steps = Gen.Select(
        Gen.Int[1, 4].Select(kind => (ListChangeKind)kind),
        Gen.Int[0, 1000],
        Gen.Int[0, 1000]
    ).Array[0, 30];

    [Fact]
    public void Replaying_diffs_gives_the_list_and_so_does_replaying_its_events() =>
        Gen.Select(Gen.Int[0, 100].Array[0, 20], _steps.Array[1, 6])
            .Sample(
                (start, batches) =>
                {
                    ObservableWindow<int> window = [];
                    var mirror = Mirror(window);
                    var model = start.ToList();
                    window.Apply(new([new(ListChangeKind.Reset, 0)], [.. model]));
                    foreach (var steps in batches)
                    {
                        ListChange<int>[] changes = [.. steps.Select(step => Step(model, step)).OfType<ListChange<int>>()];
                        window.Apply(new(changes, [.. model]));
                        Assert.Equal(model, window);
                        Assert.Equal(model, mirror);
                    }
                }
            );

    [Fact]
    public void Becoming_another_list_takes_single_changes_that_replay_to_it() =>
        Gen.Select(Keyed, Keyed)
            .Sample(
                (from, to) =>
                {
                    ObservableWindow<(int Key, int Value)> window = [];
                    window.Update(from, item => item.Key);
                    var mirror = Mirror(window);
                    window.Update(to, item => item.Key);
                    Assert.Equal(to, window);
                    Assert.Equal(to, mirror);
                }
            );

    [Fact]
    public void Equal_lists_raise_nothing()
    {
        ObservableWindow<int> window = [];
        window.Update([1, 2, 3], item => item);
        window.CollectionChanged += (_, _) => Assert.Fail("Nothing has changed.");
        window.Update([1, 2, 3], item => item);
        window.Apply(new([new(ListChangeKind.Update, 1, 2)], [1, 2, 3]));
    }

    [Fact]
    public void A_batch_that_does_not_fit_is_replaced_by_what_it_says_the_list_is()
    {
        ObservableWindow<int> window = [];
        window.Apply(new([new(ListChangeKind.Remove, 7)], [1, 2]));
        Assert.Equal([1, 2], window);
        window.Apply(new([new(ListChangeKind.Insert, 0, 9)], [4, 5, 6, 7]));
        Assert.Equal([4, 5, 6, 7], window);
        window.Apply(new([new(ListChangeKind.Move, 1, 4, -1)], [8]));
        Assert.Equal([8], window);
    }

    [Fact]
    public void Items_with_one_key_replace_the_list_instead_of_mixing_it_up()
    {
        ObservableWindow<int> window = [];
        window.Update([1, 2], item => item);
        window.Update([2, 2, 1], item => item);
        Assert.Equal([2, 2, 1], window);
    }

    private static Gen<(int Key, int Value)[]> Keyed =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 2])
            .Array[0, 12]
            .Select(items => items.DistinctBy(item => item.Item1).Select(item => (item.Item1, item.Item2)).ToArray());

    private static ListChange<int>? Step(List<int> model, (ListChangeKind Kind, int A, int B) step)
    {
        var (kind, a, b) = step;
        if (kind == ListChangeKind.Insert)
        {
            var at = a % (model.Count + 1);
            model.Insert(at, b);
            return new(kind, at, b);
        }

        if (model.Count == 0)
        {
            return null;
        }

        var index = a % model.Count;
        switch (kind)
        {
            case ListChangeKind.Update:
                model[index] = b;
                return new(kind, index, b);
            case ListChangeKind.Remove:
                model.RemoveAt(index);
                return new(kind, index);
            default:
                var to = b % model.Count;
                model.RemoveAt(index);
                model.Insert(to, b);
                return new(kind, to, b, index);
        }
    }

    // Does to a copy what the events say, as a toolkit does.
    private static List<T> Mirror<T>(ObservableWindow<T> window)
    {
        List<T> copy = [.. window];
        window.CollectionChanged += (_, change) =>
        {
            Assert.True((change.NewItems?.Count ?? 1) == 1 && (change.OldItems?.Count ?? 1) == 1, "One item an event.");
            switch (change.Action)
            {
                case NotifyCollectionChangedAction.Add:
                    copy.Insert(change.NewStartingIndex, (T)change.NewItems![0]!);
                    break;
                case NotifyCollectionChangedAction.Remove:
                    copy.RemoveAt(change.OldStartingIndex);
                    break;
                case NotifyCollectionChangedAction.Replace:
                    copy[change.NewStartingIndex] = (T)change.NewItems![0]!;
                    break;
                case NotifyCollectionChangedAction.Move:
                    copy.RemoveAt(change.OldStartingIndex);
                    copy.Insert(change.NewStartingIndex, (T)change.NewItems![0]!);
                    break;
                default:
                    copy.Clear();
                    copy.AddRange(window);
                    break;
            }
        };
        return copy;
    }
}
