// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Slots;

/// <summary>Makes a user name out of what a new person wants to be called, so that nobody has to think of one.</summary>
public interface IUsernameSuggester
{
    /// <summary>A user name: the part of an address before the at sign.</summary>
    /// <param name="context">For whom.</param>
    /// <returns>The name. It is fit for an address, and it is another one at each attempt.</returns>
    string Suggest(UsernameContext context);
}
