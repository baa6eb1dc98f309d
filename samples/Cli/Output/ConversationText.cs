// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Hosting;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Output;

/// <summary>Conversations as lines for people, in the brand's words.</summary>
internal static class ConversationText
{
    public static string Row(ConversationSummary conversation, Session session)
    {
        var words = session.Words;
        var name = GroupText.Name(conversation.Id.Peer, conversation.Name);
        List<string> remarks = [];
        if (conversation.UnreadCount > 0)
        {
            remarks.Add(words("conversations.unread", ("count", conversation.UnreadCount)));
        }

        if (conversation.IsMarkedUnread)
        {
            remarks.Add(words("conversations.markedUnread"));
        }

        if (conversation.IsPinned)
        {
            remarks.Add(words("message.pinned"));
        }

        if (conversation.MutedUntil is { } end && end > session.Time.GetUtcNow())
        {
            remarks.Add(
                end == DateTimeOffset.MaxValue
                    ? words("conversations.muted")
                    : words("conversations.mutedUntil", ("time", session.LocalTime(end)))
            );
        }

        if (conversation.Draft is { } draft)
        {
            remarks.Add(words("composer.draft", ("text", TerminalText.OneLine(draft))));
        }

        return remarks.Count == 0 ? name : $"{name}  [{string.Join(", ", remarks)}]";
    }
}
