/* SPDX-License-Identifier: ISC */
#include "tests/support/spoil.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/payload_private.h"

int
spoil_set_up(void **state)
{
	struct spoil_world *w = xcalloc(1, sizeof(*w));
	void *a;

	small_academy_set_up(&a);
	w->a = a;
	w->office = small_academy_new("HQ", true);
	meet_each_other(w->a, w->office);
	record(w->a, &w->a->nia, "U-1", PROGRESS_COMPLETE);
	w->whole = pack_return(w->a, w->office, 0);
	w->transfer = pack_transfer(w->a, w->office, &w->a->tom);
	*state = w;
	return 0;
}

int
spoil_tear_down(void **state)
{
	struct spoil_world *w = *state;
	int failed = small_academy_free(w->a) | small_academy_free(w->office);

	parcel_release(&w->whole);
	parcel_release(&w->transfer);
	mem_free(w);
	return failed;
}

struct parcel
copy_of(const struct parcel *parcel)
{
	struct parcel copy = { xmalloc(parcel->size), parcel->size };

	memcpy(copy.data, parcel->data, copy.size);
	return copy;
}

struct parcel
spoiled(const struct parcel *parcel, const char *sql)
{
	sqlite3 *db;
	unsigned char *image = sqlite3_malloc64(parcel->size);
	struct parcel spoiled;
	sqlite3_int64 size;
	char *message = NULL;

	memcpy(image, parcel->data, parcel->size);
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(sqlite3_deserialize(db, "main", image,
		(sqlite3_int64)parcel->size, (sqlite3_int64)parcel->size,
		SQLITE_DESERIALIZE_FREEONCLOSE |
			SQLITE_DESERIALIZE_RESIZEABLE), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
	image = sqlite3_serialize(db, "main", &size, 0);
	spoiled.size = (size_t)size;
	spoiled.data = xmalloc(spoiled.size);
	memcpy(spoiled.data, image, spoiled.size);
	sqlite3_free(image);
	sqlite3_close(db);
	return spoiled;
}

void
is_refused(struct parcel *parcel, enum rc expected, const char *words,
	   const char *case_name)
{
	struct err err = { .code = RC_OK };
	struct payload_reader *reader;
	enum rc rc = payload_open(parcel->data, parcel->size, &reader, &err);

	assert_null(reader);
	if (rc == RC_OK || (expected != RC_OK && rc != expected) ||
	    strstr(err.text, words) == NULL)
		fail_msg("%s: rc %d, \"%s\"", case_name, (int)rc, err.text);
	assert_true(utf8_is_text(err.text, strlen(err.text)));
	assert_int_equal(err.text[strlen(err.text) - 1], '.');
	parcel_release(parcel);
}

void
all_are_refused(const struct parcel *good, const struct spoiling *cases,
		size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct parcel parcel = spoiled(good, cases[i].sql);

		is_refused(&parcel, cases[i].rc, cases[i].words,
			   cases[i].sql);
	}
}
