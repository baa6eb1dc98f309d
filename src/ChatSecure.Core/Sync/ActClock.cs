// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Core.Sync;

/// <summary>When an act was done, as all devices reckon it: of two acts that exclude each other the later one counts, and each device has to find the same one the
/// later, in whatever order they came. So it is the time that its sender says, encrypted, and not that of its arrival.</summary>
internal static class ActClock
{
    // A clock that runs ahead by more than this must not win for ever. One that is behind only loses.
    private static readonly TimeSpan _tolerance = TimeSpan.FromHours(1);

    /// <summary>The time of a new act of ours: now, and in any case after what it takes the place of, whose clock may have been ahead.</summary>
    /// <param name="now">Now.</param>
    /// <param name="former">When that was done, if there is any.</param>
    /// <param name="id">The act's id.</param>
    public static DateTimeOffset Next(DateTimeOffset now, DateTimeOffset? former, MessageId id)
    {
        var next = Distinct(now, id);
        return former is { } before && before >= next ? Distinct(before.AddMilliseconds(1), id) : next;
    }

    /// <summary>The time of an act that was received.</summary>
    /// <param name="said">What its sender says; null if that is not known.</param>
    /// <param name="stamp">When it came.</param>
    /// <param name="id">The act's id.</param>
    public static DateTimeOffset Of(DateTimeOffset? said, DateTimeOffset stamp, MessageId id) =>
        said is { } time && time <= stamp + _tolerance ? Distinct(time, id) : stamp;

    // What is said is said to the millisecond. Within it, the id decides.
    private static DateTimeOffset Distinct(DateTimeOffset time, MessageId id)
    {
        var hash = 2166136261u;
        foreach (var c in id.Value)
        {
            hash = (hash ^ c) * 16777619u;
        }

        var ticks = time.UtcTicks;
        return new(ticks - (ticks % TimeSpan.TicksPerMillisecond) + (hash % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }
}
