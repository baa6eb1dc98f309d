// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Timeline;

/// <summary>What the script of the timeline tells.</summary>
/// <param name="look">Whether the newest row is in view, and whether somebody looks at the page.</param>
/// <param name="reach">Rows will be wanted soon: older ones, or newer ones.</param>
internal sealed class TimelineEvents(Func<bool, bool, Task> look, Func<bool, Task> reach)
{
    /// <summary>The view has changed.</summary>
    [JSInvokable]
    public Task Look(bool isAtEnd, bool isSeen) => look(isAtEnd, isSeen);

    /// <summary>An end of the rows comes near.</summary>
    [JSInvokable]
    public Task Reach(bool isOlder) => reach(isOlder);
}
