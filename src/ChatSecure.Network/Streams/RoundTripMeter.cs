// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Streams;

/// <summary>How long answers take, smoothed as RFC 6298, section 2, has it for TCP. Not safe for concurrent use.</summary>
internal sealed class RoundTripMeter(TimeProvider time)
{
    private long? _askedAt;

    /// <summary>The smoothed time; null before the first answer.</summary>
    public TimeSpan? Mean { get; private set; }

    /// <summary>Its smoothed deviation; null before the first answer.</summary>
    public TimeSpan? Variation { get; private set; }

    /// <summary>How long the open question has waited; null if none is open.</summary>
    public TimeSpan? Waiting => _askedAt is { } askedAt ? time.GetElapsedTime(askedAt) : null;

    /// <summary>A question went out. If one is open already, its answer counts.</summary>
    public void Asked() => _askedAt ??= time.GetTimestamp();

    /// <summary>The question was answered. Nothing happens if none is open: servers also acknowledge unasked.</summary>
    public void Answered()
    {
        if (Waiting is not { } taken)
        {
            return;
        }

        _askedAt = null;
        (Mean, Variation) = (Mean, Variation) is ({ } mean, { } variation)
            ? (mean + (taken - mean) / 8, variation + ((taken - mean).Duration() - variation) / 4)
            : (taken, taken / 2);
    }
}
