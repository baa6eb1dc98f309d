// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Rows;

/// <summary>A message as a row. Reading and writing agree on <see cref="Columns"/>.</summary>
internal static class MessageRow
{
    /// <summary>The columns of a message, of a table that is called <c>m</c>.</summary>
    public const string Columns = """
        m.direction, m.message_id, m.archive_id, m.sender, m.source, m.timestamp, m.body, m.encryption, m.sender_key, m.trust, m.state, m.failure_reason,
        m.decrypt_failure, m.replaces, m.reply_to, m.asks_displayed, m.sender_name, m.occupant_id, m.attachments, m.reactions, m.edited_at,
        m.retracted_at, m.expires_at, m.links, m.moderation
        """;

    /// <summary>How many columns that are.</summary>
    public const int Count = 25;

    public const string Insert = """
        INSERT INTO messages (direction, message_id, archive_id, sender, source, timestamp, body, encryption, sender_key, trust, state, failure_reason,
          decrypt_failure, replaces, reply_to, asks_displayed, account_id, conversation_id, sender_name, occupant_id, attachments, file_names, reactions,
          edited_at, retracted_at, expires_at, links, moderation, high_water)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28,
          max(?6, coalesce((SELECT high_water FROM messages ORDER BY id DESC LIMIT 1), 0)))
        ON CONFLICT DO NOTHING
        """;

    public static void Bind(SqliteStatement statement, ChatMessage message, long account, long conversation) =>
        statement
            .Bind(1, (long)message.Direction)
            .Bind(2, message.Id.Value)
            .Bind(3, message.ArchiveId)
            .Bind(4, message.From == Implied(message.Conversation, message.Direction) ? null : message.From.ToString())
            .Bind(5, (long)message.Source)
            .Bind(6, message.Timestamp.UtcTicks)
            .Bind(7, message.Body)
            .Bind(8, (long)message.Encryption)
            .Bind(9, message.SenderKey?.Hex)
            .Bind(10, (long?)message.Trust)
            .Bind(11, (long)message.State)
            .Bind(12, message.FailureReason)
            .Bind(13, (long?)message.DecryptFailure)
            .Bind(14, message.Replaces?.Value)
            .Bind(15, message.ReplyTo?.Value)
            .Bind(16, message.AsksForDisplayed ? 1L : 0L)
            .Bind(17, account)
            .Bind(18, conversation)
            .Bind(19, message.SenderName)
            .Bind(20, message.OccupantId)
            .Bind(21, StoredRelations.Write(message.Attachments))
            .Bind(22, StoredRelations.FileNames(message.Attachments))
            .Bind(23, StoredRelations.Write(message.Reactions))
            .Bind(24, message.EditedAt?.UtcTicks)
            .Bind(25, message.RetractedAt?.UtcTicks)
            .Bind(26, message.ExpiresAt?.UtcTicks)
            .Bind(27, StoredRelations.Write(message.Links))
            .Bind(28, StoredRelations.Write(message.Moderation));

    /// <summary>Reads a message whose columns start at <paramref name="first"/>.</summary>
    public static ChatMessage Read(SqliteStatement row, ConversationId conversation, int first = 0)
    {
        var direction = (MessageDirection)row.Int32(first);
        return new()
        {
            Conversation = conversation,
            Direction = direction,
            Id = new(row.Text(first + 1)!),
            ArchiveId = row.Text(first + 2),
            From = row.Text(first + 3) is { } sender ? Sender(sender) : Implied(conversation, direction),
            Source = (MessageSource)row.Int32(first + 4),
            Timestamp = new(row.Int64(first + 5), TimeSpan.Zero),
            Body = row.Text(first + 6),
            Encryption = (EncryptionKind)row.Int32(first + 7),
            SenderKey = Fingerprint.TryParse(row.Text(first + 8), out var key) ? key : null,
            Trust = row.IsNull(first + 9) ? null : (TrustLevel)row.Int32(first + 9),
            State = (DeliveryState)row.Int32(first + 10),
            FailureReason = row.Text(first + 11),
            DecryptFailure = row.IsNull(first + 12) ? null : (DecryptFailure)row.Int32(first + 12),
            Replaces = row.Text(first + 13) is { } replaces ? new MessageId(replaces) : null,
            ReplyTo = row.Text(first + 14) is { } replyTo ? new MessageId(replyTo) : null,
            AsksForDisplayed = row.Boolean(first + 15),
            SenderName = row.Text(first + 16),
            OccupantId = row.Text(first + 17),
            Attachments = StoredRelations.Attachments(row.Text(first + 18)),
            Reactions = StoredRelations.Reactions(row.Text(first + 19)),
            EditedAt = row.Time(first + 20),
            RetractedAt = row.Time(first + 21),
            ExpiresAt = row.Time(first + 22),
            Links = StoredRelations.Links(row.Text(first + 23)),
            Moderation = StoredRelations.Moderation(row.Text(first + 24)),
        };
    }

    private static Jid Sender(string text) => text.Length == 0 ? default : StoredText.Jid(text);

    private static Jid Implied(ConversationId conversation, MessageDirection direction) =>
        direction == MessageDirection.Incoming ? conversation.Peer : conversation.Account;
}
