// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Timeline;
using CsCheck;

namespace ChatSecure.UIKit.Tests.Timeline;

public sealed class TimelineSliceTests
{
    [Fact]
    public void However_it_is_moved_it_shows_one_bounded_stretch_of_the_history() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 3].Array[0, 40])
            .Sample(
                (size, steps) =>
                {
                    const int Max = 20;
                    List<ChatMessage> history =
                    [
                        .. Enumerable.Range(0, size + 200).Select(i => Say.Incoming($"{i}", Say.Now.AddMinutes(i))),
                    ];
                    var (from, to) = (100, 100 + size);
                    var slice = new TimelineSlice(Max);
                    slice.Set(history[from..to], isAtEnd: true);
                    foreach (var step in steps)
                    {
                        switch (step)
                        {
                            case 0 when to < history.Count:
                                slice.Set(history[from..++to], isAtEnd: true);
                                break;
                            case 1:
                                slice.ShowOlder(7);
                                break;
                            case 2:
                                slice.ShowNewer(7, isAtEnd: true);
                                break;
                            case 3 when from > 0:
                                from = Math.Max(0, from - 7);
                                slice.Set(history[from..to], isAtEnd: true);
                                break;
                        }

                        Assert.True(slice.Shown.Count <= Max, "There are too many.");
                        var start = history.IndexOf(slice.Shown.Count > 0 ? slice.Shown[0] : history[to]);
                        Assert.Equal(history.Skip(start).Take(slice.Shown.Count), slice.Shown);
                        Assert.Equal(slice.HasOlder, slice.Shown.Count > 0 && start > from);
                        Assert.Equal(slice.HasNewer, slice.Shown.Count > 0 && start + slice.Shown.Count < to);
                    }
                }
            );

    [Fact]
    public void At_the_end_it_follows_and_elsewhere_it_stays()
    {
        ChatMessage[] all = [.. Enumerable.Range(0, 60).Select(i => Say.Incoming($"{i}", Say.Now.AddMinutes(i)))];
        var slice = new TimelineSlice(20);
        slice.Set(all[..50], isAtEnd: true);
        slice.Set(all[..51], isAtEnd: true);
        Assert.Equal("50", slice.Shown[^1].Body);
        slice.ShowOlder(10);
        slice.Set(all[..52], isAtEnd: true);
        Assert.Equal(("21", "40"), (slice.Shown[0].Body, slice.Shown[^1].Body));
    }
}
