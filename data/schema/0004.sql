-- Employers, their vacancies, applications to them, and kit on loan.

-- owner_id is the place that keeps the employer and its vacancies; NULL is
-- this one. exclusions: codes with spaces between, as the employer said them.
CREATE TABLE employer (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	owner_id BLOB CHECK (length(owner_id) = 16),
	name TEXT NOT NULL,
	sector TEXT NOT NULL,
	tier TEXT NOT NULL,
	place TEXT NOT NULL,
	contact TEXT NOT NULL,
	contact_how TEXT NOT NULL,
	exclusions TEXT NOT NULL,
	since TEXT NOT NULL,
	ended_on TEXT NOT NULL,
	note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Salaries are a year's, 0 when not given; places 0 when not said.
CREATE TABLE vacancy (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	employer_id BLOB NOT NULL REFERENCES employer (id),
	title TEXT NOT NULL,
	level TEXT NOT NULL,
	field TEXT NOT NULL,
	contract TEXT NOT NULL,
	base TEXT NOT NULL,
	hours TEXT NOT NULL,
	salary_from_gbp INTEGER NOT NULL CHECK (salary_from_gbp >= 0),
	salary_to_gbp INTEGER NOT NULL CHECK (salary_to_gbp >= 0),
	places INTEGER NOT NULL CHECK (places >= 0),
	opens_on TEXT NOT NULL,
	closes_on TEXT NOT NULL,
	closed_on TEXT NOT NULL,
	note TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX vacancy_of ON vacancy (employer_id, id);

-- Facts, as those of 0003. on_date is when the application was made.
CREATE TABLE application (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	title TEXT NOT NULL,
	employer_id BLOB NOT NULL REFERENCES employer (id),
	vacancy_id BLOB REFERENCES vacancy (id),
	brokered INTEGER NOT NULL CHECK (brokered IN (0, 1)),
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX application_of ON application (student_id, on_date, id);
CREATE INDEX application_to ON application (employer_id);
CREATE INDEX application_for ON application (vacancy_id);

-- made_id is the destination that a start made, or the ending that an end did.
CREATE TABLE application_step (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	step TEXT NOT NULL,
	next_on TEXT NOT NULL,
	note TEXT NOT NULL,
	application_id BLOB NOT NULL CHECK (length(application_id) = 16),
	made_id BLOB CHECK (length(made_id) = 16),
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX application_step_of ON application_step (student_id, on_date, id);

CREATE TABLE kit_loan (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	item TEXT NOT NULL,
	tag TEXT NOT NULL,
	due_on TEXT NOT NULL,
	condition TEXT NOT NULL,
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX kit_loan_of ON kit_loan (student_id, on_date, id);
