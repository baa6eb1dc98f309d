// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Notifications;

/// <summary>What the script of the notifications tells.</summary>
/// <param name="look">Whether somebody looks at the page.</param>
/// <param name="open">A notification was tapped: whose account, and with whom the conversation is; empty for none.</param>
internal sealed class NotifierEvents(Action<bool> look, Action<string, string> open)
{
    /// <summary>The page is looked at, or no longer.</summary>
    [JSInvokable]
    public void Look(bool isSeen) => look(isSeen);

    /// <summary>A notification was tapped.</summary>
    [JSInvokable]
    public void Open(string account, string peer) => open(account, peer);
}
