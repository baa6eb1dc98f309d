// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Ratchet;

/// <summary>Where an outgoing message stands in its session.</summary>
internal readonly ref struct MessageContext
{
    public required RatchetIdentities Identities { get; init; }

    public required bool IsInitiator { get; init; }

    public required ReadOnlySpan<byte> RatchetKey { get; init; }

    public required uint Counter { get; init; }

    public required uint PreviousCounter { get; init; }
}
