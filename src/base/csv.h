/* SPDX-License-Identifier: ISC */
/*
 * csv: RFC 4180 in both directions.
 *
 * Reading is strict where guessing would lose data (an open quote, text
 * after a closing quote) and lenient where people's programs differ: CRLF or
 * LF, a byte order mark, comma, semicolon or tab by what the first line uses.
 * Every cell knows its line and column, so that a message can name them.
 * Writing neutralises cells that a spreadsheet would run as a formula
 * (= + - @ TAB CR at the start) by a leading apostrophe.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stddef.h>

#include "base/buf.h"
#include "base/rc.h"

struct csv_cell {
	const char *text;	/* NUL-terminated, in the table's memory */
	unsigned line, column;	/* of its first character in the file, from 1 */
};

struct csv_row {
	struct csv_cell *cells;
	size_t count;
	unsigned line;
};

/* A whole file, parsed; rows[0] is the header line. */
struct csv {
	struct csv_row *rows;
	size_t count;
	char *text;
};

enum { CSV_MAX_BYTES = 16 * 1024 * 1024, CSV_MAX_COLUMNS = 256 };

/* RC_INVALID with line and column on bad syntax, bad UTF-8, too large. */
MUST_USE enum rc csv_parse(const char *data, size_t size, struct csv *csv,
			   struct err *err);
void csv_release(struct csv *csv);
/* The cell of column index in a row; "" when the row is shorter. */
const char *csv_text(const struct csv_row *row, size_t index);

void csv_write_cell(struct buf *out, const char *text, int is_first);
void csv_write_end(struct buf *out);	/* CRLF */

#endif
