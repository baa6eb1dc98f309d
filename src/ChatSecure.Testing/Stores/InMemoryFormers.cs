// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

/// <summary>What acts of ours took the place of, in one change-set.</summary>
internal sealed class InMemoryFormers(InMemoryAccount account, ChangeSet changes)
{
    /// <summary>Notes what an act of the change-set takes the place of, and passes on what it makes of the message.</summary>
    public ChatMessage? Noting(ChatMessage before, ChatMessage? after, MessageActKind? kind, DateTimeOffset at)
    {
        var act = changes.Acts.FirstOrDefault(act =>
            act.Kind == kind
            && act.Target == before.Id
            && act.Conversation == before.Conversation
            && act.At == at
            && ActFormer.IsNeeded(act)
        );
        if (after is not null && act is not null)
        {
            account.Formers[(act.Conversation, act.Id)] = ActFormer.Of(before, act);
        }

        return after;
    }

    /// <summary>An act of ours has come further.</summary>
    /// <returns>What has to be put back; null for nothing.</returns>
    public (MessageRef Message, Func<ChatMessage, ChatMessage?> Change)? End(MessageAct act)
    {
        if (
            ActFormer.IsNeeded(act)
            || !account.Formers.Remove((act.Conversation, act.Id), out var former)
            || act.State != DeliveryState.Failed
        )
        {
            return null;
        }

        var next = account
            .Acts.SkipWhile(other => other.Id != act.Id || other.Direction != act.Direction || other.Conversation != act.Conversation)
            .Skip(1)
            .FirstOrDefault(other =>
                other.Conversation == act.Conversation
                && other.Direction == MessageDirection.Outgoing
                && other.Target == act.Target
                && other.Kind == act.Kind
                && other is { Standing: ActStanding.Applied, State: not DeliveryState.Failed }
            );
        if (next is null)
        {
            return (new(act.Conversation, former.Direction, act.Target), before => former.PutBack(before, act));
        }

        if (account.Formers.TryGetValue((next.Conversation, next.Id), out var replaced))
        {
            account.Formers[(next.Conversation, next.Id)] = former with { Direction = replaced.Direction };
        }

        return null;
    }

    /// <summary>Nothing is kept of what messages said that are taken back.</summary>
    public void Forget()
    {
        foreach (var edit in changes.Edits.Where(edit => edit.Body is null && edit.Message.Direction == MessageDirection.Outgoing))
        {
            for (var i = 0; i < account.Acts.Count; i++)
            {
                if (
                    account.Acts[i]
                        is { Direction: MessageDirection.Outgoing, Kind: MessageActKind.Edit, Standing: not ActStanding.Waiting } act
                    && act.Conversation == edit.Message.Conversation
                    && act.Target == edit.Message.Id
                )
                {
                    account.Acts[i] = act with { Body = null };
                    account.Formers.Remove((act.Conversation, act.Id));
                }
            }
        }
    }
}
