// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Contacts;

namespace ChatSecure.Network.Xeps.Presence;

/// <summary>What one device of somebody shows.</summary>
/// <param name="Availability">Whether it wants to be spoken to.</param>
/// <param name="Status">A text of the person's, at most 256 characters of it; null for none.</param>
/// <param name="IdleSince">Since when the person has done nothing there (XEP-0319); null if it does not say.</param>
public readonly record struct ContactPresence(Availability Availability, string? Status = null, DateTimeOffset? IdleSince = null);
