// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Reporting;

/// <summary>Why somebody is reported (XEP-0377).</summary>
public enum ReportReason
{
    /// <summary>Unwanted messages.</summary>
    Spam,

    /// <summary>Any other abuse.</summary>
    Abuse,
}
