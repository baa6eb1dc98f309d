-- Whether the sender asked to be told when the message is read (XEP-0333). Of the messages that stand here already nobody knows: they count as no.
ALTER TABLE messages ADD COLUMN asks_displayed INTEGER NOT NULL DEFAULT 0;
