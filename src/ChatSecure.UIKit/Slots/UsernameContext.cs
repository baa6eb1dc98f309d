// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Slots;

/// <summary>For whom a user name is wanted. Members may be added.</summary>
/// <param name="Nickname">What this person wants to be called.</param>
/// <param name="Attempt">0 for the first suggestion; counts up each time the name before was taken.</param>
public sealed record UsernameContext(string Nickname, int Attempt);
