-- What people did to messages: edits, retractions, reactions. Each is remembered, so that it counts once whatever ways it comes. Its content is kept only
-- while it waits for its message (standing 1), or waits to be sent. It belongs to an address, not to a conversation: it must bring none into being.
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
  standing       INTEGER NOT NULL,
  UNIQUE (account_id, peer, direction, act_id)
);

CREATE INDEX acts_by_archive ON acts (account_id, archive_id) WHERE archive_id IS NOT NULL;
CREATE INDEX acts_by_target ON acts (account_id, peer, target);

-- What an entry sends: 0 a message, 1 an act.
ALTER TABLE outbox ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
