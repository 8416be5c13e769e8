/* SPDX-License-Identifier: ISC */
#include "base/csv.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static const char byte_order_mark[] = "\xef\xbb\xbf";

/* Reads in place: cells are unquoted into the copy they were read from. */
struct reader {
	struct csv *csv;
	char *in, *end, *out;
	char separator;
	unsigned line, column;
	struct err *err;
};

static enum rc
bad(struct reader *r, unsigned line, unsigned column, const char *why)
{
	err_set(r->err, RC_INVALID, NULL, "Line %u, column %u: %s", line,
		column, why);
	return r->err ? err_at(r->err, line, column) : RC_INVALID;
}

/* Whichever of , ; TAB comes first in the heading line, quoted cells apart. */
static char
separator_of(const char *s)
{
	bool quoted = false;

	for (; *s != '\0' && (quoted || *s != '\n'); s++) {
		if (*s == '"')
			quoted = !quoted;
		else if (!quoted && strchr(",;\t", *s) != NULL)
			return *s;
	}
	return ',';
}

static void
take(struct reader *r, bool keep)
{
	char c = *r->in++;

	if (keep)
		*r->out++ = c;
	if (c == '\n') {
		r->line++;
		r->column = 1;
	} else if (((unsigned char)c & 0xc0) != 0x80) {
		r->column++;
	}
}

static bool
at_end_of_cell(const struct reader *r)
{
	return r->in >= r->end || *r->in == r->separator || *r->in == '\n' ||
	       (*r->in == '\r' && r->in + 1 < r->end && r->in[1] == '\n') ||
	       (*r->in == '\r' && r->in + 1 == r->end);
}

static enum rc
read_quoted(struct reader *r, const struct csv_cell *cell)
{
	take(r, false);
	for (;;) {
		if (r->in >= r->end)
			return bad(r, cell->line, cell->column,
				   "the quotation mark opened here "
				   "is never closed.");
		if (*r->in != '"') {
			take(r, true);
			continue;
		}
		take(r, false);
		if (r->in < r->end && *r->in == '"') {
			take(r, true);
			continue;
		}
		break;
	}
	if (!at_end_of_cell(r))
		return bad(r, r->line, r->column,
			   "there is text after a closing quotation mark.");
	return RC_OK;
}

static enum rc
read_cell(struct reader *r, struct csv_cell *cell)
{
	char *start = r->out;

	cell->line = r->line;
	cell->column = r->column;
	cell->text = start;
	if (r->in < r->end && *r->in == '"')
		return read_quoted(r, cell);
	while (!at_end_of_cell(r)) {
		if (*r->in == '"')
			return bad(r, r->line, r->column,
				   "a cell with a quotation mark must be "
				   "quoted as a whole.");
		take(r, true);
	}
	return RC_OK;
}

static void
add_cell(struct csv_row *row, const struct csv_cell *cell)
{
	row->cells = xgrow(row->cells, row->count, sizeof(*row->cells));
	row->cells[row->count++] = *cell;
}

static enum rc
read_row(struct reader *r, struct csv_row *row)
{
	row->line = r->line;
	for (;;) {
		struct csv_cell cell;
		enum rc rc = read_cell(r, &cell);
		bool more = r->in < r->end && *r->in == r->separator;

		if (rc != RC_OK)
			return rc;
		if (row->count == CSV_MAX_COLUMNS)
			return bad(r, cell.line, cell.column,
				   "there are too many columns.");
		add_cell(row, &cell);
		if (more)
			take(r, false);
		else if (r->in < r->end && *r->in == '\r')
			take(r, false);
		if (!more && r->in < r->end && *r->in == '\n')
			take(r, false);
		*r->out++ = '\0';
		if (!more)
			return RC_OK;
	}
}

static bool
is_blank(const struct csv_row *row)
{
	return row->count == 1 && row->cells[0].text[0] == '\0';
}

static enum rc
read_rows(struct reader *r)
{
	while (r->in < r->end) {
		struct csv_row row = { 0 };
		enum rc rc = read_row(r, &row);

		if (rc != RC_OK || is_blank(&row)) {
			mem_free(row.cells);
			if (rc != RC_OK)
				return rc;
			continue;
		}
		r->csv->rows = xgrow(r->csv->rows, r->csv->count, sizeof(row));
		r->csv->rows[r->csv->count++] = row;
	}
	if (r->csv->count == 0)
		return err_set(r->err, RC_INVALID, NULL,
			       "The file is empty; the first line must name "
			       "the columns.");
	return RC_OK;
}

static enum rc
check_text(const char *data, size_t size, struct err *err)
{
	if (size > CSV_MAX_BYTES)
		return err_set(err, RC_INVALID, NULL,
			       "The file is larger than 16 MB.");
	if (memchr(data, '\0', size) != NULL || !utf8_is_valid(data, size))
		return err_set(err, RC_INVALID, NULL,
			       "The file is not plain text in UTF-8; save it "
			       "as \"CSV UTF-8\" and try again.");
	return RC_OK;
}

enum rc
csv_parse(const char *data, size_t size, struct csv *csv, struct err *err)
{
	struct reader r = { .csv = csv, .line = 1, .column = 1, .err = err };
	enum rc rc;

	*csv = (struct csv){ 0 };
	if (size >= 3 && memcmp(data, byte_order_mark, 3) == 0) {
		data += 3;
		size -= 3;
	}
	rc = check_text(data, size, err);
	if (rc != RC_OK)
		return rc;
	/* Output never overtakes input, but for the last cell's NUL: a row
	 * that ends with the file has no line end to put it on. */
	csv->text = xmalloc(2 * size + 2);
	memcpy(csv->text + size + 1, data, size);
	csv->text[2 * size + 1] = '\0';
	r.out = csv->text;
	r.in = csv->text + size + 1;
	r.end = r.in + size;
	r.separator = separator_of(r.in);
	rc = read_rows(&r);
	if (rc != RC_OK)
		csv_release(csv);
	return rc;
}

void
csv_release(struct csv *csv)
{
	for (size_t i = 0; i < csv->count; i++)
		mem_free(csv->rows[i].cells);
	mem_free(csv->rows);
	mem_free(csv->text);
	*csv = (struct csv){ 0 };
}

const char *
csv_text(const struct csv_row *row, size_t index)
{
	return index < row->count ? row->cells[index].text : "";
}

void
csv_write_cell(struct buf *out, const char *text, int is_first)
{
	bool formula = text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
	/* A mark at the start of the file would be taken for its own. */
	bool quote = formula || strpbrk(text, ",;\"\t\r\n") != NULL ||
		     strncmp(text, byte_order_mark, 3) == 0;

	if (!is_first)
		buf_addc(out, ',');
	if (quote)
		buf_addc(out, '"');
	if (formula)
		buf_addc(out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_addc(out, '"');
		buf_addc(out, *text);
	}
	if (quote)
		buf_addc(out, '"');
}

void
csv_write_end(struct buf *out)
{
	buf_adds(out, "\r\n");
}
