// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;

namespace ChatSecure.UIKit.Slots;

/// <summary>For whom a name is wanted. Members may be added.</summary>
/// <param name="Peer">The contact or group.</param>
/// <param name="Name">What the person, or the contact, calls it; null if nobody has.</param>
/// <param name="Brand">The brand.</param>
public sealed record NameContext(Jid Peer, string? Name, Brand Brand)
{
    /// <summary>Whether the contact gave itself that name (XEP-0172) and the person has given it none. Anybody can call itself anything: mark it, as the kit
    /// does. A name that looks like an address or like another contact's is dealt with by the kit.</summary>
    public bool IsClaimed { get; init; }
}
