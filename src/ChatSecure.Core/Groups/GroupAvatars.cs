// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Privacy;
using ChatSecure.Errors;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Xeps.Avatars;

namespace ChatSecure.Core.Groups;

/// <summary>The pictures of an account's groups (XEP-0486), as their rooms tell of them.</summary>
internal sealed class GroupAvatars
{
    // The media type, a line break, the picture. Its id stands with the group.
    private const string Name = "room-avatar ";

    private readonly GroupBook _groups;
    private readonly AvatarModule _module;
    private readonly AccountRecords _records;
    private readonly PrivacyBook _privacy;
    private readonly ReactionBudget _budget;

    public GroupAvatars(
        GroupBook groups,
        AvatarModule module,
        AccountRecords records,
        PrivacyBook privacy,
        FollowUps followUps,
        ReactionBudget budget
    )
    {
        (_groups, _module, _records, _privacy, _budget) = (groups, module, records, privacy, budget);
        groups.AvatarTold = (group, id) => followUps.Add(token => TakeAsync(group, id, token));
        groups.Forgotten = room => records.SetAsync(Name + room, null, CancellationToken.None).AsTask();
    }

    public async Task<ContactAvatar?> FindAsync(Jid room, CancellationToken cancellationToken)
    {
        if (_groups.Find(room)?.Info.AvatarId is not { } id)
        {
            return null;
        }

        var content = await _records.GetAsync(Name + room, cancellationToken).ConfigureAwait(false);
        var length = content is null ? 0 : Array.IndexOf(content, (byte)'\n') + 1;
        return length > 0 ? new(id, Encoding.UTF8.GetString(content!, 0, length - 1), content.AsMemory(length)) : null;
    }

    public async Task SetAsync(RoomKeeper group, ReadOnlyMemory<byte>? image, CancellationToken cancellationToken)
    {
        try
        {
            var avatar = await _module.SetRoomAvatarAsync(group.Address, image, cancellationToken).ConfigureAwait(false);
            await KeepAsync(group, avatar, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException error)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "That is no picture, or it is too large.", error);
        }
    }

    private async Task TakeAsync(RoomKeeper group, string? id, CancellationToken cancellationToken)
    {
        if (id == group.Info.AvatarId)
        {
            return;
        }

        if (id is null)
        {
            await KeepAsync(group, null, cancellationToken).ConfigureAwait(false);
        }
        else if (_privacy.Current.Avatars && _budget.TrySpend(ReactionKind.Fetch, group.Address))
        {
            var avatar = await _module.FetchFromVCardAsync(group.Address, id, cancellationToken).ConfigureAwait(false);
            await KeepAsync(group, avatar, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task KeepAsync(RoomKeeper group, Avatar? avatar, CancellationToken cancellationToken)
    {
        byte[]? content = avatar is null ? null : [.. Encoding.UTF8.GetBytes($"{avatar.MediaType}\n"), .. avatar.Bytes.Span];
        await _records.SetAsync(Name + group.Address, content, cancellationToken).ConfigureAwait(false);
        await _groups.ChangeAsync(group, info => info with { AvatarId = avatar?.Id }, cancellationToken).ConfigureAwait(false);
    }
}
