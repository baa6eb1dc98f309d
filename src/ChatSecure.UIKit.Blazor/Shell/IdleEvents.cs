// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Shell;

/// <summary>What the script tells that sees whether somebody uses the page.</summary>
/// <param name="use">Somebody does.</param>
internal sealed class IdleEvents(Action use)
{
    /// <summary>A key, a pointer or a finger.</summary>
    [JSInvokable]
    public void Use() => use();
}
