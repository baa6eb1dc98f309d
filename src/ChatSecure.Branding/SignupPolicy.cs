// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>How people get an account on a server.</summary>
public enum SignupPolicy
{
    /// <summary>The brand does not say.</summary>
    Unknown,

    /// <summary>In the app.</summary>
    Open,

    /// <summary>In the app, with an invitation.</summary>
    Invitation,

    /// <summary>On the server's website.</summary>
    Website,

    /// <summary>Not at all.</summary>
    Closed,
}
