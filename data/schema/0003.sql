-- Through the gate: support, destinations, contacts. Every row is a fact about
-- one student: when it was so (on_date), by whom and when it was recorded. No
-- row is changed: what ends has a row in ending, what was wrong has one in
-- correction, what was looked at again has one in review. fact_id is the id of
-- a row of any of these tables.

-- What happens after release: an axis, as enrolment and custody are.
CREATE TABLE support (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	value TEXT NOT NULL,
	reason TEXT NOT NULL,
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX support_of ON support (student_id, on_date, id);

CREATE TABLE support_plan (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	readiness TEXT NOT NULL,
	needs TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX support_plan_of ON support_plan (student_id, on_date, id);

CREATE TABLE plan_check (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	item TEXT NOT NULL,
	state TEXT NOT NULL,
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_check_of ON plan_check (student_id, on_date, id);

CREATE TABLE pathway (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	pathway TEXT NOT NULL,
	state TEXT NOT NULL,
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pathway_of ON pathway (student_id, on_date, id);

CREATE TABLE plan_action (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	what TEXT NOT NULL,
	owner TEXT NOT NULL,
	due_on TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_action_of ON plan_action (student_id, on_date, id);

CREATE TABLE professional (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	role TEXT NOT NULL,
	organisation TEXT NOT NULL,
	name TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX professional_of ON professional (student_id, on_date, id);

CREATE TABLE deferral (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	kind TEXT NOT NULL,
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX deferral_of ON deferral (student_id, on_date, id);

-- on_date is when it began. field is what the work or the study is about;
-- salary_gbp is a year's, 0 when it was not given.
CREATE TABLE destination (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	kind TEXT NOT NULL,
	main INTEGER NOT NULL CHECK (main IN (0, 1)),
	employer TEXT NOT NULL,
	role TEXT NOT NULL,
	level TEXT NOT NULL,
	sector TEXT NOT NULL,
	field TEXT NOT NULL,
	contract TEXT NOT NULL,
	hours TEXT NOT NULL,
	salary_gbp INTEGER NOT NULL CHECK (salary_gbp >= 0),
	brokered INTEGER NOT NULL CHECK (brokered IN (0, 1)),
	agreed_inside INTEGER NOT NULL CHECK (agreed_inside IN (0, 1)),
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX destination_of ON destination (student_id, on_date, id);

CREATE TABLE mentor_match (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	mentor TEXT NOT NULL,
	organisation TEXT NOT NULL,
	aim TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mentor_match_of ON mentor_match (student_id, on_date, id);

CREATE TABLE mentor_meeting (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	match_id BLOB NOT NULL CHECK (length(match_id) = 16),
	minutes INTEGER NOT NULL CHECK (minutes >= 0),
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mentor_meeting_of ON mentor_meeting (student_id, on_date, id);

-- A call, a visit, a letter. release_id is the row of custody it follows up.
CREATE TABLE contact (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	release_id BLOB CHECK (length(release_id) = 16),
	point TEXT NOT NULL,
	result TEXT NOT NULL,
	inbound INTEGER NOT NULL CHECK (inbound IN (0, 1)),
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_of ON contact (student_id, on_date, id);

-- wording names the version of the form that was signed.
CREATE TABLE consent (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	purpose TEXT NOT NULL,
	given INTEGER NOT NULL CHECK (given IN (0, 1)),
	wording TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_of ON consent (student_id, on_date, id);

CREATE TABLE review (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	fact_id BLOB NOT NULL CHECK (length(fact_id) = 16),
	verified TEXT NOT NULL,
	next_on TEXT NOT NULL,
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX review_of ON review (student_id, on_date, id);

CREATE TABLE ending (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	fact_id BLOB NOT NULL CHECK (length(fact_id) = 16),
	outcome TEXT NOT NULL,
	note TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ending_of ON ending (student_id, on_date, id);
CREATE INDEX ending_of_fact ON ending (fact_id);

-- The fact is void from then on; replaced_by is what is right, if anything.
CREATE TABLE correction (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	student_id BLOB NOT NULL REFERENCES student (id),
	on_date TEXT NOT NULL,
	fact_id BLOB NOT NULL CHECK (length(fact_id) = 16),
	replaced_by BLOB CHECK (length(replaced_by) = 16),
	reason TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX correction_of ON correction (student_id, on_date, id);
CREATE INDEX correction_of_fact ON correction (fact_id);
