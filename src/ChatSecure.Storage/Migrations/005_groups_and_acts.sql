-- What an edit or a reaction of ours took the place of, as JSON: put back if it can't be sent.
ALTER TABLE acts ADD COLUMN former TEXT;

-- Those that wait to be sent (state 0 and 1), or could not be (5).
CREATE INDEX acts_unsent ON acts (account_id, peer) WHERE direction = 1 AND state IN (0, 1, 5);

-- Why a room does not let us in, what was said about that, where to go instead, and what picture it has.
ALTER TABLE rooms ADD COLUMN refusal TEXT;
ALTER TABLE rooms ADD COLUMN refusal_text TEXT;
ALTER TABLE rooms ADD COLUMN alternate TEXT;
ALTER TABLE rooms ADD COLUMN avatar_id TEXT;
