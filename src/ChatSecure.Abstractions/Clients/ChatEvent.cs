// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Clients;

/// <summary>Something that happened to an account.</summary>
/// <param name="Account">The account's bare address.</param>
public abstract record ChatEvent(Jid Account);
