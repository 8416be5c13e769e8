/* SPDX-License-Identifier: ISC */
#include "screens/fact_form.h"
#include "screens/form_page.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "tui/term.h"

struct fact_form {
	struct form_page page;
	enum fact_kind kind;
	bool correcting;
	void *fact;			/* as it began */
	char reference[CODE_SIZE];
	struct buf above;
	/* The day, the kind's, more. */
	struct member_form fields;
	/* What saves it, in place of what the kind does; may be NULL. */
	fact_form_save *save;
	void *ctx;
};

static const struct fact *
head_of(const struct fact_form *f)
{
	return f->fact;
}

/* ---- which fields ---- */

const char *
fact_form_day(enum fact_kind kind)
{
	const char *day = fact_form_rows[kind].day;

	return day != NULL ? day : "Day";
}

static void
add_member(struct fact_form *f, const struct fact_member *m)
{
	member_form_add(&f->fields, m, fact_form_rows[f->kind].hints,
			FACT_FORM_HINTS);
}

static void
add_members(struct fact_form *f)
{
	const struct fact_spec *spec = &fact_specs[f->kind];
	const struct fact_form_row *row = &fact_form_rows[f->kind];
	struct fact_member day = {
		"on", fact_form_day(f->kind), MEMBER_DATE,
		offsetof(struct fact, on), sizeof(civil_date), NULL, true,
	};

	add_member(f, &day);
	for (size_t i = 0; i < spec->count; i++)
		add_member(f, &spec->members[i]);
	for (size_t i = 0; i < FACT_FORM_MORE && !f->correcting; i++)
		if (row->more[i].id != NULL)
			add_member(f, &row->more[i]);
}

/* ---- to the fact ---- */

/* What the first member says decides what the others may. */
static void
hide_what_does_not_fit(struct fact_form *f)
{
	const struct fact_form_row *row = &fact_form_rows[f->kind];

	for (size_t i = 2; i < f->fields.count && row->fits != NULL; i++)
		form_hide(&f->fields.form, i,
			  !row->fits(form_choice(&f->fields.form, 1),
				     f->fields.members[i].id));
}

/* A blank one but for what no field asks. */
static void
begin_fact(const struct fact_form *f, void *fact)
{
	const struct fact_spec *spec = &fact_specs[f->kind];

	fact_init(f->kind, fact);
	memcpy(fact, f->fact, sizeof(struct fact));
	for (size_t i = 0; i < spec->count; i++) {
		const struct fact_member *m = &spec->members[i];

		if (m->kind == MEMBER_ID || m->kind == MEMBER_ID_OR_NULL)
			memcpy((char *)fact + m->offset,
			       (char *)f->fact + m->offset, m->size);
	}
}

/* ---- saving ---- */

static enum rc
save(struct fact_form *f, void *fact, struct err *err)
{
	const struct fact_form_row *row = &fact_form_rows[f->kind];
	struct session *s = f->page.s;
	struct buf reason = BUF_INIT;
	enum rc rc = RC_CANCELLED;

	if (f->save != NULL)
		return f->save(s->app, f->ctx, fact, err);
	if (!f->correcting)
		return row->add != NULL
			       ? row->add(s->app, fact, err)
			       : app_fact_add(s->app, f->kind, fact, err);
	if (ask_reason(s, "Correct", "What was wrong with it? The one that "
		       "was wrong is kept as void, with this reason.",
		       &reason))
		rc = app_fact_replace(s->app, f->kind, head_of(f)->number,
				      fact, reason.ptr, err);
	buf_release(&reason);
	return rc;
}

static void
run_save(void *data, struct ui *ui)
{
	struct fact_form *f = data;
	void *fact = xcalloc(1, fact_specs[f->kind].size);
	struct err err = { .code = RC_OK };
	enum rc rc = form_check(&f->fields.form, &err);

	(void)ui;
	begin_fact(f, fact);
	if (rc == RC_OK)
		rc = member_form_read(&f->fields, fact, &err);
	if (rc == RC_OK)
		rc = save(f, fact, &err);
	mem_free(fact);
	form_page_end(&f->page, rc, &err, "Saved. u takes it back.");
}

/* ---- on the screen ---- */

static void
title(void *data, struct buf *out)
{
	const struct fact_form *f = data;
	const char *adding = fact_form_rows[f->kind].adding;

	if (f->reference[0] != '\0')
		buf_addf(out, "%s > ", f->reference);
	if (f->correcting)
		buf_addf(out, "Correct: %s",
			 term_label(&term_fact, (int)f->kind));
	else
		buf_adds(out, adding != NULL
				      ? adding
				      : term_label(&term_fact, (int)f->kind));
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct fact_form *f = data;
	struct area area = { body.row + 1, 1, body.rows - 2, body.cols - 2 };

	(void)ui;
	hide_what_does_not_fit(f);
	if (f->above.len > 0) {
		int used = show_paragraph((struct area){ area.row,
				area.col + 1, 2, area.cols - 1 },
				LOOK_NOTICE, f->above.ptr) + 1;

		area.row += used;
		area.rows -= used;
	}
	form_draw(&f->fields.form, area);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct fact_form *f = data;

	hide_what_does_not_fit(f);
	return member_form_key(&f->fields, ui, pressed);
}

static const struct command form_commands[] = {
	{ "fact.save", TK_F2, TK_CTRL('s'), "Save", "save it", CMD_FOOTER,
	  may_support, run_save },
};

static void
release(void *data)
{
	struct fact_form *f = data;

	member_form_release(&f->fields);
	buf_release(&f->above);
	mem_free(f->ctx);
	mem_free(f->fact);
	mem_free(f);
}

static const struct screen_ops ops = {
	.id = "fact-form", .title = title, .draw = draw, .key = key,
	.commands = form_commands, .command_count = ARRAY_SIZE(form_commands),
	.may_close = form_page_may_close, .keep_draft = form_page_keep_draft,
	.free = release,
};

/* ---- opening ---- */

static void
name_whom(struct fact_form *f)
{
	struct student_row row;

	if (!id_is_zero(&head_of(f)->student_id) &&
	    app_student_row(f->page.s->app, &head_of(f)->student_id, &row,
			    NULL) == RC_OK)
		snprintf(f->reference, sizeof(f->reference), "%s",
			 row.reference);
}

/* What is saved another way is not mixed up with the rest. */
static void
name_draft(struct fact_form *f)
{
	char id[ID_TEXT_SIZE];

	snprintf(f->page.draft_key, DRAFT_KEY_SIZE, "fact %s %s %d",
		 term_code(&term_fact, (int)f->kind),
		 id_format(&head_of(f)->student_id, id),
		 f->save != NULL  ? -1
		 : f->correcting ? head_of(f)->number : 0);
}

static void
open_form(struct session *s, enum fact_kind kind, const void *fact,
	  bool correcting, fact_form_save *by, void *ctx)
{
	const struct fact_form_row *row = &fact_form_rows[kind];
	struct fact_form *f = xcalloc(1, sizeof(*f));
	struct fact *head;

	f->page.s = s;
	f->page.form = &f->fields.form;
	f->kind = kind;
	f->correcting = correcting;
	f->save = by;
	f->ctx = ctx;
	f->fact = head = xcalloc(1, fact_specs[kind].size);
	memcpy(f->fact, fact, fact_specs[kind].size);
	if (head->on == DATE_NONE)
		head->on = app_today(s->app);
	buf_init(&f->above);
	name_whom(f);
	if (row->above != NULL)
		row->above(s, f->fact, &f->above);
	add_members(f);
	member_form_begin(&f->fields, f->fact);
	f->fields.form.at = 1;
	name_draft(f);
	form_page_push(&f->page, &ops);
}

void
fact_form_add(struct session *s, enum fact_kind kind, const void *fact)
{
	open_form(s, kind, fact, false, NULL, NULL);
}

void
fact_form_add_by(struct session *s, enum fact_kind kind, const void *fact,
		 fact_form_save *by, void *ctx)
{
	open_form(s, kind, fact, false, by, ctx);
}

void
fact_form_correct(struct session *s, enum fact_kind kind, const void *fact)
{
	open_form(s, kind, fact, true, NULL, NULL);
}
