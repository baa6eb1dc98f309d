// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Core.Media;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Links;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Sync;

/// <summary>Does to messages what others say that is to be done to them, if they may (<see cref="ActRules"/>). What comes before its message waits for it.</summary>
internal sealed partial class ActBook(IChatStore store, ILogger logger)
{
    private readonly Erasures _erasures = new(store);

    /// <summary>Adds to a change-set what was received: a message with what has waited for it, or an act with what it changes.</summary>
    /// <param name="changes">The change-set.</param>
    /// <param name="message">What was received.</param>
    /// <param name="stanza">What it says beside its text, as far as that counts.</param>
    /// <param name="said">When its sender says that it was written.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<ChangeSet> AddAsync(
        ChangeSet changes,
        ChatMessage message,
        MessageStanza stanza,
        DateTimeOffset? said,
        CancellationToken cancellationToken
    )
    {
        message = Links(Quotations.Without(SharedFiles.Read(message, stanza), stanza), stanza);
        if (ActReader.Read(message, stanza) is not { } act)
        {
            return await AddAsync(changes, message, cancellationToken).ConfigureAwait(false);
        }

        if (!ActReader.IsBorneOut(act))
        {
            return Refuse(changes, act, ActRefusal.Content);
        }

        act = act with { At = ActClock.Of(said, act.At, act.Id), Body = act.Kind == MessageActKind.Reaction ? null : act.Body };
        return await FindTargetAsync(act, cancellationToken).ConfigureAwait(false) is { } target
                ? await ApplyAsync(changes, target, act, cancellationToken).ConfigureAwait(false)
            : await IsErasedAsync(act, cancellationToken).ConfigureAwait(false) ? changes with { Acts = [.. changes.Acts, act] }
            : Wait(changes, message, act);
    }

    // An edit of what was erased would bring it back.
    private async ValueTask<bool> IsErasedAsync(MessageAct act, CancellationToken cancellationToken)
    {
        var earlier = await store.Acts.FindAsync(act.Conversation, act.Direction, act.Target, cancellationToken).ConfigureAwait(false);
        return await _erasures.CoverTargetAsync(act, earlier?.Target ?? act.Target, cancellationToken).ConfigureAwait(false);
    }

    // As with files: beside the ciphertext of other methods anybody could have put them.
    private static ChatMessage Links(ChatMessage message, MessageStanza stanza) =>
        message is { DecryptFailure: null, Encryption: EncryptionKind.None or EncryptionKind.Omemo2 }
            ? message with
            {
                Links = [.. stanza.GetLinks(message.Body)],
            }
            : message;

    /// <summary>Keeps an act until its message comes, which it may never do: the text of an edit is shown meanwhile, as a message of its own.</summary>
    private static ChangeSet Wait(ChangeSet changes, ChatMessage message, MessageAct act) =>
        changes with
        {
            Acts = [.. changes.Acts, act with { Standing = ActStanding.Waiting }],
            Messages = act.Kind == MessageActKind.Edit ? [.. changes.Messages, message with { Replaces = act.Target }] : changes.Messages,
        };

    /// <summary>Adds a message, with what has waited for it.</summary>
    public async ValueTask<ChangeSet> AddAsync(ChangeSet changes, ChatMessage message, CancellationToken cancellationToken)
    {
        var waiting = await store.Acts.ListWaitingAsync(message.Conversation, message.Id, cancellationToken).ConfigureAwait(false);
        if (message.ArchiveId is { } archiveId && archiveId != message.Id.Value)
        {
            var named = await store.Acts.ListWaitingAsync(message.Conversation, new(archiveId), cancellationToken).ConfigureAwait(false);
            waiting = [.. waiting, .. named];
        }

        changes = changes with { Messages = [.. changes.Messages, message] };
        foreach (var act in waiting.OrderBy(act => act.At))
        {
            // An edit or a retraction can only be meant for a message of the same person; that of another one with this id is still to come.
            if (act.Kind == MessageActKind.Reaction || act.Direction == message.Direction)
            {
                changes = WithoutStandIn(await ApplyAsync(changes, message, act, cancellationToken).ConfigureAwait(false), act);
            }
        }

        return changes;
    }

    private static ChangeSet WithoutStandIn(ChangeSet changes, MessageAct act) =>
        act.Kind == MessageActKind.Edit && changes.Acts[^1].Standing == ActStanding.Applied
            ? changes with
            {
                DeletedMessages = [.. changes.DeletedMessages, new(act.Conversation, act.Direction, act.Id)],
            }
            : changes;

    /// <summary>The message that an act is done to. An edit that names an earlier edit is meant for what that one edited (XEP-0308, section 3).</summary>
    public async ValueTask<ChatMessage?> FindTargetAsync(MessageAct act, CancellationToken cancellationToken)
    {
        var other = act.Direction == MessageDirection.Incoming ? MessageDirection.Outgoing : MessageDirection.Incoming;
        MessageDirection[] directions = act.Kind == MessageActKind.Reaction ? [other, act.Direction] : [act.Direction];
        var conversation = act.Conversation;
        foreach (var direction in directions)
        {
            var named = await store.Messages.FindAsync(conversation, direction, act.Target, cancellationToken).ConfigureAwait(false);
            if (
                named is null
                && await store.Acts.FindAsync(conversation, direction, act.Target, cancellationToken).ConfigureAwait(false)
                    is { Kind: MessageActKind.Edit } edit
            )
            {
                named = await store.Messages.FindAsync(conversation, direction, edit.Target, cancellationToken).ConfigureAwait(false);
            }

            if (named is not null)
            {
                return named;
            }
        }

        var archived = await store
            .Messages.FindArchivedAsync(conversation.Account, act.Target.Value, cancellationToken)
            .ConfigureAwait(false);
        return archived?.Conversation == conversation ? archived : null;
    }

    /// <summary>Adds an act, and what it changes if it may.</summary>
    private async ValueTask<ChangeSet> ApplyAsync(
        ChangeSet changes,
        ChatMessage target,
        MessageAct act,
        CancellationToken cancellationToken
    )
    {
        act = act with { Target = target.Id, Standing = ActStanding.Applied };
        return ActRules.WhyNot(target, act) is { } refusal ? Refuse(changes, act, refusal)
            : await IsTakenBackAsync(target, act, cancellationToken).ConfigureAwait(false) ? changes with { Acts = [.. changes.Acts, act] }
            : Changed(changes, target, act);
    }

    // What a message shows of reactions does not tell when one was taken back.
    private async ValueTask<bool> IsTakenBackAsync(ChatMessage target, MessageAct act, CancellationToken cancellationToken) =>
        act.Kind == MessageActKind.Reaction
        && target.Reactions.All(reaction => reaction.From != act.From)
        && await store.Acts.FindLatestReactionAsync(target.Conversation, target.Id, act.From, cancellationToken).ConfigureAwait(false)
            is { } latest
        && latest.At > act.At;

    /// <summary>Adds an act that may be done, and what it changes.</summary>
    public static ChangeSet Changed(ChangeSet changes, ChatMessage target, MessageAct act)
    {
        var message = new MessageRef(target.Conversation, target.Direction, target.Id);
        changes = changes with { Acts = [.. changes.Acts, act] };
        return act.Kind switch
        {
            MessageActKind.Reaction => changes with
            {
                Reactions = [.. changes.Reactions, new(message, new Reaction(act.From, act.Emojis, act.At))],
            },
            MessageActKind.Retraction => changes with { Edits = [.. changes.Edits, new MessageEdit(message, act.At, null)] },
            _ => changes with
            {
                Edits =
                [
                    .. changes.Edits,
                    new MessageEdit(message, act.At, act.Body!) { SenderKey = KeyOf(target, act), Trust = TrustOf(target, act) },
                ],
            },
        };
    }

    /// <summary>Adds what an act of ours that the server has taken changes only now: what was taken back can't be put back, so it stays until then.</summary>
    public static ChangeSet Landed(ChangeSet changes, MessageAct? act) =>
        act is { Kind: MessageActKind.Retraction, Direction: MessageDirection.Outgoing, Standing: ActStanding.Applied }
            ? changes with
            {
                Edits = [.. changes.Edits, new MessageEdit(new(act.Conversation, act.Direction, act.Target), act.At, null)],
            }
            : changes;

    // A message that came in the clear stays one, whatever protected its edit.
    private static Fingerprint? KeyOf(ChatMessage target, MessageAct act) =>
        target.Encryption == EncryptionKind.None ? null : act.SenderKey;

    private static TrustLevel? TrustOf(ChatMessage target, MessageAct act) => target.Encryption == EncryptionKind.None ? null : act.Trust;

    private ChangeSet Refuse(ChangeSet changes, MessageAct act, ActRefusal refusal)
    {
        LogRefused(act.Kind, refusal);
        return changes with { Acts = [.. changes.Acts, act with { Standing = ActStanding.Refused }] };
    }

    [LoggerMessage(EventId = 4210, Level = LogLevel.Warning, Message = "An act on a message was refused: {Kind}, {Refusal}.")]
    private partial void LogRefused(MessageActKind kind, ActRefusal refusal);
}
