/* SPDX-License-Identifier: ISC */
#include "tests/support/three_places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"

enum { DAY = 24 * 60 * 60 };

int
places_set_up(void **state)
{
	struct places *p = calloc(1, sizeof(*p));
	struct small_academy *all[3];

	p->aca = all[0] = small_academy_new("ACA", false);
	p->bbb = all[1] = small_academy_new("BBB", false);
	p->hq = all[2] = small_academy_new("HQ", true);
	small_academy_fill(p->aca);
	snprintf(p->stick, sizeof(p->stick), "/tmp/stick-XXXXXX");
	assert_non_null(mkdtemp(p->stick));
	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 3; k++)
			if (i != k)
				trust(p, all[i], all[k]);
	*state = p;
	return 0;
}

int
places_tear_down(void **state)
{
	struct places *p = *state;
	int bad;

	empty_stick(p);
	bad = rmdir(p->stick);
	bad += small_academy_free(p->aca);
	bad += small_academy_free(p->bbb);
	bad += small_academy_free(p->hq);
	free(p);
	return bad;
}

void
next_day(struct places *p)
{
	p->aca->at.utc_s += DAY;
	p->bbb->at.utc_s += DAY;
	p->hq->at.utc_s += DAY;
}

void
trust(struct places *p, struct small_academy *who, struct small_academy *whom)
{
	char *path = path_join(p->stick, "card.txt");
	char fingerprint[FINGERPRINT_SIZE];
	struct buf card = BUF_INIT;
	struct site site;

	must(exchange_card(whom->app, &card, e));
	must(path_write_atomic(path, card.ptr, card.len, true, e));
	must(exchange_card_read(path, &site, fingerprint, e));
	must(exchange_trust(who->app, &site, e));
	unlink(path);
	buf_release(&card);
	mem_free(path);
}

/* ---- the stick ---- */

static size_t
each_file(struct places *p, bool remove)
{
	DIR *dir = opendir(p->stick);
	struct dirent *entry;
	size_t count = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		char *path = path_join(p->stick, entry->d_name);

		if (entry->d_name[0] != '.') {
			count++;
			if (remove)
				assert_int_equal(unlink(path), 0);
		}
		mem_free(path);
	}
	closedir(dir);
	return count;
}

void
empty_stick(struct places *p)
{
	each_file(p, true);
}

size_t
files_on_stick(struct places *p)
{
	return each_file(p, false);
}

/* ---- bundles ---- */

char *
send_bundle(struct places *p, struct small_academy *from,
	    struct export_request request)
{
	struct export_row row;

	request.dir = p->stick;
	must(exchange_export(from->app, &request, NULL, NULL, &row, e));
	return path_join(p->stick, row.file);
}

char *
send_return(struct places *p, struct small_academy *from)
{
	return send_bundle(p, from, (struct export_request){
					    .kind = BUNDLE_RETURN });
}

char *
send_transfer(struct places *p, struct small_academy *from, const char *to,
	      const struct id *student)
{
	return send_bundle(p, from, (struct export_request){
					    .kind = BUNDLE_TRANSFER,
					    .to = to, .students = student,
					    .student_count = 1 });
}

char *
send_receipt(struct places *p, struct small_academy *from, const char *to)
{
	return send_bundle(p, from, (struct export_request){
					    .kind = BUNDLE_RECEIPT,
					    .to = to });
}

void
take_in(struct small_academy *at, const char *path)
{
	struct import_bundle *bundle;

	must(exchange_open(at->app, path, NULL, NULL, &bundle, e));
	must(exchange_apply(at->app, bundle, NULL, e));
	import_bundle_free(bundle);
}

enum rc
try_open(struct small_academy *at, const char *path, struct err *err)
{
	uint64_t before = everything_hash(at);
	struct import_bundle *bundle;
	enum rc rc;

	memset(err, 0, sizeof(*err));
	rc = exchange_open(at->app, path, NULL, NULL, &bundle, err);
	import_bundle_free(bundle);
	assert_int_equal(everything_hash(at), before);
	return rc;
}
