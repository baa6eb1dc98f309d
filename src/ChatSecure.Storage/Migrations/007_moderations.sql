-- Which moderator of a group took a message back, and why, as JSON.
ALTER TABLE messages ADD COLUMN moderation TEXT;
