CREATE INDEX acts_by_archive ON acts (account_id, archive_id) WHERE archive_id IS NOT NULL;
CREATE INDEX acts_by_target ON acts (account_id, peer, target);
CREATE INDEX acts_unsent ON acts (account_id, peer) WHERE direction = 1 AND state IN (0, 1, 5);
CREATE INDEX conversations_by_place ON conversations (account_id, is_archived, is_pinned, last_timestamp, last_message);
CREATE INDEX erased_messages_by_archive ON erased_messages (account_id, archive_id) WHERE archive_id IS NOT NULL;
CREATE INDEX erased_messages_by_peer ON erased_messages (account_id, peer);
CREATE INDEX media_thumbnails ON media (thumbnail) WHERE thumbnail IS NOT NULL;
CREATE INDEX message_media_by_media ON message_media (media_id);
CREATE UNIQUE INDEX messages_by_archive ON messages (account_id, archive_id) WHERE archive_id IS NOT NULL;
CREATE UNIQUE INDEX messages_by_id ON messages (conversation_id, direction, message_id);
CREATE INDEX messages_by_time ON messages (conversation_id, timestamp);
CREATE INDEX messages_expiring ON messages (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX messages_unread ON messages (conversation_id) WHERE direction = 0 AND state <> 4;
CREATE INDEX notes_by_time ON notes (account_id, peer, at);
CREATE TABLE accounts (
  id                INTEGER PRIMARY KEY,
  jid               TEXT    NOT NULL UNIQUE,
  added_at          INTEGER,
  server_host       TEXT,
  server_port       INTEGER,
  server_tls        INTEGER,
  extra_authorities TEXT,
  pins              TEXT    NOT NULL DEFAULT '[]',
  proxy             TEXT,
  roster_version    TEXT
, websocket TEXT);
CREATE TABLE acts (
  id             INTEGER PRIMARY KEY,
  account_id     INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  peer           TEXT    NOT NULL,
  direction      INTEGER NOT NULL,
  act_id         TEXT    NOT NULL,
  archive_id     TEXT,
  source         INTEGER NOT NULL,
  sender         TEXT    NOT NULL,
  occupant_id    TEXT,
  kind           INTEGER NOT NULL,
  target         TEXT    NOT NULL,
  at             INTEGER NOT NULL,
  body           TEXT,
  emojis         TEXT    NOT NULL,
  encryption     INTEGER NOT NULL,
  sender_key     TEXT,
  trust          INTEGER,
  state          INTEGER NOT NULL,
  failure_reason TEXT,
  standing       INTEGER NOT NULL, former TEXT,
  UNIQUE (account_id, peer, direction, act_id)
);
CREATE TABLE archive_cursors (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  archive    TEXT    NOT NULL,
  last_id    TEXT    NOT NULL,
  PRIMARY KEY (account_id, archive)
) WITHOUT ROWID;
CREATE TABLE archive_gaps (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  archive    TEXT    NOT NULL,
  after_id   TEXT    NOT NULL,
  before_id  TEXT    NOT NULL, before_at INTEGER,
  UNIQUE (account_id, archive, after_id, before_id)
);
CREATE TABLE connection_records (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  record     INTEGER NOT NULL,
  content    BLOB    NOT NULL,
  PRIMARY KEY (account_id, record)
) WITHOUT ROWID;
CREATE TABLE contacts (
  account_id     INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  jid            TEXT    NOT NULL,
  name           TEXT,
  subscription   INTEGER NOT NULL,
  is_pending_out INTEGER NOT NULL,
  is_pending_in  INTEGER NOT NULL,
  is_blocked     INTEGER NOT NULL,
  groups         TEXT    NOT NULL,
  PRIMARY KEY (account_id, jid)
) WITHOUT ROWID;
CREATE TABLE conversations (
  id             INTEGER PRIMARY KEY,
  account_id     INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  peer           TEXT    NOT NULL,
  last_message   INTEGER NOT NULL DEFAULT 0,
  last_timestamp INTEGER NOT NULL DEFAULT 0,
  unread_count   INTEGER NOT NULL DEFAULT 0,
  ever_encrypted INTEGER NOT NULL DEFAULT 0, is_pinned INTEGER NOT NULL DEFAULT 0, is_archived INTEGER NOT NULL DEFAULT 0, muted_until INTEGER, draft TEXT, is_marked_unread INTEGER NOT NULL DEFAULT 0,
  UNIQUE (account_id, peer)
);
CREATE TABLE crypto_records (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  "table"    TEXT    NOT NULL,
  key        TEXT    NOT NULL,
  value      BLOB    NOT NULL,
  PRIMARY KEY (account_id, "table", key)
) WITHOUT ROWID;
CREATE TABLE erased_conversations (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  peer       TEXT    NOT NULL,
  until      INTEGER NOT NULL,
  PRIMARY KEY (account_id, peer)
) WITHOUT ROWID;
CREATE TABLE erased_messages (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  peer       TEXT    NOT NULL,
  direction  INTEGER NOT NULL,
  message_id TEXT    NOT NULL,
  archive_id TEXT,
  UNIQUE (account_id, peer, direction, message_id)
);
CREATE TABLE markers (
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  sender          TEXT    NOT NULL,
  state           INTEGER NOT NULL,
  message_id      TEXT    NOT NULL,
  at              INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, sender, state)
) WITHOUT ROWID;
CREATE TABLE media (
  id            INTEGER PRIMARY KEY,
  account_id    INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  media_id      TEXT    NOT NULL UNIQUE,
  sha256        TEXT    NOT NULL,
  size          INTEGER NOT NULL,
  media_type    TEXT,
  file_key      BLOB    NOT NULL,
  is_evictable  INTEGER NOT NULL,
  added_at      INTEGER NOT NULL,
  used_at       INTEGER NOT NULL,
  thumbnail     TEXT,
  UNIQUE (account_id, sha256)
);
CREATE TABLE media_trash (media_id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE message_media (
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  media_id   TEXT    NOT NULL,
  PRIMARY KEY (message_id, media_id)
) WITHOUT ROWID;
CREATE TABLE messages (
  id              INTEGER PRIMARY KEY,
  account_id      INTEGER NOT NULL,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  direction       INTEGER NOT NULL,
  message_id      TEXT    NOT NULL,
  archive_id      TEXT,
  sender          TEXT,
  source          INTEGER NOT NULL,
  timestamp       INTEGER NOT NULL,
  high_water      INTEGER NOT NULL,
  body            TEXT,
  encryption      INTEGER NOT NULL,
  sender_key      TEXT,
  trust           INTEGER,
  state           INTEGER NOT NULL,
  failure_reason  TEXT,
  decrypt_failure INTEGER,
  replaces        TEXT,
  reply_to        TEXT
, asks_displayed INTEGER NOT NULL DEFAULT 0, sender_name TEXT, occupant_id TEXT, attachments TEXT, file_names TEXT, reactions TEXT, edited_at INTEGER, retracted_at INTEGER, expires_at INTEGER, links TEXT, moderation TEXT);
CREATE VIRTUAL TABLE messages_text USING fts5 (
  body,
  file_names,
  content = 'messages',
  content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3'
);
CREATE TABLE 'messages_text_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'messages_text_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'messages_text_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'messages_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE VIRTUAL TABLE messages_text_words USING fts5vocab('messages_text', 'instance');
CREATE TABLE names (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  jid        TEXT    NOT NULL,
  is_room    INTEGER NOT NULL,
  text       TEXT    NOT NULL,
  UNIQUE (account_id, jid, is_room)
);
CREATE VIRTUAL TABLE names_text USING fts5 (
  text,
  content = 'names',
  content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3'
);
CREATE TABLE 'names_text_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'names_text_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'names_text_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'names_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE notes (
  id          INTEGER PRIMARY KEY,
  account_id  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  peer        TEXT    NOT NULL,
  note_id     TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  kind        INTEGER NOT NULL,
  who         TEXT,
  by_whom     TEXT,
  text        TEXT,
  device      INTEGER,
  key         TEXT,
  affiliation INTEGER,
  UNIQUE (account_id, peer, note_id)
);
CREATE TABLE occupants (
  account_id  INTEGER NOT NULL,
  room        TEXT    NOT NULL,
  nick        TEXT    NOT NULL,
  jid         TEXT,
  occupant_id TEXT,
  role        TEXT,
  affiliation TEXT,
  PRIMARY KEY (account_id, room, nick),
  FOREIGN KEY (account_id, room) REFERENCES rooms (account_id, jid) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE outbox (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  message_id TEXT    NOT NULL,
  recipient  TEXT    NOT NULL,
  encryption INTEGER NOT NULL,
  prepared   BLOB, kind INTEGER NOT NULL DEFAULT 0,
  UNIQUE (account_id, message_id)
);
CREATE TABLE owed (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  peer       TEXT    NOT NULL,
  kind       INTEGER NOT NULL,
  recipient  TEXT    NOT NULL,
  about      TEXT    NOT NULL,
  encryption INTEGER NOT NULL,
  UNIQUE (account_id, peer, kind, recipient, about)
);
CREATE TABLE records (
  collection TEXT NOT NULL,
  key        TEXT NOT NULL,
  value      BLOB NOT NULL,
  PRIMARY KEY (collection, key)
) WITHOUT ROWID;
CREATE TABLE rooms (
  account_id       INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  jid              TEXT    NOT NULL,
  name             TEXT,
  subject          TEXT,
  nick             TEXT,
  password         TEXT,
  is_auto_joined   INTEGER NOT NULL,
  is_members_only  INTEGER NOT NULL,
  is_non_anonymous INTEGER NOT NULL, refusal TEXT, refusal_text TEXT, alternate TEXT, avatar_id TEXT,
  PRIMARY KEY (account_id, jid)
) WITHOUT ROWID;
CREATE TABLE vault (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  name       TEXT    NOT NULL,
  secret     BLOB    NOT NULL,
  PRIMARY KEY (account_id, name)
) WITHOUT ROWID;
CREATE TRIGGER contacts_delete AFTER DELETE ON contacts BEGIN
  DELETE FROM names WHERE account_id = old.account_id AND jid = old.jid AND is_room = 0;
END;
CREATE TRIGGER contacts_insert AFTER INSERT ON contacts BEGIN
  INSERT INTO names (account_id, jid, is_room, text) VALUES (new.account_id, new.jid, 0, coalesce(new.name || ' ', '') || new.jid);
END;
CREATE TRIGGER contacts_update AFTER UPDATE OF name ON contacts WHEN old.name IS NOT new.name BEGIN
  DELETE FROM names WHERE account_id = old.account_id AND jid = old.jid AND is_room = 0;
  INSERT INTO names (account_id, jid, is_room, text) VALUES (new.account_id, new.jid, 0, coalesce(new.name || ' ', '') || new.jid);
END;
CREATE TRIGGER media_delete AFTER DELETE ON media BEGIN
  INSERT OR IGNORE INTO media_trash VALUES (old.media_id);
END;
CREATE TRIGGER message_media_delete AFTER DELETE ON message_media
WHEN NOT EXISTS (SELECT 1 FROM message_media WHERE media_id = old.media_id)
 AND NOT EXISTS (SELECT 1 FROM media WHERE thumbnail = old.media_id)
BEGIN
  DELETE FROM media WHERE media_id = (SELECT thumbnail FROM media WHERE media_id = old.media_id)
    AND NOT EXISTS (SELECT 1 FROM message_media x WHERE x.media_id = media.media_id)
    AND NOT EXISTS (SELECT 1 FROM media y WHERE y.thumbnail = media.media_id AND y.media_id <> old.media_id);
  DELETE FROM media WHERE media_id = old.media_id;
END;
CREATE TRIGGER messages_text_after AFTER UPDATE OF body, file_names ON messages
WHEN (new.body IS NOT NULL OR new.file_names IS NOT NULL) AND (old.body IS NOT new.body OR old.file_names IS NOT new.file_names) BEGIN
  INSERT INTO messages_text (rowid, body, file_names) VALUES (new.id, new.body, new.file_names);
END;
CREATE TRIGGER messages_text_before BEFORE UPDATE OF body, file_names ON messages
WHEN (old.body IS NOT NULL OR old.file_names IS NOT NULL) AND (old.body IS NOT new.body OR old.file_names IS NOT new.file_names) BEGIN
  INSERT INTO messages_text (messages_text, rowid, body, file_names) VALUES ('delete', old.id, old.body, old.file_names);
END;
CREATE TRIGGER messages_text_delete BEFORE DELETE ON messages WHEN old.body IS NOT NULL OR old.file_names IS NOT NULL BEGIN
  INSERT INTO messages_text (messages_text, rowid, body, file_names) VALUES ('delete', old.id, old.body, old.file_names);
END;
CREATE TRIGGER messages_text_insert AFTER INSERT ON messages WHEN new.body IS NOT NULL OR new.file_names IS NOT NULL BEGIN
  INSERT INTO messages_text (rowid, body, file_names) VALUES (new.id, new.body, new.file_names);
END;
CREATE TRIGGER names_delete BEFORE DELETE ON names BEGIN
  INSERT INTO names_text (names_text, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER names_insert AFTER INSERT ON names BEGIN
  INSERT INTO names_text (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER rooms_delete AFTER DELETE ON rooms BEGIN
  DELETE FROM names WHERE account_id = old.account_id AND jid = old.jid AND is_room = 1;
END;
CREATE TRIGGER rooms_insert AFTER INSERT ON rooms BEGIN
  INSERT INTO names (account_id, jid, is_room, text) VALUES (new.account_id, new.jid, 1, coalesce(new.name || ' ', '') || new.jid);
END;
CREATE TRIGGER rooms_update AFTER UPDATE OF name ON rooms WHEN old.name IS NOT new.name BEGIN
  DELETE FROM names WHERE account_id = old.account_id AND jid = old.jid AND is_room = 1;
  INSERT INTO names (account_id, jid, is_room, text) VALUES (new.account_id, new.jid, 1, coalesce(new.name || ' ', '') || new.jid);
END
