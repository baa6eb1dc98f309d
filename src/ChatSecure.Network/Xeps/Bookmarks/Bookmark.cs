// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.Bookmarks;

/// <summary>A room that the user wants to find again, on all devices (XEP-0402).</summary>
/// <param name="Room">The room's bare address.</param>
public sealed record Bookmark(Jid Room)
{
    /// <summary>What the user calls the room, at most 1024 characters; null for no name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether to be in the room on all devices.</summary>
    public bool JoinsAutomatically { get; init; }

    /// <summary>Our name there, at most 1024 characters; null for the usual one. Not yet checked to be one.</summary>
    public string? Nickname { get; init; }

    /// <summary>The room's password, which the server can read; null, as it should be, for none.</summary>
    public string? Password { get; init; }

    /// <summary>Shows nothing: it holds an address and maybe a password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(Bookmark);
}
