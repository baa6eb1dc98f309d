// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>The person should be told of a new message: it is not read yet, and its conversation is not muted, or it names the person in a group. Holds what may be shown on a screen that others can see
/// (<see cref="Privacy.PrivacySettings.Notifications"/>).</summary>
/// <param name="Account">The account.</param>
/// <param name="Conversation">Where the message is, for the app to open; not to be shown if <paramref name="Sender"/> is null.</param>
/// <param name="Sender">Whom to name; null for nobody.</param>
/// <param name="Text">What to show of the message; null for nothing.</param>
public sealed record NotificationDue(Jid Account, ConversationId Conversation, string? Sender, string? Text) : ChatEvent(Account)
{
    /// <summary>Whether the message, in a group, names the person by its name there (<see cref="Messaging.Mention"/>).</summary>
    public bool IsMention { get; init; }

    /// <summary>Shows nothing of the message.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(NotificationDue);
}
