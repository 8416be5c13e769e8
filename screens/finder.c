/* SPDX-License-Identifier: ISC */
#include "screens/finder.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/term.h"

/* ---- rows ---- */

static const void *
row_of(const struct finder *f, size_t index)
{
	return f->rows + index * f->ops->size;
}

const void *
finder_row(const struct finder *f, size_t at)
{
	return row_of(f, f->order[at]);
}

const void *
finder_current(const struct finder *f)
{
	return f->list.count > 0 ? finder_row(f, f->list.at) : NULL;
}

enum rc
finder_has_current(const struct finder *f, struct err *err)
{
	return f->list.count > 0
		       ? RC_OK
		       : err_set(err, RC_CONFLICT, NULL,
				 "There is nothing in this list.");
}

/* ---- which, and in what order ---- */

static int
compare(const void *a, const void *b, void *ctx)
{
	const struct finder *f = ctx;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	const struct finder_row left = { row_of(f, x), f->folded[x] };
	const struct finder_row right = { row_of(f, y), f->folded[y] };
	int order = f->ops->compare(f->list.ctx, &left, &right);

	if (order == 0)
		return x < y ? -1 : 1;
	return f->list.descending ? -order : order;
}

static bool
is_shown(const struct finder *f, size_t index, const char *needle)
{
	return utf8_fold_contains(f->folded[index], needle) &&
	       (f->ops->chosen == NULL ||
		f->ops->chosen(f->list.ctx, row_of(f, index)));
}

void
finder_arrange(struct finder *f)
{
	char *needle = utf8_fold(f->letters.text.ptr);

	f->list.count = 0;
	for (size_t i = 0; i < f->count; i++)
		if (is_shown(f, i, needle))
			f->order[f->list.count++] = i;
	mem_free(needle);
	if (f->ops->compare != NULL && f->list.count > 1)
		qsort_r(f->order, f->list.count, sizeof(*f->order), compare,
			f);
	f->list.empty = f->count == 0 ? f->none : f->unmatched;
	list_clamp(&f->list);
}

/* ---- reading them ---- */

static void
forget(struct finder *f)
{
	for (size_t i = 0; i < f->count; i++)
		mem_free(f->folded[i]);
	mem_free(f->folded);
	mem_free(f->order);
	mem_free(f->rows);
	f->folded = NULL;
	f->order = NULL;
	f->rows = NULL;
	f->count = f->list.count = 0;
}

static void
load(struct finder *f, struct ui *ui)
{
	struct err err = { .code = RC_OK };
	void *rows = NULL;

	if (f->ops->load(f->list.ctx, &rows, &f->count, &err) != RC_OK) {
		ui_complain(ui, &err);
		f->count = 0;
	}
	f->rows = rows;
	f->folded = xcalloc(f->count + 1, sizeof(*f->folded));
	f->order = xcalloc(f->count + 1, sizeof(*f->order));
	for (size_t i = 0; i < f->count; i++)
		f->folded[i] = f->ops->fold(row_of(f, i));
	finder_arrange(f);
}

static bool
was_there(const struct finder *before, const void *row)
{
	for (size_t i = 0; i < before->count; i++)
		if (before->ops->same(row_of(before, i), row))
			return true;
	return false;
}

/* The one row there is more than before; NULL when that is not so. */
static const void *
added(const struct finder *f, const struct finder *before)
{
	size_t i = 0;

	if (before->count == 0 || f->count != before->count + 1)
		return NULL;
	while (i < before->count &&
	       f->ops->same(row_of(f, i), row_of(before, i)))
		i++;
	return was_there(before, row_of(f, i)) ? NULL : row_of(f, i);
}

/* False: it is not among those shown. */
static bool
go_to(struct finder *f, const void *row)
{
	for (size_t i = 0; i < f->list.count && row != NULL; i++)
		if (f->ops->same(finder_row(f, i), row)) {
			f->list.at = i;
			return true;
		}
	return false;
}

void
finder_refresh(struct finder *f, struct ui *ui)
{
	struct finder before = *f;

	f->folded = NULL;
	f->order = NULL;
	f->rows = NULL;
	f->count = f->list.count = 0;
	load(f, ui);
	if (!go_to(f, added(f, &before)))
		go_to(f, finder_current(&before));
	forget(&before);
}

void
finder_init(struct finder *f, const struct finder_ops *ops, struct list list)
{
	memset(f, 0, sizeof(*f));
	f->ops = ops;
	f->list = list;
	line_init(&f->letters, "", 100);
}

void
finder_release(struct finder *f)
{
	forget(f);
	line_release(&f->letters);
}

/* ---- letters ---- */

void
finder_begin(struct finder *f)
{
	f->typing = true;
}

/* True when the key was for the letters. */
static bool
letters_key(struct finder *f, uint32_t key)
{
	if (key == TK_ESC && (f->typing || f->letters.text.len > 0)) {
		f->typing = false;
		line_set(&f->letters, "");
		finder_arrange(f);
		return true;
	}
	if (!f->typing)
		return false;
	if (key == TK_ENTER || key == TK_DOWN) {
		f->typing = false;
		return true;
	}
	if (!line_key(&f->letters, key))
		return false;
	finder_arrange(f);
	return true;
}

bool
finder_key(struct finder *f, uint32_t key)
{
	return letters_key(f, key) || (!f->typing && list_key(&f->list, key));
}

void
finder_draw(struct finder *f, struct area body, int rows_below)
{
	list_draw(&f->list, (struct area){ body.row + 1, 0,
					   body.rows - 1 - rows_below,
					   body.cols }, true);
	if (!f->typing && f->letters.text.len == 0)
		return;
	term_text(body.row, 2, 8, LOOK_HEADING, "Filter");
	line_draw(&f->letters, body.row, 9, 40, f->typing);
	term_text(body.row, 51, 28, LOOK_DIM,
		  f->typing ? "Enter keeps it  Esc clears"
			    : "/ changes it  Esc clears");
}
