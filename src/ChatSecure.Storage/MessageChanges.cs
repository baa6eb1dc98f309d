// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Storage;

/// <summary>What changes make of a stored message; null where they change nothing. Compiled into the in-memory store of ChatSecure.Testing, too.</summary>
internal static class MessageChanges
{
    /// <summary>More people than this can't react to one message, so that a crowded room can't make it grow for ever.</summary>
    private const int MaxReactions = 1000;

    /// <summary>More emojis than this are not kept of one person.</summary>
    private const int MaxEmojis = 32;

    /// <summary>More acts than this don't wait in one conversation, so that nobody can fill the profile with what has no message.</summary>
    public const int MaxWaitingActs = 200;

    public static ChatMessage? Update(ChatMessage before, MessageUpdate update)
    {
        var after = before with { Encryption = update.Encryption ?? before.Encryption };
        if (update.State is { } state && state != before.State)
        {
            if (!StoreRules.MovesForward(before.State, state))
            {
                return null;
            }

            after = after with { State = state, FailureReason = state == DeliveryState.Failed ? update.FailureReason : null };
        }

        return after == before ? null : after;
    }

    public static ChatMessage? Edit(ChatMessage before, MessageEdit edit)
    {
        if (before.RetractedAt is not null)
        {
            return null;
        }

        var at = edit.At.ToUniversalTime();
        if (edit.Body is null)
        {
            return before with
            {
                Body = null,
                DecryptFailure = null,
                Attachments = [],
                Links = [],
                Reactions = [],
                RetractedAt = at,
                Moderation = edit.Moderation,
            };
        }

        return before.EditedAt > at
            ? null
            : before with
            {
                Body = edit.Body,
                Links = [.. before.Links.Where(link => edit.Body.Contains(link.Address, StringComparison.Ordinal))],
                DecryptFailure = null,
                EditedAt = at,
                SenderKey = edit.SenderKey ?? before.SenderKey,
                Trust = edit.Trust ?? before.Trust,
            };
    }

    public static MessageAct? Update(MessageAct before, MessageUpdate update)
    {
        var after = before with { Encryption = update.Encryption ?? before.Encryption };
        if (update.State is { } state && state != before.State)
        {
            if (!StoreRules.MovesForward(before.State, state))
            {
                return null;
            }

            after = after with { State = state, FailureReason = state == DeliveryState.Failed ? update.FailureReason : null };
        }

        return after == before ? null : Kept(after, before);
    }

    /// <summary>An act as it is kept: without its content, if that is needed no more.</summary>
    public static MessageAct Kept(MessageAct act, MessageAct? known)
    {
        var isNeeded = act.Standing == ActStanding.Waiting || IsUnsent(act);
        return act with
        {
            At = act.At.ToUniversalTime(),
            ArchiveId = act.ArchiveId ?? known?.ArchiveId,
            Body = isNeeded ? act.Body : null,
            Emojis = isNeeded ? act.Emojis : [],
        };
    }

    /// <summary>Whether an act failed and nobody has given it up.</summary>
    public static bool IsToBeTriedAgain(MessageAct act) =>
        act is { Direction: MessageDirection.Outgoing, State: DeliveryState.Failed, FailureReason: not MessageAct.GivenUp };

    /// <summary>Whether an act of ours waits to be sent, or could not be.</summary>
    public static bool IsUnsent(MessageAct act) =>
        act is { Direction: MessageDirection.Outgoing, State: DeliveryState.Queued or DeliveryState.Sent } || IsToBeTriedAgain(act);

    /// <summary>More acts of a conversation than this are not listed.</summary>
    public const int MaxUnsentActs = 200;

    public static ChatMessage? React(ChatMessage before, Reaction reaction)
    {
        var known = before.Reactions.FirstOrDefault(other => other.From == reaction.From);
        if (
            before.RetractedAt is not null
            || known?.At > reaction.At
            || (known is null && (reaction.Emojis.Count == 0 || before.Reactions.Count >= MaxReactions))
        )
        {
            return null;
        }

        var others = before.Reactions.Where(other => other.From != reaction.From);
        var kept = reaction with { At = reaction.At.ToUniversalTime(), Emojis = [.. reaction.Emojis.Take(MaxEmojis)] };
        var after = before with { Reactions = reaction.Emojis.Count == 0 ? [.. others] : [.. others, kept] };
        return after == before ? null : after;
    }

    public static ChatMessage? Attach(ChatMessage before, ValueList<Attachment> attachments) =>
        before.RetractedAt is not null || before.Attachments.Equals(attachments) ? null : before with { Attachments = attachments };

    /// <summary>A message as it is kept: times in UTC.</summary>
    public static ChatMessage Kept(ChatMessage message) =>
        message with
        {
            Timestamp = message.Timestamp.ToUniversalTime(),
            EditedAt = message.EditedAt?.ToUniversalTime(),
            RetractedAt = message.RetractedAt?.ToUniversalTime(),
            ExpiresAt = message.ExpiresAt?.ToUniversalTime(),
        };
}
