// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Slots;

namespace Zomlike;

/// <summary>People are called what they call themselves, and nobody sees what the server added to a name.</summary>
public sealed class FirstNames : INameFormatter
{
    /// <inheritdoc/>
    public string Format(NameContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Name ?? context.Peer.Local?.Split('.')[0] ?? context.Peer.ToString();
    }
}
