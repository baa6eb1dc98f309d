// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;

namespace ChatSecure.UIKit.Contacts;

/// <summary>The picture of a contact or a group, by which it is read when it is shown. One that the person's privacy settings do not let in is not here.</summary>
/// <param name="Account">Whose contact or group.</param>
/// <param name="Owner">The bare address of the contact or group.</param>
/// <param name="Id">The picture's id, which changes with it.</param>
/// <param name="IsGroup">Whether it is a group's.</param>
public sealed record PictureRef(Jid Account, Jid Owner, string Id, bool IsGroup = false)
{
    /// <summary>Reads the picture as it is kept here; works offline. What it is by its own bytes has to be looked at before it is shown: it comes from a
    /// stranger.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The picture; null if there is none, or another one by now.</returns>
    public async Task<ContactAvatar?> ReadAsync(IChatClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var picture = IsGroup
            ? await client.Groups.AvatarAsync(Account, Owner, cancellationToken).ConfigureAwait(false)
            : await client.Contacts.AvatarAsync(Account, Owner, cancellationToken).ConfigureAwait(false);
        return picture?.Id == Id ? picture : null;
    }

    /// <summary>Shows nothing of whose it is.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(PictureRef);

    /// <summary>The picture of a contact; null for none.</summary>
    internal static PictureRef? Of(Jid account, Contact? contact) =>
        contact is { AvatarId: { } id, IsBlocked: false } ? new(account, contact.Jid, id) : null;

    /// <summary>The picture of a group; null for none.</summary>
    internal static PictureRef? Of(Jid account, Messaging.RoomInfo room) =>
        room.AvatarId is { } id ? new(account, room.Jid, id, IsGroup: true) : null;
}
