/* SPDX-License-Identifier: ISC */
/* Any bytes: refused with a sentence, or read into a table that reads back
 * the same once written. */
#include "tests/fuzz/fuzz.h"

#include "base/csv.h"

static int
is_formula(const char *text)
{
	return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
}

static void
same_row(const struct csv_row *a, const struct csv_row *b)
{
	promise(a->count == b->count);
	for (size_t i = 0; i < a->count; i++) {
		const char *was = csv_text(a, i), *is = csv_text(b, i);

		promise(strcmp(was, is_formula(was) ? is + 1 : is) == 0);
	}
}

static void
write_and_read(const struct csv *csv)
{
	struct buf out = BUF_INIT;
	struct csv again;

	for (size_t i = 0; i < csv->count; i++) {
		for (size_t j = 0; j < csv->rows[i].count; j++)
			csv_write_cell(&out, csv_text(&csv->rows[i], j),
				       j == 0);
		csv_write_end(&out);
	}
	promise(csv_parse(out.ptr, out.len, &again, NULL) == RC_OK);
	promise(again.count == csv->count);
	for (size_t i = 0; i < csv->count; i++)
		same_row(&csv->rows[i], &again.rows[i]);
	csv_release(&again);
	buf_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct csv csv;
	struct err err = { .text = "" };
	enum rc rc = csv_parse((const char *)data, size, &csv, &err);

	if (rc == RC_OK) {
		promise(csv.count > 0);
		write_and_read(&csv);
		csv_release(&csv);
	} else {
		promise_sentence(rc, &err);
	}
	return 0;
}
