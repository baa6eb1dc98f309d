-- A conversation that the person wants to come back to, though all of it was read.
ALTER TABLE conversations ADD COLUMN is_marked_unread INTEGER NOT NULL DEFAULT 0;
