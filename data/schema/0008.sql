-- What people may ask of those who hold records about them, and how long the
-- records are kept.

-- A review of a record that had been kept long enough: kept on, and why.
CREATE TABLE retention_review (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	keep_until TEXT NOT NULL,
	reason TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX retention_review_of ON retention_review (student_id, on_date, id);

-- Somebody asked, on_date; it ends (ending) when they are answered.
CREATE TABLE data_request (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	request TEXT NOT NULL,
	complex INTEGER NOT NULL CHECK (complex IN (0, 1)),
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX data_request_of ON data_request (student_id, on_date, id);

-- That a record was erased: when, why and by whom; never whose it was. mark
-- is a one-way hash of its random id. site_id is the place that erased it, or
-- NULL for this one.
CREATE TABLE erasure (
	mark BLOB PRIMARY KEY CHECK (length(mark) = 32),
	reason TEXT NOT NULL,
	on_date TEXT NOT NULL,
	site_id BLOB,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whose records left with an export.
CREATE TABLE export_student (
	student_id BLOB NOT NULL
		REFERENCES student (id) ON DELETE CASCADE,
	export INTEGER NOT NULL
		REFERENCES export (number) ON DELETE CASCADE,
	PRIMARY KEY (student_id, export)
) STRICT, WITHOUT ROWID;
