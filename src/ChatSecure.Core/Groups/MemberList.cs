// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Stores;

namespace ChatSecure.Core.Groups;

/// <summary>Who was a member of a group when we last knew, kept to tell what has changed since. Without it everybody who is there would be new with each
/// login.</summary>
internal static class MemberList
{
    // A larger one is no circle whose members know each other, and is not written anew with each of its changes.
    private const int MaxMembers = 500;

    private const string Table = "groups.members";

    /// <summary>Those who may enter a private group; null if nothing is known.</summary>
    public static async Task<Dictionary<Jid, RoomAffiliation>?> ReadAsync(
        ICryptoStateStore store,
        Jid account,
        Jid room,
        CancellationToken cancellationToken
    )
    {
        if (await store.GetAsync(account, Table, room.ToString(), cancellationToken).ConfigureAwait(false) is not { } bytes)
        {
            return null;
        }

        var members = new Dictionary<Jid, RoomAffiliation>();
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            members[Jid.Parse(line[1..])] = (RoomAffiliation)(line[0] - '0');
        }

        return members;
    }

    /// <summary>The record that keeps them; one that forgets them if there are too many, or <paramref name="members"/> is null.</summary>
    public static CryptoRecord Record(Jid room, IReadOnlyDictionary<Jid, RoomAffiliation>? members) =>
        new(
            Table,
            room.ToString(),
            members is { Count: <= MaxMembers }
                ? Encoding.UTF8.GetBytes(string.Join('\n', members.Select(member => $"{(int)member.Value}{member.Key}")))
                : default(ReadOnlyMemory<byte>?)
        );
}
