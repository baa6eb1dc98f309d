// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Clients;

/// <summary>A link that invites others to become a contact of an account (XEP-0379, XEP-0401). Who opens it first is accepted without being asked about: give it
/// to those alone whom you mean.</summary>
/// <param name="Uri">The link, as an <c>xmpp:</c> URI.</param>
/// <param name="LandingPage">A page of the account's own server that explains it to who has no app yet; null for none.</param>
/// <param name="ExpiresAt">Until when it counts; null if the server did not say.</param>
/// <param name="AllowsRegistration">Whether who has no account may register one at the server with it.</param>
public sealed record InvitationLink(string Uri, Uri? LandingPage, DateTimeOffset? ExpiresAt, bool AllowsRegistration)
{
    /// <summary>Shows nothing: the link is a secret.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(InvitationLink);
}
