/* SPDX-License-Identifier: ISC */
/*
 * What crosses the air gap when all goes well: cards, a week's return and its
 * receipt, a student who moves, keys in escrow, what head office gives out; and
 * what a stick does that does not do as it should.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/stick_private.h"
#include "tests/support/three_places.h"
#include "tests/support/vault_fixture.h"

/* ---- looking ---- */

static int64_t
students_at(struct small_academy *a)
{
	return sql_number(a, "SELECT count(*) FROM student");
}

static struct bundle_manifest
manifest_at(struct small_academy *at, const char *path)
{
	struct bundle_manifest manifest;
	struct import_bundle *bundle;

	must(exchange_open(at->app, path, NULL, NULL, &bundle, e));
	manifest = *import_bundle_manifest(bundle);
	import_bundle_free(bundle);
	return manifest;
}

static struct bundle_line
line_at(struct small_academy *at, const char *path, size_t which)
{
	struct import_bundle *bundle;
	struct bundle_line line;
	size_t count;

	must(exchange_open(at->app, path, NULL, NULL, &bundle, e));
	import_bundle_lines(bundle, &count);
	assert_true(which < count);
	line = import_bundle_lines(bundle, &count)[which];
	import_bundle_free(bundle);
	return line;
}

/* ---- cards ---- */

static void
a_card_says_who_somebody_is(void **state)
{
	struct places *p = *state;
	char *path = path_join(p->stick, "card");
	char fingerprint[FINGERPRINT_SIZE];
	struct buf card = BUF_INIT;
	struct site site;

	must(exchange_card(p->hq->app, &card, e));
	must(path_write_atomic(path, card.ptr, card.len, false, e));
	must(exchange_card_read(path, &site, fingerprint, e));
	assert_string_equal(site.code, "HQ");
	assert_int_equal(site.kind, SITE_HEAD_OFFICE);
	assert_memory_equal(&site.id, &app_academy(p->hq->app)->id, ID_SIZE);
	assert_int_equal(strlen(fingerprint), 47);
	assert_non_null(strstr(card.ptr, fingerprint));
	buf_release(&card);
	mem_free(path);
}

static void
a_card_with_any_byte_changed_is_refused(void **state)
{
	struct places *p = *state;
	char *path = path_join(p->stick, "card");
	char fingerprint[FINGERPRINT_SIZE];
	struct buf card = BUF_INIT;
	struct site site;

	must(exchange_card(p->hq->app, &card, e));
	for (size_t i = 0; i < card.len; i++) {
		card.ptr[i] ^= 1;
		must(path_write_atomic(path, card.ptr, card.len, true, e));
		if (exchange_card_read(path, &site, fingerprint, NULL) ==
		    RC_OK)
			fail_msg("byte %zu may be another", i);
		card.ptr[i] ^= 1;
	}
	for (size_t len = 0; len < card.len; len++) {
		must(path_write_atomic(path, card.ptr, len, true, e));
		assert_int_not_equal(exchange_card_read(path, &site,
							fingerprint, NULL),
				     RC_OK);
	}
	buf_release(&card);
	mem_free(path);
}

static void
another_of_that_code_is_not_trusted(void **state)
{
	struct places *p = *state;
	struct small_academy *other = small_academy_new("BBB", false);
	struct small_academy *office = small_academy_new("HO2", true);
	char fingerprint[FINGERPRINT_SIZE];
	struct small_academy *cases[] = { other, office, p->aca };

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *path = path_join(p->stick, "card");
		struct buf card = BUF_INIT;
		struct site site;

		must(exchange_card(cases[i]->app, &card, e));
		must(path_write_atomic(path, card.ptr, card.len, true, e));
		must(exchange_card_read(path, &site, fingerprint, e));
		assert_int_equal(exchange_trust(p->aca->app, &site, NULL),
				 RC_CONFLICT);
		buf_release(&card);
		mem_free(path);
	}
	small_academy_free(other);
	small_academy_free(office);
}

static void
only_administrators_trust(void **state)
{
	struct places *p = *state;
	struct site site = { .code = "ZZZ" };

	act_as(p->aca, ROLE_LEAD);
	assert_int_equal(exchange_trust(p->aca->app, &site, NULL), RC_DENIED);
	assert_int_equal(exchange_retire(p->aca->app, "BBB", NULL), RC_DENIED);
}

/* ---- a week ---- */

static void
a_week_goes_to_head_office_and_back(void **state)
{
	struct places *p = *state;
	struct bundle_manifest m;
	struct export_row *rows;
	char *path = send_return(p, p->aca), *receipt, *second;
	size_t count;

	assert_string_equal(path_base(path),
			    "ACA-return-2026-11-23-000001.sqlite.age");
	take_in(p->hq, path);
	assert_int_equal(students_at(p->hq), 2);
	must(verify_all(p->hq, e));

	receipt = send_receipt(p, p->hq, "ACA");
	take_in(p->aca, receipt);
	must(exchange_register(p->aca->app, &rows, &count, e));
	assert_int_equal(count, 1);
	assert_int_not_equal(rows[0].received.utc_s, 0);
	mem_free(rows);

	next_day(p);
	record(p->aca, &p->aca->nia, "U-1", PROGRESS_COMPLETE);
	second = send_return(p, p->aca);
	m = manifest_at(p->hq, second);
	assert_int_equal(m.students, 1);
	assert_int_not_equal(m.since_seq, 0);
	assert_int_equal(line_at(p->hq, second, 0).state, LINE_CHANGED);
	take_in(p->hq, second);
	assert_int_equal(sql_number(p->hq, "SELECT count(*) FROM mark WHERE"
				    " status='COMPLETE'"), 1);
	must(verify_all(p->aca, e));
	mem_free(path);
	mem_free(receipt);
	mem_free(second);
}

static void
without_a_receipt_everything_goes_again(void **state)
{
	struct places *p = *state;
	char *first = send_return(p, p->aca), *second;
	struct bundle_manifest m;

	next_day(p);
	record(p->aca, &p->aca->nia, "U-1", PROGRESS_COMPLETE);
	second = send_return(p, p->aca);
	m = manifest_at(p->hq, second);
	assert_int_equal(m.students, 2);
	assert_int_equal(m.number, 2);
	mem_free(first);
	mem_free(second);
}

static void
head_office_reads_and_does_not_write(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca);
	int eligible;
	struct cell_ref cell;
	struct progress_change change = { .status = PROGRESS_COMPLETE,
					  .on = DATE_NONE };

	take_in(p->hq, path);
	cell = cell_of(p->aca, &p->aca->nia, "U-1");
	assert_int_equal(app_progress_set(p->hq->app, &cell, 1, &change,
					  &eligible, NULL), RC_CONFLICT);
	mem_free(path);
}

static void
taken_in_twice_changes_nothing(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca);
	uint64_t before;

	take_in(p->hq, path);
	before = everything_hash(p->hq);
	assert_int_equal(line_at(p->hq, path, 0).state, LINE_SAME);
	take_in(p->hq, path);
	assert_int_equal(everything_hash(p->hq), before);
	mem_free(path);
}

static void
one_undo_takes_an_import_back(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca), summary[LINE_SIZE];
	uint64_t before = records_hash(p->hq);

	take_in(p->hq, path);
	assert_int_not_equal(records_hash(p->hq), before);
	must(app_undo(p->hq->app, summary, sizeof(summary), e));
	assert_int_equal(records_hash(p->hq), before);
	assert_int_equal(sql_number(p->hq, "SELECT count(*) FROM import"), 0);
	take_in(p->hq, path);
	assert_int_equal(students_at(p->hq), 2);
	must(verify_all(p->hq, e));
	mem_free(path);
}

static void
lines_may_be_left_out(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca);
	struct import_bundle *bundle;
	const bool accept[] = { true, false };
	struct export_request receipt = { .kind = BUNDLE_RECEIPT, .to = "ACA",
					  .dir = p->stick };
	struct buf words = BUF_INIT;
	struct err err = { .code = RC_OK };

	must(exchange_open(p->hq->app, path, NULL, NULL, &bundle, e));
	must(exchange_apply(p->hq->app, bundle, accept, e));
	import_bundle_free(bundle);
	assert_int_equal(students_at(p->hq), 1);
	assert_int_equal(line_at(p->hq, path, 0).state, LINE_SAME);
	assert_int_equal(line_at(p->hq, path, 1).state, LINE_NEW);
	/* With a receipt the other would not be sent again. */
	assert_int_equal(exchange_preview(p->hq->app, &receipt, &words, &err),
			 RC_CONFLICT);
	assert_non_null(strstr(err.text, "taken in whole"));
	take_in(p->hq, path);
	assert_int_equal(students_at(p->hq), 2);
	assert_int_equal(sql_number(p->hq, "SELECT count(*) FROM import"), 1);
	must(exchange_preview(p->hq->app, &receipt, &words, e));
	must(verify_all(p->hq, e));
	buf_release(&words);
	mem_free(path);
}

/* What came before was taken in, answered, and then undone. */
static void
a_return_that_follows_on_nothing_is_refused(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca), *receipt, summary[LINE_SIZE];
	struct err err = { .code = RC_OK };

	take_in(p->hq, path);
	receipt = send_receipt(p, p->hq, "ACA");
	take_in(p->aca, receipt);
	must(app_undo(p->hq->app, summary, sizeof(summary), e));
	next_day(p);
	mem_free(path);
	path = send_return(p, p->aca);
	assert_int_equal(try_open(p->hq, path, &err), RC_CONFLICT);
	assert_string_equal(err.text, "What came before it is not here, and "
			    "this return has only what changed lately. Ask "
			    "them for a full one (\"export return --full\").");
	mem_free(path);
	path = send_bundle(p, p->aca, (struct export_request){
		.kind = BUNDLE_RETURN, .full = true });
	take_in(p->hq, path);
	assert_int_equal(students_at(p->hq), 2);
	mem_free(receipt);
	mem_free(path);
}

/* ---- moving ---- */

static void
a_student_moves_with_everything(void **state)
{
	struct places *p = *state;
	char *path, *receipt;
	struct student nia;

	record(p->aca, &p->aca->nia, "U-1", PROGRESS_COMPLETE);
	path = send_transfer(p, p->aca, "BBB", &p->aca->nia.id);
	take_in(p->bbb, path);
	must(app_student_find(p->bbb->app, "ACA-0001", &nia, e));
	assert_true(id_is_zero(&nia.owner_id));
	assert_memory_equal(&nia.version_id, &p->aca->version.id, ID_SIZE);
	assert_int_equal(sql_number(p->bbb, "SELECT count(*) FROM attempt"),
			 1);
	assert_int_not_equal(sql_number(p->bbb, "SELECT count(*) FROM"
					" past_entry"), 0);
	p->bbb->version = p->aca->version;
	record(p->bbb, &nia, "U-2", PROGRESS_COMPLETE);

	receipt = send_receipt(p, p->bbb, "ACA");
	take_in(p->aca, receipt);
	assert_int_equal(sql_number(p->aca, "SELECT received_utc_s FROM"
				    " export WHERE number=1") == 0, 0);
	must(verify_all(p->bbb, e));
	mem_free(path);
	mem_free(receipt);
}

static void
what_was_handed_over_is_read_only(void **state)
{
	struct places *p = *state;
	char *path = send_transfer(p, p->aca, "BBB", &p->aca->nia.id);
	char *again;
	struct student nia;
	struct err err;

	must(app_student_find(p->aca->app, "ACA-0001", &nia, e));
	assert_int_equal(app_student_save(p->aca->app, &nia, &err),
			 RC_CONFLICT);
	assert_non_null(strstr(err.text, "BBB"));
	/* The stick was lost: the same goes again, and nothing changes. */
	empty_stick(p);
	again = send_transfer(p, p->aca, "BBB", &p->aca->nia.id);
	assert_int_equal(sql_number(p->aca, "SELECT handover FROM student"
				    " WHERE reference='ACA-0001'"), 1);
	take_in(p->bbb, again);
	mem_free(path);
	mem_free(again);
}

/* Whoever waits for help is seen to where they are. */
static size_t
needing_attention(struct small_academy *at, const struct id *student)
{
	struct attention *rows;
	size_t count, n = 0;

	must(app_attention(at->app, &rows, &count, e));
	for (size_t i = 0; i < count; i++)
		n += id_equal(&rows[i].student_id, student);
	mem_free(rows);
	return n;
}

static void
what_was_handed_over_is_seen_to_there(void **state)
{
	struct places *p = *state;
	struct id nia = p->aca->nia.id;
	char *path;

	record(p->aca, &p->aca->nia, "U-1", PROGRESS_SUBMITTED);
	assert_int_equal(needing_attention(p->aca, &nia), 1);
	path = send_transfer(p, p->aca, "BBB", &nia);
	assert_int_equal(needing_attention(p->aca, &nia), 0);
	take_in(p->bbb, path);
	assert_int_equal(needing_attention(p->bbb, &nia), 1);
	mem_free(path);
	path = send_return(p, p->bbb);
	take_in(p->hq, path);
	assert_int_equal(needing_attention(p->hq, &nia), 1);
	mem_free(path);
}

static void
a_record_is_taken_back_with_a_reason(void **state)
{
	struct places *p = *state;
	char *path = send_transfer(p, p->aca, "BBB", &p->aca->nia.id);
	struct student *nia = &p->aca->nia;

	assert_int_equal(exchange_reclaim(p->aca->app, &nia->id, "", NULL),
			 RC_INVALID);
	assert_int_equal(exchange_reclaim(p->aca->app, &p->aca->tom.id,
					  "No reason", NULL), RC_CONFLICT);
	must(exchange_reclaim(p->aca->app, &nia->id, "Called off", e));
	record(p->aca, nia, "U-1", PROGRESS_COMPLETE);
	mem_free(path);
}

/* ---- from head office ---- */

static void
a_site_pack_introduces_academies(void **state)
{
	struct places *p = *state;
	struct small_academy *new = small_academy_new("NEW", false);
	char *path;

	trust(p, new, p->hq);
	trust(p, p->hq, new);
	path = send_bundle(p, p->hq, (struct export_request){
				   .kind = BUNDLE_SITE_PACK, .to = "NEW" });
	take_in(new, path);
	assert_int_equal(sql_number(new, "SELECT count(*) FROM site WHERE"
				    " state='TRUSTED'"), 3);
	mem_free(path);
	small_academy_free(new);
}

static void
a_curriculum_comes_from_head_office(void **state)
{
	struct places *p = *state;
	char *path;

	take_in(p->hq, path = send_return(p, p->aca));
	mem_free(path);
	path = send_bundle(p, p->hq, (struct export_request){
				   .kind = BUNDLE_CURRICULUM, .to = "BBB",
				   .curriculum = "C" });
	take_in(p->bbb, path);
	assert_int_equal(sql_number(p->bbb, "SELECT count(*) FROM item"), 7);
	assert_int_equal(students_at(p->bbb), 0);
	mem_free(path);
}

static void
each_kind_goes_its_way(void **state)
{
	struct places *p = *state;
	struct export_row row;
	const struct {
		struct small_academy *from;
		struct export_request request;
		enum rc rc;
	} cases[] = {
		{ p->aca, { .kind = BUNDLE_RETURN, .to = "BBB" }, RC_DENIED },
		{ p->hq, { .kind = BUNDLE_RETURN, .to = "ACA" }, RC_DENIED },
		{ p->aca, { .kind = BUNDLE_SITE_PACK }, RC_DENIED },
		{ p->aca, { .kind = BUNDLE_TRANSFER, .to = "HQ" }, RC_DENIED },
		{ p->aca, { .kind = BUNDLE_TRANSFER, .to = "BBB" },
		  RC_INVALID },
		{ p->hq, { .kind = BUNDLE_CURRICULUM, .to = "ACA" },
		  RC_INVALID },
		{ p->aca, { .kind = BUNDLE_RECEIPT, .to = "BBB" },
		  RC_CONFLICT },
		{ p->aca, { .kind = BUNDLE_TRANSFER, .to = "XYZ" },
		  RC_NOT_FOUND },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct export_request request = cases[i].request;
		uint64_t before = everything_hash(cases[i].from);

		request.dir = p->stick;
		assert_int_equal(exchange_export(cases[i].from->app, &request,
						 NULL, NULL, &row, NULL),
				 cases[i].rc);
		assert_int_equal(everything_hash(cases[i].from), before);
	}
	assert_int_equal(files_on_stick(p), 0);
}

static void
a_preview_changes_nothing(void **state)
{
	struct places *p = *state;
	struct export_request request = { .kind = BUNDLE_TRANSFER,
					  .to = "BBB", .dir = p->stick,
					  .students = &p->aca->nia.id,
					  .student_count = 1 };
	uint64_t before = everything_hash(p->aca);
	struct buf words = BUF_INIT;

	must(exchange_preview(p->aca->app, &request, &words, e));
	assert_non_null(strstr(words.ptr, "one student"));
	assert_non_null(strstr(words.ptr, "BBB"));
	assert_int_equal(everything_hash(p->aca), before);
	assert_int_equal(files_on_stick(p), 0);
	buf_release(&words);
}

/* ---- escrow ---- */

static void
a_key_in_escrow_opens_the_vault_once(void **state)
{
	struct places *p = *state;
	char *file = path_join(p->stick, "ACA-escrow-000001.age");
	struct secret *key, *passphrase = secret_of("nine blue herons");
	char *path = send_return(p, p->aca), code[CODE_SIZE];

	assert_true(path_exists(file));
	assert_int_equal(exchange_escrow_open(p->bbb->app, file, code, &key,
					      NULL), RC_CONFLICT);
	must(exchange_escrow_open(p->hq->app, file, code, &key, e));
	assert_string_equal(code, "ACA");
	app_lock(p->aca->app);
	must(app_recover(p->aca->app, key, "ada", passphrase, e));
	app_lock(p->aca->app);
	assert_int_equal(app_recover(p->aca->app, key, "ada", passphrase,
				     NULL), RC_DENIED);
	must(app_unlock(p->aca->app, "ada", passphrase, e));
	secret_free(key);
	/* The next return brings another. */
	empty_stick(p);
	mem_free(path);
	path = send_return(p, p->aca);
	mem_free(file);
	file = path_join(p->stick, "ACA-escrow-000002.age");
	must(exchange_escrow_open(p->hq->app, file, code, &key, e));
	app_lock(p->aca->app);
	must(app_recover(p->aca->app, key, "ada", passphrase, e));
	secret_free(key);
	secret_free(passphrase);
	mem_free(file);
	mem_free(path);
}

static void
a_retired_head_office_loses_its_key(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca);
	char *escrow = path_join(p->aca->dir, "escrow.age");

	assert_true(path_exists(escrow));
	must(exchange_retire(p->aca->app, "HQ", e));
	assert_false(path_exists(escrow));
	mem_free(escrow);
	mem_free(path);
}

/* ---- sticks that fail ---- */

static bool
stop(void *ctx, int64_t done, int64_t total)
{
	(void)ctx, (void)done, (void)total;
	return false;
}

static void
a_cancelled_export_leaves_nothing(void **state)
{
	struct places *p = *state;
	struct export_request request = { .kind = BUNDLE_RETURN,
					  .dir = p->stick };
	uint64_t before = everything_hash(p->aca);
	struct export_row row;

	assert_int_equal(exchange_export(p->aca->app, &request, stop, NULL,
					 &row, NULL), RC_CANCELLED);
	assert_int_equal(files_on_stick(p), 0);
	assert_int_equal(everything_hash(p->aca), before);
}

static struct {
	int turns, at;
	bool pulled;		/* and nothing works from then on */
} fault;
static struct stick_calls real;

static int
turn(void)
{
	int now = fault.turns++;

	return fault.pulled ? now >= fault.at : now == fault.at;
}

static ssize_t
bad_write(int fd, const void *data, size_t size)
{
	if (!turn())
		return real.write(fd, data, size);
	errno = ENOSPC;
	return -1;
}

static int
bad_fdatasync(int fd)
{
	errno = EIO;
	return turn() ? -1 : real.fdatasync(fd);
}

static int
bad_fsync(int fd)
{
	errno = EIO;
	return turn() ? -1 : real.fsync(fd);
}

static int
bad_syncfs(int fd)
{
	errno = EIO;
	return turn() ? -1 : real.syncfs(fd);
}

static int
bad_rename(int dir, const char *from, const char *to)
{
	errno = EIO;
	return turn() ? -1 : real.rename(dir, from, to);
}

static enum rc
export_with_fault(struct small_academy *a,
		  const struct export_request *request)
{
	struct export_row row;
	enum rc rc;

	real = stick_calls;
	fault.turns = 0;
	stick_calls.write = bad_write;
	stick_calls.fdatasync = bad_fdatasync;
	stick_calls.fsync = bad_fsync;
	stick_calls.syncfs = bad_syncfs;
	stick_calls.rename = bad_rename;
	rc = exchange_export(a->app, request, NULL, NULL, &row, NULL);
	stick_calls = real;
	return rc;
}

/* As it was: to the last byte, or after an entry and its withdrawal. */
static void
nothing_came_of_it(struct places *p, uint64_t everything, uint64_t records,
		   int64_t entry)
{
	assert_int_equal(files_on_stick(p), 0);
	assert_true(records_hash(p->aca) == records);
	assert_int_equal(sql_number(p->aca, "SELECT count(*) FROM export"), 0);
	if (everything_hash(p->aca) != everything)
		assert_int_equal(newest_entry(p->aca), entry + 2);
}

/* Each write, sync and rename of a whole export fails once. */
static void
sweep(struct places *p, struct export_request request)
{
	char *escrow = path_join(p->aca->dir, "escrow.age");

	request.dir = p->stick;
	for (fault.at = 0;; fault.at++) {
		uint64_t before = everything_hash(p->aca);
		uint64_t records = records_hash(p->aca);
		int64_t entry = newest_entry(p->aca);
		enum rc rc = export_with_fault(p->aca, &request);

		if (rc == RC_OK)
			break;
		assert_int_equal(rc, RC_IO);
		nothing_came_of_it(p, before, records, entry);
		assert_false(path_exists(escrow));
	}
	assert_true(fault.at >= 12);
	must(verify_all(p->aca, e));
	mem_free(escrow);
}

/* The stick is gone at each of them: at the last steps nobody knows what is on
 * it. The register says so, and the next try has another number. */
static void
pull(struct places *p, struct export_request request)
{
	int64_t unsure = 0;
	enum rc rc = RC_IO;

	request.dir = p->stick;
	fault.pulled = true;
	for (fault.at = 0; rc == RC_IO; fault.at++) {
		int64_t rows = sql_number(p->aca, "SELECT count(*) FROM export"
					  " WHERE finished=0");

		rc = export_with_fault(p->aca, &request);
		if (rc != RC_IO)
			break;
		unsure = sql_number(p->aca, "SELECT count(*) FROM export"
				    " WHERE finished=0");
		assert_true(unsure == rows || unsure == rows + 1);
		empty_stick(p);
	}
	fault.pulled = false;
	assert_int_equal(rc, RC_OK);
	assert_true(unsure > 0);
	assert_int_equal(sql_number(p->aca, "SELECT max(number) FROM export"
				    " WHERE finished=1"), unsure + 1);
	must(verify_all(p->aca, e));
}

static void
a_transfer_happens_whole_or_not_at_all(void **state)
{
	struct places *p = *state;

	sweep(p, (struct export_request){ .kind = BUNDLE_TRANSFER,
					  .to = "BBB",
					  .students = &p->aca->nia.id,
					  .student_count = 1 });
}

static void
a_return_happens_whole_or_not_at_all(void **state)
{
	sweep(*state, (struct export_request){ .kind = BUNDLE_RETURN });
}

static void
a_pulled_stick_leaves_a_number_that_is_not_used_again(void **state)
{
	pull(*state, (struct export_request){ .kind = BUNDLE_RETURN });
}

/* Perhaps the other academy can read it: the record is not kept here too. */
static void
a_transfer_on_a_pulled_stick_is_written_again(void **state)
{
	struct places *p = *state;
	struct student nia;

	pull(p, (struct export_request){ .kind = BUNDLE_TRANSFER,
					 .to = "BBB",
					 .students = &p->aca->nia.id,
					 .student_count = 1 });
	must(app_student_load(p->aca->app, &p->aca->nia.id, &nia, e));
	assert_int_equal(nia.handover, 1);
}

static void
a_lost_stick_is_noted(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca);
	struct export_row *rows;
	size_t count;

	assert_int_equal(exchange_mark_lost(p->aca->app, 7, "", NULL),
			 RC_NOT_FOUND);
	must(exchange_mark_lost(p->aca->app, 1, "Left on a train", e));
	must(exchange_register(p->aca->app, &rows, &count, e));
	assert_int_equal(rows[0].lost_on, app_today(p->aca->app));
	mem_free(rows);
	mem_free(path);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, places_set_up, places_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_card_says_who_somebody_is),
		TEST(a_card_with_any_byte_changed_is_refused),
		TEST(another_of_that_code_is_not_trusted),
		TEST(only_administrators_trust),
		TEST(a_week_goes_to_head_office_and_back),
		TEST(without_a_receipt_everything_goes_again),
		TEST(head_office_reads_and_does_not_write),
		TEST(taken_in_twice_changes_nothing),
		TEST(one_undo_takes_an_import_back),
		TEST(lines_may_be_left_out),
		TEST(a_return_that_follows_on_nothing_is_refused),
		TEST(a_student_moves_with_everything),
		TEST(what_was_handed_over_is_read_only),
		TEST(what_was_handed_over_is_seen_to_there),
		TEST(a_record_is_taken_back_with_a_reason),
		TEST(a_site_pack_introduces_academies),
		TEST(a_curriculum_comes_from_head_office),
		TEST(each_kind_goes_its_way),
		TEST(a_preview_changes_nothing),
		TEST(a_key_in_escrow_opens_the_vault_once),
		TEST(a_retired_head_office_loses_its_key),
		TEST(a_cancelled_export_leaves_nothing),
		TEST(a_transfer_happens_whole_or_not_at_all),
		TEST(a_return_happens_whole_or_not_at_all),
		TEST(a_pulled_stick_leaves_a_number_that_is_not_used_again),
		TEST(a_transfer_on_a_pulled_stick_is_written_again),
		TEST(a_lost_stick_is_noted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
