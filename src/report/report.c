/* SPDX-License-Identifier: ISC */
#include "report/report.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

__attribute__((format(printf, 1, 0))) static char *
vformat(const char *fmt, va_list ap)
{
	va_list again;
	int len;
	char *text;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	text = xmalloc((size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, fmt, ap);
	return text;
}

void
report_init(struct report *report, const char *kind, const char *title)
{
	memset(report, 0, sizeof(*report));
	report->kind = kind;
	report->title = xstrdup(title);
	report->subtitle = xstrdup("");
}

static void
section_release(struct report_section *s)
{
	for (size_t i = 0; i < s->field_count; i++)
		mem_free(s->fields[i].value);
	for (size_t i = 0; i < s->cell_count; i++)
		mem_free(s->cells[i]);
	for (size_t i = 0; i < s->note_count; i++)
		mem_free(s->notes[i]);
	for (size_t i = 0; s->own_texts != NULL && i < 2 * s->column_count;
	     i++)
		mem_free(s->own_texts[i]);
	mem_free(s->own_texts);
	mem_free(s->own_columns);
	mem_free(s->fields);
	mem_free(s->cells);
	mem_free(s->groups);
	mem_free(s->notes);
	mem_free(s->heading);
}

void
report_release(struct report *report)
{
	for (size_t i = 0; i < report->section_count; i++)
		section_release(&report->sections[i]);
	mem_free(report->sections);
	mem_free(report->title);
	mem_free(report->subtitle);
	mem_free(report->origin.academy);
	mem_free(report->origin.as_at);
	mem_free(report->origin.as_on);
	mem_free(report->origin.head);
	mem_free(report->origin.sheet);
	mem_free(report->origin.footer);
	memset(report, 0, sizeof(*report));
}

void
report_as_at(struct report *report, civil_date day)
{
	char text[DATE_TEXT_SIZE + 4];

	mem_free(report->origin.as_at);
	mem_free(report->origin.as_on);
	report->origin.as_at = xstrdup(date_format_long(day, text));
	report->origin.as_on = xstrdup(date_format(day, text));
}

void
report_section(struct report *report, const char *id, const char *heading)
{
	struct report_section *s;

	report->sections = xgrow(report->sections, report->section_count,
				 sizeof(*s));
	s = &report->sections[report->section_count++];
	memset(s, 0, sizeof(*s));
	s->id = id;
	s->heading = xstrdup(heading);
}

static struct report_section *
current(struct report *report)
{
	assert(report->section_count > 0);
	return &report->sections[report->section_count - 1];
}

void
report_field(struct report *report, const char *id, const char *label,
	     const char *fmt, ...)
{
	struct report_section *s = current(report);
	struct report_field *field;
	va_list ap;

	s->fields = xgrow(s->fields, s->field_count, sizeof(*field));
	field = &s->fields[s->field_count++];
	field->id = id;
	field->label = label;
	va_start(ap, fmt);
	field->value = vformat(fmt, ap);
	va_end(ap);
}

void
report_note(struct report *report, const char *fmt, ...)
{
	struct report_section *s = current(report);
	va_list ap;

	s->notes = xgrow(s->notes, s->note_count, sizeof(*s->notes));
	va_start(ap, fmt);
	s->notes[s->note_count++] = vformat(fmt, ap);
	va_end(ap);
}

void
report_table(struct report *report, const struct report_column *columns,
	     size_t count, bool is_main)
{
	struct report_section *s = current(report);

	assert(s->columns == NULL);
	s->columns = columns;
	s->column_count = count;
	s->main = is_main;
}

void
report_records(struct report *report, const struct report_column *columns,
	       size_t count)
{
	struct report_section *s = current(report);
	struct report_column *own = xcalloc(count, sizeof(*own));
	char **texts = xcalloc(2 * count, sizeof(*texts));

	for (size_t i = 0; i < count; i++) {
		own[i] = columns[i];
		own[i].id = texts[2 * i] = xstrdup(columns[i].id);
		own[i].label = texts[2 * i + 1] = xstrdup(columns[i].label);
	}
	report_table(report, own, count, false);
	s->own_columns = own;
	s->own_texts = texts;
	s->records = true;
}

void
report_cell(struct report *report, const char *fmt, ...)
{
	struct report_section *s = current(report);
	va_list ap;

	s->cells = xgrow(s->cells, s->cell_count, sizeof(*s->cells));
	va_start(ap, fmt);
	s->cells[s->cell_count++] = vformat(fmt, ap);
	va_end(ap);
}

void
report_group(struct report *report)
{
	struct report_section *s = current(report);

	s->groups = xgrow(s->groups, s->group_count, sizeof(*s->groups));
	s->groups[s->group_count++] = report_row_count(s);
}

size_t
report_row_count(const struct report_section *section)
{
	return section->column_count == 0
		       ? 0
		       : section->cell_count / section->column_count;
}
