// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Storage.Changes;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

/// <summary>Applies one change-set to an account's data.</summary>
internal sealed class InMemoryCommit(InMemoryProfile profile, InMemoryAccount account)
{
    /// <summary>What the commit changed that somebody may watch.</summary>
    public HashSet<FeedTopic> Topics { get; } = [];

    public CommitResult Apply(ChangeSet changes)
    {
        var formers = new InMemoryFormers(account, changes);
        var added = changes.Messages.Select(Add).OfType<ChatMessage>().ToArray();
        ChatMessage?[] updated =
        [
            .. changes.Updates.Select(update =>
                Change(new(update.Conversation, MessageDirection.Outgoing, update.Id), before => MessageChanges.Update(before, update))
            ),
            .. changes.Edits.Select(edit =>
                Change(
                    edit.Message,
                    before =>
                        formers.Noting(before, MessageChanges.Edit(before, edit), edit.Body is null ? null : MessageActKind.Edit, edit.At)
                )
            ),
            .. changes.Reactions.Select(entry =>
                Change(
                    entry.Key,
                    before => formers.Noting(before, MessageChanges.React(before, entry.Value), MessageActKind.Reaction, entry.Value.At)
                )
            ),
            .. changes.Attachments.Select(entry => Change(entry.Key, before => MessageChanges.Attach(before, entry.Value))),
        ];
        var acts = changes.Acts.Select(Write).OfType<MessageAct>().ToArray();
        var updatedActs = changes.Updates.Select(Update).OfType<MessageAct>().ToArray();
        updated = [.. updated, .. updatedActs.Select(act => formers.End(act) is { } undo ? Change(undo.Message, undo.Change) : null)];
        formers.Forget();
        var notes = AddNotes(changes.Notes);

        foreach (var record in changes.Crypto)
        {
            if (record.Value is { } value)
            {
                account.Crypto[(record.Table, record.Key)] = value.ToArray();
            }
            else
            {
                account.Crypto.Remove((record.Table, record.Key));
            }
        }

        foreach (var entry in changes.Outbox)
        {
            Queue(entry with { Prepared = entry.Prepared is { } prepared ? new(prepared.ToArray()) : null });
        }

        foreach (var done in changes.OutboxDone)
        {
            account.Outbox.RemoveAll(entry => entry.Id == done);
        }

        Owe(changes.Owed);
        account.Owed.RemoveAll(report => changes.OwedDone.Any(done => IsSame(done, report)));
        if (changes.Cursor is { } cursor)
        {
            account.Cursors[cursor.Archive] = cursor;
        }

        account.Gaps.AddRange(changes.GapsOpened.DistinctBy(Ends).Where(gap => !account.Gaps.Exists(other => Ends(other) == Ends(gap))));
        account.Gaps.RemoveAll(gap => changes.GapsClosed.Any(closed => Ends(closed) == Ends(gap)));
        foreach (var read in changes.Read)
        {
            Read(read);
        }

        foreach (var through in changes.ReadThrough)
        {
            Read(through);
        }

        foreach (var marker in changes.Markers)
        {
            Mark(marker);
        }

        foreach (var change in changes.Conversations)
        {
            Change(change);
        }

        var eraser = new InMemoryEraser(profile, account);
        eraser.Erase(changes);
        Topics.UnionWith(eraser.Topics);
        return new(added, [.. updated.OfType<ChatMessage>()])
        {
            Acts = acts,
            UpdatedActs = updatedActs,
            Notes = notes,
        };
    }

    private static (Addressing.Jid, string, string) Ends(ArchiveGap gap) => (gap.Archive, gap.After, gap.Before);

    private static bool IsSame(OwedReport one, OwedReport other) => one with { Encryption = other.Encryption } == other;

    private void Owe(IReadOnlyList<OwedReport> owed)
    {
        foreach (var report in owed)
        {
            if (report.Kind != OwedKind.Received)
            {
                account.Owed.RemoveAll(former => former.Conversation == report.Conversation && former.Kind == report.Kind);
            }

            if (!account.Owed.Exists(known => IsSame(known, report)))
            {
                account.Owed.Add(report);
            }

            var receipts = account.Owed.Where(other => other.Kind == OwedKind.Received && other.Conversation == report.Conversation);
            foreach (var surplus in receipts.SkipLast(StoreRules.MaxReceipts).ToList())
            {
                account.Owed.Remove(surplus);
            }
        }
    }

    private ConversationNote[] AddNotes(IReadOnlyList<ConversationNote> notes)
    {
        List<ConversationNote> added = [];
        foreach (var note in notes)
        {
            if (!account.Notes.Exists(known => known.Conversation == note.Conversation && known.Id == note.Id))
            {
                // At one time the order in which they were added counts.
                account.Notes.Add(note);
                added.Add(note);
            }
        }

        foreach (var conversation in added.Select(note => note.Conversation).Distinct())
        {
            var ofIt = account.Notes.Where(note => note.Conversation == conversation).OrderBy(note => note.At).ToList();
            foreach (var old in ofIt.SkipLast(StoreRules.MaxNotes))
            {
                account.Notes.Remove(old);
            }
        }

        return [.. added.Where(account.Notes.Contains)];
    }

    private ChatMessage? Add(ChatMessage message)
    {
        var peer = message.Conversation.Peer;
        account.Conversations.TryGetValue(peer, out var conversation);
        var known = conversation?.ById.GetValueOrDefault((message.Direction, message.Id));
        if (message.ArchiveId is { } archiveId)
        {
            known ??= account.Archived.GetValueOrDefault(archiveId);
        }

        if (known is null)
        {
            if (conversation is null)
            {
                account.Conversations.Add(peer, conversation = new(++account.LastNumber));
            }

            Insert(conversation, known = new(++account.LastNumber, MessageChanges.Kept(message)));
            Mark(conversation, message.Encryption);
            return known.Value;
        }

        if (known.Value.ArchiveId is null && message.ArchiveId is { } learned && account.Archived.TryAdd(learned, known))
        {
            known.Value = known.Value with { ArchiveId = learned };
            Touch(known.Value.Conversation);
        }

        if (conversation is not null)
        {
            Touch(message.Conversation);
            Mark(conversation, message.Encryption);
        }

        return null;
    }

    private void Insert(InMemoryConversation conversation, InMemoryMessage message)
    {
        var at = conversation.Messages.FindLastIndex(other => other.Place.CompareTo(message.Place) < 0) + 1;
        conversation.Messages.Insert(at, message);
        conversation.ById.Add((message.Value.Direction, message.Value.Id), message);
        if (message.Value.ArchiveId is { } archiveId)
        {
            account.Archived.Add(archiveId, message);
        }

        conversation.Remember();
        conversation.IsMarkedUnread &= message.Value.Direction == MessageDirection.Incoming || conversation.Messages[^1] != message;
        Touch(message.Value.Conversation);
    }

    private ChatMessage? Change(MessageRef message, Func<ChatMessage, ChatMessage?> change)
    {
        if (
            !account.Conversations.TryGetValue(message.Conversation.Peer, out var conversation)
            || !conversation.ById.TryGetValue((message.Direction, message.Id), out var stored)
            || change(stored.Value) is not { } after
        )
        {
            return null;
        }

        var before = stored.Value.Attachments;
        stored.Value = after;
        new InMemoryEraser(profile, account).Release(before);
        Mark(conversation, after.Encryption);
        Touch(message.Conversation);
        return after;
    }

    /// <returns>The act, if it is new or stands otherwise now.</returns>
    private MessageAct? Write(MessageAct act)
    {
        var at = Find(act.Conversation, act.Direction, act.Id);
        var known = at < 0 ? null : account.Acts[at];
        if (at < 0)
        {
            account.Acts.Add(MessageChanges.Kept(act, known));
        }
        else
        {
            account.Acts[at] = MessageChanges.Kept(act, known);
        }

        var waiting = account.Acts.Where(other => other.Conversation == act.Conversation && other.Standing == ActStanding.Waiting).ToList();
        foreach (var surplus in waiting.SkipLast(MessageChanges.MaxWaitingActs))
        {
            account.Acts.Remove(surplus);
        }

        return known?.Standing == act.Standing ? null : act;
    }

    private MessageAct? Update(MessageUpdate update)
    {
        var at = Find(update.Conversation, MessageDirection.Outgoing, update.Id);
        return at >= 0 && MessageChanges.Update(account.Acts[at], update) is { } after ? account.Acts[at] = after : null;
    }

    private int Find(ConversationId conversation, MessageDirection direction, MessageId id) =>
        account.Acts.FindIndex(act => InMemoryMessageActStore.Is(act, conversation, direction, id));

    private void Mark(ReadMarker marker)
    {
        if (
            account.Conversations.TryGetValue(marker.Conversation.Peer, out var conversation)
            && !(conversation.Markers.GetValueOrDefault((marker.From, marker.State))?.At > marker.At)
        )
        {
            conversation.Markers[(marker.From, marker.State)] = marker with { At = marker.At.ToUniversalTime() };
        }
    }

    private void Change(ConversationChange change)
    {
        var peer = change.Conversation.Peer;
        if (!account.Conversations.TryGetValue(peer, out var conversation))
        {
            account.Conversations.Add(peer, conversation = new(++account.LastNumber));
        }

        conversation.IsPinned = change.IsPinned ?? conversation.IsPinned;
        conversation.IsArchived = change.IsArchived ?? conversation.IsArchived;
        conversation.IsMarkedUnread = change.IsMarkedUnread ?? conversation.IsMarkedUnread;
        if (change.MutedUntil is { } mutedUntil)
        {
            conversation.MutedUntil = mutedUntil == DateTimeOffset.MinValue ? null : mutedUntil.ToUniversalTime();
        }

        if (change.Draft is { } draft)
        {
            conversation.Draft = draft.Length == 0 ? null : draft;
        }

        Touch(change.Conversation);
    }

    private void Queue(OutboxEntry entry)
    {
        var at = account.Outbox.FindIndex(other => other.Id == entry.Id);
        if (at < 0)
        {
            account.Outbox.Add(entry);
        }
        else
        {
            account.Outbox[at] = entry;
        }
    }

    private void Read(ConversationId id)
    {
        if (!account.Conversations.TryGetValue(id.Peer, out var conversation))
        {
            return;
        }

        Read(id, conversation.Messages);
        if (conversation.IsMarkedUnread)
        {
            conversation.IsMarkedUnread = false;
            Touch(id);
        }
    }

    private void Read(MessageRef through)
    {
        if (
            account.Conversations.TryGetValue(through.Conversation.Peer, out var conversation)
            && conversation.ById.TryGetValue((through.Direction, through.Id), out var last)
        )
        {
            Read(through.Conversation, conversation.Messages.Where(message => message.Place.CompareTo(last.Place) <= 0));
        }
    }

    private void Read(ConversationId id, IEnumerable<InMemoryMessage> messages)
    {
        foreach (var message in messages)
        {
            if (message.Value is { Direction: MessageDirection.Incoming, State: not DeliveryState.Displayed })
            {
                message.Value = message.Value with { State = DeliveryState.Displayed };
                Touch(id);
            }
        }
    }

    private static void Mark(InMemoryConversation conversation, EncryptionKind encryption) =>
        conversation.EverEncrypted |= encryption != EncryptionKind.None;

    private void Touch(ConversationId id)
    {
        Topics.Add(id);
        Topics.Add(FeedTopic.ListOf(id.Account));
    }
}
