/* SPDX-License-Identifier: ISC */
/*
 * What lies on a stick and is no bundle, or is one made to harm, signed by a key
 * that is trusted: refused by a sentence, with nothing changed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/age.h"
#include "exchange/exchange_private.h"
#include "exchange/identity.h"
#include "tests/support/spoil.h"
#include "tests/support/three_places.h"

#define refused(at, path, code, words) \
	do { \
		struct err why; \
		assert_int_equal(try_open(at, path, &why), code); \
		if (strstr(why.text, words) == NULL) \
			fail_msg("\"%s\" is not in \"%s\"", words, why.text); \
	} while (0)

/* ---- signed by somebody who is trusted, whatever it is ---- */

static void
write_file(const char *path, const struct buf *data)
{
	must(path_write_atomic(path, data->ptr, data->len, true, e));
}

static char *
sign_as(struct places *p, struct small_academy *who, const struct buf *data,
	const char *gist)
{
	char *path = path_join(p->stick, "bad.age");
	char *beside = xasprintf("%s%s", path, signature_ending);
	unsigned char hash[MINISIGN_HASH_SIZE];
	struct stream_bytes bytes = { data->ptr, data->len };
	struct buf text = BUF_INIT;
	struct identity identity;

	must(minisign_hash_source(source_bytes(&bytes), hash, e));
	must(identity_open(who->app->vault, &identity, e));
	must(minisign_sign(&identity.sign, hash, gist, &text, e));
	identity_release(&identity);
	write_file(path, data);
	write_file(beside, &text);
	buf_release(&text);
	mem_free(beside);
	return path;
}

static char *
seal(struct places *p, struct small_academy *from, struct small_academy *to,
     const struct parcel *parcel, const char *gist)
{
	struct stream_bytes bytes = { (const char *)parcel->data,
				      parcel->size };
	struct age_recipient recipient;
	struct age_lock lock = { .recipients = &recipient, .count = 1 };
	struct buf sealed = BUF_INIT;
	struct site site;
	char *path;

	must(site_of_ours(to->app, &site, e));
	must(age_recipient_parse(site.age_recipient, &recipient, e));
	must(age_encrypt(&lock, source_bytes(&bytes), sink_buf(&sealed), e));
	path = sign_as(p, from, &sealed, gist);
	buf_release(&sealed);
	return path;
}

/* ---- around the bundle ---- */

static void
signed_but_not_sealed(struct places *p, const struct buf *data, enum rc rc,
		      const char *words)
{
	char *path = sign_as(p, p->aca, data, "throughgate 1 return");

	refused(p->hq, path, rc, words);
	mem_free(path);
}

static void
what_is_no_age_file_is_refused(void **state)
{
	struct places *p = *state;
	struct buf data = BUF_INIT;

	signed_but_not_sealed(p, &data, RC_CORRUPT, "cut short");
	buf_adds(&data, "age-encryption.org/v1\n");
	signed_but_not_sealed(p, &data, RC_CORRUPT, "cut short");
	buf_reset(&data);
	buf_adds(&data, "age-encryption.org/v2\n");
	signed_but_not_sealed(p, &data, RC_CORRUPT, "");
	buf_release(&data);
}

static void
a_gigantic_header_is_refused(void **state)
{
	struct places *p = *state;
	struct buf data = BUF_INIT;

	buf_adds(&data, "age-encryption.org/v1\n-> X25519 ");
	buf_pad(&data, 'A', 3 * 1024 * 1024);
	buf_adds(&data, "\n");
	signed_but_not_sealed(p, &data, RC_CORRUPT, "header");
	buf_reset(&data);
	buf_adds(&data, "age-encryption.org/v1\n");
	for (int i = 0; i < 200000; i++)
		buf_adds(&data, "-> grease\n\n");
	signed_but_not_sealed(p, &data, RC_CORRUPT, "header");
	buf_release(&data);
}

static void
a_folder_or_a_pipe_is_no_bundle(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca), *copy;
	char *beside = xasprintf("%s%s", path, signature_ending);

	copy = xasprintf("%s.kept", path);
	assert_int_equal(rename(path, copy), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	refused(p->hq, path, RC_INVALID, "not an ordinary file");
	unlink(path);
	assert_int_equal(rename(copy, path), 0);
	unlink(beside);
	assert_int_equal(mkdir(beside, 0700), 0);
	refused(p->hq, path, RC_INVALID, "not an ordinary file");
	rmdir(beside);
	mem_free(path);
	mem_free(beside);
	mem_free(copy);
}

static void
a_signature_that_is_too_long_is_not_read(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca);
	char *beside = xasprintf("%s%s", path, signature_ending);
	struct buf text = BUF_INIT;

	must(path_read(beside, MINISIGN_FILE_MAX, &text, e));
	buf_pad(&text, ' ', MINISIGN_FILE_MAX);
	write_file(beside, &text);
	refused(p->hq, path, RC_INVALID, "larger than anything");
	buf_release(&text);
	mem_free(path);
	mem_free(beside);
}

/* ---- inside ---- */

static char *
seal_changed(struct places *p, struct small_academy *from,
	     struct small_academy *to, struct payload_request *request,
	     const char *sql)
{
	struct parcel whole = pack(from, request), parcel;
	char gist[MANIFEST_GIST_SIZE], *path;

	manifest_gist(&request->manifest, gist);
	parcel = spoiled(&whole, sql);
	path = seal(p, from, to, &parcel, gist);
	parcel_release(&parcel);
	parcel_release(&whole);
	return path;
}

static char *
changed_return(struct places *p, const char *sql)
{
	struct payload_request request = request_to(p->aca, p->hq,
						    BUNDLE_RETURN);

	request.students = &p->aca->nia.id;
	request.student_count = 1;
	return seal_changed(p, p->aca, p->hq, &request, sql);
}

static const struct {
	const char *sql;
	enum rc rc;
	const char *words;
} changes[] = {
	{ "CREATE TRIGGER t AFTER INSERT ON student BEGIN DELETE FROM staff;"
	  " END", RC_INVALID, "unknown here" },
	{ "CREATE VIEW names AS SELECT name FROM staff", RC_INVALID,
	  "unknown here" },
	{ "ALTER TABLE student ADD COLUMN offence TEXT", RC_INVALID,
	  "unknown here" },
	{ "DROP TABLE receipt", RC_INVALID, "unknown here" },
	{ "CREATE INDEX i ON student (name)", RC_INVALID, "unknown here" },
	{ "PRAGMA user_version=999", RC_CONFLICT, "newer Throughgate" },
	{ "UPDATE manifest SET value='7' WHERE key='students'", RC_INVALID,
	  "counts other rows" },
	{ "UPDATE manifest SET value='99999999999' WHERE key='rows'",
	  RC_INVALID, "counts other rows" },
	{ "DELETE FROM manifest WHERE key='number'", RC_INVALID,
	  "manifest is not whole" },
	{ "INSERT INTO manifest VALUES ('extra', 'x')", RC_INVALID,
	  "manifest has a line" },
	{ "UPDATE manifest SET value='RECEIPT' WHERE key='kind'", RC_INVALID,
	  "" },
	{ "DELETE FROM staff", RC_INVALID, "" },
	{ "UPDATE student SET name='a' || char(10) || 'b'", RC_INVALID,
	  "wrong name" },
	{ "UPDATE student SET what_helps=hex(zeroblob(400000))", RC_INVALID,
	  "wrong what_helps" },
	{ "UPDATE manifest SET value='BBB' WHERE key='from_code'", RC_CORRUPT,
	  "not what stands inside" },
	{ "UPDATE manifest SET value='9' WHERE key='number'", RC_CORRUPT,
	  "not what stands inside" },
	{ "DELETE FROM head WHERE seq=2", RC_INVALID, "journal heads" },
	{ "UPDATE head SET hash=zeroblob(32)", RC_INVALID, "journal head" },
};

static void
what_was_changed_inside_is_refused(void **state)
{
	struct places *p = *state;

	for (size_t i = 0; i < ARRAY_SIZE(changes); i++) {
		char *path = changed_return(p, changes[i].sql);
		struct err why;

		if (try_open(p->hq, path, &why) != changes[i].rc ||
		    strstr(why.text, changes[i].words) == NULL)
			fail_msg("%s: %d, \"%s\"", changes[i].sql, why.code,
				 why.text);
		empty_stick(p);
		mem_free(path);
	}
}

/* And the same with nothing done to it opens. */
static void
what_was_not_changed_opens(void **state)
{
	struct places *p = *state;
	char *path = changed_return(p, "SELECT 1");

	take_in(p->hq, path);
	mem_free(path);
}

/* ---- from head office ---- */

static char *
changed_site_pack(struct places *p, const char *sql)
{
	struct payload_request request = request_to(p->hq, p->aca,
						    BUNDLE_SITE_PACK);

	request.sites = true;
	return seal_changed(p, p->hq, p->aca, &request, sql);
}

static void
keys_that_are_none_are_not_passed_on(void **state)
{
	struct places *p = *state;
	static const struct {
		const char *sql, *line;
	} cases[] = {
		{ "UPDATE site SET age_recipient='age1bbb' WHERE code='BBB'",
		  "\"age\"" },
		{ "UPDATE site SET age_recipient=upper(age_recipient)",
		  "\"age\"" },
		{ "UPDATE site SET sign_key='RWQ' WHERE code='BBB'",
		  "\"minisign\"" },
		{ "UPDATE site SET code='b b' WHERE code='BBB'", "\"code\"" },
		{ "UPDATE site SET name='' WHERE code='BBB'", "\"name\"" },
	};
	char *path;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		path = changed_site_pack(p, cases[i].sql);
		refused(p->aca, path, RC_INVALID, cases[i].line);
		mem_free(path);
	}
	path = changed_site_pack(p, "SELECT 1");
	take_in(p->aca, path);
	mem_free(path);
}

static void
receipts_of_nothing_are_refused(void **state)
{
	struct places *p = *state;
	static const char *const cases[] = {
		"UPDATE receipt SET sha256='aa'",
		"UPDATE receipt SET sha256=upper(sha256)",
		"UPDATE receipt SET sha256=replace(sha256, 'a', 'g')",
		"UPDATE receipt SET sha256=sha256 || char(0) || 'x'",
		"UPDATE receipt SET number=-1",
	};
	struct import_row_log row = { .number = 1 };

	memset(row.sha256, 'a', sizeof(row.sha256) - 1);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct payload_request request =
			request_to(p->hq, p->aca, BUNDLE_RECEIPT);
		char *path;

		request.receipts = &row;
		request.receipt_count = 1;
		path = seal_changed(p, p->hq, p->aca, &request, cases[i]);
		refused(p->aca, path, RC_INVALID, "a receipt is not a number");
		mem_free(path);
	}
}

/* ---- where it cannot go ---- */

static void
what_is_no_folder_is_named(void **state)
{
	struct places *p = *state;
	char *missing = path_join(p->stick, "none");
	char *file = send_return(p, p->aca);
	struct export_request request = { .kind = BUNDLE_RETURN,
					  .dir = missing };
	struct export_row row;
	struct err err = { .code = RC_OK };
	uint64_t before = everything_hash(p->aca);

	assert_int_equal(exchange_export(p->aca->app, &request, NULL, NULL,
					 &row, &err), RC_NOT_FOUND);
	assert_non_null(strstr(err.text, "is not there. Nothing was written"));
	request.dir = file;
	assert_int_equal(exchange_export(p->aca->app, &request, NULL, NULL,
					 &row, &err), RC_INVALID);
	assert_non_null(strstr(err.text, "is not a folder"));
	assert_true(everything_hash(p->aca) == before);
	mem_free(missing);
	mem_free(file);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, places_set_up, places_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_no_age_file_is_refused),
		TEST(a_gigantic_header_is_refused),
		TEST(a_folder_or_a_pipe_is_no_bundle),
		TEST(a_signature_that_is_too_long_is_not_read),
		TEST(what_was_changed_inside_is_refused),
		TEST(what_was_not_changed_opens),
		TEST(keys_that_are_none_are_not_passed_on),
		TEST(receipts_of_nothing_are_refused),
		TEST(what_is_no_folder_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
