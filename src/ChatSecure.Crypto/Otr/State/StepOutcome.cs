// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Stores;

namespace ChatSecure.Crypto.Otr.State;

/// <summary>What a step wants done, and what the machine becomes when it has been.</summary>
internal sealed class StepOutcome(
    IReadOnlyList<OtrOutgoing> messages,
    IReadOnlyList<OtrEvent> events,
    IReadOnlyList<CryptoRecord> changes,
    IReadOnlyList<IDisposable> made,
    Action complete
)
{
    public IReadOnlyList<OtrOutgoing> Messages { get; } = messages;

    public IReadOnlyList<OtrEvent> Events { get; } = events;

    public IReadOnlyList<CryptoRecord> Changes { get; } = changes;

    /// <summary>The secrets that the step made, to be zeroed if it is dropped.</summary>
    public IReadOnlyList<IDisposable> Made { get; } = made;

    /// <summary>Makes it so.</summary>
    public Action Complete { get; } = complete;
}
