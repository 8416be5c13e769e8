/* SPDX-License-Identifier: ISC */
#include "report/render.h"

#include <string.h>
#include <strings.h>

#include "base/csv.h"
#include "base/json.h"
#include "report/render_text.h"

const char *const report_format_names[FORMAT_COUNT] = {
	[FORMAT_TEXT] = "text", [FORMAT_CSV] = "csv", [FORMAT_JSON] = "json",
};

enum rc
report_format_parse(const char *text, enum report_format *format,
		    struct err *err)
{
	for (int i = 0; i < FORMAT_COUNT; i++)
		if (strcasecmp(text, report_format_names[i]) == 0) {
			*format = (enum report_format)i;
			return RC_OK;
		}
	return err_set(err, RC_INVALID, "format",
		       "\"%.20s\" is not a format: text, csv or json.", text);
}

/* A row below another is indented, for the eye alone. */
static const char *
value_of(const char *cell)
{
	return cell + strspn(cell, " ");
}

static void
csv_head(const struct report_section *s, struct buf *out)
{
	for (size_t c = 0; c < s->column_count; c++)
		csv_write_cell(out, s->columns[c].id, c == 0);
	csv_write_end(out);
}

static void
render_csv(const struct report *report, struct buf *out)
{
	const struct report_column *columns = NULL;

	for (size_t i = 0; i < report->section_count; i++) {
		const struct report_section *s = &report->sections[i];

		if (!s->main)
			continue;
		if (s->columns != columns)
			csv_head(s, out);
		columns = s->columns;
		for (size_t k = 0; k < s->cell_count; k++) {
			csv_write_cell(out, value_of(s->cells[k]),
				       k % s->column_count == 0);
			if ((k + 1) % s->column_count == 0)
				csv_write_end(out);
		}
	}
}

static void
json_table(struct json *json, const struct report_section *s)
{
	json_open(json, "rows", '[');
	for (size_t r = 0; r < report_row_count(s); r++) {
		json_open(json, NULL, '{');
		for (size_t c = 0; c < s->column_count; c++)
			json_string(json, s->columns[c].id,
				    value_of(s->cells[r * s->column_count +
						      c]));
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void
json_section(struct json *json, const struct report_section *s)
{
	json_open(json, NULL, '{');
	json_string(json, "id", s->id);
	if (s->heading[0] != '\0')
		json_string(json, "heading", s->heading);
	for (size_t i = 0; i < s->field_count; i++)
		json_string(json, s->fields[i].id, s->fields[i].value);
	if (s->column_count > 0)
		json_table(json, s);
	if (s->note_count > 0) {
		json_open(json, "notes", '[');
		for (size_t i = 0; i < s->note_count; i++)
			json_string(json, NULL, s->notes[i]);
		json_close(json, ']');
	}
	json_close(json, '}');
}

static void
render_json(const struct report *report, struct buf *out)
{
	const struct report_origin *origin = &report->origin;
	const struct {
		const char *key, *value;
	} about[] = {
		{ "kind", report->kind }, { "title", report->title },
		{ "subtitle", report->subtitle },
		{ "academy", origin->academy }, { "as_at", origin->as_on },
		{ "journal_head", origin->head }, { "sheet", origin->sheet },
	};
	struct json json;

	json_init(&json, out);
	json_open(&json, NULL, '{');
	for (size_t i = 0; i < ARRAY_SIZE(about); i++)
		if (about[i].value != NULL && about[i].value[0] != '\0')
			json_string(&json, about[i].key, about[i].value);
	json_open(&json, "sections", '[');
	for (size_t i = 0; i < report->section_count; i++)
		json_section(&json, &report->sections[i]);
	json_close(&json, ']');
	json_close(&json, '}');
	buf_addc(out, '\n');
}

void
report_render(const struct report *report, enum report_format format,
	      bool sheet, struct buf *out)
{
	switch (format) {
	case FORMAT_CSV:
		render_csv(report, out);
		break;
	case FORMAT_JSON:
		render_json(report, out);
		break;
	default:
		render_text(report, sheet, out);
		break;
	}
}
