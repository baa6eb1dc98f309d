-- What happened in conversations beside their messages: devices, keys, members. Like an act, a note belongs to an address, not to a conversation: it must
-- bring none into being.
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

CREATE INDEX notes_by_time ON notes (account_id, peer, at);
