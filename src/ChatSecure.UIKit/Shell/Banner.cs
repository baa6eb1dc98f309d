// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Shell;

/// <summary>Something that the person should know, wherever they are in the app.</summary>
/// <param name="Id">What it is known by.</param>
/// <param name="Text">What happened and what to do.</param>
/// <param name="IsWarning">Whether something has to be done.</param>
public sealed record Banner(string Id, string Text, bool IsWarning)
{
    /// <summary>The account that can't connect; null if it is about anything else. Where that account's row is seen, it says the same.</summary>
    public Jid? Connection { get; init; }

    /// <summary>Shows nothing of it.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(Banner);
}
