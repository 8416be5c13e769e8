/* SPDX-License-Identifier: ISC */
/* One sheet: read, find in it, save it, print it. */
#include "screens/room.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "report/kinds.h"
#include "report/spool.h"
#include "tui/pager.h"
#include "tui/term.h"

struct sheet_page {
	struct session *s;
	const struct report_kind *kind;
	char *argument;
	struct pager pager;
	size_t pages;
	int rows;		/* drawn last */
	struct buf words;	/* looked for last */
};

static void
refresh(void *data, struct ui *ui)
{
	struct sheet_page *p = data;
	struct report report;
	struct buf text = BUF_INIT;
	struct err err = { .code = RC_OK };
	size_t at = p->pager.at;

	pager_release(&p->pager);
	if (report_preview(p->s->app, p->kind, p->argument, &report, &err) !=
	    RC_OK) {
		ui_complain(ui, &err);
		pager_init(&p->pager, "", 0);
		return;
	}
	report_render(&report, FORMAT_TEXT, true, &text);
	report_release(&report);
	pager_init(&p->pager, text.ptr, 0);
	p->pages = 1;
	for (const char *t = text.ptr; (t = strchr(t, '\f')) != NULL; t++)
		p->pages++;
	p->pager.at = at < p->pager.count ? at : 0;
	buf_release(&text);
}

static void
title(void *data, struct buf *out)
{
	const struct sheet_page *p = data;
	size_t page = 1;

	for (size_t i = 0; i < p->pager.at && i < p->pager.count; i++)
		page += p->pager.lines[i][0] == '\f';
	buf_addf(out, "Reports > %s %s  page %zu of %zu", p->kind->title,
		 p->argument, page, p->pages);
}

static void
draw(void *data, struct ui *ui, struct area body)
{
	struct sheet_page *p = data;

	(void)ui;
	p->rows = body.rows;
	pager_draw(&p->pager, body);
}

static bool
key(void *data, struct ui *ui, uint32_t pressed)
{
	struct sheet_page *p = data;

	(void)ui;
	return pager_key(&p->pager, p->rows, pressed);
}

/* ---- finding ---- */

static void
find(struct sheet_page *p, struct ui *ui)
{
	if (!pager_find(&p->pager, p->words.ptr))
		ui_say(ui, "\"%s\" is not on this sheet.", p->words.ptr);
}

static void
run_find(void *data, struct ui *ui)
{
	struct sheet_page *p = data;

	if (!ui_ask_line(ui, "Find", "Which words? Capitals and accents do "
			 "not matter.", NULL, &p->words) ||
	    p->words.len == 0)
		return;
	p->pager.has_found = false;
	find(p, ui);
}

static void
run_next(void *data, struct ui *ui)
{
	struct sheet_page *p = data;

	if (p->words.len == 0)
		run_find(data, ui);
	else
		find(p, ui);
}

/* ---- saving ---- */

static const char *const format_labels[FORMAT_COUNT] = {
	[FORMAT_TEXT] = "Text, as it is here", [FORMAT_CSV] =
	"CSV, its table for a spreadsheet",
	[FORMAT_JSON] = "JSON, for another program",
};
static const char *const endings[FORMAT_COUNT] = {
	[FORMAT_TEXT] = "txt", [FORMAT_CSV] = "csv", [FORMAT_JSON] = "json",
};

/* "student-DEM-0007-2026-11-23.txt" */
static void
suggest_name(const struct sheet_page *p, int format, struct buf *path)
{
	char day[DATE_TEXT_SIZE];

	buf_addf(path, "%s%s%s-%s.%s", p->kind->id,
		 p->argument[0] != '\0' ? "-" : "", p->argument,
		 date_format(app_as_at(p->s->app), day), endings[format]);
}

static void
save(struct sheet_page *p, struct ui *ui, enum report_format format,
     const char *path)
{
	bool replace = path_exists(path);
	struct err err = { .code = RC_OK };
	int64_t number;
	char *full;

	if (replace && !ui_ask_yes(ui, "Save", "There is a file of that name "
				   "already. Write over it?", "Write over"))
		return;
	if (report_to_file(p->s->app, p->kind, p->argument, format, path,
			   replace, &number, &err) != RC_OK) {
		ui_complain(ui, &err);
		return;
	}
	full = realpath(path, NULL);
	refresh(p, ui);
	ui_say(ui, "Sheet %" PRId64 " is saved, not sealed: anyone with the "
	       "file can read it. %s", number, full != NULL ? full : path);
	free(full);
}

static void
run_save(void *data, struct ui *ui)
{
	struct sheet_page *p = data;
	struct buf path = BUF_INIT;
	int format = ui_ask_choice(ui, "Save as", format_labels, FORMAT_COUNT,
				   FORMAT_TEXT);

	if (format < 0)
		return;
	suggest_name(p, format, &path);
	if (ask_path(p->s, "Save", "The file is not sealed: anyone who has it "
		     "can read it. The sheet gets a number, and the history "
		     "says who saved it. Save it as:", &path))
		save(p, ui, (enum report_format)format, path.ptr);
	buf_release(&path);
}

/* ---- printing ---- */

static bool
ask_print(const struct sheet_page *p, struct ui *ui)
{
	char printer[100];
	char *question;
	bool yes;

	spool_printer(printer, sizeof(printer));
	question = xasprintf("Print %zu page%s on %s? The sheet gets a number, "
			     "and the history says who printed it.", p->pages,
			     p->pages == 1 ? "" : "s",
			     printer[0] != '\0' ? printer : "the printer");
	yes = ui_ask_yes(ui, "Print", question, "Print");
	mem_free(question);
	return yes;
}

static void
run_print(void *data, struct ui *ui)
{
	struct sheet_page *p = data;
	struct err err = { .code = RC_OK };
	int64_t number;

	/* Without a printer the question would be idle: the reason is said. */
	if (spool_available() && !ask_print(p, ui))
		return;
	if (report_to_printer(p->s->app, p->kind, p->argument, &number,
			      &err) != RC_OK) {
		ui_complain(ui, &err);
		return;
	}
	refresh(p, ui);
	ui_say(ui, "Sheet %" PRId64 " is with the printer.", number);
}

static const struct command sheet_commands[] = {
	{ "sheet.find", '/', 0, "Find", "find words on the sheet", CMD_FOOTER,
	  NULL, run_find },
	{ "sheet.next", 'n', 0, "Next", "the next place with these words",
	  CMD_FOOTER, NULL, run_next },
	{ "sheet.save", TK_F2, 's', "Save", "save the sheet to a file, which "
	  "is not sealed", CMD_FOOTER, may_print, run_save },
	{ "sheet.print", TK_F9, 'p', "Print", "print the sheet", CMD_FOOTER,
	  may_print, run_print },
};

static void
release(void *data)
{
	struct sheet_page *p = data;

	pager_release(&p->pager);
	buf_release(&p->words);
	mem_free(p->argument);
	mem_free(p);
}

static const struct screen_ops ops = {
	.id = "sheet", .title = title, .draw = draw, .key = key,
	.commands = sheet_commands,
	.command_count = ARRAY_SIZE(sheet_commands), .refresh = refresh,
	.free = release,
};

void
sheet_open(struct session *s, const char *kind, const char *argument)
{
	struct sheet_page *p = xcalloc(1, sizeof(*p));

	p->s = s;
	p->kind = report_kind_find(kind);
	p->argument = xstrdup(argument != NULL ? argument : "");
	buf_init(&p->words);
	ui_push(s->ui, &ops, p);
}
