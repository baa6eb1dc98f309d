// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Stores;

/// <summary>What somebody is still to be told of messages that came.</summary>
public enum OwedKind
{
    /// <summary>Its sender that a message is here (XEP-0184).</summary>
    Received,

    /// <summary>Their sender up to which message we have read (XEP-0333).</summary>
    Displayed,

    /// <summary>Our other devices up to which message we have read (XEP-0490).</summary>
    Synchronized,
}
