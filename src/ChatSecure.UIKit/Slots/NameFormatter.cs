// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Slots;

/// <summary>The name that there is, marked where nobody but the contact says so, else the address.</summary>
public sealed class NameFormatter : INameFormatter
{
    /// <inheritdoc/>
    public string Format(NameContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return string.IsNullOrWhiteSpace(context.Name) ? context.Peer.ToString()
            : context.IsClaimed ? context.Brand.Text("contacts.claimedName", ("name", context.Name))
            : context.Name;
    }
}
