// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Parts;

/// <summary>What the script of a menu tells.</summary>
/// <param name="closed">It was closed; which of its openings that ended.</param>
internal sealed class MenuEvents(Action<int> closed)
{
    /// <summary>The page shows it no longer.</summary>
    [JSInvokable]
    public void Closed(int opening) => closed(opening);
}
