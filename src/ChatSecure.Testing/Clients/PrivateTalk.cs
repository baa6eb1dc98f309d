// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;

namespace ChatSecure.Testing.Clients;

/// <summary>How a private conversation stands on one side of it.</summary>
internal sealed record PrivateTalk
{
    public static PrivateTalk None { get; } = new();

    public OtrState State { get; init; }

    /// <summary>The key of the other side; null as long as none was met.</summary>
    public Fingerprint? Key { get; init; }

    /// <summary>What the other side's secret is to be compared to.</summary>
    public string? Secret { get; init; }

    public string? Question { get; init; }

    /// <summary>Whether the other side asked for our secret.</summary>
    public bool IsAsked { get; init; }
}
