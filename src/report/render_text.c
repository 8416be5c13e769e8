/* SPDX-License-Identifier: ISC */
#include "report/render_text.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
	WIDTH = 80, PAGE_LINES = 60, HEADER_LINES = 3, FOOTER_LINES = 2,
	MAX_COLUMNS = 32, FIELD_LABEL = 24, GAP = 2, RECORD_LINES = 20,
	NO_HEAD = -1,
};

/* Laid out first, then cut into pages: the last page's number is only known
 * at the end. */
struct line {
	char *text;
	long head;	/* first of the two heading lines of its table */
	bool keep;	/* may not be the last of a page */
};

struct layout {
	struct line *lines;
	size_t count;
};

static void
add_line(struct layout *l, char *text, long head, bool keep)
{
	size_t len = strlen(text);

	while (len > 0 && text[len - 1] == ' ')
		text[--len] = '\0';
	l->lines = xgrow(l->lines, l->count, sizeof(*l->lines));
	l->lines[l->count++] = (struct line){ text, head, keep };
}

static void
add_blank(struct layout *l)
{
	if (l->count > 0 && l->lines[l->count - 1].text[0] != '\0')
		add_line(l, xstrdup(""), NO_HEAD, false);
}

/* Bytes of text that fit, cut at a space where there is one; *next is where
 * the following line begins. */
static size_t
wrap(const char *text, int width, const char **next)
{
	const char *newline = strchr(text, '\n');
	size_t fits = utf8_clip(text, width), cut;

	if (newline != NULL && (size_t)(newline - text) <= fits) {
		*next = newline + 1;
		return (size_t)(newline - text);
	}
	if (text[fits] == '\0') {
		*next = text + fits;
		return fits;
	}
	/* A character wider than the column must not stop us for ever. */
	if (fits == 0)
		fits = utf8_next_cluster(text, strlen(text), 0);
	for (cut = fits; cut > 0 && text[cut] != ' '; cut--)
		;
	if (cut == 0)
		cut = fits;
	*next = text + cut + strspn(text + cut, " ");
	return cut;
}

static void
add_padded(struct buf *out, const char *text, size_t len, int width,
	   bool right)
{
	int used = utf8_width_n(text, len);
	size_t pad = width > used ? (size_t)(width - used) : 0;

	if (right)
		buf_pad(out, ' ', pad);
	buf_add(out, text, len);
	if (!right)
		buf_pad(out, ' ', pad);
}

static void
add_wrapped(struct layout *l, const char *label, const char *text, int indent)
{
	const char *at = text;

	do {
		struct buf out = BUF_INIT;
		const char *next;
		size_t len = wrap(at, WIDTH - indent, &next);

		add_padded(&out, label, strlen(label), indent, false);
		buf_add(&out, at, len);
		add_line(l, buf_detach(&out), NO_HEAD, false);
		at = next;
		label = "";
	} while (*at != '\0');
}

/* ---- tables ---- */

static void
column_widths(const struct report_section *s, int *widths)
{
	int left = WIDTH + GAP, shared = 0;

	for (size_t c = 0; c < s->column_count; c++) {
		widths[c] = s->columns[c].width;
		if (widths[c] != REPORT_HIDDEN)
			left -= widths[c] + GAP;
		shared += widths[c] == 0;
	}
	for (size_t c = 0; c < s->column_count; c++)
		if (widths[c] == 0)
			widths[c] = left > shared * 4 ? left / shared : 4;
}

static void
add_table_head(struct layout *l, const struct report_section *s,
	       const int *widths)
{
	struct buf names = BUF_INIT, rule = BUF_INIT;
	long head = (long)l->count;

	for (size_t c = 0; c < s->column_count; c++) {
		const char *label = s->columns[c].label;

		if (widths[c] == REPORT_HIDDEN)
			continue;
		buf_pad(&names, ' ', names.len > 0 ? GAP : 0);
		buf_pad(&rule, ' ', rule.len > 0 ? GAP : 0);
		add_padded(&names, label, utf8_clip(label, widths[c]),
			   widths[c], s->columns[c].right);
		buf_pad(&rule, '-', (size_t)widths[c]);
	}
	add_line(l, buf_detach(&names), head, true);
	add_line(l, buf_detach(&rule), head, true);
}

/* One row may take several lines: each cell is wrapped in its column. */
static void
add_table_row(struct layout *l, const struct report_section *s,
	      const int *widths, char **cells, long head)
{
	const char *at[MAX_COLUMNS];
	bool more = true;

	for (size_t c = 0; c < s->column_count; c++)
		at[c] = cells[c];
	while (more) {
		struct buf out = BUF_INIT;

		more = false;
		for (size_t c = 0; c < s->column_count; c++) {
			const char *next;
			size_t len;

			if (widths[c] == REPORT_HIDDEN)
				continue;
			len = wrap(at[c], widths[c], &next);
			buf_pad(&out, ' ', out.len > 0 ? GAP : 0);
			add_padded(&out, at[c], len, widths[c],
				   s->columns[c].right);
			at[c] = next;
			more |= *next != '\0';
		}
		add_line(l, buf_detach(&out), head, more);
	}
}

static void
add_table(struct layout *l, const struct report_section *s)
{
	int widths[MAX_COLUMNS];
	long head = (long)l->count;

	assert(s->column_count <= MAX_COLUMNS);
	if (report_row_count(s) == 0)
		return;
	column_widths(s, widths);
	add_table_head(l, s, widths);
	for (size_t r = 0, g = 0; r < report_row_count(s); r++) {
		if (g < s->group_count && s->groups[g] == r) {
			if (r > 0)
				add_line(l, xstrdup(""), head, false);
			g++;
		}
		add_table_row(l, s, widths, s->cells + r * s->column_count,
			      head);
	}
}

/* A row is not cut by the end of a page, unless it is a long one. */
static void
add_records(struct layout *l, const struct report_section *s)
{
	for (size_t r = 0; r < report_row_count(s); r++) {
		size_t begin = l->count;

		for (size_t c = 0; c < s->column_count; c++) {
			const char *cell = s->cells[r * s->column_count + c];

			if (s->columns[c].width != REPORT_HIDDEN &&
			    cell[0] != '\0')
				add_wrapped(l, s->columns[c].label, cell,
					    FIELD_LABEL);
		}
		for (size_t i = begin; i + 1 < l->count; i++)
			l->lines[i].keep = i - begin < RECORD_LINES;
		if (r + 1 < report_row_count(s))
			add_blank(l);
	}
}

static void
add_section(struct layout *l, const struct report_section *s)
{
	add_blank(l);
	if (s->heading[0] != '\0') {
		add_line(l, xstrdup(s->heading), NO_HEAD, true);
		if (s->column_count == 0 || s->records)
			add_line(l, xstrdup(""), NO_HEAD, true);
	}
	for (size_t i = 0; i < s->field_count; i++)
		add_wrapped(l, s->fields[i].label, s->fields[i].value,
			    FIELD_LABEL);
	if (s->column_count > 0) {
		if (s->field_count > 0)
			add_blank(l);
		if (s->records)
			add_records(l, s);
		else
			add_table(l, s);
	}
	for (size_t i = 0; i < s->note_count; i++) {
		add_blank(l);
		add_wrapped(l, "", s->notes[i], 0);
	}
}

/* ---- pages ---- */

/* One past the last line of the page that starts at `from`. */
static size_t
page_end(const struct layout *l, size_t from)
{
	size_t room = PAGE_LINES - HEADER_LINES - FOOTER_LINES, end;

	if (l->lines[from].head != NO_HEAD &&
	    (size_t)l->lines[from].head != from)
		room -= 2;
	end = from + room;
	if (end >= l->count)
		return l->count;
	while (end > from + 1 && l->lines[end - 1].keep)
		end--;
	return end;
}

/* Where the page after the one that ends at `end` begins: not with a blank
 * line. */
static size_t
page_after(const struct layout *l, size_t end)
{
	while (end < l->count && l->lines[end].text[0] == '\0')
		end++;
	return end;
}

static size_t
count_pages(const struct layout *l)
{
	size_t pages = 1;

	for (size_t at = 0; at < l->count; pages++) {
		at = page_after(l, page_end(l, at));
		if (at >= l->count)
			break;
	}
	return pages;
}

static void
add_ends(struct buf *out, const char *left, const char *right)
{
	int room = WIDTH - utf8_width(right) - 1;
	size_t len = utf8_clip(left, room > 0 ? room : 0);

	add_padded(out, left, len, room + 1, false);
	buf_adds(out, right);
	buf_addc(out, '\n');
}

static void
add_footer(const struct report *report, size_t page, size_t pages,
	   struct buf *out)
{
	const struct report_origin *o = &report->origin;
	char *right = xasprintf("page %zu of %zu", page, pages);
	char *left = xasprintf("%s%s%sas at %s  %s", o->sheet ? "Sheet " : "",
			       o->sheet ? o->sheet : "",
			       o->sheet ? "  " : "", o->as_at ? o->as_at : "",
			       o->head ? o->head : "");

	buf_adds(out, o->footer ? o->footer : "");
	buf_addc(out, '\n');
	add_ends(out, left, right);
	mem_free(left);
	mem_free(right);
}

static void
add_page(const struct report *report, const struct layout *l, size_t from,
	 size_t end, struct buf *out)
{
	long head = l->count > 0 ? l->lines[from].head : NO_HEAD;
	size_t used = end - from;

	add_ends(out, report->title,
		 report->origin.academy ? report->origin.academy : "");
	buf_adds(out, report->subtitle);
	buf_adds(out, "\n\n");
	if (head != NO_HEAD && (size_t)head != from) {
		buf_addf(out, "%s\n%s\n", l->lines[head].text,
			 l->lines[head + 1].text);
		used += 2;
	}
	for (size_t i = from; i < end; i++)
		buf_addf(out, "%s\n", l->lines[i].text);
	buf_pad(out, '\n',
		PAGE_LINES - HEADER_LINES - FOOTER_LINES - used);
}

static void
add_pages(const struct report *report, const struct layout *l, struct buf *out)
{
	size_t pages = count_pages(l), at = 0;

	for (size_t page = 1; page <= pages; page++) {
		size_t end = l->count > 0 ? page_end(l, at) : 0;

		if (page > 1)
			buf_addc(out, '\f');
		add_page(report, l, at, end, out);
		add_footer(report, page, pages, out);
		at = page_after(l, end);
	}
}

void
render_text(const struct report *report, bool sheet, struct buf *out)
{
	struct layout l = { NULL, 0 };

	for (size_t i = 0; i < report->section_count; i++)
		add_section(&l, &report->sections[i]);
	if (sheet)
		add_pages(report, &l, out);
	for (size_t i = 0; i < l.count; i++) {
		if (!sheet)
			buf_addf(out, "%s\n", l.lines[i].text);
		mem_free(l.lines[i].text);
	}
	mem_free(l.lines);
}
