// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;

namespace ChatSecure.UIKit.Slots;

/// <summary>What a decision about moving is made from.</summary>
/// <param name="Account">The account.</param>
/// <param name="Others">The other accounts of the profile.</param>
/// <param name="IsOnline">Whether an account is online.</param>
/// <param name="Brand">The brand.</param>
public sealed record MoveContext(Jid Account, IReadOnlyList<Jid> Others, Func<Jid, bool> IsOnline, Brand Brand)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(MoveContext);
}
