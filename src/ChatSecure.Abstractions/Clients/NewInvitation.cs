// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Clients;

/// <summary>What an invitation shall be.</summary>
public sealed record NewInvitation
{
    /// <summary>What a link of our own calls us; null for nothing.</summary>
    public string? Name { get; init; }

    /// <summary>The only address that may use it; null for whoever comes first. Makes it a link of our own.</summary>
    public Jid? For { get; init; }

    /// <summary>For how long it counts: more than nothing, and at most 30 days. Makes it a link of our own. Null: 7 days, or as the server decides.</summary>
    public TimeSpan? Validity { get; init; }

    /// <summary>Whether who has no account shall be able to register one with it. Only the account's server can make such links, and it decides how long they count.
    /// Default false.</summary>
    public bool AllowsRegistration { get; init; }

    /// <summary>Shows the type alone: it holds an address.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(NewInvitation);
}
