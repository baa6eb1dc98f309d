// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Composer;

/// <summary>Somebody who may be meant by what is being typed after an at sign.</summary>
/// <param name="Nick">Their name in the group, which is what is written.</param>
/// <param name="Name">What to call them, also for screen readers.</param>
public sealed record MentionRow(string Nick, string Name)
{
    /// <summary>Shows nothing of them.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(MentionRow);
}
