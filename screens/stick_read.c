/* SPDX-License-Identifier: ISC */
/* What a stick brings, line by line, before any of it is taken in. */
#include "screens/sticks.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "tui/list.h"
#include "tui/term.h"

static const char heading[] = "Read a stick";
static const char bundle_pattern[] = "*.sqlite.age";

enum { HEAD_ROWS = 3, DETAIL_ROWS = 3 };

enum column { COL_TAKE, COL_STATE, COL_REF, COL_NAME, COL_WHY };

static const struct list_column columns[] = {
	[COL_TAKE] = { "Take", 4, false },
	[COL_STATE] = { "State", 12, false },
	[COL_REF] = { "Ref", 14, false },
	[COL_NAME] = { "Name", 20, false },
	[COL_WHY] = { "What", 0, false },
};

static const enum role_look state_looks[] = {
	[LINE_NEW] = LOOK_DONE, [LINE_CHANGED] = LOOK_WAITING,
	[LINE_SAME] = LOOK_DIM, [LINE_REFUSED] = LOOK_ERROR,
};

struct reading {
	struct session *s;
	struct import_bundle *bundle;
	const struct bundle_manifest *manifest;
	const struct bundle_line *lines;
	bool *take;		/* by line */
	struct stick_place place;
	char *file;
	unsigned generation;	/* of the records that it was compared with */
	struct list list;
};

static bool
is_offered(const struct bundle_line *line)
{
	return line->state == LINE_NEW || line->state == LINE_CHANGED;
}

static size_t
count_state(const struct reading *r, enum line_state state)
{
	size_t n = 0;

	for (size_t i = 0; i < r->list.count; i++)
		n += r->lines[i].state == state;
	return n;
}

static size_t
count_taken(const struct reading *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->list.count; i++)
		n += r->take[i];
	return n;
}

/* ---- drawing ---- */

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct reading *r = ctx;
	const struct bundle_line *line = &r->lines[row];

	if (column == COL_TAKE)
		buf_adds(out, !is_offered(line) ? "" : r->take[row] ? "[x]"
								    : "[ ]");
	else if (column == COL_STATE) {
		*look = state_looks[line->state];
		buf_addf(out, "%s%s", line->state == LINE_REFUSED ? "! " : "",
			 term_label(&term_line_state, (int)line->state));
	} else if (column == COL_REF)
		buf_adds(out, line->reference);
	else if (column == COL_NAME)
		buf_adds(out, line->name);
	else
		buf_adds(out, line->why);
}

static void
title(void *data, struct buf *out)
{
	const struct reading *r = data;

	buf_addf(out, "Sticks > %s  %zu to be taken in", r->file,
		 count_taken(r));
}

/* Who signed it, and what it is. */
static void
draw_head(const struct reading *r, struct area area)
{
	const struct bundle_manifest *m = r->manifest;
	char at[INSTANT_TEXT_SIZE];
	char *text = xasprintf(
		"%s %06" PRId64 " of %s, %s, written %s and signed by them. "
		"%zu new, %zu changed, %zu here already, %zu refused.",
		term_label(&term_bundle_kind, (int)m->kind), m->number,
		m->from_code, import_bundle_from(r->bundle)->name,
		instant_format(m->created, at), count_state(r, LINE_NEW),
		count_state(r, LINE_CHANGED), count_state(r, LINE_SAME),
		count_state(r, LINE_REFUSED));

	show_paragraph(area, LOOK_BODY, text);
	mem_free(text);
}

/* All of the line under the cursor; the caller frees it. */
static char *
line_text(const struct reading *r)
{
	const struct bundle_line *line = &r->lines[r->list.at];

	return xasprintf("%s %s%s%s", line->reference, line->name,
			 line->why[0] != '\0' ? ": " : "", line->why);
}

static void
draw_detail(const struct reading *r, struct area area)
{
	char *text;

	if (r->list.count == 0)
		return;
	text = line_text(r);
	show_paragraph(area, state_looks[r->lines[r->list.at].state], text);
	mem_free(text);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct reading *r = data;

	(void)ui;
	draw_head(r, (struct area){ body.row + 1, 2, HEAD_ROWS,
				    body.cols - 4 });
	draw_detail(r, (struct area){ body.row + body.rows - DETAIL_ROWS, 2,
				      DETAIL_ROWS, body.cols - 4 });
	list_draw(&r->list, (struct area){
		body.row + 1 + HEAD_ROWS, 0,
		body.rows - HEAD_ROWS - DETAIL_ROWS - 2, body.cols }, true);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	(void)ui;
	return list_key(&((struct reading *)data)->list, pressed);
}

/* ---- choosing ---- */

static enum rc
has_line(void *data, struct err *err)
{
	return ((struct reading *)data)->list.count > 0
		       ? RC_OK
		       : err_set(err, RC_CONFLICT, NULL, "There is nothing in "
				 "it.");
}

static enum rc
may_toggle(void *data, struct err *err)
{
	const struct reading *r = data;
	const struct bundle_line *line = &r->lines[r->list.at];

	if (has_line(data, err) != RC_OK)
		return RC_CONFLICT;
	if (line->state == LINE_REFUSED)
		return err_set(err, RC_CONFLICT, NULL, "%s", line->why);
	if (line->state == LINE_SAME)
		return err_set(err, RC_CONFLICT, NULL, "It is here already, "
			       "just as it is on the stick.");
	return RC_OK;
}

static void
run_toggle(void *data, struct ui *ui)
{
	struct reading *r = data;

	(void)ui;
	r->take[r->list.at] = !r->take[r->list.at];
	list_key(&r->list, TK_DOWN);
}

static void
run_details(void *data, struct ui *ui)
{
	char *text = line_text(data);

	ui_show_text(ui, "What is in it", text);
	mem_free(text);
}

static void
run_all(void *data, struct ui *ui)
{
	struct reading *r = data;
	bool all = count_taken(r) == 0;

	(void)ui;
	for (size_t i = 0; i < r->list.count; i++)
		r->take[i] = all && is_offered(&r->lines[i]);
}

/* ---- taking in ---- */

struct taken {
	size_t lines, left;
	bool employers;		/* one of the lines */
};

static struct taken
what_is_taken(const struct reading *r)
{
	struct taken t = { .lines = count_taken(r) };

	t.left = count_state(r, LINE_NEW) + count_state(r, LINE_CHANGED) -
		 t.lines;
	for (size_t i = 0; i < r->list.count; i++)
		t.employers |= r->take[i] && r->lines[i].employers;
	return t;
}

static void
say_taken(struct ui *ui, const struct bundle_manifest *m,
	  const struct taken *t)
{
	size_t count = t->lines - t->employers;
	const char *noun = m->students > 0 || t->employers ? "student"
							     : "line";

	if (m->kind == BUNDLE_RECEIPT)
		ui_say(ui, "Noted: %zu of our sticks ha%s arrived at %s.",
		       count, count == 1 ? "s" : "ve", m->from_code);
	else if (t->left > 0)
		ui_say(ui, "Taken in: %zu. Left out: %zu; they come with the "
		       "next stick again, as no receipt is written before all "
		       "is taken in.", t->lines, t->left);
	else if (t->lines == 0)
		ui_say(ui, "Nothing was taken in.");
	else
		ui_say(ui, "Taken in: %zu %s%s%s from %s. u takes all of it "
		       "back in one step.", count, noun,
		       count == 1 ? "" : "s",
		       t->employers ? ", and employers," : "", m->from_code);
}

/* The screen is gone after. */
static void
offer_receipt(struct session *s, const char *code,
	      const struct stick_place *place)
{
	char *question = xasprintf("Write the receipt for %s now, onto the "
				   "same stick? They then see that it has "
				   "arrived.", code);

	if (ui_ask_yes(s->ui, "Receipt", question, "Write it"))
		write_receipt(s, code, place);
	mem_free(question);
}

/* What was compared must be what it goes into. */
static enum rc
may_apply(void *data, struct err *err)
{
	const struct reading *r = data;
	enum rc rc = may_exchange(data, err);

	if (rc == RC_OK && app_generation(r->s->app) != r->generation)
		rc = err_set(err, RC_CONFLICT, NULL, "Something was changed "
			     "here since. Go back, and read the stick again.");
	return rc;
}

static void
run_apply(void *data, struct ui *ui)
{
	struct reading *r = data;
	struct session *s = r->s;
	struct bundle_manifest m = *r->manifest;
	struct stick_place place = r->place;
	struct taken taken = what_is_taken(r);
	struct err err = { .code = RC_OK };

	ui_one_moment(ui);
	if (exchange_apply(s->app, r->bundle, r->take, &err) != RC_OK) {
		ui_say(ui, "%s", "");
		show_refusal(s, "Not taken in", &err, "Nothing was changed.");
		return;
	}
	ui_pop(ui);
	say_taken(ui, &m, &taken);
	if (m.kind != BUNDLE_RECEIPT && taken.left == 0)
		offer_receipt(s, m.from_code, &place);
}

static const struct command reading_commands[] = {
	{ "stick-read.apply", TK_F2, TK_CTRL('s'), "Take in", "take in all "
	  "lines with [x], as one step", CMD_FOOTER, may_apply, run_apply },
	{ "stick-read.toggle", TK_SPACE, 0, "This line", "take this line in, "
	  "or leave it", CMD_FOOTER, may_toggle, run_toggle },
	{ "stick-read.all", 'a', 0, "All or none", "take all in, or none",
	  CMD_FOOTER, NULL, run_all },
	{ "stick-read.details", TK_ENTER, 0, "Details", "all that would change "
	  "for this line", 0, has_line, run_details },
};

static void
release(void *data)
{
	struct reading *r = data;

	import_bundle_free(r->bundle);
	mem_free(r->take);
	mem_free(r->file);
	mem_free(r);
}

static const struct screen_ops ops = {
	.id = "stick-read", .title = title, .draw = draw, .key = key,
	.commands = reading_commands,
	.command_count = ARRAY_SIZE(reading_commands), .free = release,
};

/* Takes the bundle over. */
static void
show(struct session *s, struct import_bundle *bundle, const char *path,
     const struct stick_place *place)
{
	struct reading *r = xcalloc(1, sizeof(*r));
	size_t count;

	r->s = s;
	r->bundle = bundle;
	r->manifest = import_bundle_manifest(bundle);
	r->lines = import_bundle_lines(bundle, &count);
	r->place = *place;
	r->generation = app_generation(s->app);
	r->file = xstrdup(path_base(path));
	r->take = xcalloc(count + 1, sizeof(*r->take));
	for (size_t i = 0; i < count; i++)
		r->take[i] = is_offered(&r->lines[i]);
	r->list = (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .ctx = r, .sorted = -1, .count = count,
		.empty = "Nothing has changed there since the stick before.",
	};
	ui_push(s->ui, &ops, r);
}

/* ---- opening ---- */

static void
open_bundle(struct session *s, const char *path,
	    const struct stick_place *place)
{
	struct stick_watch watch = { s->ui, "Checking who signed it" };
	struct import_bundle *bundle;
	struct err err = { .code = RC_OK };

	if (exchange_open(s->app, path, stick_progress, &watch, &bundle,
			  &err) == RC_OK)
		show(s, bundle, path, place);
	else if (err.code == RC_CANCELLED)
		ui_complain(s->ui, &err);
	else
		show_refusal(s, "Not opened", &err, "Nothing was changed "
			     "here, and the stick is as it was.");
}

void
stick_read_open(struct session *s)
{
	struct stick_place place;
	struct buf path = BUF_INIT;

	if (pick_place(s, heading, false, &place) &&
	    pick_file(s, heading, &place, bundle_pattern, "bundle", &path))
		open_bundle(s, path.ptr, &place);
	buf_release(&path);
}
