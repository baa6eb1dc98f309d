// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Rows;

/// <summary>An act as a row. Reading and writing agree on <see cref="Columns"/>.</summary>
internal static class ActRow
{
    /// <summary>The columns of an act, of a table that is called <c>t</c>.</summary>
    public const string Columns = """
        t.direction, t.act_id, t.archive_id, t.sender, t.occupant_id, t.kind, t.target, t.at, t.body, t.emojis, t.encryption, t.sender_key, t.trust,
        t.state, t.failure_reason, t.standing, t.peer, t.source
        """;

    public const string Upsert = """
        INSERT INTO acts (account_id, peer, direction, act_id, archive_id, sender, occupant_id, kind, target, at, body, emojis, encryption, sender_key, trust,
          state, failure_reason, standing, source)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
        ON CONFLICT (account_id, peer, direction, act_id) DO UPDATE
        SET archive_id = excluded.archive_id, sender = excluded.sender, occupant_id = excluded.occupant_id, kind = excluded.kind, target = excluded.target,
          at = excluded.at, body = excluded.body, emojis = excluded.emojis, encryption = excluded.encryption, sender_key = excluded.sender_key,
          trust = excluded.trust, state = excluded.state, failure_reason = excluded.failure_reason, standing = excluded.standing,
          source = excluded.source
        """;

    public static void Bind(SqliteStatement statement, MessageAct act, long account) =>
        statement
            .Bind(1, account)
            .Bind(2, act.Conversation.Peer.ToString())
            .Bind(3, (long)act.Direction)
            .Bind(4, act.Id.Value)
            .Bind(5, act.ArchiveId)
            .Bind(6, act.From.ToString())
            .Bind(7, act.OccupantId)
            .Bind(8, (long)act.Kind)
            .Bind(9, act.Target.Value)
            .Bind(10, act.At.UtcTicks)
            .Bind(11, act.Body)
            .Bind(12, StoredText.List(act.Emojis))
            .Bind(13, (long)act.Encryption)
            .Bind(14, act.SenderKey?.Hex)
            .Bind(15, (long?)act.Trust)
            .Bind(16, (long)act.State)
            .Bind(17, act.FailureReason)
            .Bind(18, (long)act.Standing)
            .Bind(19, (long)act.Source);

    public static MessageAct Read(SqliteStatement row, Jid account) =>
        new()
        {
            Conversation = new(account, StoredText.Jid(row.Text(16))),
            Direction = (MessageDirection)row.Int32(0),
            Id = new(row.Text(1)!),
            ArchiveId = row.Text(2),
            From = StoredText.Jid(row.Text(3)),
            OccupantId = row.Text(4),
            Kind = (MessageActKind)row.Int32(5),
            Target = new(row.Text(6)!),
            At = new(row.Int64(7), TimeSpan.Zero),
            Body = row.Text(8),
            Emojis = [.. StoredText.List(row.Text(9))],
            Encryption = (EncryptionKind)row.Int32(10),
            SenderKey = Fingerprint.TryParse(row.Text(11), out var key) ? key : null,
            Trust = row.IsNull(12) ? null : (TrustLevel)row.Int32(12),
            State = (DeliveryState)row.Int32(13),
            FailureReason = row.Text(14),
            Standing = (ActStanding)row.Int32(15),
            Source = (MessageSource)row.Int32(17),
        };
}
