// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Blazor.Accounts;

/// <summary>The accounts. Members may be added.</summary>
/// <param name="Shell">Where the person is.</param>
/// <param name="Account">The account whose screens are open.</param>
public sealed record AccountsContext(ShellViewModel Shell, Jid Account);
