/* SPDX-License-Identifier: ISC */
/* Facts of every kind, by fact_specs: added, corrected, ended. */
#include "cli/commands.h"

#include <string.h>

#include "app/gate_app.h"
#include "app/support_app.h"
#include "base/mem.h"

/* ---- what is said ---- */

/* A number among the options; 0 when it was not given. */
static enum rc
option_number(const struct cli *cli, const char *name, int *number,
	      struct err *err)
{
	const char *text = cli_option(cli, name);
	int64_t value = 0;
	enum rc rc = text != NULL ? cmd_number(text, name, &value, err)
				  : RC_OK;

	*number = (int)value;
	return rc;
}

static enum rc
option_term(const struct cli *cli, const char *name,
	    const struct term_set *set, int *value, struct err *err)
{
	const char *text = cli_option(cli, name);
	enum rc rc = text != NULL ? term_parse(set, text, value, err) : RC_OK;

	return rc == RC_OK ? RC_OK : err_where(err, name);
}

/* A correction begins from what was said before, and so does a plan. */
static enum rc
start(struct cli *cli, enum fact_kind kind, const struct id *student,
      int replaces, void *fact, struct err *err)
{
	size_t size = fact_specs[kind].size, count;
	void *rows;
	enum rc rc = app_fact_list(cli->app, kind, student, &rows, &count,
				   err);

	fact_init(kind, fact);
	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		const void *row = (const char *)rows + i * size;

		if (((const struct fact *)row)->number == replaces ||
		    (kind == FACT_PLAN && replaces == 0 && i + 1 == count))
			memcpy(fact, row, size);
	}
	mem_free(rows);
	((struct fact *)fact)->student_id = *student;
	if (replaces == 0)
		((struct fact *)fact)->on = DATE_NONE;
	return rc;
}

enum rc
cmd_read_members(struct cli *cli, void *into, struct err *err)
{
	struct cli_option_row row;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && cli_member(cli->command, i, &row);
	     i++) {
		const char *text = row.is_word ? cli_word(cli, row.place)
					       : cli_option(cli, row.name);

		if (text != NULL)
			rc = fact_member_set(row.member, into, text, err);
	}
	return rc;
}

enum rc
cmd_read_fact(struct cli *cli, void *fact, struct err *err)
{
	struct fact *head = fact;
	civil_date on;
	enum rc rc = cli_date(cli, "on", &on, err);

	if (on != DATE_NONE)
		head->on = on;
	return rc == RC_OK ? cmd_read_members(cli, fact, err) : rc;
}

/* A correction keeps what was looked at since: that is said apart. */
static enum rc
check_options(const struct cli *cli, int replaces, struct err *err)
{
	static const char *const apart[] = { "next", "verified",
					     "verified-on", "mentor" };

	if (replaces == 0 && cli_option(cli, "reason") != NULL)
		return err_set(err, RC_USAGE, "reason",
			       "--reason goes with --replaces NUMBER.");
	for (size_t i = 0; i < ARRAY_SIZE(apart) && replaces > 0; i++)
		if (cli_option(cli, apart[i]) != NULL)
			return err_set(err, RC_USAGE, apart[i],
				       "--%s does not go with --replaces.",
				       apart[i]);
	return RC_OK;
}

/* ---- adding ---- */

static enum rc
add_deferral(struct cli *cli, struct deferral *d, struct err *err)
{
	enum rc rc = cli_date(cli, "next", &d->next_check, err);

	return rc == RC_OK ? app_defer(cli->app, d, err) : rc;
}

static enum rc
add_destination(struct cli *cli, struct destination *d, struct err *err)
{
	int how = VERIFIED_NOT_YET;
	enum rc rc = option_term(cli, "verified", &term_verified, &how, err);

	if (rc == RC_OK)
		rc = cli_date(cli, "verified-on", &d->verified_on, err);
	d->verified = (enum verified)how;
	return rc == RC_OK ? app_destination_add(cli->app, d, err) : rc;
}

static enum rc
add_meeting(struct cli *cli, struct mentor_meeting *m, struct err *err)
{
	int mentor;
	enum rc rc = option_number(cli, "mentor", &mentor, err);

	return rc == RC_OK ? app_mentor_meet(cli->app, mentor, m, err) : rc;
}

static enum rc
add_contact(struct cli *cli, struct contact *c, struct err *err)
{
	enum rc rc = RC_OK;

	if (cli_option(cli, "point") == NULL)
		rc = app_next_point(cli->app, &c->fact.student_id, &c->point,
				    err);
	return rc == RC_OK ? app_fact_add(cli->app, FACT_CONTACT, c,
					    err) : rc;
}

static enum rc
add(struct cli *cli, enum fact_kind kind, void *fact, struct err *err)
{
	switch (kind) {
	case FACT_DEFERRAL:
		return add_deferral(cli, fact, err);
	case FACT_DESTINATION:
		return add_destination(cli, fact, err);
	case FACT_MEETING:
		return add_meeting(cli, fact, err);
	case FACT_CONTACT:
		return add_contact(cli, fact, err);
	default:
		return app_fact_add(cli->app, kind, fact, err);
	}
}

/* By which other commands know it. */
enum rc
cmd_print_number(struct cli *cli, enum fact_kind kind,
		 const struct fact *fact, struct err *err)
{
	size_t size = fact_specs[kind].size, count;
	void *rows;
	enum rc rc = app_fact_list(cli->app, kind, &fact->student_id, &rows,
				   &count, err);

	for (size_t i = 0; i < count && rc == RC_OK; i++) {
		const struct fact *row = (const void *)
			((const char *)rows + i * size);

		if (id_equal(&row->id, &fact->id))
			fprintf(cli->out, "%d\n", row->number);
	}
	mem_free(rows);
	return rc;
}

enum rc
cmd_fact_add(struct cli *cli, struct err *err)
{
	enum fact_kind kind = cli_fact(cli->command);
	void *fact = xcalloc(1, fact_specs[kind].size);
	struct student student;
	int replaces = 0;
	enum rc rc = option_number(cli, "replaces", &replaces, err);

	if (rc == RC_OK)
		rc = check_options(cli, replaces, err);
	if (rc == RC_OK)
		rc = cmd_find_student(cli, 0, &student, err);
	if (rc == RC_OK)
		rc = start(cli, kind, &student.id, replaces, fact, err);
	if (rc == RC_OK)
		rc = cmd_read_fact(cli, fact, err);
	if (rc == RC_OK)
		rc = replaces == 0
			     ? add(cli, kind, fact, err)
			     : app_fact_replace(cli->app, kind, replaces, fact,
						cli_option(cli, "reason"),
						err);
	if (rc == RC_OK)
		rc = cmd_print_number(cli, kind, fact, err);
	mem_free(fact);
	return rc;
}

/* ---- REF WHAT NUMBER ---- */

struct named {
	struct student student;
	int kind;
	int64_t number;
};

static enum rc
read_named(struct cli *cli, struct named *named, struct err *err)
{
	enum rc rc = cmd_find_student(cli, 0, &named->student, err);

	if (rc == RC_OK)
		rc = term_parse(&term_fact, cli_word(cli, 1), &named->kind,
				err);
	if (rc == RC_OK)
		rc = cmd_number(cli_word(cli, 2), "number", &named->number,
				err);
	return rc;
}

enum rc
cmd_fact_end(struct cli *cli, struct err *err)
{
	struct named n;
	civil_date on;
	int how = 0;
	enum rc rc = read_named(cli, &n, err);

	if (rc == RC_OK)
		rc = term_parse(&term_ending, cli_word(cli, 3), &how, err);
	if (rc == RC_OK)
		rc = cli_date(cli, "on", &on, err);
	return rc == RC_OK
		       ? app_fact_end(cli->app, (enum fact_kind)n.kind,
				      &n.student.id, (int)n.number,
				      (enum outcome_of)how, on,
				      cli_option(cli, "note"), err)
		       : rc;
}

enum rc
cmd_fact_void(struct cli *cli, struct err *err)
{
	struct named n;
	enum rc rc = read_named(cli, &n, err);

	return rc == RC_OK
		       ? app_fact_void(cli->app, (enum fact_kind)n.kind,
				       &n.student.id, (int)n.number,
				       cli_option(cli, "reason"), err)
		       : rc;
}

/* ---- looking at one again ---- */

static enum rc
review(struct cli *cli, enum fact_kind kind, struct review *r,
       struct err *err)
{
	const char *note = cli_option(cli, "note");
	struct student student;
	int64_t number;
	enum rc rc = cmd_find_student(cli, 0, &student, err);

	if (rc == RC_OK)
		rc = cmd_number(cli_word(cli, 1), "number", &number, err);
	if (rc == RC_OK)
		rc = cli_date(cli, "on", &r->fact.on, err);
	if (rc != RC_OK)
		return rc;
	r->fact.student_id = student.id;
	if (note != NULL && strlen(note) >= sizeof(r->note))
		return err_set(err, RC_INVALID, "note",
			       "\"Note\" is too long.");
	snprintf(r->note, sizeof(r->note), "%s", note != NULL ? note : "");
	return app_fact_review(cli->app, kind, (int)number, r, err);
}

enum rc
cmd_defer_review(struct cli *cli, struct err *err)
{
	struct review r;
	enum rc rc;

	fact_init(FACT_REVIEW, &r);
	rc = cli_date(cli, "next", &r.next_on, err);
	return rc == RC_OK ? review(cli, FACT_DEFERRAL, &r, err) : rc;
}

enum rc
cmd_destination_verify(struct cli *cli, struct err *err)
{
	struct review r;
	int how = VERIFIED_NOT_YET;
	enum rc rc = term_parse(&term_verified, cli_word(cli, 2), &how, err);

	fact_init(FACT_REVIEW, &r);
	r.verified = (enum verified)how;
	return rc == RC_OK ? review(cli, FACT_DESTINATION, &r, err) : rc;
}
