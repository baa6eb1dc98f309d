// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Clients;

/// <summary>What a <see cref="ChatLink"/> wants.</summary>
public enum ChatLinkKind
{
    /// <summary>To show the address.</summary>
    Address,

    /// <summary>To write to it.</summary>
    Message,

    /// <summary>To become its contact: <see cref="IContacts.AcceptInvitationAsync"/>.</summary>
    Contact,

    /// <summary>To register the address, or an account at it if it is a server's: <see cref="AddAccountRequest.InvitationToken"/>.</summary>
    Registration,

    /// <summary>To enter the room.</summary>
    Room,
}
