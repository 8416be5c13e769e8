/* SPDX-License-Identifier: ISC */
/* What needs attention today, at the left of an academy's home screen; what of
 * it is about support, at the left of "Through the gate". */
#include "screens/sides.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/term.h"

/* In a line of the list, and what of the screen's width it has not. */
enum { DETAIL_COL = 33, BESIDE_LIST = SIDES_MENU_COLS + 4 };

/* Groups have a heading line: index SIZE_MAX. */
struct shown {
	enum attention_kind kind;
	size_t index;
};

typedef enum rc gather_fn(struct app *app, struct attention **rows,
			  size_t *count, struct err *err);

struct attention_side {
	struct session *s;
	gather_fn *gather;
	struct attention *rows;
	size_t count;
	struct shown *shown;
	size_t shown_count;
};

static const struct list_column columns[] = { { "", 0, false } };

static size_t
count_kind(const struct attention_side *h, enum attention_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < h->count; i++)
		n += h->rows[i].kind == kind;
	return n;
}

static void
cell(void *ctx, size_t row, size_t column, struct buf *out,
     enum role_look *look)
{
	struct attention_side *h = ctx;
	const struct shown *shown = &h->shown[row];
	const struct attention *a;
	bool fits;

	(void)column;
	if (shown->index == SIZE_MAX) {
		*look = LOOK_HEADING;
		buf_addf(out, "%s (%zu)", attention_titles[shown->kind],
			 count_kind(h, shown->kind));
		return;
	}
	a = &h->rows[shown->index];
	buf_addf(out, "  %-9s ", a->reference);
	show_name(a->name, a->latin_name, out);
	/* Details line up where names allow it. */
	while (utf8_width(out->ptr) < DETAIL_COL - 1)
		buf_addc(out, ' ');
	fits = utf8_width(out->ptr) + 1 + utf8_width(a->detail) <=
	       term_cols() - BESIDE_LIST;
	buf_addf(out, " %s", fits ? a->detail : a->brief);
}

static void
arrange(struct attention_side *h)
{
	mem_free(h->shown);
	h->shown = xcalloc(h->count + ATTENTION_KINDS, sizeof(*h->shown));
	h->shown_count = 0;
	for (size_t i = 0; i < h->count; i++) {
		if (i == 0 || h->rows[i].kind != h->rows[i - 1].kind)
			h->shown[h->shown_count++] =
				(struct shown){ h->rows[i].kind, SIZE_MAX };
		h->shown[h->shown_count++] =
			(struct shown){ h->rows[i].kind, i };
	}
}

static const char *
words_for_nothing(const struct attention_side *h, struct ui *ui)
{
	struct err err = { .code = RC_OK };
	size_t students = 0;

	if (app_student_count(h->s->app, &students, &err) != RC_OK)
		ui_complain(ui, &err);
	if (students == 0)
		return "No students yet. 4 reads a class list; 1 adds one.";
	return "Nothing needs attention today.";
}

static void
refresh(void *side, struct ui *ui, struct list *list)
{
	struct attention_side *h = side;
	struct err err = { .code = RC_OK };

	mem_free(h->rows);
	h->rows = NULL;
	h->count = 0;
	if (h->gather(h->s->app, &h->rows, &h->count, &err) != RC_OK)
		ui_complain(ui, &err);
	arrange(h);
	list->count = h->shown_count;
}

static void
refresh_home(void *side, struct ui *ui, struct list *list)
{
	refresh(side, ui, list);
	list->empty = words_for_nothing(side, ui);
}

static void
detail(const void *side, size_t at, struct buf *out)
{
	const struct attention_side *h = side;

	if (h->shown[at].index != SIZE_MAX)
		buf_adds(out, h->rows[h->shown[at].index].detail);
}

/* Where it is to be seen to: at the item, in the diary, in the plan. */
static void
open_one(struct session *s, const struct attention *a)
{
	switch (a->kind) {
	case ATTENTION_OVERDUE:
	case ATTENTION_DUE:
		person_open(s, &a->student_id, "person-diary");
		break;
	case ATTENTION_DEFERRAL:
	case ATTENTION_ACTION:
		person_open(s, &a->student_id, "person-plan");
		break;
	default:
		student_open(s, &a->student_id, &a->item_id);
		break;
	}
}

/* A heading is for the first below it. */
static void
open_line(void *side, size_t at)
{
	struct attention_side *h = side;
	const struct shown *shown = &h->shown[at];

	if (shown->kind == ATTENTION_TAKE_DOWN) {
		case_studies_open(h->s);
		return;
	}
	if (shown->index == SIZE_MAX && at + 1 < h->shown_count)
		shown++;
	open_one(h->s, &h->rows[shown->index]);
}

static void
release(void *side)
{
	struct attention_side *h = side;

	mem_free(h->rows);
	mem_free(h->shown);
	mem_free(h);
}

static const struct side attention_side = {
	.heading = "Needs attention today", .refresh = refresh_home,
	.detail = detail, .open = open_line, .free = release,
};

static const struct side gate_side = {
	.heading = "Due now", .refresh = refresh, .detail = detail,
	.open = open_line, .free = release,
};

static struct left
make(struct session *s, const struct side *side, gather_fn *gather)
{
	struct attention_side *h = xcalloc(1, sizeof(*h));

	h->s = s;
	h->gather = gather;
	return (struct left){ side, h, {
		.columns = columns, .column_count = 1, .cell = cell, .ctx = h,
		.sorted = -1, .no_header = true,
		.empty = "Nothing is due today.",
	} };
}

struct left
left_attention(struct session *s)
{
	return make(s, &attention_side, app_attention);
}

struct left
left_gate(struct session *s)
{
	return make(s, &gate_side, app_attention_gate);
}
