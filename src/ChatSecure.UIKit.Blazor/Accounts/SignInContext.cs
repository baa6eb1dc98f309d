// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Blazor.Accounts;

/// <summary>Adding an account. Members may be added.</summary>
/// <param name="Close">Goes back to where the person came from.</param>
/// <param name="Account">An account that is here already, whose password is entered again; null to add one.</param>
public sealed record SignInContext(Action Close, Jid? Account = null);
