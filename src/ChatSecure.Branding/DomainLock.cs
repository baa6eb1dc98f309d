// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>Which servers a brand's people may have accounts on.</summary>
public enum DomainLock
{
    /// <summary>Any; the brand's servers are suggestions.</summary>
    None,

    /// <summary>Any, but the brand's default server is used unless a person says otherwise.</summary>
    Default,

    /// <summary>Only the brand's servers.</summary>
    Locked,
}
