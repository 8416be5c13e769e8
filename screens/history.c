/* SPDX-License-Identifier: ISC */
/* The journal in words, newest first, read a page at a time. */
#include "screens/room.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/list.h"
#include "tui/term.h"

/* Entries read at once; pages looked through before it says so. */
enum { PAGE = 200, QUIET_PAGES = 10 };

struct history {
	struct session *s;
	char *title;
	bool has_subject;
	struct id subject;
	struct journal_entry *rows;
	size_t count;
	int64_t before;		/* where reading goes on; 0: at the newest */
	bool complete;
	bool only_mine;
	struct buf words;
	struct list list;
};

static const struct list_column columns[] = {
	{ "When", 16, false }, { "Who", 16, false }, { "What", 0, false },
};

/* ---- reading ---- */

static bool
passes(const struct history *h, const struct journal_entry *e,
       const char *needle)
{
	char *text, *folded;
	bool found;

	if (h->only_mine && !e->mine)
		return false;
	if (needle[0] == '\0')
		return true;
	text = xasprintf("%s %s", e->by, e->summary);
	folded = utf8_fold(text);
	found = utf8_fold_contains(folded, needle);
	mem_free(folded);
	mem_free(text);
	return found;
}

/* Reads one page and keeps what passes; false when it could not be read. */
static bool
read_page(struct history *h, const char *needle)
{
	struct journal_entry *page;
	struct err err = { .code = RC_OK };
	size_t count;

	if (app_history(h->s->app, h->has_subject ? &h->subject : NULL,
			h->before, PAGE, &page, &count, &err) != RC_OK) {
		ui_complain(h->s->ui, &err);
		h->complete = true;
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		if (!passes(h, &page[i], needle))
			continue;
		h->rows = xgrow(h->rows, h->count, sizeof(*h->rows));
		h->rows[h->count++] = page[i];
	}
	if (count > 0)
		h->before = page[count - 1].seq;
	h->complete = count < PAGE;
	mem_free(page);
	return true;
}

/* Reads until there are `wanted` rows or no more entries. */
static void
read_more(struct history *h, size_t wanted)
{
	char *needle = utf8_fold(h->words.ptr);
	int64_t newest = h->before;

	for (int pages = 1; h->count < wanted && !h->complete; pages++) {
		if (!read_page(h, needle))
			break;
		if (newest == 0)
			newest = h->before;
		if (pages < QUIET_PAGES || h->complete)
			continue;
		if (!ui_progress(h->s->ui, "Looking through the history",
				 (newest - h->before) * 256, newest * 256)) {
			ui_say(h->s->ui, "Stopped: older entries were not "
			       "looked at.");
			h->complete = true;
		}
	}
	h->list.count = h->count;
	mem_free(needle);
}

/* From the newest on; the cursor stays on its entry, when that is still
 * there. */
static void
read_anew(struct history *h)
{
	size_t wanted = h->list.at + PAGE;
	int64_t here = h->count > 0 ? h->rows[h->list.at].seq : 0;

	mem_free(h->rows);
	h->rows = NULL;
	h->count = 0;
	h->before = 0;
	h->complete = false;
	read_more(h, wanted);
	h->list.at = 0;
	for (size_t i = 0; i < h->count; i++)
		if (h->rows[i].seq == here)
			h->list.at = i;
	list_clamp(&h->list);
	h->list.empty = h->words.len > 0 || h->only_mine
				? "No entry is like that. 0 shows all again."
				: "Nothing was done yet.";
}

static void
refresh(void *data, struct ui *ui)
{
	(void)ui;
	read_anew(data);
}

/* Where has_current() said that there is one. */
static const struct journal_entry *
current(const struct history *h)
{
	return &h->rows[h->list.at];
}

/* ---- drawing ---- */

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct journal_entry *e = &((struct history *)ctx)->rows[row];
	char when[INSTANT_TEXT_SIZE];

	if (e->undone_by != 0)
		*look = LOOK_DIM;
	if (column == 0)
		buf_adds(out, instant_format(e->at, when));
	else if (column == 1)
		buf_adds(out, e->by);
	else
		buf_addf(out, "%s%s", e->undone_by != 0 ? "(undone) " : "",
			 e->summary);
}

static void
title(void *data, struct buf *out)
{
	const struct history *h = data;

	buf_adds(out, h->title);
	if (h->only_mine)
		buf_adds(out, "  mine");
	if (h->words.len > 0)
		buf_addf(out, "  \"%s\"", h->words.ptr);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct history *h = data;

	(void)ui;
	list_draw(&h->list, (struct area){ body.row, 0, body.rows,
					   body.cols }, true);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct history *h = data;

	(void)ui;
	if (pressed == TK_END)
		read_more(h, SIZE_MAX);
	if (!list_key(&h->list, pressed))
		return false;
	if (h->list.at + PAGE / 2 > h->count)
		read_more(h, h->count + PAGE);
	return true;
}

/* ---- commands ---- */

static enum rc
has_current(void *data, struct err *err)
{
	return ((struct history *)data)->count > 0
		       ? RC_OK
		       : err_set(err, RC_NOT_FOUND, NULL,
				 "There is no entry here.");
}

/* The sentence of why not is the journal's own, when it is asked. */
static enum rc
may_take_back(void *data, struct err *err)
{
	enum rc rc = may_undo(data, err);

	return rc == RC_OK ? has_current(data, err) : rc;
}

static void
run_show(void *data, struct ui *ui)
{
	const struct journal_entry *e = current(data);
	struct buf text = BUF_INIT;
	char when[INSTANT_TEXT_SIZE];

	if (e->seq > 0)
		buf_addf(&text, "Entry    %" PRId64 "\n", e->seq);
	buf_addf(&text, "When     %s\nWho      %s\nKind     %s\n",
		 instant_format(e->at, when), e->by, e->action);
	if (e->undoes != 0)
		buf_addf(&text, "Undoes   entry %" PRId64 "\n", e->undoes);
	if (e->undone_by != 0)
		buf_addf(&text, "Undone   by entry %" PRId64 "\n",
			 e->undone_by);
	buf_addf(&text, "\n%s\n\n", e->summary);
	if (e->emptied)
		buf_adds(&text, "A record that it was about was erased since, "
			 "and what it changed with it. It cannot be undone.");
	else if (e->final)
		buf_adds(&text, "A change of this kind cannot be undone.");
	else if (!e->mine)
		buf_addf(&text, "Only %s can undo it.", e->by);
	else if (e->undoable)
		buf_adds(&text, "You can undo it: x, in the list.");
	ui_show_text(ui, "History", text.ptr);
	buf_release(&text);
}

static void
run_undo(void *data, struct ui *ui)
{
	struct history *h = data;
	struct journal_entry e = *current(h);
	struct err err = { .code = RC_OK };
	char *question;
	bool yes = true;

	/* What cannot be undone is refused without a question. */
	if (!e.final && e.mine && e.undone_by == 0) {
		question = xasprintf(e.undoes != 0 ? "Put back what this took "
						     "away? %s"
						   : "Undo this? %s",
				     e.summary);
		yes = ui_ask_yes(ui, "Undo", question,
				 e.undoes != 0 ? "Put back" : "Undo");
		mem_free(question);
	}
	if (!yes)
		return;
	if (app_undo_entry(h->s->app, e.seq, &err) != RC_OK)
		ui_complain(ui, &err);
	else
		ui_say(ui, "%s: %s", e.undoes != 0 ? "Put back" : "Undid",
		       e.summary);
	read_anew(h);
}

static void
run_mine(void *data, struct ui *ui)
{
	struct history *h = data;

	h->only_mine = !h->only_mine;
	read_anew(h);
	ui_say(ui, h->only_mine ? "What you did." : "What everybody did.");
}

static void
run_filter(void *data, struct ui *ui)
{
	struct history *h = data;

	if (!ui_ask_line(ui, "Filter", "Only entries with these words (nothing "
			 "shows all):", NULL, &h->words))
		return;
	read_anew(h);
}

static void
run_all(void *data, struct ui *ui)
{
	struct history *h = data;

	(void)ui;
	h->only_mine = false;
	buf_reset(&h->words);
	read_anew(h);
}

static const struct command history_commands[] = {
	{ "history.show", TK_ENTER, 0, "Show", "show the entry in full",
	  CMD_FOOTER, has_current, run_show },
	{ "history.undo", TK_F8, 'x', "Undo this", "undo the entry, or put "
	  "back what it undid", CMD_FOOTER, may_take_back, run_undo },
	{ "history.mine", 'm', 0, "Mine", "only what you did, or everybody",
	  CMD_FOOTER, NULL, run_mine },
	{ "history.filter", '/', 0, "Filter", "only entries with some words",
	  CMD_FOOTER, NULL, run_filter },
	{ "history.all", '0', 0, "All", "everything again", 0, NULL,
	  run_all },
};

static void
release(void *data)
{
	struct history *h = data;

	mem_free(h->rows);
	mem_free(h->title);
	buf_release(&h->words);
	mem_free(h);
}

static const struct screen_ops ops = {
	.id = "history", .title = title, .draw = draw, .key = key,
	.commands = history_commands,
	.command_count = ARRAY_SIZE(history_commands), .refresh = refresh,
	.free = release,
};

void
history_open(struct session *s, const struct id *subject, const char *of)
{
	struct history *h = xcalloc(1, sizeof(*h));

	h->s = s;
	h->title = subject != NULL ? xasprintf("History > %s", of)
				   : xstrdup(of);
	h->has_subject = subject != NULL;
	if (subject != NULL)
		h->subject = *subject;
	buf_init(&h->words);
	h->list = (struct list){
		.columns = columns, .column_count = ARRAY_SIZE(columns),
		.cell = cell, .ctx = h, .sorted = -1,
	};
	ui_push(s->ui, &ops, h);
}
