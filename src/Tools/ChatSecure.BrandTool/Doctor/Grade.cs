// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.BrandTool.Doctor;

/// <summary>How something is.</summary>
internal enum Grade
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works, and will cost something later.</summary>
    Weak,

    /// <summary>It does not work, or takes the app off the way on which updates come by changing a number.</summary>
    Bad,
}
