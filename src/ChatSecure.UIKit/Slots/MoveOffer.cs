// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Slots;

/// <summary>That an account is to move.</summary>
/// <param name="Server">The server to move to.</param>
/// <param name="NewAccount">The account to move to; null if there is none yet.</param>
/// <param name="IsReady">Whether it can move now.</param>
public sealed record MoveOffer(string Server, Jid? NewAccount, bool IsReady)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(MoveOffer);
}
