// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Clients;

/// <summary>A contact has another account now (XEP-0283): the old account itself says so, which was checked. A person decides whether to follow, by
/// <see cref="IContacts.FollowMoveAsync"/>. Keys are not taken over.</summary>
/// <param name="Account">The account whose contact it is.</param>
/// <param name="OldAddress">The contact as it was known.</param>
/// <param name="NewAddress">Its new address, which asks to become a contact.</param>
public sealed record ContactMoved(Jid Account, Jid OldAddress, Jid NewAddress) : ChatEvent(Account);
