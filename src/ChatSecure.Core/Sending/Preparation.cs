// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Core.Sending;

/// <summary>What came of making an entry of the outbox ready.</summary>
/// <param name="Write">Writes it, and then gives what ends when it is acknowledged, or null if it has to wait; null if there is nothing to write.</param>
/// <param name="Waits">Whether it waits, and with it all behind it in its conversation.</param>
internal readonly record struct Preparation(Func<CancellationToken, ValueTask<Task?>>? Write, bool Waits = false)
{
    /// <summary>It is nothing to send any more.</summary>
    public static Preparation Nothing => default;

    /// <summary>Something is being fetched for it.</summary>
    public static Preparation Waiting => new(null, Waits: true);
}
