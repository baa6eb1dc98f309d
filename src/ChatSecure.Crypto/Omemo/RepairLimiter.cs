// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>Grants each device one repair an hour. A courtesy to the network, not cryptographic state: it lives in memory, is bounded, and a restart
/// forgets it (the time of the last session that we started, which the store keeps, limits repairs across restarts).</summary>
internal sealed class RepairLimiter
{
    public const long Interval = 3600;

    private const int MaxEntries = 1024;
    private readonly Dictionary<(Jid Owner, DeviceId Device), long> _granted = [];

    public bool TryGrant(Jid owner, DeviceId device, long? sessionStarted, long now)
    {
        if (IsRecent(sessionStarted, now) || (_granted.TryGetValue((owner, device), out var last) && IsRecent(last, now)))
        {
            return false;
        }

        if (_granted.Count >= MaxEntries)
        {
            foreach (var (key, time) in _granted)
            {
                if (!IsRecent(time, now))
                {
                    _granted.Remove(key);
                }
            }

            if (_granted.Count >= MaxEntries)
            {
                return false;
            }
        }

        _granted[(owner, device)] = now;
        return true;
    }

    // A time in the future comes from a clock that has been set back since: it must not block repairs until then.
    private static bool IsRecent(long? time, long now) => time is { } then && now - then is >= 0 and < Interval;
}
