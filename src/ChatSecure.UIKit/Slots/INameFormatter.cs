// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Slots;

/// <summary>Says what contacts and groups are called on screens. Register your own to shorten addresses, or to hide what servers add to names.</summary>
public interface INameFormatter
{
    /// <summary>The name to show.</summary>
    /// <param name="context">For whom.</param>
    /// <returns>The name; it is never empty.</returns>
    string Format(NameContext context);
}
