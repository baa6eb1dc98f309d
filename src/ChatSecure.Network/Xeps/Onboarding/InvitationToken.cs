// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.Onboarding;

/// <summary>A token that we gave out, for one use (XEP-0379).</summary>
/// <param name="Value">The token: whoever has it becomes a contact.</param>
/// <param name="ExpiresAt">Until when it counts.</param>
/// <param name="For">The only bare address that may use it; null for whoever comes first.</param>
public sealed record InvitationToken(string Value, DateTimeOffset ExpiresAt, Jid? For)
{
    /// <summary>Shows nothing: the token is a secret.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(InvitationToken);
}
