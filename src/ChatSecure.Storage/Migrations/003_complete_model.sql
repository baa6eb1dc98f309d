-- Rooms, files, reactions, edits, what disappears by itself, what the person does with conversations, an app's own records.

-- attachments and reactions are JSON, since they are read with their message and never without it. file_names repeats what is searched of them.
ALTER TABLE messages ADD COLUMN sender_name TEXT;
ALTER TABLE messages ADD COLUMN occupant_id TEXT;
ALTER TABLE messages ADD COLUMN attachments TEXT;
ALTER TABLE messages ADD COLUMN file_names TEXT;
ALTER TABLE messages ADD COLUMN reactions TEXT;
ALTER TABLE messages ADD COLUMN edited_at INTEGER;
ALTER TABLE messages ADD COLUMN retracted_at INTEGER;
ALTER TABLE messages ADD COLUMN expires_at INTEGER;
CREATE INDEX messages_expiring ON messages (expires_at) WHERE expires_at IS NOT NULL;

ALTER TABLE conversations ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN is_archived INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN muted_until INTEGER;
ALTER TABLE conversations ADD COLUMN draft TEXT;
DROP INDEX conversations_by_time;
CREATE INDEX conversations_by_place ON conversations (account_id, is_archived, is_pinned, last_timestamp, last_message);

CREATE TABLE markers (
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  sender          TEXT    NOT NULL,
  state           INTEGER NOT NULL,
  message_id      TEXT    NOT NULL,
  at              INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, sender, state)
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
  is_non_anonymous INTEGER NOT NULL,
  PRIMARY KEY (account_id, jid)
) WITHOUT ROWID;

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

CREATE TABLE archive_gaps (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  archive    TEXT    NOT NULL,
  after_id   TEXT    NOT NULL,
  before_id  TEXT    NOT NULL,
  UNIQUE (account_id, archive, after_id, before_id)
);

CREATE TABLE connection_records (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  record     INTEGER NOT NULL,
  content    BLOB    NOT NULL,
  PRIMARY KEY (account_id, record)
) WITHOUT ROWID;

CREATE TABLE records (
  collection TEXT NOT NULL,
  key        TEXT NOT NULL,
  value      BLOB NOT NULL,
  PRIMARY KEY (collection, key)
) WITHOUT ROWID;

-- A file of the media folder is named by media_id and encrypted with file_key, so that a row that is gone takes its file's content with it.
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

CREATE INDEX media_thumbnails ON media (thumbnail) WHERE thumbnail IS NOT NULL;

CREATE TABLE message_media (
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  media_id   TEXT    NOT NULL,
  PRIMARY KEY (message_id, media_id)
) WITHOUT ROWID;

CREATE INDEX message_media_by_media ON message_media (media_id);

-- Files whose rows are gone. They are deleted after the commit, or with the next start.
CREATE TABLE media_trash (media_id TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TRIGGER media_delete AFTER DELETE ON media BEGIN
  INSERT OR IGNORE INTO media_trash VALUES (old.media_id);
END;

-- The last message that names a file takes it along, and the smaller picture that stands for it.
CREATE TRIGGER message_media_delete AFTER DELETE ON message_media
WHEN NOT EXISTS (SELECT 1 FROM message_media WHERE media_id = old.media_id)
 AND NOT EXISTS (SELECT 1 FROM media WHERE thumbnail = old.media_id)
BEGIN
  DELETE FROM media WHERE media_id = (SELECT thumbnail FROM media WHERE media_id = old.media_id)
    AND NOT EXISTS (SELECT 1 FROM message_media x WHERE x.media_id = media.media_id)
    AND NOT EXISTS (SELECT 1 FROM media y WHERE y.thumbnail = media.media_id AND y.media_id <> old.media_id);
  DELETE FROM media WHERE media_id = old.media_id;
END;

DROP TRIGGER messages_text_insert;
DROP TRIGGER messages_text_delete;
DROP TABLE messages_text;
CREATE VIRTUAL TABLE messages_text USING fts5 (
  body,
  file_names,
  content = 'messages',
  content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3'
);
INSERT INTO messages_text (rowid, body, file_names) SELECT id, body, NULL FROM messages WHERE body IS NOT NULL;

-- The words of the index, in their order. It stores nothing.
CREATE VIRTUAL TABLE messages_text_words USING fts5vocab('messages_text', 'instance');

-- The index must be told the very text that it was given, hence before the row changes.
CREATE TRIGGER messages_text_insert AFTER INSERT ON messages WHEN new.body IS NOT NULL OR new.file_names IS NOT NULL BEGIN
  INSERT INTO messages_text (rowid, body, file_names) VALUES (new.id, new.body, new.file_names);
END;

CREATE TRIGGER messages_text_delete BEFORE DELETE ON messages WHEN old.body IS NOT NULL OR old.file_names IS NOT NULL BEGIN
  INSERT INTO messages_text (messages_text, rowid, body, file_names) VALUES ('delete', old.id, old.body, old.file_names);
END;

CREATE TRIGGER messages_text_before BEFORE UPDATE OF body, file_names ON messages
WHEN (old.body IS NOT NULL OR old.file_names IS NOT NULL) AND (old.body IS NOT new.body OR old.file_names IS NOT new.file_names) BEGIN
  INSERT INTO messages_text (messages_text, rowid, body, file_names) VALUES ('delete', old.id, old.body, old.file_names);
END;

CREATE TRIGGER messages_text_after AFTER UPDATE OF body, file_names ON messages
WHEN (new.body IS NOT NULL OR new.file_names IS NOT NULL) AND (old.body IS NOT new.body OR old.file_names IS NOT new.file_names) BEGIN
  INSERT INTO messages_text (rowid, body, file_names) VALUES (new.id, new.body, new.file_names);
END;

-- What contacts and rooms are found by: name and address.
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

CREATE TRIGGER names_insert AFTER INSERT ON names BEGIN
  INSERT INTO names_text (rowid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER names_delete BEFORE DELETE ON names BEGIN
  INSERT INTO names_text (names_text, rowid, text) VALUES ('delete', old.id, old.text);
END;

CREATE TRIGGER contacts_insert AFTER INSERT ON contacts BEGIN
  INSERT INTO names (account_id, jid, is_room, text) VALUES (new.account_id, new.jid, 0, coalesce(new.name || ' ', '') || new.jid);
END;

CREATE TRIGGER contacts_delete AFTER DELETE ON contacts BEGIN
  DELETE FROM names WHERE account_id = old.account_id AND jid = old.jid AND is_room = 0;
END;

CREATE TRIGGER contacts_update AFTER UPDATE OF name ON contacts WHEN old.name IS NOT new.name BEGIN
  DELETE FROM names WHERE account_id = old.account_id AND jid = old.jid AND is_room = 0;
  INSERT INTO names (account_id, jid, is_room, text) VALUES (new.account_id, new.jid, 0, coalesce(new.name || ' ', '') || new.jid);
END;

CREATE TRIGGER rooms_insert AFTER INSERT ON rooms BEGIN
  INSERT INTO names (account_id, jid, is_room, text) VALUES (new.account_id, new.jid, 1, coalesce(new.name || ' ', '') || new.jid);
END;

CREATE TRIGGER rooms_delete AFTER DELETE ON rooms BEGIN
  DELETE FROM names WHERE account_id = old.account_id AND jid = old.jid AND is_room = 1;
END;

CREATE TRIGGER rooms_update AFTER UPDATE OF name ON rooms WHEN old.name IS NOT new.name BEGIN
  DELETE FROM names WHERE account_id = old.account_id AND jid = old.jid AND is_room = 1;
  INSERT INTO names (account_id, jid, is_room, text) VALUES (new.account_id, new.jid, 1, coalesce(new.name || ' ', '') || new.jid);
END;

INSERT INTO names (account_id, jid, is_room, text) SELECT account_id, jid, 0, coalesce(name || ' ', '') || jid FROM contacts;
