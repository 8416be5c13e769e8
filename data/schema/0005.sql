-- Case studies: what is told about a person, and where it was published. Facts
-- about a student like those of step 3: nothing is changed, a later row says
-- more. case_id and text_id are ids of rows below; a new text is a new draft.

CREATE TABLE case_study (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	title TEXT NOT NULL,
	kind TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX case_study_of ON case_study (student_id, on_date, id);

CREATE TABLE case_text (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	case_id BLOB NOT NULL CHECK (length(case_id) = 16),
	body TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX case_text_of ON case_text (student_id, on_date, id);

-- A detail that was pointed at and may stay in the text.
CREATE TABLE case_stay (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	case_id BLOB NOT NULL CHECK (length(case_id) = 16),
	finding TEXT NOT NULL,
	words TEXT NOT NULL,
	because TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX case_stay_of ON case_stay (student_id, on_date, id);

-- Sent for approval, approved, sent back: of one text.
CREATE TABLE case_step (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	step TEXT NOT NULL,
	note TEXT NOT NULL,
	case_id BLOB NOT NULL CHECK (length(case_id) = 16),
	text_id BLOB NOT NULL CHECK (length(text_id) = 16),
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX case_step_of ON case_step (student_id, on_date, id);

-- Where a text is out. When it is taken down, it has a row in ending.
CREATE TABLE case_place (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	outlet TEXT NOT NULL,
	place TEXT NOT NULL,
	case_id BLOB NOT NULL CHECK (length(case_id) = 16),
	text_id BLOB NOT NULL CHECK (length(text_id) = 16),
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX case_place_of ON case_place (student_id, on_date, id);
