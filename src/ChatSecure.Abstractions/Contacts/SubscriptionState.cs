// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Contacts;

/// <summary>Who sees whose presence (RFC 6121, section 2.1.2.5).</summary>
public enum SubscriptionState
{
    /// <summary>Neither.</summary>
    None,

    /// <summary>We see theirs.</summary>
    To,

    /// <summary>They see ours.</summary>
    From,

    /// <summary>Both.</summary>
    Both,
}
