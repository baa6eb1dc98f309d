// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.PubSub;

/// <summary>How a node must be configured for an item to be published there (XEP-0060, section 7.1.5).</summary>
public sealed record PublishOptions
{
    /// <summary>As many items as the server allows, for <see cref="MaxItems"/>.</summary>
    public const int Unlimited = int.MaxValue;

    /// <summary>Who may read the node.</summary>
    public required AccessModel Access { get; init; }

    /// <summary>Whether the server keeps items; by default true.</summary>
    public bool IsPersistent { get; init; } = true;

    /// <summary>How many items the node keeps, <see cref="Unlimited"/> for as many as allowed; null leaves it to the server.</summary>
    public int? MaxItems { get; init; }

    /// <summary>Whether the server sends the newest item to who comes online; by default true. If false, it never does.</summary>
    public bool SendsLastItem { get; init; } = true;
}
