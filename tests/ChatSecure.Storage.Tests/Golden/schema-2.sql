CREATE INDEX conversations_by_time ON conversations (account_id, last_timestamp, last_message);
CREATE UNIQUE INDEX messages_by_archive ON messages (account_id, archive_id) WHERE archive_id IS NOT NULL;
CREATE UNIQUE INDEX messages_by_id ON messages (conversation_id, direction, message_id);
CREATE INDEX messages_by_time ON messages (conversation_id, timestamp);
CREATE INDEX messages_unread ON messages (conversation_id) WHERE direction = 0 AND state <> 4;
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
);
CREATE TABLE archive_cursors (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  archive    TEXT    NOT NULL,
  last_id    TEXT    NOT NULL,
  PRIMARY KEY (account_id, archive)
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
  ever_encrypted INTEGER NOT NULL DEFAULT 0,
  UNIQUE (account_id, peer)
);
CREATE TABLE crypto_records (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  "table"    TEXT    NOT NULL,
  key        TEXT    NOT NULL,
  value      BLOB    NOT NULL,
  PRIMARY KEY (account_id, "table", key)
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
, asks_displayed INTEGER NOT NULL DEFAULT 0);
CREATE VIRTUAL TABLE messages_text USING fts5 (
  body,
  content = 'messages',
  content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3'
);
CREATE TABLE 'messages_text_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'messages_text_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'messages_text_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'messages_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE outbox (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  message_id TEXT    NOT NULL,
  recipient  TEXT    NOT NULL,
  encryption INTEGER NOT NULL,
  prepared   BLOB,
  UNIQUE (account_id, message_id)
);
CREATE TABLE vault (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  name       TEXT    NOT NULL,
  secret     BLOB    NOT NULL,
  PRIMARY KEY (account_id, name)
) WITHOUT ROWID;
CREATE TRIGGER messages_text_delete BEFORE DELETE ON messages WHEN old.body IS NOT NULL BEGIN
  INSERT INTO messages_text (messages_text, rowid, body) VALUES ('delete', old.id, old.body);
END;
CREATE TRIGGER messages_text_insert AFTER INSERT ON messages WHEN new.body IS NOT NULL BEGIN
  INSERT INTO messages_text (rowid, body) VALUES (new.id, new.body);
END
