// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>Who decides about a switch.</summary>
public enum SwitchLevel
{
    /// <summary>The brand proposes, the person decides.</summary>
    Default,

    /// <summary>The person sees it and can't change it.</summary>
    Locked,

    /// <summary>The person doesn't see it.</summary>
    Hidden,
}
