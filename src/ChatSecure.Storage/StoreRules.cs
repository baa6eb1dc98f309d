// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Storage;

/// <summary>What every store demands of its callers, checked before anything is written. Compiled into the in-memory store of ChatSecure.Testing too, so
/// that a test meets the same refusals as an app.</summary>
internal static class StoreRules
{
    public const int MaxWindow = 1000;
    public const int MaxTableLength = 64;
    public const int MaxKeyLength = 4096;

    /// <summary>How many notes of a conversation are kept.</summary>
    public const int MaxNotes = 200;

    /// <summary>How many receipts that are owed in a conversation are kept.</summary>
    public const int MaxReceipts = 1000;

    /// <summary>How many erased messages of a conversation are remembered.</summary>
    public const int MaxErased = 1000;

    private const int MaxNoteId = 256;
    private const int MaxNoteText = 1024;

    public static int Limit(int limit) =>
        limit is >= 1 and <= MaxWindow ? limit : throw Invalid($"A limit or window must be between 1 and {MaxWindow}.");

    public static Jid Bare(Jid jid) => !jid.IsEmpty && jid.IsBare ? jid : throw Invalid("A store takes bare addresses only.");

    public static ConversationId Conversation(ConversationId conversation)
    {
        Bare(conversation.Account);
        Bare(conversation.Peer);
        return conversation;
    }

    /// <summary>Whether a message may go from one state to another: forward only, and to failed only as long as the recipient does not have it.</summary>
    public static bool MovesForward(DeliveryState from, DeliveryState to) =>
        (from, to) switch
        {
            (DeliveryState.Failed, _) => false,
            (_, DeliveryState.Failed) => from is DeliveryState.Queued or DeliveryState.Sent or DeliveryState.Acked,
            _ => to > from,
        };

    public static void Check(ChangeSet changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        Bare(changes.Account);
        foreach (var message in changes.Messages)
        {
            Own(changes, message.Conversation);
            Id(message.Id);
            Require(message.ArchiveId is not "", "An archive id is empty.");
        }

        foreach (var update in changes.Updates)
        {
            Own(changes, update.Conversation);
            Id(update.Id);
        }

        foreach (var act in changes.Acts)
        {
            Own(changes, act.Conversation);
            Id(act.Id);
            Id(act.Target);
            Require(!act.From.IsEmpty, "An act without an address.");
        }

        foreach (var note in changes.Notes)
        {
            Own(changes, note.Conversation);
            Require(note.Id is { Length: > 0 and <= MaxNoteId }, $"The id of a note has 1 to {MaxNoteId} characters.");
            Require(note.Text is null or { Length: <= MaxNoteText }, $"The text of a note has at most {MaxNoteText} characters.");
        }

        foreach (var record in changes.Crypto)
        {
            Require(
                record.Table is { Length: > 0 and <= MaxTableLength } && Ascii.IsValid(record.Table),
                $"The table of a cryptographic record has 1 to {MaxTableLength} ASCII characters."
            );
            Require(record.Key is { Length: <= MaxKeyLength }, $"The key of a cryptographic record has at most {MaxKeyLength} characters.");
        }

        foreach (var entry in changes.Outbox)
        {
            Require(entry.Account == changes.Account, "An outbox entry belongs to another account than its change-set.");
            Bare(entry.To);
            Id(entry.Id);
        }

        foreach (var done in changes.OutboxDone)
        {
            Id(done);
        }

        foreach (var report in changes.Owed.Concat(changes.OwedDone))
        {
            Own(changes, report.Conversation);
            Require(!report.To.IsEmpty, "Something is owed to nobody.");
            Require(!string.IsNullOrEmpty(report.About), "Something is owed about no message.");
        }

        if (changes.Cursor is { } cursor)
        {
            Bare(cursor.Archive);
            Require(cursor.LastId is not null, "An archive cursor without an archive id.");
        }

        foreach (var conversation in Conversations(changes))
        {
            Own(changes, conversation);
        }

        foreach (var message in Named(changes))
        {
            Own(changes, message.Conversation);
            Id(message.Id);
        }

        foreach (var marker in changes.Markers)
        {
            Own(changes, marker.Conversation);
            Id(marker.Message);
            Require(!marker.From.IsEmpty, "A marker without an address.");
            Require(marker.State is DeliveryState.Received or DeliveryState.Displayed, "A marker says received or displayed.");
        }

        foreach (var gap in changes.GapsOpened.Concat(changes.GapsClosed))
        {
            Bare(gap.Archive);
            Require(!string.IsNullOrEmpty(gap.Before), "A gap of an archive without an end.");
        }

        foreach (var contact in changes.DeletedContacts)
        {
            Bare(contact);
        }
    }

    public static string Collection(string collection)
    {
        Require(
            collection is { Length: > 0 and <= MaxTableLength } && Ascii.IsValid(collection),
            $"The name of a collection has 1 to {MaxTableLength} ASCII characters."
        );
        return collection;
    }

    public static void Check(StoredRecord record) =>
        Require(record.Key is { Length: <= MaxKeyLength }, $"The key of a record has at most {MaxKeyLength} characters.");

    private static IEnumerable<ConversationId> Conversations(ChangeSet changes) =>
        [.. changes.Read, .. changes.Conversations.Select(change => change.Conversation), .. changes.DeletedConversations];

    private static IEnumerable<MessageRef> Named(ChangeSet changes) =>
        [
            .. changes.Edits.Select(edit => edit.Message),
            .. changes.Reactions.Select(reaction => reaction.Key),
            .. changes.Attachments.Select(attachments => attachments.Key),
            .. changes.ReadThrough,
            .. changes.DeletedMessages,
        ];

    private static void Own(ChangeSet changes, ConversationId conversation)
    {
        Conversation(conversation);
        Require(conversation.Account == changes.Account, "A conversation belongs to another account than its change-set.");
    }

    private static void Id(MessageId id) => Require(!string.IsNullOrEmpty(id.Value), "A message without an id.");

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw Invalid(message);
        }
    }

    private static ChatSecureException Invalid(string message) => new(ErrorKind.InvalidInput, message);
}
