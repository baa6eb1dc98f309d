// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Blazor.Groups;

/// <summary>Entering a group that there is. Members may be added.</summary>
/// <param name="Shell">Where the person is: the group is opened there.</param>
/// <param name="Account">Whose.</param>
/// <param name="Close">Goes back to where the person came from.</param>
public sealed record JoinGroupContext(ShellViewModel Shell, Jid Account, Action Close);
