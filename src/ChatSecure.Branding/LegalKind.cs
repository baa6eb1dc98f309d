// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>A text that people accept.</summary>
public enum LegalKind
{
    /// <summary>The terms of use.</summary>
    Terms,

    /// <summary>The privacy policy.</summary>
    Privacy,
}
