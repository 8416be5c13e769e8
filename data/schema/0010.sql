-- Lines of a stick that were offered and not taken in: until they are, no
-- receipt says that it has arrived.
ALTER TABLE import ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;
