// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Stores;

/// <summary>A part of an archive (XEP-0313) that was not read yet.</summary>
/// <param name="Archive">Whose archive: the account's bare address, or a room's.</param>
/// <param name="After">The archive id of the message before the gap; empty if it reaches to the archive's beginning.</param>
/// <param name="Before">The archive id of the message behind the gap.</param>
public sealed record ArchiveGap(Jid Archive, string After, string Before)
{
    /// <summary>When the message behind the gap was sent, by the archive's clock; null if that is not known.</summary>
    public DateTimeOffset? BeforeAt { get; init; }
}
