// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Stores;

/// <summary>Up to where an archive (XEP-0313) has been read without a gap.</summary>
/// <param name="Archive">Whose archive: the account's bare address, or a room's.</param>
/// <param name="LastId">The archive id of the newest message that was processed; empty if the archive was looked at and had none.</param>
public sealed record ArchiveCursor(Jid Archive, string LastId);
