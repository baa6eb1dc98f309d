-- What the sender of a message tells of links in its text, as JSON.
ALTER TABLE messages ADD COLUMN links TEXT;

-- Where an account's WebSocket is, if it connects by one.
ALTER TABLE accounts ADD COLUMN websocket TEXT;
