-- What somebody is still to be told of messages that came: their sender that one is here (0) or up to which all are read (1), our other devices the same (2). Like
-- an act, it belongs to an address, not to a conversation.
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

-- Up to when conversations were erased, and which messages were: what archives and copies still hold of them is not added again.
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

CREATE INDEX erased_messages_by_archive ON erased_messages (account_id, archive_id) WHERE archive_id IS NOT NULL;
CREATE INDEX erased_messages_by_peer ON erased_messages (account_id, peer);

-- When the message behind a gap was sent.
ALTER TABLE archive_gaps ADD COLUMN before_at INTEGER;
