// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xeps.Uris;

namespace ChatSecure.Network.Xeps.Onboarding;

/// <summary>A link that our server made (XEP-0401).</summary>
/// <param name="Link">The link.</param>
/// <param name="LandingPage">A page of our server that explains it, https; null if the server has none, or names one at another host.</param>
/// <param name="ExpiresAt">Until when it counts; null if it does not end.</param>
public sealed record ServerInvitation(XmppUri Link, Uri? LandingPage, DateTimeOffset? ExpiresAt)
{
    /// <summary>Shows nothing: the link is a secret.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(ServerInvitation);
}
