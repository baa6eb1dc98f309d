// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Blazor.Groups;

/// <summary>The groups of an account, and who invites to others. Members may be added.</summary>
/// <param name="Shell">Where the person is.</param>
/// <param name="Account">Whose.</param>
public sealed record GroupListContext(ShellViewModel Shell, Jid Account);
