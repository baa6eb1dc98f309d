// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Slots;

/// <summary>Says which accounts are to move to another server, and when. An app registers its own to decide otherwise than by the servers that its brand has
/// retired.</summary>
public interface IMovePolicy
{
    /// <summary>Looks at an account.</summary>
    /// <param name="context">The account, those beside it, and the brand.</param>
    /// <returns>Where it is to move; null if it is to stay.</returns>
    MoveOffer? Offer(MoveContext context);
}
