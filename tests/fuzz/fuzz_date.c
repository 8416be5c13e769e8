/* SPDX-License-Identifier: ISC */
/* Any text: refused with a sentence, or a date that is written the same. */
#include "tests/fuzz/fuzz.h"

#include "base/date.h"

static void
try_date(const char *text)
{
	char again[DATE_TEXT_SIZE];
	struct err err = { .text = "" };
	civil_date date;
	enum rc rc = date_parse(text, &date, &err);

	if (rc == RC_OK)
		promise(strcmp(date_format(date, again), text) == 0);
	else
		promise_sentence(rc, &err);
}

static void
try_instant(const char *text)
{
	char again[INSTANT_TEXT_SIZE];
	struct err err = { .text = "" };
	struct instant at, same;
	enum rc rc = instant_parse_utc(text, &at, &err);

	if (rc != RC_OK) {
		promise_sentence(rc, &err);
		return;
	}
	instant_format_utc(at, again);
	promise(strncmp(again, text, 16) == 0);
	promise(instant_parse_utc(again, &same, NULL) == RC_OK);
	promise(same.utc_s == at.utc_s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';
	try_date(text);
	try_instant(text);
	free(text);
	return 0;
}
