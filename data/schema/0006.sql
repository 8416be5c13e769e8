-- A stick is registered before its files get their names, and finished after:
-- where power was cut between, nobody knows whether it is whole.
ALTER TABLE export ADD COLUMN finished INTEGER NOT NULL DEFAULT 1
	CHECK (finished IN (0, 1));

-- When a place went back to an older copy of its records, and that was accepted
-- here: what came from it before is another life of it, and not followed on.
ALTER TABLE import ADD COLUMN superseded INTEGER NOT NULL DEFAULT 0
	CHECK (superseded IN (0, 1));
CREATE INDEX import_newest ON import (site_id, id);
