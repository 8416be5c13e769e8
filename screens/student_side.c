/* SPDX-License-Identifier: ISC */
#include "screens/student_side.h"

#include <stdio.h>
#include <string.h>

#include "model/progress.h"
#include "tui/term.h"

enum { NEXT_MAX = 5 };

static void
side_line(int *row, int col, enum role_look look, const char *text)
{
	term_text((*row)++, col, STUDENT_SIDE_COLS, look, text);
}

static void
draw_done(const struct student_row *r, int *row, int col)
{
	char text[80];

	snprintf(text, sizeof(text), "Required: %d of %d", r->done,
		 r->required);
	side_line(row, col, LOOK_BODY, text);
	term_bar((*row)++, col, STUDENT_SIDE_COLS - 2, r->done, r->required);
	if (r->eligible)
		side_line(row, col, LOOK_NOTICE, r->owner[0] == '\0'
				  ? "All done: G confirms" : "All done");
}

static void
draw_facts(const struct student_side *p, int *row, int col)
{
	const struct student_row *r = p->row;
	char text[200], day[DATE_TEXT_SIZE + 4];

	if (r->owner[0] != '\0') {
		snprintf(text, sizeof(text), "%s %s: read only",
			 p->is_office ? "Kept by" : "Went to", r->owner);
		side_line(row, col, LOOK_WAITING, text);
	}
	if (p->student->preferred_name[0] != '\0') {
		snprintf(text, sizeof(text), "Known as %.80s",
			 p->student->preferred_name);
		side_line(row, col, LOOK_BODY, text);
	}
	snprintf(text, sizeof(text), "%s",
		 term_label(&term_enrolment, (int)r->enrolment));
	side_line(row, col, LOOK_BODY, text);
	snprintf(text, sizeof(text), "%s",
		 term_label(&term_custody, (int)r->custody));
	side_line(row, col, LOOK_BODY, text);
	if (p->student->location[0] != '\0')
		side_line(row, col, LOOK_BODY, p->student->location);
	snprintf(text, sizeof(text), "Release: %s",
		 date_format_long(r->release_on, day));
	side_line(row, col, LOOK_BODY, text);
	if (r->release_on != DATE_NONE)
		side_line(row, col, LOOK_DIM,
			  term_label(&term_confidence,
				     (int)r->release_confidence));
	draw_done(r, row, col);
}

static void
draw_next(const struct student_side *p, int *row, int col)
{
	const struct course_view *c = p->course;
	size_t next[NEXT_MAX];
	size_t count = progress_next(c->items, c->marks, c->count, next,
				     NEXT_MAX);
	char text[LINE_SIZE];

	(*row)++;
	side_line(row, col, LOOK_HEADING, "Ready to begin");
	for (size_t i = 0; i < count; i++) {
		snprintf(text, sizeof(text), "%s %.200s",
			 c->items[next[i]].code, c->items[next[i]].title);
		side_line(row, col, LOOK_BODY, text);
	}
	if (count == 0)
		side_line(row, col, LOOK_DIM, "nothing");
}

static void
draw_helps(const struct student_side *p, int *row, int col, int last)
{
	const char *text = p->student->what_helps;

	if (text[0] == '\0' || *row + 2 >= last)
		return;
	(*row)++;
	side_line(row, col, LOOK_HEADING, "What helps");
	*row += show_paragraph((struct area){ *row, col, last - *row,
					      STUDENT_SIDE_COLS }, LOOK_BODY, text);
}

void
student_side_draw(const struct student_side *side, struct area area)
{
	int row = area.row;

	draw_facts(side, &row, area.col);
	draw_next(side, &row, area.col);
	draw_helps(side, &row, area.col, area.row + area.rows);
}
