// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Storage.Profiles;

/// <summary>The wall clock, but not at once when it jumps ahead: a clock that is set wrong for a moment must not let everything disappear that was to stay for
/// years. A jump (an hour more than the time that really passed) is believed once it has lasted. After a sleep of the device, too, it is believed that much
/// later.</summary>
internal sealed class SteadyClock(TimeProvider time)
{
    private static readonly TimeSpan _tolerance = TimeSpan.FromHours(1);
    private static readonly TimeSpan _trial = TimeSpan.FromMinutes(15);

    private DateTimeOffset _base = time.GetUtcNow();
    private long _baseStamp = time.GetTimestamp();
    private long? _jumpStamp;

    public DateTimeOffset Now()
    {
        var wall = time.GetUtcNow();
        var expected = _base + time.GetElapsedTime(_baseStamp);
        if (wall - expected > _tolerance)
        {
            _jumpStamp ??= time.GetTimestamp();
            if (time.GetElapsedTime(_jumpStamp.Value) < _trial)
            {
                return expected;
            }
        }

        _jumpStamp = null;
        _base = wall;
        _baseStamp = time.GetTimestamp();
        return wall;
    }
}
