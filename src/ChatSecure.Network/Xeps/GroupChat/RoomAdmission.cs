// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>What a room answers to who wants to enter, or to have another nickname (XEP-0045, sections 7.2 and 7.6).</summary>
public enum RoomAdmission
{
    /// <summary>Let in.</summary>
    Admitted,

    /// <summary>A password is needed, or the one given is wrong (<c>not-authorized</c>).</summary>
    PasswordRequired,

    /// <summary>We are banned (<c>forbidden</c>).</summary>
    Banned,

    /// <summary>There is no such room, or its owner has not yet configured it (<c>item-not-found</c>).</summary>
    NotFound,

    /// <summary>There is no such room and we may not create one; or the nickname may not be changed (<c>not-allowed</c>).</summary>
    NotAllowed,

    /// <summary>The nickname is reserved for another, or the room allows only reserved ones (<c>not-acceptable</c>).</summary>
    NicknameReserved,

    /// <summary>Only members may enter (<c>registration-required</c>).</summary>
    MembersOnly,

    /// <summary>Somebody in the room has that nickname, or has it reserved (<c>conflict</c>).</summary>
    NicknameTaken,

    /// <summary>There are as many occupants as may be (<c>service-unavailable</c>).</summary>
    Full,

    /// <summary>A room was to be created, but there is one with that address already.</summary>
    Exists,

    /// <summary>Refused for another reason.</summary>
    Refused,
}
