// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Timeline;

/// <summary>One emoji below a message, and how many people answered with it.</summary>
/// <param name="Emoji">The emoji.</param>
/// <param name="Count">How many people.</param>
/// <param name="IsOwn">Whether we are among them.</param>
/// <param name="AccessibleText">Who they are, in words.</param>
public sealed record ReactionChip(string Emoji, int Count, bool IsOwn, string AccessibleText)
{
    /// <summary>Shows nothing of it.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(ReactionChip);
}
