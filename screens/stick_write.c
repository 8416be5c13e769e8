/* SPDX-License-Identifier: ISC */
/* Writing a stick: one question after the other, then all of it in words. */
#include "screens/sticks.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

static const char heading[] = "Write a stick";

enum { NAMES_SHOWN = 6 };

/* ---- what can be written, and what to do after ---- */

static const struct way {
	enum bundle_kind kind;
	bool full;
	const char *label, *after;
} ways[] = {
	{ BUNDLE_RETURN, false, "Return: what changed, for head office",
	  "Take the stick to head office. They read it and send a receipt: "
	  "read that here, and the next return is only what changed since." },
	{ BUNDLE_RETURN, true, "Full return: everybody, when it is asked for",
	  "Take the stick to head office. They read it and send a receipt: "
	  "read that here." },
	{ BUNDLE_TRANSFER, false, "Transfer: students go to another academy",
	  "Take the stick to that academy. The students are theirs now; here "
	  "they can be read. They send a receipt. If the stick is lost, the "
	  "same students can be written to another one." },
	{ BUNDLE_CURRICULUM, false, "Curriculum: a version, for an academy",
	  "Take the stick to the academy: they read it, and their new students "
	  "follow that version." },
	{ BUNDLE_SITE_PACK, false, "Site pack: keys and curricula, for an "
	  "academy", "Take the stick to the academy: they read it, and can "
	  "then send students to the other places in it." },
	{ BUNDLE_RECEIPT, false, "Receipt: says what has arrived here",
	  "Take the stick back to whom it is for: their list of sticks then "
	  "shows what has arrived." },
};

static bool
may_send(struct session *s, enum bundle_kind kind, enum site_kind to)
{
	return bundle_check_way(kind, app_academy(s->app)->kind, to, NULL) ==
	       RC_OK;
}

static const struct way *
pick_way(struct session *s)
{
	const char *labels[ARRAY_SIZE(ways)];
	const struct way *rows[ARRAY_SIZE(ways)];
	size_t count = 0;
	int chosen;

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		if (!may_send(s, ways[i].kind, SITE_ACADEMY) &&
		    !may_send(s, ways[i].kind, SITE_HEAD_OFFICE))
			continue;
		labels[count] = ways[i].label;
		rows[count++] = &ways[i];
	}
	chosen = ui_ask_choice(s->ui, heading, labels, count, 0);
	return chosen >= 0 ? rows[chosen] : NULL;
}

/* ---- for whom ---- */

static void
say_nobody(struct session *s, enum bundle_kind kind)
{
	struct err err;

	err_set(&err, RC_NOT_FOUND, NULL, "No %s is trusted here that a %s "
		"could go to.",
		kind == BUNDLE_RETURN ? "head office"
		: kind == BUNDLE_RECEIPT ? "place" : "academy",
		term_code(&term_bundle_kind, (int)kind));
	show_refusal(s, heading, &err, "An administrator trusts a place once: "
		     "at home 0, then p, then n, with the place's card.");
}

static size_t
keep_sites(struct session *s, enum bundle_kind kind, struct site *rows,
	   size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (rows[i].state == SITE_TRUSTED &&
		    may_send(s, kind, rows[i].kind))
			rows[kept++] = rows[i];
	return kept;
}

bool
pick_site(struct session *s, enum bundle_kind kind, char code[CODE_SIZE])
{
	struct site *rows;
	struct err err = { .code = RC_OK };
	char **labels;
	size_t count;
	int chosen;

	if (exchange_sites(s->app, &rows, &count, &err) != RC_OK) {
		ui_complain(s->ui, &err);
		return false;
	}
	count = keep_sites(s, kind, rows, count);
	if (count == 0)
		say_nobody(s, kind);
	labels = xcalloc(count + 1, sizeof(*labels));
	for (size_t i = 0; i < count; i++)
		labels[i] = xasprintf("%-8s %s", rows[i].code, rows[i].name);
	/* Head office is one; of others, who it is for is never a guess. */
	chosen = count == 1 && kind == BUNDLE_RETURN ? 0
		: ui_ask_choice(s->ui, "For whom?",
				(const char *const *)labels, count, 0);
	if (chosen >= 0)
		snprintf(code, CODE_SIZE, "%s", rows[chosen].code);
	for (size_t i = 0; i < count; i++)
		mem_free(labels[i]);
	mem_free(labels);
	mem_free(rows);
	return chosen >= 0;
}

/* ---- what, where, and the writing ---- */

struct writing {
	struct session *s;
	const struct way *way;
	struct export_request request;
	char to[CODE_SIZE], curriculum[CODE_SIZE + SHORT_SIZE];
	struct id *students;
	struct stick_place place;
};

static bool
pick_what(struct writing *w)
{
	struct export_request *r = &w->request;
	char title[CODE_SIZE + 24];

	if (w->way->kind == BUNDLE_CURRICULUM) {
		r->curriculum = w->curriculum;
		return pick_curriculum(w->s, w->curriculum,
				       sizeof(w->curriculum));
	}
	if (w->way->kind != BUNDLE_TRANSFER)
		return true;
	snprintf(title, sizeof(title), "Who goes to %s?", w->to);
	if (!pick_students(w->s, title, w->to, &w->students,
			   &r->student_count))
		return false;
	r->students = w->students;
	return true;
}

static void
say_refused(struct session *s, const struct export_row *row,
	    const struct err *err)
{
	if (err->code == RC_CANCELLED)
		ui_complain(s->ui, err);
	else if (row != NULL && row->number != 0)
		show_refusal(s, "Not finished", err, "If it turns up, it can "
			     "be read only by whom it is for.");
	else
		show_refusal(s, "Not written", err, "Nothing was changed, and "
			     "nothing with a final name is on the stick.");
}

/* Whom it is about: a mistake is seen by the names. */
static void
add_names(const struct writing *w, struct buf *words)
{
	size_t count = w->request.student_count;

	for (size_t i = 0; i < count && i < NAMES_SHOWN; i++) {
		struct student_row row;

		if (app_student_row(w->s->app, &w->students[i], &row, NULL) !=
		    RC_OK)
			continue;
		buf_addf(words, "%s%s ", i == 0 ? "" : ", ", row.reference);
		show_name(row.name, row.latin_name, words);
	}
	if (count > NAMES_SHOWN)
		buf_addf(words, ", and %zu more", count - NAMES_SHOWN);
	buf_addc(words, '.');
}

/* Custody is handed over, which no undo takes back. */
static void
add_warning(const struct writing *w, struct buf *words)
{
	buf_adds(words, "\n\n");
	add_names(w, words);
	buf_addf(words, "\n\nThis hands the records over: u does not take it "
		 "back. If it was a mistake, an administrator takes a record "
		 "back, and %s must not go on with it.", w->to);
}

/* All in words, before anything happens. */
static bool
confirm(struct writing *w)
{
	struct buf words = BUF_INIT;
	struct err err = { .code = RC_OK };
	bool yes = false;

	ui_one_moment(w->s->ui);
	if (exchange_preview(w->s->app, &w->request, &words, &err) != RC_OK) {
		ui_say(w->s->ui, "%s", "");
		say_refused(w->s, NULL, &err);
	} else {
		ui_say(w->s->ui, "%s", "");
		buf_adds(&words, "Written to ");
		show_place(&w->place, &words);
		buf_adds(&words, ".");
		if (w->way->kind == BUNDLE_TRANSFER)
			add_warning(w, &words);
		yes = ui_ask_yes(w->s->ui, heading, words.ptr, "Write it");
		if (!yes)
			ui_say(w->s->ui, "Nothing was written.");
	}
	buf_release(&words);
	return yes;
}

static void
say_written(struct writing *w, const struct export_row *row)
{
	struct buf text = BUF_INIT;
	char escrow[FILE_NAME_SIZE];

	buf_addf(&text, "Written and checked: what is on the stick was read "
		 "back and is what was sent.\n\n    %s\n    %s.minisig\n",
		 row->file, row->file);
	manifest_escrow_name(app_academy(w->s->app)->code, row->number,
			     escrow);
	if (w->way->kind == BUNDLE_RETURN)
		buf_addf(&text, "    %s\n", escrow);
	buf_addf(&text, "\nIn: %s\nFor: %s\n%s\n\nThe files belong together; "
		 "only %s can open them. Before you take the stick out: "
		 "\"eject\" on a desktop, umount on a console.\n\n%s\n",
		 row->medium, row->to_code, row->counts, row->to_code,
		 w->way->after);
	ui_show_text(w->s->ui, "Written and checked", text.ptr);
	buf_release(&text);
}

static void
write_it(struct writing *w)
{
	struct stick_watch watch = { w->s->ui, "Writing and checking" };
	struct export_row row;
	struct err err = { .code = RC_OK };

	if (exchange_export(w->s->app, &w->request, stick_progress, &watch,
			    &row, &err) == RC_OK)
		say_written(w, &row);
	else
		say_refused(w->s, &row, &err);
}

/* The rest, once it is known what and for whom. */
static void
finish(struct writing *w)
{
	w->request.kind = w->way->kind;
	w->request.full = w->way->full;
	w->request.to = w->to;
	w->request.dir = w->place.dir;
	w->request.volume = w->place.is_stick ? &w->place.volume : NULL;
	if (confirm(w))
		write_it(w);
	ui_refresh(w->s->ui);
}

void
write_stick(struct session *s)
{
	struct writing w = { .s = s, .way = pick_way(s) };

	if (w.way != NULL && pick_site(s, w.way->kind, w.to) &&
	    pick_what(&w) &&
	    pick_place(s, "Where to?", true, &w.place))
		finish(&w);
	mem_free(w.students);
}

void
write_receipt(struct session *s, const char *code,
		    const struct stick_place *place)
{
	struct writing w = { .s = s, .way = &ways[ARRAY_SIZE(ways) - 1] };

	snprintf(w.to, sizeof(w.to), "%s", code);
	if (place != NULL)
		w.place = *place;
	else if (!pick_place(s, "Where to?", true, &w.place))
		return;
	finish(&w);
}
