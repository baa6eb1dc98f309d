// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Clients;

/// <summary>What an <c>xmpp:</c> URI wants (RFC 5122, XEP-0147). All of it is the claim of whoever wrote it: nothing happens before a person has seen
/// <see cref="Address"/> and agreed.</summary>
/// <param name="Kind">What is wanted.</param>
/// <param name="Address">Of whom it speaks.</param>
public sealed record ChatLink(ChatLinkKind Kind, Jid Address)
{
    /// <summary>What proves an invitation to whoever made it; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>Whether who has no account may register one at the address's server, with the token.</summary>
    public bool AllowsRegistration { get; init; }

    /// <summary>What the link calls the address; null if it does not say.</summary>
    public string? SuggestedName { get; init; }

    /// <summary>What the link would like to be written; null for nothing. To be shown for a person to send, never sent.</summary>
    public string? Body { get; init; }

    /// <summary>Shows nothing: a link may be a secret.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(ChatLink);
}
