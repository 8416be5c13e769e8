/* SPDX-License-Identifier: ISC */
/* What a payload shows people who open it with sqlite3. */
#include "base/rc.h"
#include "store/bundle_tables.h"

#define PEOPLE (1u << BUNDLE_RETURN | 1u << BUNDLE_TRANSFER)

#define LATEST(table, column) \
	"(SELECT x." column " FROM " table " x WHERE x.student_id = s.id " \
	"ORDER BY x.on_date DESC, x.id DESC LIMIT 1)"

/* The day the bundle is of, where it was written. */
#define WRITTEN \
	"(SELECT date(m.value, (SELECT o.value FROM manifest o WHERE o.key = " \
	"'created_offset_min') || ' minutes') FROM manifest m WHERE m.key = " \
	"'created')"
#define STANDS(row) \
	"NOT EXISTS (SELECT 1 FROM correction c WHERE c.fact_id = " row ".id)"
#define ENDED(row, column) \
	"(SELECT e." column " FROM ending e WHERE e.student_id = " row \
	".student_id AND e.fact_id = " row ".id AND " STANDS("e") \
	" ORDER BY e.on_date, e.id LIMIT 1)"
#define RUNS(row) \
	STANDS(row) " AND " row ".on_date <= " WRITTEN " AND coalesce(" \
	ENDED(row, "on_date") ", '9999') > " WRITTEN
/* Of several, the last that is marked so; else the last. */
#define MAIN \
	"(SELECT x.id FROM destination x WHERE x.student_id = s.id " \
	"AND " RUNS("x") " ORDER BY x.main DESC, x.on_date DESC, x.id DESC " \
	"LIMIT 1)"

const struct bundle_view bundle_views[] = {
	{ "students",
	  "CREATE VIEW students AS SELECT s.reference, s.name, "
	  LATEST("prison_number", "number") " AS prison_number, "
	  LATEST("enrolment", "value") " AS enrolment, "
	  LATEST("custody", "value") " AS custody, "
	  "(SELECT r.release_on FROM release_date r "
	  "WHERE r.student_id = s.id ORDER BY r.id DESC LIMIT 1) "
	  "AS release_on, v.code || '@' || v.version AS curriculum, "
	  LATEST("support", "value") " AS support "
	  "FROM student s LEFT JOIN curriculum_version v "
	  "ON v.id = s.version_id ORDER BY s.reference", PEOPLE },
	{ "progress",
	  "CREATE VIEW progress AS SELECT s.reference, s.name, i.code, "
	  "i.title, m.status, m.on_date, m.attempts, m.help, m.note "
	  "FROM mark m JOIN student s ON s.id = m.student_id "
	  "JOIN item i ON i.id = m.item_id "
	  "ORDER BY s.reference, i.position", PEOPLE },
	{ "graduates",
	  "CREATE VIEW graduates AS SELECT s.reference, s.name, g.on_date, "
	  "v.code || '@' || v.version AS curriculum, f.name AS confirmed_by, "
	  LATEST("custody", "value") " AS custody, "
	  LATEST("support", "value") " AS support, "
	  "d.kind AS destination, d.employer, d.role, d.on_date AS since, "
	  "(SELECT group_concat(x.kind, ', ') FROM deferral x "
	  "WHERE x.student_id = s.id AND " RUNS("x") ") AS deferred "
	  "FROM graduate g JOIN student s ON s.id = g.student_id "
	  "JOIN curriculum_version v ON v.id = g.version_id "
	  "JOIN staff f ON f.id = g.staff_id "
	  "LEFT JOIN destination d ON d.student_id = s.id AND d.id = " MAIN
	  " ORDER BY g.on_date", PEOPLE },
	{ "destinations",
	  "CREATE VIEW destinations AS SELECT s.reference, s.name, "
	  "d.on_date AS began, " ENDED("d", "on_date") " AS ended, "
	  "d.kind, d.main, d.employer, d.role, d.level, d.sector, d.field, "
	  "d.brokered, d.agreed_inside "
	  "FROM destination d JOIN student s ON s.id = d.student_id "
	  "WHERE " STANDS("d") " ORDER BY s.reference, d.on_date", PEOPLE },
	{ "deferrals",
	  "CREATE VIEW deferrals AS SELECT s.reference, s.name, d.kind, "
	  "d.on_date AS began, (SELECT r.next_on FROM review r "
	  "WHERE r.student_id = d.student_id AND r.fact_id = d.id AND "
	  STANDS("r") " ORDER BY r.on_date DESC, r.id DESC LIMIT 1) AS next_check, "
	  ENDED("d", "on_date") " AS ended, " ENDED("d", "outcome")
	  " AS outcome, d.note FROM deferral d "
	  "JOIN student s ON s.id = d.student_id "
	  "WHERE " STANDS("d") " ORDER BY s.reference, d.on_date", PEOPLE },
	{ "applications",
	  "CREATE VIEW applications AS SELECT s.reference, s.name, "
	  "e.name AS employer, a.title, a.on_date AS made, "
	  "coalesce((SELECT t.step FROM application_step t "
	  "WHERE t.application_id = a.id AND NOT EXISTS (SELECT 1 FROM "
	  "correction c WHERE c.fact_id = t.id) ORDER BY t.on_date DESC, "
	  "t.id DESC LIMIT 1), 'APPLICATION_MADE') AS step, a.brokered "
	  "FROM application a JOIN student s ON s.id = a.student_id "
	  "JOIN employer e ON e.id = a.employer_id "
	  "WHERE NOT EXISTS (SELECT 1 FROM correction c "
	  "WHERE c.fact_id = a.id) ORDER BY s.reference, a.on_date", PEOPLE },
};
const size_t bundle_view_count = ARRAY_SIZE(bundle_views);
