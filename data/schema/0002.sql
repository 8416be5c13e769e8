-- What crosses the air gap: the places that are known, what went out to them,
-- what came in, and who has custody of each record.

-- Another place: head office, or an academy. This one is in academy.
CREATE TABLE site (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	age_recipient TEXT NOT NULL,	-- age1...
	sign_key TEXT NOT NULL,		-- minisign's, in base64
	on_date TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE academy ADD COLUMN kind TEXT NOT NULL DEFAULT 'ACADEMY';

-- Who may write the record: NULL is this place. The count goes up each time
-- custody is handed over, so that of two accounts the later one is known.
ALTER TABLE student ADD COLUMN owner_id BLOB REFERENCES site (id);
ALTER TABLE student ADD COLUMN handover INTEGER NOT NULL DEFAULT 0;
CREATE INDEX student_by_owner ON student (owner_id)
	WHERE owner_id IS NOT NULL;

-- NULL is our own staff; else somebody who is named on facts that came in.
ALTER TABLE staff ADD COLUMN site_id BLOB REFERENCES site (id);

-- Every bundle written. number counts from 1 for ever; it is in the file's
-- name and inside it.
CREATE TABLE export (
	number INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	site_id BLOB REFERENCES site (id),
	file TEXT NOT NULL,
	medium TEXT NOT NULL,
	recipients TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	previous TEXT NOT NULL,		-- sha256 of the export before, or ''
	head_seq INTEGER NOT NULL,
	head_hash BLOB NOT NULL,
	since_seq INTEGER NOT NULL,
	counts TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL,
	received_utc_s INTEGER NOT NULL,	-- by its receipt; 0: none yet
	received_offset_min INTEGER NOT NULL,
	lost_on TEXT NOT NULL
) STRICT;

-- Every bundle taken in.
CREATE TABLE import (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	site_id BLOB NOT NULL REFERENCES site (id),
	kind TEXT NOT NULL,
	number INTEGER NOT NULL,
	file TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	head_seq INTEGER NOT NULL,
	head_hash BLOB NOT NULL,
	counts TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX import_of ON import (site_id, number);

-- Lines of another place's journal that travelled with a student.
CREATE TABLE past_entry (
	student_id BLOB NOT NULL REFERENCES student (id),
	site_id BLOB NOT NULL,
	seq INTEGER NOT NULL,
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL,
	by_name TEXT NOT NULL,
	summary TEXT NOT NULL,
	PRIMARY KEY (student_id, site_id, seq)
) STRICT, WITHOUT ROWID;
