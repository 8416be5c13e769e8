-- The records of one academy. Every table has a declared primary key, which
-- the session extension needs to record changes. Codes, dates (YYYY-MM-DD) and
-- names are text; ids are 16 bytes; times are seconds UTC and the local offset.

CREATE TABLE academy (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	code TEXT NOT NULL,
	name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
	id TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	user_name TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	active INTEGER NOT NULL CHECK (active IN (0, 1)),
	slot_id BLOB NOT NULL CHECK (length(slot_id) = 16)
) STRICT, WITHOUT ROWID;

CREATE TABLE curriculum_version (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	code TEXT NOT NULL,
	title TEXT NOT NULL,
	version TEXT NOT NULL,
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL,
	UNIQUE (code, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE item (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	version_id BLOB NOT NULL REFERENCES curriculum_version (id),
	parent_id BLOB REFERENCES item (id),
	position INTEGER NOT NULL,
	depth INTEGER NOT NULL,
	kind TEXT NOT NULL,
	code TEXT NOT NULL,
	title TEXT NOT NULL,
	hours_min INTEGER NOT NULL,
	required INTEGER NOT NULL CHECK (required IN (0, 1)),
	prerequisites TEXT NOT NULL,
	evidence TEXT NOT NULL,
	UNIQUE (version_id, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_in_order ON item (version_id, position);
CREATE INDEX item_by_parent ON item (parent_id);

CREATE TABLE student (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	reference TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	preferred_name TEXT NOT NULL,
	latin_name TEXT NOT NULL,
	uln TEXT NOT NULL,
	date_joined TEXT NOT NULL,
	location TEXT NOT NULL,
	languages TEXT NOT NULL,
	what_helps TEXT NOT NULL,
	version_id BLOB REFERENCES curriculum_version (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX student_by_version ON student (version_id);

-- Facts with a date, appended and never overwritten. The row in force on a
-- day is the last by (on_date, id): ids are in order of time.
CREATE TABLE prison_number (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	number TEXT NOT NULL,
	on_date TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX prison_number_of ON prison_number (student_id, on_date, id, number);

CREATE TABLE enrolment (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	value TEXT NOT NULL,
	on_date TEXT NOT NULL,
	reason TEXT NOT NULL,
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolment_of ON enrolment (student_id, on_date, id, value);

CREATE TABLE custody (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	value TEXT NOT NULL,
	on_date TEXT NOT NULL,
	reason TEXT NOT NULL,
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX custody_of ON custody (student_id, on_date, id, value);

CREATE TABLE release_date (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	release_on TEXT NOT NULL,	-- '' when it is not known any more
	kind TEXT NOT NULL,
	confidence TEXT NOT NULL,
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX release_date_of ON release_date (student_id, id);

-- One student's state on one item; how it came to be is in attempt.
CREATE TABLE mark (
	student_id BLOB NOT NULL REFERENCES student (id),
	item_id BLOB NOT NULL REFERENCES item (id),
	status TEXT NOT NULL,
	help INTEGER NOT NULL CHECK (help IN (0, 1)),
	on_date TEXT NOT NULL,
	attempts INTEGER NOT NULL,
	note TEXT NOT NULL,
	PRIMARY KEY (student_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_by_item ON mark (item_id);
CREATE INDEX mark_help ON mark (student_id) WHERE help = 1;
CREATE INDEX mark_submitted ON mark (student_id) WHERE status = 'SUBMITTED';

CREATE TABLE attempt (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	item_id BLOB NOT NULL REFERENCES item (id),
	number INTEGER NOT NULL,
	on_date TEXT NOT NULL,
	result TEXT NOT NULL,
	medium TEXT NOT NULL,
	evidence TEXT NOT NULL,
	checked_by TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_of ON attempt (student_id, item_id, number);

CREATE TABLE graduate (
	student_id BLOB PRIMARY KEY REFERENCES student (id),
	version_id BLOB NOT NULL REFERENCES curriculum_version (id),
	on_date TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id)
) STRICT, WITHOUT ROWID;

-- Counted anew for a student at each change, so that lists need not scan
-- marks. Nothing here that could not be counted again.
CREATE TABLE tally (
	student_id BLOB PRIMARY KEY
		REFERENCES student (id) ON DELETE CASCADE,
	required INTEGER NOT NULL,
	done INTEGER NOT NULL,
	help INTEGER NOT NULL,
	submitted INTEGER NOT NULL,
	last_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sheet (
	number INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	subject_id BLOB,
	medium TEXT NOT NULL,
	as_at TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT;

CREATE TABLE draft (
	id TEXT PRIMARY KEY,
	body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each thing a person did. hash covers the row, payload_hash and
-- the hash of the row before; payload_hash covers what names people: summary,
-- subjects and changeset. An erasure empties these (changeset becomes NULL)
-- and leaves the hashes, so that the chain still verifies.
CREATE TABLE journal (
	seq INTEGER PRIMARY KEY,
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL,
	staff_id BLOB NOT NULL,
	action TEXT NOT NULL,
	summary TEXT NOT NULL,
	undoes INTEGER NOT NULL,
	final INTEGER NOT NULL,
	changeset BLOB,
	payload_hash BLOB NOT NULL,
	previous BLOB NOT NULL,
	hash BLOB NOT NULL
) STRICT;
CREATE INDEX journal_undoes ON journal (undoes) WHERE undoes > 0;

CREATE TABLE journal_subject (
	subject_id BLOB NOT NULL,
	seq INTEGER NOT NULL REFERENCES journal (seq),
	PRIMARY KEY (subject_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_subject_by_seq ON journal_subject (seq);
