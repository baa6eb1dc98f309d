// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Core.Events;

/// <summary>Tells what a commit did.</summary>
internal static class CommitEvents
{
    public static void Publish(this EventHub events, Jid account, CommitResult commit)
    {
        foreach (var message in commit.Added)
        {
            events.Publish(new MessageAdded(account, message));
        }

        foreach (var message in commit.Updated)
        {
            events.Publish(new MessageChanged(account, message) { Act = ActOf(message, commit) });
        }

        foreach (var note in commit.Notes)
        {
            events.Publish(new NoteAdded(account, note));
        }

        foreach (var act in commit.UpdatedActs)
        {
            events.Publish(new MessageActChanged(account, act));
        }
    }

    // What we take back goes when the server has the wish.
    private static MessageAct? ActOf(ChatMessage message, CommitResult commit) =>
        commit
            .Acts.Concat(commit.UpdatedActs.Where(act => act is { Kind: MessageActKind.Retraction, State: DeliveryState.Acked }))
            .FirstOrDefault(act => IsBy(message, act, commit));

    // An edit that had to wait for its message was told as a message of its own.
    private static bool IsBy(ChatMessage message, MessageAct act, CommitResult commit) =>
        act.Standing == ActStanding.Applied
        && act.Conversation == message.Conversation
        && act.Target == message.Id
        && act.Kind switch
        {
            MessageActKind.Retraction => message.RetractedAt is not null,
            MessageActKind.Edit => message.Body == act.Body && !commit.Added.Any(added => added.Id == message.Id),
            _ => message.Reactions.FirstOrDefault(reaction => reaction.From == act.From)?.Emojis.Equals(act.Emojis)
                ?? act.Emojis.Count == 0,
        };
}
