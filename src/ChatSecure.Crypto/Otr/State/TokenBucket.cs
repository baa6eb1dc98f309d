// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr.State;

/// <summary>Bounds how often something is done for a peer: a number at once, then one an interval.</summary>
internal sealed class TokenBucket(int capacity, TimeSpan interval)
{
    private double _tokens = capacity;
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    public bool TryTake(DateTimeOffset now)
    {
        // A clock that was set back does not stop the flow for good.
        var passed = now < _last ? TimeSpan.Zero : now - _last;
        _tokens = Math.Min(capacity, _tokens + (passed / interval));
        _last = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
