/* SPDX-License-Identifier: ISC */
/* Choosing a stick, or a folder, and a file that is there. */
#include "screens/sticks.h"

#include <dirent.h>
#include <fnmatch.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "tui/list.h"
#include "tui/term.h"

enum { BOX_COLS = 76, MAX_FILES = 200 };

/* ---- the list of what is plugged in ---- */

enum column { COL_LABEL, COL_WHERE, COL_SIZE, COL_FREE, COL_TYPE };

static const struct list_column columns[] = {
	[COL_LABEL] = { "Label", 14, false },
	[COL_WHERE] = { "Where", 0, false },
	[COL_SIZE] = { "Size", 8, true },
	[COL_FREE] = { "Free", 8, true },
	[COL_TYPE] = { "System", 7, false },
};

struct chooser {
	struct session *s;
	const char *title;
	bool to_write;
	struct volume *rows;
	size_t count;
	struct list list;	/* one row more: a folder */
	int watch;		/* becomes readable when mounts change */
};

/* "31.9 GB", as it is printed on sticks: thousands. */
static void
show_bytes(int64_t bytes, struct buf *out)
{
	static const char *const units[] = { "B", "kB", "MB", "GB", "TB" };
	double value = (double)bytes;
	size_t unit = 0;

	while (value >= 999.5 && unit + 1 < ARRAY_SIZE(units)) {
		value /= 1000;
		unit++;
	}
	buf_addf(out, unit > 1 && value < 99.95 ? "%.1f %s" : "%.0f %s",
		 value, units[unit]);
}

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	const struct chooser *c = ctx;
	const struct volume *v = &c->rows[row];

	if (row == c->count) {
		if (column == COL_LABEL)
			buf_adds(out, "A folder ...");
		else if (column == COL_WHERE)
			buf_adds(out, "type its path");
		return;
	}
	if (!v->removable)
		*look = LOOK_DIM;
	if (column == COL_LABEL)
		buf_adds(out, v->label[0] != '\0' ? v->label
			      : v->removable	  ? "(no label)"
						  : "(a disk)");
	else if (column == COL_WHERE)
		buf_adds(out, v->path);
	else if (column == COL_SIZE)
		show_bytes(v->size_bytes, out);
	else if (column == COL_FREE)
		show_bytes(v->free_bytes, out);
	else
		buf_adds(out, v->type);
}

/* What cannot be written to is no choice for writing. */
static void
drop_read_only(struct chooser *c)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->count; i++)
		if (!c->to_write || c->rows[i].writable)
			c->rows[kept++] = c->rows[i];
	c->count = kept;
}

static void
look(struct chooser *c)
{
	struct err err = { .code = RC_OK };

	mem_free(c->rows);
	c->rows = NULL;
	c->count = 0;
	if (volume_list(c->s->config->volumes, app_vault_dir(c->s->app),
			&c->rows, &c->count, &err) != RC_OK)
		ui_complain(c->s->ui, &err);
	drop_read_only(c);
	c->list.count = c->count + 1;
	list_clamp(&c->list);
}

static size_t
count_sticks(const struct chooser *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->count; i++)
		n += c->rows[i].removable;
	return n;
}

static bool
has_changed(const struct chooser *c)
{
	struct pollfd watched = { .fd = c->watch, .events = POLLPRI };

	return c->watch < 0 || poll(&watched, 1, 0) > 0;
}

static void
draw(struct chooser *c)
{
	int rows = term_rows() - 8, col = (term_cols() - BOX_COLS) / 2;
	size_t sticks = count_sticks(c);
	char text[80];

	snprintf(text, sizeof(text), "%zu stick%s plugged in.", sticks,
		 sticks == 1 ? " is" : "s are");
	ui_draw(c->s->ui);
	term_frame(2, col, rows, BOX_COLS, LOOK_DIALOG, c->title);
	term_fill(3, col + 1, rows - 2, BOX_COLS - 2, LOOK_BODY);
	term_text(3, col + 3, BOX_COLS - 6, LOOK_BODY,
		  sticks > 0 ? text : "Plug a stick in: it shows here by "
				      "itself once it is mounted.");
	list_draw(&c->list, (struct area){ 5, col + 1, rows - 6,
					   BOX_COLS - 2 }, true);
	term_text(rows, col + 3, BOX_COLS - 6, LOOK_DIM,
		  "Enter chooses   f a folder   Esc gives up");
}

/* ---- a folder that is typed ---- */

static enum rc
check_place(const char *text, struct err *err)
{
	if (!path_is_dir(text))
		return err_set(err, RC_INVALID, "dir", "There is no such "
			       "folder. Name one, such as /media/stick.");
	return RC_OK;
}

static bool
type_folder(struct chooser *c, struct stick_place *place)
{
	struct session *s = c->s;
	struct buf text = BUF_INIT;
	bool done;

	buf_adds(&text, s->stick_dir);
	done = ui_ask_line(s->ui, c->title, "Which folder?", check_place,
			   &text) && text.len < sizeof(place->dir);
	if (done) {
		place->is_stick = false;
		snprintf(place->dir, sizeof(place->dir), "%s", text.ptr);
		snprintf(s->stick_dir, sizeof(s->stick_dir), "%s",
			 place->dir);
	}
	buf_release(&text);
	return done;
}

static bool
take(struct chooser *c, struct stick_place *place)
{
	if (c->list.at == c->count)
		return type_folder(c, place);
	place->is_stick = true;
	place->volume = c->rows[c->list.at];
	memcpy(place->dir, place->volume.path, sizeof(place->dir));
	return true;
}

/* True while it goes on. */
static bool
take_key(struct chooser *c, uint32_t key, struct stick_place *place,
	 bool *done)
{
	if (key == TK_TICK && has_changed(c))
		look(c);
	if (key == TK_ESC || key == 'q')
		return false;
	if (key == 'f')
		*done = type_folder(c, place);
	else if (key == TK_ENTER)
		*done = take(c, place);
	else
		list_key(&c->list, key);
	return !*done;
}

bool
pick_place(struct session *s, const char *title, bool to_write,
	   struct stick_place *place)
{
	struct chooser c = { .s = s, .title = title, .to_write = to_write };
	bool done = false;

	/* Those of a test are looked at each time. */
	c.watch = s->config->volumes == NULL ? volume_watch() : -1;
	c.list = (struct list){ .columns = columns,
				.column_count = ARRAY_SIZE(columns),
				.cell = cell, .ctx = &c, .sorted = -1 };
	look(&c);
	do {
		draw(&c);
	} while (take_key(&c, ui_key_or_tick(s->ui), place, &done));
	if (c.watch >= 0)
		close(c.watch);
	mem_free(c.rows);
	return done;
}

void
show_place(const struct stick_place *place, struct buf *out)
{
	if (!place->is_stick)
		buf_adds(out, place->dir);
	else if (place->volume.label[0] != '\0')
		buf_addf(out, "%s, at %s", place->volume.label, place->dir);
	else
		buf_addf(out, "the stick at %s", place->dir);
}

/* ---- a file that is there ---- */

static int
later_first(const void *a, const void *b)
{
	return -strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names have the date and the number in them: the last by name is the newest.
 * "." files are a Mac's own notes about the others. */
static size_t
find_files(const char *dir, const char *pattern, const char *ours,
	   char **names)
{
	DIR *folder = opendir(dir);
	struct dirent *entry;
	size_t count = 0;

	while (folder != NULL && count < MAX_FILES &&
	       (entry = readdir(folder)) != NULL)
		if (fnmatch(pattern, entry->d_name, FNM_PERIOD) == 0 &&
		    strncmp(entry->d_name, ours, strlen(ours)) != 0)
			names[count++] = xstrdup(entry->d_name);
	if (folder != NULL)
		closedir(folder);
	qsort(names, count, sizeof(*names), later_first);
	return count;
}

static void
say_none(struct session *s, const char *title,
	 const struct stick_place *place, const char *pattern,
	 const char *what)
{
	struct err err;
	struct buf where = BUF_INIT;
	char *advice = xasprintf("Its name would be like %s. Perhaps it is in "
				 "a folder on the stick: choose again, and "
				 "type that folder's path.", pattern);

	show_place(place, &where);
	err_set(&err, RC_NOT_FOUND, NULL, "There is no %s in %.300s.", what,
		where.ptr);
	show_refusal(s, title, &err, advice);
	buf_release(&where);
	mem_free(advice);
}

bool
pick_file(struct session *s, const char *title,
	  const struct stick_place *place, const char *pattern,
	  const char *what, struct buf *path)
{
	char *names[MAX_FILES];
	char *ours = xasprintf("%s-", app_academy(s->app)->code);
	size_t count = find_files(place->dir, pattern, ours, names);
	int chosen = 0;

	mem_free(ours);
	if (count == 0)
		say_none(s, title, place, pattern, what);
	if (count != 1)
		chosen = ui_ask_choice(s->ui, title,
				       (const char *const *)names, count, 0);
	if (chosen >= 0)
		buf_addf(path, "%s/%s", place->dir, names[chosen]);
	for (size_t i = 0; i < count; i++)
		mem_free(names[i]);
	return chosen >= 0;
}

/* ---- progress ---- */

bool
stick_progress(void *ctx, int64_t done, int64_t total)
{
	struct stick_watch *watch = ctx;

	return ui_progress(watch->ui, watch->title, done, total);
}
