// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Notifications;

/// <summary>Something to show outside of the app's window, ready to be shown, or to take away again. The person's and the brand's privacy settings have been applied: where names and texts are to be
/// hidden, there are none in it.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Conversation">Which conversation to open when it is tapped. One notification a conversation and kind: a newer one takes the former one's place.</param>
/// <param name="Text">The text.</param>
/// <param name="IsHidden">Whether the content was left out.</param>
public sealed record NotificationRequest(NotificationKind Kind, ConversationId Conversation, string Text, bool IsHidden)
{
    /// <summary>Whether what was shown of this conversation and kind is to be taken away: it says nothing new any more, or nobody may see it. There is no text then.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Shows nothing of it.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(NotificationRequest);
}
