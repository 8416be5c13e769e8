-- Signing keys that a place had until it was trusted with another: so that what
-- they sign is refused by name and day.
CREATE TABLE old_key (
	sign_key TEXT PRIMARY KEY,
	site_id BLOB NOT NULL REFERENCES site (id),
	on_date TEXT NOT NULL,
	staff_id BLOB NOT NULL REFERENCES staff (id),
	utc_s INTEGER NOT NULL,
	offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
