// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Slots;

/// <summary>The kit's own decision: who is on a server that the brand has retired moves to the one that it names, as soon as there is an account there and both
/// are online.</summary>
public sealed class MovePolicy : IMovePolicy
{
    /// <inheritdoc/>
    public MoveOffer? Offer(MoveContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Brand.Defaults.RetiredServers.FirstOrDefault(server => server.Domain == context.Account.Domain) is not { } retired)
        {
            return null;
        }

        var target = context.Others.Where(account => account.Domain == retired.MoveTo).Take(1).ToArray();
        return target is [var account]
            ? new(retired.MoveTo, account, context.IsOnline(context.Account) && context.IsOnline(account))
            : new(retired.MoveTo, null, IsReady: false);
    }
}
