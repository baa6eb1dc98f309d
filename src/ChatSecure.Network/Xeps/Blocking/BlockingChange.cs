// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.Blocking;

/// <summary>A change of the list of blocked addresses, by this or another device.</summary>
/// <param name="IsBlocked">Whether the addresses are blocked now, or no longer.</param>
/// <param name="Addresses">Which ones; none and no longer blocked means that nobody is blocked any more.</param>
public sealed record BlockingChange(bool IsBlocked, IReadOnlyList<Jid> Addresses);
