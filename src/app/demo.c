/* SPDX-License-Identifier: ISC */
#include "app/academy_app.h"

#include <stdio.h>
#include <string.h>

#include "app/app_private.h"
#include "app/demo_gate.h"
#include "app/progress_app.h"
#include "app/student_app.h"
#include "base/embed.h"
#include "base/mem.h"
#include "model/progress.h"
#include "store/academy_store.h"

/*
 * Two years of an academy that never was. People come in over time, each with
 * a pace and a fate; every fortnight what they did is recorded, by one of three
 * members of staff, through the functions that the screens call.
 */
enum {
	DEMO_DAYS = 728, FORTNIGHT = 14, DEMO_SEED = 20261123,
	DAY_S = 24 * 60 * 60, MORNING_S = 9 * 60 * 60,
};

enum fate {
	FATE_LEARNING, FATE_GRADUATE, FATE_ELIGIBLE, FATE_BREAK, FATE_LEFT,
	FATE_RELEASED, FATE_MOVED, FATE_QUIET, FATE_WAITING, FATE_VETTING,
	FATE_APPLIED, FATE_DECLINED,
};

/* One row a student of data/demo/students.csv, in order: when they came, in
 * days after the start; items a fortnight, in tenths; how it went; days from
 * today to release, 0 for none known. */
static const struct life {
	short joined, pace, release;
	unsigned char fate;
} lives[] = {
	{ 0, 52, 20, FATE_GRADUATE }, { 0, 46, 120, FATE_GRADUATE },
	{ 14, 44, 400, FATE_GRADUATE }, { 14, 42, 0, FATE_GRADUATE },
	{ 28, 44, 75, FATE_ELIGIBLE }, { 42, 45, 210, FATE_ELIGIBLE },
	{ 56, 31, 33, FATE_LEARNING }, { 70, 24, 540, FATE_LEARNING },
	{ 84, 18, 61, FATE_LEARNING }, { 84, 28, 300, FATE_LEARNING },
	{ 98, 12, 0, FATE_BREAK }, { 112, 20, 0, FATE_LEFT },
	{ 126, 26, 0, FATE_RELEASED }, { 140, 16, 0, FATE_MOVED },
	{ 154, 22, 45, FATE_LEARNING }, { 168, 30, 700, FATE_LEARNING },
	{ 182, 9, 250, FATE_QUIET }, { 196, 27, 160, FATE_LEARNING },
	{ 210, 14, 0, FATE_LEFT }, { 224, 33, 365, FATE_LEARNING },
	{ 238, 19, 82, FATE_LEARNING }, { 252, 25, 0, FATE_BREAK },
	{ 266, 29, 480, FATE_LEARNING }, { 280, 21, 140, FATE_LEARNING },
	{ 308, 17, 0, FATE_RELEASED }, { 322, 23, 610, FATE_LEARNING },
	{ 350, 30, 190, FATE_LEARNING }, { 364, 11, 55, FATE_QUIET },
	{ 392, 26, 330, FATE_LEARNING }, { 420, 20, 900, FATE_LEARNING },
	{ 448, 28, 0, FATE_MOVED }, { 462, 24, 270, FATE_LEARNING },
	{ 490, 15, 110, FATE_LEARNING }, { 518, 34, 420, FATE_LEARNING },
	{ 546, 22, 0, FATE_LEFT }, { 574, 27, 505, FATE_LEARNING },
	{ 602, 18, 230, FATE_LEARNING }, { 630, 25, 640, FATE_LEARNING },
	{ 658, 29, 365, FATE_LEARNING }, { 672, 20, 180, FATE_LEARNING },
	{ 686, 24, 800, FATE_LEARNING }, { 700, 21, 450, FATE_LEARNING },
	{ 700, 0, 370, FATE_WAITING }, { 707, 0, 520, FATE_VETTING },
	{ 714, 0, 290, FATE_APPLIED }, { 690, 0, 40, FATE_DECLINED },
};

struct demo {
	struct app *app;
	struct clock machine;
	struct instant now;
	civil_date today;
	struct staff staff[3];
	struct item *items;
	size_t item_count;
	size_t units[512], unit_count;	/* indexes of what can be marked */
	struct id students[ARRAY_SIZE(lives)];
	int done_tenths[ARRAY_SIZE(lives)];
	size_t at[ARRAY_SIZE(lives)];	/* next of units */
	struct demo_gate *gate;
	struct err *err;
};

static struct instant
demo_now(void *ctx)
{
	return ((struct demo *)ctx)->now;
}

static civil_date
day_of(const struct demo *d, int day)
{
	return d->today - DEMO_DAYS + day;
}

static void
set_day(struct demo *d, int day)
{
	d->now.utc_s = (int64_t)day_of(d, day) * DAY_S + MORNING_S;
}

static unsigned
roll(struct demo *d, unsigned sides)
{
	uint32_t value;

	d->app->random.fill(d->app->random.ctx, &value, sizeof(value));
	return value % sides;
}

/* ---- the place and its people ---- */

static enum rc
add_staff(struct demo *d, size_t at, const char *user_name, const char *name,
	  enum role role)
{
	struct staff *staff = &d->staff[at];
	struct secret *pass = secret_new(16);
	enum rc rc = secret_append(pass, "demo", 4);

	staff->id = store_new_id(d->app->store);
	snprintf(staff->user_name, sizeof(staff->user_name), "%s", user_name);
	snprintf(staff->name, sizeof(staff->name), "%s", name);
	staff->role = role;
	staff->active = true;
	if (rc == RC_OK)
		rc = vault_slot_add(d->app->vault, user_name, pass,
				    staff->slot_id, d->err);
	secret_free(pass);
	if (rc == RC_OK)
		rc = uow_begin(d->app->store, &d->app->me.id, "staff.add",
			       UOW_FINAL, d->err, "Added %s, %s", user_name,
			       name);
	if (rc != RC_OK)
		return rc;
	return app_end(d->app, staff_put(d->app->store, staff, d->err),
		       d->err);
}

static enum rc
load_curriculum(struct demo *d)
{
	const struct embedded *file = embed_find(
		"curriculum/web-development.csv");
	struct curriculum_version version;
	struct csv csv;
	enum rc rc = csv_parse(file->data, file->size, &csv, d->err);

	if (rc != RC_OK)
		return rc;
	rc = app_curriculum_import(d->app, &csv, "1", &version, d->err);
	csv_release(&csv);
	if (rc == RC_OK)
		rc = app_curriculum_items(d->app, &version.id, &d->items,
					  &d->item_count, d->err);
	for (size_t i = 0; i < d->item_count && rc == RC_OK; i++)
		if (d->items[i].kind == ITEM_UNIT ||
		    d->items[i].kind == ITEM_PROJECT)
			d->units[d->unit_count++] = i;
	return rc;
}

static enum rc
add_student(struct demo *d, struct student *student, size_t at)
{
	const struct life *life = &lives[at];
	struct release_date release = { .kind = RELEASE_CONDITIONAL };
	struct student blank;
	enum rc rc;

	set_day(d, life->joined);
	date_format(day_of(d, life->joined), student->date_joined);
	rc = app_student_blank(d->app, &blank, d->err);
	student->version_id = blank.version_id;
	memset(&student->id, 0, sizeof(student->id));
	if (rc == RC_OK)
		rc = app_student_save(d->app, student, d->err);
	d->students[at] = student->id;
	if (rc != RC_OK || life->release == 0)
		return rc;
	release.on = d->today + life->release;
	release.confidence = life->release < 60 ? CONFIDENCE_CONFIRMED
						: CONFIDENCE_EXPECTED;
	return app_release_date(d->app, &student->id, &release, d->err);
}

static enum rc
add_students_of(struct demo *d, const struct import_plan *plan, int day)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < ARRAY_SIZE(lives) && rc == RC_OK; i++)
		if (lives[i].joined / FORTNIGHT == day / FORTNIGHT)
			rc = add_student(d, &plan->rows[i].student, i);
	return rc;
}

/* ---- a fortnight ---- */

static bool
is_learning(const struct life *life, int day)
{
	if (day <= life->joined)
		return false;
	switch (life->fate) {
	case FATE_BREAK:
	case FATE_QUIET:
		return day < DEMO_DAYS - 35;
	case FATE_LEFT:
	case FATE_MOVED:
		return day < life->joined + 180;
	case FATE_RELEASED:
		return day < life->joined + 280;
	case FATE_WAITING:
	case FATE_VETTING:
	case FATE_APPLIED:
	case FATE_DECLINED:
		return false;
	default:
		return true;
	}
}

struct batch {
	struct cell_ref cells[512];
	size_t count;
};

static void
add_cell(struct demo *d, struct batch *batch, size_t student, size_t unit)
{
	if (batch->count < ARRAY_SIZE(batch->cells))
		batch->cells[batch->count++] = (struct cell_ref){
			d->students[student], d->items[d->units[unit]].id };
}

static enum rc
record(struct demo *d, const struct batch *batch, enum progress status,
       enum medium medium)
{
	struct progress_change change = {
		.status = status, .on = DATE_NONE, .medium = medium,
		.override_reason = "did this course outside",
	};
	int eligible;

	return app_progress_set(d->app, batch->cells, batch->count, &change,
				&eligible, d->err);
}

/* Optional items are left out more often than not. */
static bool
is_skipped(struct demo *d, size_t student, size_t unit)
{
	const struct item *item = &d->items[d->units[unit]];

	return !item->required && (student + unit) % 3 != 0;
}

static void
work(struct demo *d, size_t s, int day, struct batch *passed,
     struct batch *again)
{
	size_t *at = &d->at[s];

	d->done_tenths[s] += lives[s].pace + (int)roll(d, 9) - 4;
	while (d->done_tenths[s] >= 10 && *at < d->unit_count) {
		d->done_tenths[s] -= 10;
		while (*at < d->unit_count && is_skipped(d, s, *at))
			(*at)++;
		if (*at == d->unit_count)
			return;
		/* One in nine takes a second try. */
		if (day < DEMO_DAYS && roll(d, 9) == 0)
			add_cell(d, again, s, *at);
		add_cell(d, passed, s, (*at)++);
	}
}

static enum rc
fortnight(struct demo *d, int day)
{
	struct batch *passed = xcalloc(2, sizeof(*passed));
	struct batch *again = passed + 1;
	enum rc rc;

	for (size_t s = 0; s < ARRAY_SIZE(lives); s++)
		if (is_learning(&lives[s], day))
			work(d, s, day, passed, again);
	set_day(d, day);
	d->app->me = d->staff[day / FORTNIGHT % 3];
	rc = record(d, again, PROGRESS_NEEDS_MORE_WORK, MEDIUM_WORKSTATION);
	d->now.utc_s += DAY_S;
	if (rc == RC_OK)
		rc = record(d, passed, PROGRESS_COMPLETE,
			    day % 3 == 0 ? MEDIUM_PAPER : MEDIUM_WORKSTATION);
	mem_free(passed);
	return rc;
}

/* ---- how it went ---- */

static enum rc
finish_course(struct demo *d, size_t s, bool confirm)
{
	struct batch batch = { .count = 0 };
	enum rc rc;

	while (d->at[s] < d->unit_count) {
		if (d->items[d->units[d->at[s]]].required)
			add_cell(d, &batch, s, d->at[s]);
		d->at[s]++;
	}
	rc = record(d, &batch, PROGRESS_CREDITED, MEDIUM_WORKSTATION);
	if (rc == RC_OK && confirm)
		rc = app_graduate_confirm(d->app, &d->students[s], DATE_NONE,
					  d->err);
	return rc;
}

static enum rc
settle(struct demo *d, size_t s)
{
	static const struct {
		unsigned char fate, enrolment;
		const char *reason, *note;
	} ends[] = {
		{ FATE_BREAK, ENROLMENT_ON_BREAK,
		  "OFFENDING_BEHAVIOUR_PROGRAMME", "Back when it is done" },
		{ FATE_LEFT, ENROLMENT_WITHDRAWN, "MOVED_TO_OTHER_ACTIVITY",
		  "Door open to come back" },
		{ FATE_RELEASED, ENROLMENT_WITHDRAWN, "RELEASED_EARLY", "" },
		{ FATE_MOVED, ENROLMENT_WITHDRAWN, "TRANSFERRED_PRISON", "" },
		{ FATE_WAITING, ENROLMENT_WAITING, NULL, "" },
		{ FATE_VETTING, ENROLMENT_VETTING, NULL, "" },
		{ FATE_APPLIED, ENROLMENT_APPLIED, NULL, "" },
		{ FATE_DECLINED, ENROLMENT_DECLINED, "SHORT_TIME", "" },
	};
	struct id *id = &d->students[s];
	enum fate fate = (enum fate)lives[s].fate;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < ARRAY_SIZE(ends) && rc == RC_OK; i++)
		if (ends[i].fate == fate)
			rc = app_enrol(d->app, id, 1,
				       (enum enrolment)ends[i].enrolment,
				       DATE_NONE, ends[i].reason,
				       ends[i].note, d->err);
	if (rc == RC_OK && fate == FATE_RELEASED)
		rc = app_custody(d->app, id, 1, CUSTODY_RELEASED_ON_LICENCE,
				 DATE_NONE, NULL, "", d->err);
	if (rc == RC_OK && fate == FATE_MOVED)
		rc = app_custody(d->app, id, 1, CUSTODY_IN_OTHER_PRISON,
				 DATE_NONE, NULL, "", d->err);
	if (rc == RC_OK && (fate == FATE_GRADUATE || fate == FATE_ELIGIBLE))
		rc = finish_course(d, s, fate == FATE_GRADUATE);
	return rc;
}

/* What the last fortnight left on the desk. */
static enum rc
leave_work_open(struct demo *d)
{
	struct batch *open = xcalloc(4, sizeof(*open));
	enum rc rc = RC_OK;

	for (size_t s = 0; s < ARRAY_SIZE(lives); s++) {
		size_t at = d->at[s];

		if (lives[s].fate != FATE_LEARNING || at + 1 >= d->unit_count)
			continue;
		add_cell(d, &open[s % 3 == 0], s, at);
		if (s % 5 == 0)
			add_cell(d, &open[2], s, at);
		if (s % 7 == 0)
			add_cell(d, &open[3], s, at + 1);
	}
	rc = record(d, &open[0], PROGRESS_IN_PROGRESS, MEDIUM_WORKSTATION);
	if (rc == RC_OK)
		rc = record(d, &open[1], PROGRESS_SUBMITTED,
			    MEDIUM_WORKSTATION);
	if (rc == RC_OK)
		rc = app_help_set(d->app, open[2].cells, open[2].count, true,
				  d->err);
	if (rc == RC_OK)
		rc = record(d, &open[3], PROGRESS_EXCUSED,
			    MEDIUM_WORKSTATION);
	mem_free(open);
	return rc;
}

static enum rc
live_through(struct demo *d, const struct import_plan *plan)
{
	enum rc rc = RC_OK;

	for (int day = 0; day < DEMO_DAYS && rc == RC_OK; day += FORTNIGHT) {
		d->app->me = d->staff[1];
		rc = demo_gate_play(d->gate, day_of(d, day), d->err);
		d->app->me = d->staff[0];
		if (rc == RC_OK)
			rc = add_students_of(d, plan, day);
		if (rc == RC_OK)
			rc = fortnight(d, day);
	}
	d->app->me = d->staff[1];
	if (rc == RC_OK)
		rc = demo_gate_play(d->gate, day_of(d, DEMO_DAYS - 4),
				    d->err);
	d->app->me = d->staff[0];
	set_day(d, DEMO_DAYS - 3);
	for (size_t s = 0; s < ARRAY_SIZE(lives) && rc == RC_OK; s++)
		rc = settle(d, s);
	if (rc == RC_OK)
		rc = leave_work_open(d);
	d->app->me = d->staff[1];
	if (rc == RC_OK)
		rc = demo_gate_play(d->gate, d->today, d->err);
	return rc;
}

/* ---- all of it ---- */

static enum rc
fill(struct demo *d)
{
	const struct embedded *file = embed_find("demo/students.csv");
	struct import_plan plan;
	struct csv csv;
	enum rc rc;

	d->staff[0] = d->app->me;
	rc = add_staff(d, 1, "lead", "Lena Invented", ROLE_LEAD);
	if (rc == RC_OK)
		rc = add_staff(d, 2, "teacher", "Theo Madeup",
			       ROLE_INSTRUCTOR);
	if (rc == RC_OK)
		rc = load_curriculum(d);
	if (rc == RC_OK)
		rc = demo_gate_new(d->app, &d->now, d->today, day_of(d, 0),
				   &d->gate, d->err);
	if (rc == RC_OK)
		rc = csv_parse(file->data, file->size, &csv, d->err);
	if (rc != RC_OK)
		return rc;
	rc = app_import_plan(d->app, &csv, NULL, &plan, d->err);
	if (rc == RC_OK && plan.count != ARRAY_SIZE(lives))
		rc = err_set(d->err, RC_CORRUPT, NULL,
			     "The fictional students do not match.");
	if (rc == RC_OK)
		rc = live_through(d, &plan);
	import_plan_release(&plan);
	csv_release(&csv);
	return rc;
}

enum rc
app_demo_create(struct app *app, struct err *err)
{
	static const struct app_new_academy new = {
		.code = "DEM", .name = "Example Coding Academy",
		.user_name = "demo", .staff_name = "Dana Example",
		.minimum_cost = true,
	};
	struct demo *d = xcalloc(1, sizeof(*d));
	struct secret *pass = secret_new(16), *recovery = NULL;
	struct random_source random = app->random;
	enum rc rc = secret_append(pass, "demo", 4);

	d->app = app;
	d->err = err;
	d->machine = app->machine;
	d->today = app_today(app);
	set_day(d, 0);
	app->machine = (struct clock){ .now = demo_now, .ctx = d };
	app->random = random_seeded(&app->demo_random, DEMO_SEED);
	if (rc == RC_OK)
		rc = app_create(app, &new, pass, &recovery, err);
	if (rc == RC_OK)
		rc = fill(d);
	if (rc == RC_OK)
		app->me = d->staff[0];
	app->machine = d->machine;
	app->random = random;
	if (rc == RC_OK)
		store_set_random(app->store, random);
	secret_free(pass);
	secret_free(recovery);
	demo_gate_free(d->gate);
	mem_free(d->items);
	mem_free(d);
	return rc;
}
