// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Contacts;

/// <summary>What somebody is reported for (XEP-0377).</summary>
public enum AbuseReason
{
    /// <summary>Unwanted messages to many.</summary>
    Spam,

    /// <summary>Anything else that is against the rules of decency or law.</summary>
    Abuse,
}
