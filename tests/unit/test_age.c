/* SPDX-License-Identifier: ISC */
/* age v1: what is written opens, what is not as written does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/age.h"
#include "exchange/age_recipient.h"
#include "exchange/age_stream.h"
#include "tests/support/age_cases.h"
#include "tests/support/vault_fixture.h"

/* ---- keys ---- */

static enum rc
right_passphrase(void *ctx, struct secret **passphrase, struct err *err)
{
	(void)err;
	*passphrase = secret_of(ctx != NULL ? ctx : AGE_CASE_PASSPHRASE);
	return RC_OK;
}

static void
add_identity(struct age_identities *identities, const char *text)
{
	struct secret *s = secret_of(text);
	struct err err;

	assert_int_equal(age_identities_parse(s, identities, &err), RC_OK);
	secret_free(s);
}

/* With the specification's identity and AGE_CASE_PASSPHRASE. */
static enum rc
decrypt(const struct buf *file, struct buf *plain, struct err *err)
{
	struct age_identities identities = { .count = 0 };
	struct age_keys keys = { &identities, right_passphrase, NULL };
	struct stream_bytes bytes = { file->ptr, file->len };
	enum rc rc;

	add_identity(&identities, AGE_CASE_IDENTITY);
	if (err != NULL)
		err->text[0] = '\0';
	rc = age_decrypt(&keys, source_bytes(&bytes), sink_buf(plain), err);
	age_identities_release(&identities);
	return rc;
}

static void
encrypt(const void *data, size_t size, bool armor, struct buf *file)
{
	struct age_recipient recipient;
	struct age_lock lock = { &recipient, 1, NULL, 0, armor };
	struct stream_bytes bytes = { data, size };
	struct err err;

	assert_int_equal(age_recipient_parse(AGE_CASE_RECIPIENT, &recipient,
					     &err), RC_OK);
	assert_int_equal(age_encrypt(&lock, source_bytes(&bytes),
				     sink_buf(file), &err), RC_OK);
}

static void
refuses(const struct buf *file, const char *why)
{
	struct buf plain = BUF_INIT;
	struct err err;

	if (decrypt(file, &plain, &err) == RC_OK)
		fail_msg("%s was accepted", why);
	assert_int_equal(plain.len, 0);
	assert_int_not_equal(strlen(err.text), 0);
	buf_release(&plain);
}

/* ---- files of the age program ---- */

static const char for_the_key[] =
	"-----BEGIN AGE ENCRYPTED FILE-----\n"
	"YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBEOXl4RFc3T1ZjeDNGajFX\n"
	"WWF1U25aNEJ3dzhoek9naGMyRVoxWmROcDBRCmpzWXBEMWlwSHA1TVRtUW1YTTZ4\n"
	"MDdlZnNZTFNVTkpFQ1BtaUJkV3J6eGsKLS0tIGZ1dWp1NjgxdzB5UTc3eFduRTl0\n"
	"M3R0ZVhaVVVCZk9oZmZ2bFFsbWQzWVEKiIfWhti2w7aoJbKbb9j1+Rqfbrj5JLPD\n"
	"dfT0A+02o6ukenu0or5n82ThQpU/Mib24xO5GHDVJmI=\n"
	"-----END AGE ENCRYPTED FILE-----\n";
static const char for_the_passphrase[] =
	"-----BEGIN AGE ENCRYPTED FILE-----\n"
	"YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCA3QVIrclpvSmtQcm11R3M0\n"
	"OXpzR2xnIDE4CkNiMjdML2gzNFNRRnRDNGlnNlUzWVBsRUpSZy9RSUxGaGVLcEpr\n"
	"eGlmNUUKLS0tIG9MR2pBU3JUZzhHZDJKRlJST1g3emI5NEM1QjNrYkdoSndjU0ZT\n"
	"bXhBWVEKYFcUpUR3lHPg6t5hfcGyGWjmHfFPvBE6YGGjiwSAQjwLReq9WYgSixND\n"
	"CVkWQUoe/rMQLGu6ALg=\n"
	"-----END AGE ENCRYPTED FILE-----\n";

static void
opens_files_of_age(void **state)
{
	struct buf file = BUF_INIT, plain = BUF_INIT;
	struct err err;

	(void)state;
	buf_adds(&file, for_the_key);
	assert_int_equal(decrypt(&file, &plain, &err), RC_OK);
	assert_string_equal(plain.ptr, "The gate opens at nine.\n");
	buf_reset(&file);
	buf_reset(&plain);
	buf_adds(&file, for_the_passphrase);
	assert_int_equal(decrypt(&file, &plain, &err), RC_OK);
	assert_string_equal(plain.ptr, "The gate opens at nine.\n");
	buf_release(&file);
	buf_release(&plain);
}

/* ---- every rule of the specification ---- */

/* What the cases hold: byte i of chunk n is 7i + n. */
static void
is_whole_chunks(const struct buf *plain, bool all)
{
	for (size_t i = 0; i < plain->len; i++)
		assert_int_equal((unsigned char)plain->ptr[i],
				 (unsigned char)(i % AGE_CHUNK_SIZE * 7 +
						 i / AGE_CHUNK_SIZE));
	if (!all)
		assert_int_equal(plain->len % AGE_CHUNK_SIZE, 0);
}

static void
check(const char *name, const struct buf *file, enum rc expected)
{
	struct buf plain = BUF_INIT;
	struct err err;
	enum rc rc = decrypt(file, &plain, &err);

	if (rc != expected)
		fail_msg("%s: %d, not %d: %s", name, (int)rc, (int)expected,
			 err.text);
	is_whole_chunks(&plain, rc == RC_OK);
	if (rc != RC_OK)
		assert_int_equal(err.text[strlen(err.text) - 1], '.');
	buf_reset(&plain);
	assert_int_equal(decrypt(file, &plain, NULL), expected);
	buf_release(&plain);
}

static void
every_case(void **state)
{
	struct buf file = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < age_case_count; i++) {
		age_case_build(&age_cases[i], &file);
		check(age_cases[i].name, &file, age_cases[i].expected);
		buf_reset(&file);
	}
	for (size_t i = 0; i < age_armor_case_count; i++) {
		age_armor_case_build(&age_armor_cases[i], &file);
		check(age_armor_cases[i].name, &file,
		      age_armor_cases[i].expected);
		buf_reset(&file);
	}
	buf_release(&file);
}

static void
too_much_space_and_too_large_a_header(void **state)
{
	struct buf file = BUF_INIT, text = BUF_INIT;

	(void)state;
	age_armor_case_build(&age_armor_cases[0], &text);
	buf_pad(&file, '\n', 1500);
	buf_add(&file, text.ptr, text.len);
	refuses(&file, "space before");
	buf_pad(&text, '\n', 1500);
	refuses(&text, "space after");
	buf_reset(&file);
	buf_adds(&file, "age-encryption.org/v1\n");
	for (int i = 0; i < 100000; i++)
		buf_adds(&file, "-> x\n\n");
	refuses(&file, "a header of 600 kB");
	buf_release(&file);
	buf_release(&text);
}

/* ---- every altered byte, every length ---- */

static const unsigned char changes[] = { 0x01, 0x20, 0x55, 0x80, 0x07 };

static void
alter_all(struct buf *file)
{
	for (size_t i = 0; i < file->len; i++)
		for (size_t k = 0; k < sizeof(changes); k++) {
			char was = file->ptr[i];

			file->ptr[i] = (char)(was ^ changes[k]);
			refuses(file, "an altered byte");
			file->ptr[i] = was;
		}
}

static void
cut_all(const struct buf *file, size_t longest)
{
	struct buf cut = BUF_INIT;

	for (size_t len = 0; len <= longest; len++) {
		buf_reset(&cut);
		buf_add(&cut, file->ptr, len);
		refuses(&cut, "a file cut short");
	}
	buf_release(&cut);
}

static void
every_altered_byte_is_refused(void **state)
{
	struct buf file = BUF_INIT;

	(void)state;
	encrypt("The gate opens at nine.", 23, false, &file);
	alter_all(&file);
	cut_all(&file, file.len - 1);
	buf_addc(&file, '\n');
	refuses(&file, "a byte more");
	buf_release(&file);
}

/* Armor may lack its last end of line. */
static void
every_altered_byte_of_armor_is_refused(void **state)
{
	struct buf file = BUF_INIT;

	(void)state;
	encrypt("The gate opens at nine.", 23, true, &file);
	alter_all(&file);
	cut_all(&file, file.len - 2);
	buf_release(&file);
}

/* Three chunks: what comes out is those that were right. */
static void
only_whole_verified_chunks_come_out(void **state)
{
	enum { SIZE = 2 * AGE_CHUNK_SIZE + 100, SEALED = AGE_CHUNK_SIZE + 16 };
	unsigned char *data = xcalloc(1, SIZE);
	struct buf file = BUF_INIT, plain = BUF_INIT;
	size_t first;
	struct err err;

	(void)state;
	encrypt(data, SIZE, false, &file);
	first = file.len - 2 * SEALED - 116;
	for (size_t n = 0; n < 3; n++) {
		file.ptr[first + n * SEALED + 50] ^= 1;
		buf_reset(&plain);
		assert_int_equal(decrypt(&file, &plain, &err), RC_CORRUPT);
		assert_int_equal(plain.len, n * AGE_CHUNK_SIZE);
		file.ptr[first + n * SEALED + 50] ^= 1;
	}
	file.len = first + 2 * SEALED;
	buf_reset(&plain);
	assert_int_equal(decrypt(&file, &plain, &err), RC_CORRUPT);
	assert_int_equal(plain.len, AGE_CHUNK_SIZE);
	assert_non_null(strstr(err.text, "cut short"));
	buf_release(&file);
	buf_release(&plain);
	mem_free(data);
}

/* ---- recipients ---- */

static void
each_recipient_opens_it(void **state)
{
	enum { COUNT = 5 };
	struct age_identity identities[COUNT];
	struct age_recipient recipients[COUNT - 1];
	struct age_lock lock = { recipients, COUNT - 1, NULL, 0, false };
	struct stream_bytes bytes = { "marks", 5 };
	struct buf file = BUF_INIT;
	struct err err;

	(void)state;
	for (int i = 0; i < COUNT; i++)
		age_identity_new(&identities[i]);
	for (int i = 0; i + 1 < COUNT; i++)
		recipients[i] = identities[i].recipient;
	assert_int_equal(age_encrypt(&lock, source_bytes(&bytes),
				     sink_buf(&file), &err), RC_OK);
	for (int i = 0; i < COUNT; i++) {
		struct age_identities one = { &identities[i], 1 };
		struct age_keys keys = { &one, NULL, NULL };
		struct buf plain = BUF_INIT;
		enum rc rc;

		bytes = (struct stream_bytes){ file.ptr, file.len };
		rc = age_decrypt(&keys, source_bytes(&bytes),
				 sink_buf(&plain), &err);
		assert_int_equal(rc, i + 1 < COUNT ? RC_OK : RC_DENIED);
		assert_string_equal(plain.ptr, i + 1 < COUNT ? "marks" : "");
		buf_release(&plain);
		age_identity_release(&identities[i]);
	}
	buf_release(&file);
}

static void
refuses_to_lock_for(const struct age_lock *lock, const char *why)
{
	struct stream_bytes bytes = { "marks", 5 };
	struct buf file = BUF_INIT;
	struct err err;

	assert_int_equal(age_encrypt(lock, source_bytes(&bytes),
				     sink_buf(&file), &err), RC_INVALID);
	assert_non_null(strstr(err.text, why));
	assert_int_equal(file.len, 0);
	buf_release(&file);
}

static void
locks_that_make_no_sense(void **state)
{
	static const struct age_recipient low = { { 1 } };
	struct age_lock lock = { NULL, 0, NULL, 0, false };
	struct secret *empty = secret_of("");

	(void)state;
	refuses_to_lock_for(&lock, "Nobody could open");
	lock.passphrase = empty;
	refuses_to_lock_for(&lock, "empty");
	lock.recipients = &low;
	lock.count = 1;
	refuses_to_lock_for(&lock, "not both");
	lock.passphrase = NULL;
	refuses_to_lock_for(&lock, "anybody can have");
	secret_free(empty);
}

/* The work factor that is written, and that it opens. */
static void
a_passphrase_locks_and_opens(void **state)
{
	static const char before[] = "age-encryption.org/v1\n"
				     "-> scrypt 0123456789012345678901";
	static char wrong[] = "seven grey goose";
	struct age_lock lock = { .passphrase = secret_of(AGE_CASE_PASSPHRASE),
				 .work = 0 };
	struct age_keys keys = { .passphrase = right_passphrase };
	struct stream_bytes bytes = { "marks", 5 };
	struct buf file = BUF_INIT, plain = BUF_INIT;
	struct err err;

	(void)state;
	assert_int_equal(age_encrypt(&lock, source_bytes(&bytes),
				     sink_buf(&file), &err), RC_OK);
	assert_int_equal(strncmp(file.ptr + strlen(before), " 18\n", 4), 0);
	lock.work = 10;
	buf_reset(&file);
	bytes = (struct stream_bytes){ "marks", 5 };
	assert_int_equal(age_encrypt(&lock, source_bytes(&bytes),
				     sink_buf(&file), &err), RC_OK);
	bytes = (struct stream_bytes){ file.ptr, file.len };
	assert_int_equal(age_decrypt(&keys, source_bytes(&bytes),
				     sink_buf(&plain), &err), RC_OK);
	assert_string_equal(plain.ptr, "marks");
	bytes = (struct stream_bytes){ file.ptr, file.len };
	keys.ctx = wrong;
	assert_int_equal(age_decrypt(&keys, source_bytes(&bytes),
				     sink_buf(&plain), &err), RC_DENIED);
	secret_free(lock.passphrase);
	buf_release(&file);
	buf_release(&plain);
}

static enum rc
nobody_answers(void *ctx, struct secret **passphrase, struct err *err)
{
	(void)ctx;
	*passphrase = NULL;
	return err_set(err, RC_CANCELLED, NULL, "Nobody answered.");
}

static void
without_a_key_it_says_what_would_open_it(void **state)
{
	struct age_keys keys = { NULL, NULL, NULL };
	struct buf file = BUF_INIT, plain = BUF_INIT;
	struct stream_bytes bytes;
	struct err err;

	(void)state;
	encrypt("marks", 5, false, &file);
	bytes = (struct stream_bytes){ file.ptr, file.len };
	assert_int_equal(age_decrypt(&keys, source_bytes(&bytes),
				     sink_buf(&plain), &err), RC_DENIED);
	assert_non_null(strstr(err.text, "opens with an identity"));
	bytes = (struct stream_bytes){ for_the_passphrase,
				       strlen(for_the_passphrase) };
	assert_int_equal(age_decrypt(&keys, source_bytes(&bytes),
				     sink_buf(&plain), &err), RC_DENIED);
	assert_non_null(strstr(err.text, "opens with a passphrase"));
	bytes = (struct stream_bytes){ for_the_passphrase,
				       strlen(for_the_passphrase) };
	keys.passphrase = nobody_answers;
	assert_int_equal(age_decrypt(&keys, source_bytes(&bytes),
				     sink_buf(&plain), &err), RC_CANCELLED);
	buf_release(&file);
	buf_release(&plain);
}

/* ---- identity files ---- */

static void
identity_files(void **state)
{
	struct age_identities identities = { .count = 0 };
	struct secret *text;
	struct err err;

	(void)state;
	text = secret_of("# of nobody\r\n\n" AGE_CASE_IDENTITY "\r\n#\n"
			 AGE_CASE_IDENTITY);
	assert_int_equal(age_identities_parse(text, &identities, &err),
			 RC_OK);
	assert_int_equal(identities.count, 2);
	secret_free(text);
	text = secret_of("# one\n" AGE_CASE_IDENTITY "\nage1what\n");
	assert_int_equal(age_identities_parse(text, &identities, &err),
			 RC_INVALID);
	assert_int_equal(err.line, 3);
	assert_int_equal(identities.count, 2);
	secret_free(text);
	text = secret_of("# nothing here\n\n");
	assert_int_equal(age_identities_parse(text, &identities, &err),
			 RC_INVALID);
	assert_non_null(strstr(err.text, "no AGE-SECRET-KEY-1"));
	assert_int_equal(age_identities_parse(text, &identities, NULL),
			 RC_INVALID);
	secret_free(text);
	age_identities_release(&identities);
}

static void
a_new_identity_file_reads_back(void **state)
{
	struct instant at = { 1795564800, 0 };
	struct age_identities identities = { .count = 0 };
	struct age_identity identity;
	struct secret *text;
	struct err err;
	static const char head[] = "# created: 2026-11-25T00:00:00Z\n"
				   "# public key: age1";

	(void)state;
	age_identity_new(&identity);
	text = age_identity_file(&identity, at);
	assert_int_equal(strncmp(secret_open(text), head, strlen(head)), 0);
	secret_close(text);
	assert_int_equal(age_identities_parse(text, &identities, &err),
			 RC_OK);
	assert_int_equal(identities.count, 1);
	assert_memory_equal(identities.rows[0].recipient.key,
			    identity.recipient.key, AGE_KEY_SIZE);
	age_identities_release(&identities);
	age_identity_release(&identity);
	secret_free(text);
}

/* ---- streams that fail ---- */

struct limited {
	size_t left;
};

static enum rc
limited_write(void *ctx, const void *data, size_t size, struct err *err)
{
	struct limited *limited = ctx;

	(void)data;
	if (size > limited->left)
		return err_set(err, RC_IO, NULL, "The disk is full.");
	limited->left -= size;
	return RC_OK;
}

static enum rc
failing_read(void *ctx, void *data, size_t size, size_t *got, struct err *err)
{
	size_t *left = ctx;

	if (*left == 0)
		return err_set(err, RC_IO, NULL, "The stick is gone.");
	*got = size < *left ? size : *left;
	memset(data, 'a', *got);
	*left -= *got;
	return RC_OK;
}

static void
a_full_disk_and_a_pulled_stick(void **state)
{
	enum { SIZE = 3 * AGE_CHUNK_SIZE };
	struct age_identity identity;
	struct age_lock lock = { &identity.recipient, 1, NULL, 0, false };
	unsigned char *data = xcalloc(1, SIZE);
	struct buf file = BUF_INIT;
	struct err err;

	(void)state;
	age_identity_new(&identity);
	for (size_t room = 0; room < SIZE; room += SIZE / 7) {
		struct limited limited = { room };
		struct stream_bytes bytes = { (char *)data, SIZE };
		size_t left = room;

		lock.armor = !lock.armor;
		assert_int_equal(age_encrypt(&lock, source_bytes(&bytes),
					     (struct sink){ limited_write,
							    &limited }, &err),
				 RC_IO);
		assert_string_equal(err.text, "The disk is full.");
		assert_int_equal(age_encrypt(&lock,
					     (struct source){ failing_read,
							      &left },
					     sink_buf(&file), &err), RC_IO);
		assert_string_equal(err.text, "The stick is gone.");
	}
	age_identity_release(&identity);
	buf_release(&file);
	mem_free(data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens_files_of_age),
		cmocka_unit_test(every_case),
		cmocka_unit_test(too_much_space_and_too_large_a_header),
		cmocka_unit_test(every_altered_byte_is_refused),
		cmocka_unit_test(every_altered_byte_of_armor_is_refused),
		cmocka_unit_test(only_whole_verified_chunks_come_out),
		cmocka_unit_test(each_recipient_opens_it),
		cmocka_unit_test(locks_that_make_no_sense),
		cmocka_unit_test(a_passphrase_locks_and_opens),
		cmocka_unit_test(without_a_key_it_says_what_would_open_it),
		cmocka_unit_test(identity_files),
		cmocka_unit_test(a_new_identity_file_reads_back),
		cmocka_unit_test(a_full_disk_and_a_pulled_stick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
