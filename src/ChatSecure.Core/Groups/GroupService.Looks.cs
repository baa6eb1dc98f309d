// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.GroupChat;

namespace ChatSecure.Core.Groups;

/// <content>How a group, and we in it, look to others.</content>
internal sealed partial class GroupService
{
    public async Task<Group> SetNickAsync(Jid account, Jid room, string nick, CancellationToken cancellationToken = default)
    {
        Demand(room, nick);
        var session = await JoinedAsync(account, room, cancellationToken).ConfigureAwait(false);
        var answer = await session.Modules.Rooms.ChangeNicknameAsync(room, nick, cancellationToken).ConfigureAwait(false);
        if (answer != RoomAdmission.Admitted)
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The room does not give us that name.") { Condition = GroupWords.Of(answer) };
        }

        return await session.Groups.TakeNickAsync(room, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ContactAvatar?> AvatarAsync(Jid account, Jid room, CancellationToken cancellationToken = default) =>
        await (await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false))
            .GroupAvatars.FindAsync(room.Bare, cancellationToken)
            .ConfigureAwait(false);

    public async Task SetAvatarAsync(Jid account, Jid room, ReadOnlyMemory<byte>? image, CancellationToken cancellationToken = default)
    {
        var session = await JoinedAsync(account, room, cancellationToken).ConfigureAwait(false);
        await session.GroupAvatars.SetAsync(session.Groups.Get(room.Bare), image, cancellationToken).ConfigureAwait(false);
    }
}
