// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Notifications;

/// <summary>What a <see cref="NotificationRequest"/> is about.</summary>
public enum NotificationKind
{
    /// <summary>A message came in.</summary>
    Message,

    /// <summary>Somebody would like to be a contact.</summary>
    ContactRequest,

    /// <summary>A contact has a new device that is not trusted.</summary>
    NewDevice,

    /// <summary>A message of ours was not delivered.</summary>
    SendFailed,

    /// <summary>Somebody invites to a group: the conversation is the group's, which is not entered yet.</summary>
    GroupInvitation,

    /// <summary>A contact waits for a secret that both know to be entered here.</summary>
    SecretAsked,
}
