// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.GroupChat.Invitations;

/// <summary>The invitations that wait for an answer: one for each room, few from one domain, and not many in all, since strangers send them. Safe for concurrent
/// use.</summary>
internal sealed class InvitationTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Jid, (RoomInvitation Invitation, string Domain)> _waiting = [];

    public IReadOnlyList<RoomInvitation> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _waiting.Values.Select(entry => entry.Invitation)];
            }
        }
    }

    /// <summary>Adds an invitation; false if its room has one, or there are too many.</summary>
    public bool TryAdd(RoomInvitation invitation, Jid sender)
    {
        lock (_lock)
        {
            return _waiting.Count < InvitationsModule.MaxWaiting
                && _waiting.Values.Count(entry => entry.Domain == sender.Domain) < InvitationsModule.MaxPerDomain
                && _waiting.TryAdd(invitation.Room, (invitation, sender.Domain));
        }
    }

    public void Remove(Func<Jid, bool> isAnswered)
    {
        lock (_lock)
        {
            foreach (var room in _waiting.Keys.Where(isAnswered).ToArray())
            {
                _waiting.Remove(room);
            }
        }
    }
}
