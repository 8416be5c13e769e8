-- What a graduate has done since: graduation itself stays as it was.
CREATE TABLE later_course (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	title TEXT NOT NULL,
	version_id BLOB CHECK (length(version_id) = 16),
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX later_course_of ON later_course (student_id, on_date, id);
