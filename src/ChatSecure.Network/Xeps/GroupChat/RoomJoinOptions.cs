// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>How to enter a room. The limits on history hold all at once; a room may send less than they allow, and an old one ignores them.</summary>
public sealed record RoomJoinOptions
{
    /// <summary>The room's password; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>The greatest number of earlier messages that the room shall send, 0 or more; null for no limit. By default 0: rooms with an archive are read
    /// there.</summary>
    public int? HistoryMessages { get; init; } = 0;

    /// <summary>The greatest number of characters of earlier messages, counted as XML, 0 or more; null for no limit.</summary>
    public int? HistoryCharacters { get; init; }

    /// <summary>Only messages of that last time, in whole seconds; null for no limit.</summary>
    public TimeSpan? HistoryDuration { get; init; }

    /// <summary>Only messages since then; null for no limit.</summary>
    public DateTimeOffset? HistorySince { get; init; }

    /// <summary>How long to wait for the room, more than zero; by default one minute.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Shows nothing: it may hold a password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(RoomJoinOptions);
}
