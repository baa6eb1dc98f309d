// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Contacts;

namespace ChatSecure.Network.Xeps.Presence;

/// <summary>What we show of ourselves to all who may see our presence.</summary>
/// <param name="Availability">Whether we want to be spoken to; <see cref="Availability.Offline"/> is shown by disconnecting only.</param>
/// <param name="Status">A text; null for none.</param>
/// <param name="IdleSince">Since when the person has done nothing (XEP-0319); null while it does something, or for nobody's business.</param>
public sealed record OwnPresence(Availability Availability = Availability.Online, string? Status = null, DateTimeOffset? IdleSince = null);
