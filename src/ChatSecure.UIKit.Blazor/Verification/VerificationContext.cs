// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Blazor.Verification;

/// <summary>Making sure that a contact's devices are the contact's. Members may be added.</summary>
/// <param name="Account">Our account.</param>
/// <param name="Peer">The contact; our own account for one's own devices.</param>
/// <param name="Name">What the contact is called.</param>
/// <param name="Close">Goes back to where the person came from.</param>
public sealed record VerificationContext(Jid Account, Jid Peer, string Name, Action Close);
