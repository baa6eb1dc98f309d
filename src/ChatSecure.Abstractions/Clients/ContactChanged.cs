// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;

namespace ChatSecure.Clients;

/// <summary>A contact was added, changed, removed (<paramref name="Removed"/>), or its presence changed.</summary>
/// <param name="Account">The account.</param>
/// <param name="Contact">The contact as it is now.</param>
/// <param name="Removed">Whether it is gone.</param>
public sealed record ContactChanged(Jid Account, Contact Contact, bool Removed = false) : ChatEvent(Account);
