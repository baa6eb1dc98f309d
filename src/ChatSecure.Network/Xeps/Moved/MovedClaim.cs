// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.Moved;

/// <summary>Somebody asks for a subscription and says to be a contact of ours who has moved (XEP-0283). Anybody can say so: it means nothing before
/// <see cref="MovedModule.VerifyAsync"/>.</summary>
/// <param name="NewAddress">Who asks: a bare address.</param>
/// <param name="OldAddress">Who it says to have been: a bare address.</param>
public sealed record MovedClaim(Jid NewAddress, Jid OldAddress);
