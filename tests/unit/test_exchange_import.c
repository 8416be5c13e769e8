/* SPDX-License-Identifier: ISC */
/*
 * What is refused on the way in, by which sentence, and with nothing changed:
 * unsigned, signed by others, altered, for others, older.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/age.h"
#include "exchange/exchange_private.h"
#include "exchange/identity.h"
#include "tests/support/three_places.h"

enum { FILE_MOST = 4 * 1024 * 1024 };

#define refused(at, path, code, words) \
	do { \
		struct err why; \
		assert_int_equal(try_open(at, path, &why), code); \
		if (strstr(why.text, words) == NULL) \
			fail_msg("\"%s\" is not in \"%s\"", words, why.text); \
	} while (0)

static char *
signature_of(const char *path)
{
	return xasprintf("%s.minisig", path);
}

static void
read_file(const char *path, struct buf *out)
{
	must(path_read(path, FILE_MOST, out, e));
}

static void
write_file(const char *path, const struct buf *data)
{
	must(path_write_atomic(path, data->ptr, data->len, true, e));
}

/* ---- who signed ---- */

static void
nothing_unsigned_is_opened(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca), *signature = signature_of(path);

	unlink(signature);
	refused(p->hq, path, RC_CORRUPT, "no signature");
	mem_free(path);
	mem_free(signature);
}

static void
nothing_of_strangers_is_opened(void **state)
{
	struct places *p = *state;
	struct small_academy *stranger = small_academy_new("STR", false);
	char *path;

	trust(p, stranger, p->hq);
	path = send_return(p, stranger);
	refused(p->hq, path, RC_CORRUPT, "nobody here has trusted");
	small_academy_free(stranger);
	mem_free(path);
}

static void
nothing_of_the_retired_is_opened(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca);

	must(exchange_retire(p->hq->app, "ACA", e));
	refused(p->hq, path, RC_CORRUPT,
		"of ACA, Test academy, that was retired here on 23 Nov 2026");
	mem_free(path);
}

/* The academy begins anew with other keys, and its card is trusted again. */
static void
a_key_that_was_replaced_is_named(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca);
	struct small_academy *other = small_academy_new("NEW", false);
	struct site site, fresh;

	must(site_of_ours(p->aca->app, &site, e));
	must(site_of_ours(other->app, &fresh, e));
	memcpy(site.sign_key, fresh.sign_key, sizeof(site.sign_key));
	must(exchange_trust(p->hq->app, &site, e));
	next_day(p);
	refused(p->hq, path, RC_CORRUPT, "of ACA, Test academy, that was "
		"retired here on 23 Nov 2026");
	refused(p->hq, path, RC_CORRUPT, "They have a newer key");
	small_academy_free(other);
	mem_free(path);
}

/* BBB's signature over what ACA wrote: right, and not ACA's. */
static void
another_trusted_signature_is_noticed(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca), *signature = signature_of(path);
	struct buf bundle = BUF_INIT, text = BUF_INIT, forged = BUF_INIT;
	unsigned char hash[MINISIGN_HASH_SIZE];
	struct minisign_signature old;
	struct stream_bytes bytes;
	struct identity bbb;

	read_file(path, &bundle);
	read_file(signature, &text);
	must(minisign_parse(text.ptr, text.len, &old, e));
	bytes = (struct stream_bytes){ bundle.ptr, bundle.len };
	must(minisign_hash_source(source_bytes(&bytes), hash, e));
	must(identity_open(p->bbb->app->vault, &bbb, e));
	must(minisign_sign(&bbb.sign, hash, old.trusted, &forged, e));
	write_file(signature, &forged);
	refused(p->hq, path, RC_CORRUPT, "BBB signed it");
	identity_release(&bbb);
	buf_release(&bundle);
	buf_release(&text);
	buf_release(&forged);
	mem_free(path);
	mem_free(signature);
}

/* The bundle of one week under the signature of the next. */
static void
signatures_stay_with_their_file(void **state)
{
	struct places *p = *state;
	char *first = send_return(p, p->aca), *second, *signature;
	struct buf text = BUF_INIT;

	next_day(p);
	second = send_return(p, p->aca);
	signature = signature_of(second);
	read_file(signature, &text);
	mem_free(signature);
	signature = signature_of(first);
	write_file(signature, &text);
	refused(p->hq, first, RC_CORRUPT, "");
	buf_release(&text);
	mem_free(first);
	mem_free(second);
	mem_free(signature);
}

/* ---- for whom ---- */

static void
what_is_for_another_stays_closed(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca);

	refused(p->bbb, path, RC_DENIED, "another place");
	mem_free(path);
}

/* Head office can open it, and is still not whom it is for. */
static void
to_be_able_to_read_is_not_enough(void **state)
{
	struct places *p = *state;
	struct site hq;
	const char *more[1];
	char *path;

	must(site_of_ours(p->hq->app, &hq, e));
	more[0] = hq.age_recipient;
	path = send_bundle(p, p->aca, (struct export_request){
				   .kind = BUNDLE_TRANSFER, .to = "BBB",
				   .students = &p->aca->nia.id,
				   .student_count = 1, .recipients = more,
				   .recipient_count = 1 });
	refused(p->hq, path, RC_DENIED, "for BBB");
	take_in(p->bbb, path);
	mem_free(path);
}

/* ---- altered ---- */

static void
must_refuse(struct small_academy *at, const char *path, const char *what,
	    size_t byte)
{
	struct import_bundle *bundle;
	struct err err = { .code = RC_OK };
	enum rc rc = exchange_open(at->app, path, NULL, NULL, &bundle, &err);

	import_bundle_free(bundle);
	if (rc != RC_CORRUPT || err.text[0] == '\0')
		fail_msg("byte %zu of %s: %d, \"%s\"", byte,
			 path_base(what), rc, err.text);
}

/* Each byte of a file from one on is another, then the file ends there. */
static void
spoil_each(struct small_academy *at, const char *path, const char *what,
	   size_t from)
{
	struct buf data = BUF_INIT;
	int fd = open(what, O_WRONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	read_file(what, &data);
	for (size_t i = from; i < data.len; i++) {
		char other = (char)(data.ptr[i] ^ 1 << i % 8);

		assert_int_equal(pwrite(fd, &other, 1, (off_t)i), 1);
		must_refuse(at, path, what, i);
		assert_int_equal(pwrite(fd, data.ptr + i, 1, (off_t)i), 1);
	}
	for (size_t len = data.len; len-- > 0; len -= len / 50) {
		assert_int_equal(ftruncate(fd, (off_t)len), 0);
		must_refuse(at, path, what, len);
	}
	close(fd);
	write_file(what, &data);
	buf_release(&data);
}

/* The untrusted comment alone is read by nobody: minisign(1). */
static size_t
first_line(const char *path)
{
	struct buf text = BUF_INIT;
	size_t len;

	read_file(path, &text);
	len = strcspn(text.ptr, "\n") + 1;
	buf_release(&text);
	return len;
}

static void
every_altered_byte_is_refused(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca), *signature;

	take_in(p->hq, path);
	mem_free(path);
	path = send_receipt(p, p->hq, "ACA");
	signature = signature_of(path);
	spoil_each(p->aca, path, signature, first_line(signature));
	spoil_each(p->aca, path, path, 0);
	take_in(p->aca, path);
	mem_free(path);
	mem_free(signature);
}

/* The stick turns into another between looking and taking. */
struct swap {
	const char *path;
	struct buf other;
	bool done;
};

static bool
swap_half_way(void *ctx, int64_t done, int64_t total)
{
	struct swap *swap = ctx;
	FILE *file;

	if (swap->done || done * 2 < total)
		return true;
	swap->done = true;
	file = fopen(swap->path, "r+b");
	assert_non_null(file);
	assert_int_equal(fwrite(swap->other.ptr, 1, swap->other.len, file),
			 swap->other.len);
	fclose(file);
	return true;
}

static void
a_file_that_changes_between_looks_is_refused(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca);
	struct swap swap = { .path = path, .other = BUF_INIT };
	struct import_bundle *bundle;
	struct age_recipient hq;
	struct site site;
	struct age_lock lock = { .recipients = &hq, .count = 1 };
	struct buf plain = BUF_INIT, now = BUF_INIT;
	struct stream_bytes bytes;

	/* Another file that opens, of the same length as what was signed. */
	must(site_of_ours(p->hq->app, &site, e));
	must(age_recipient_parse(site.age_recipient, &hq, e));
	read_file(path, &now);
	for (size_t n = 1; swap.other.len < now.len; n++) {
		buf_reset(&plain);
		buf_pad(&plain, 'x', now.len - 300 + n);
		bytes = (struct stream_bytes){ plain.ptr, plain.len };
		buf_reset(&swap.other);
		must(age_encrypt(&lock, source_bytes(&bytes),
				 sink_buf(&swap.other), e));
	}
	assert_int_equal(swap.other.len, now.len);
	assert_int_equal(exchange_open(p->hq->app, path, swap_half_way, &swap,
				       &bundle, NULL), RC_CORRUPT);
	assert_true(swap.done);
	buf_release(&plain);
	buf_release(&now);
	buf_release(&swap.other);
	mem_free(path);
}

static void
what_is_no_file_is_refused(void **state)
{
	struct places *p = *state;
	char *link = path_join(p->stick, "link.age");
	char *path = send_return(p, p->aca), *signature = signature_of(path);
	char *beside = signature_of(link);
	char *none = path_join(p->stick, "none.age");

	assert_int_equal(symlink(path, link), 0);
	assert_int_equal(symlink(signature, beside), 0);
	refused(p->hq, link, RC_INVALID, "link");
	refused(p->hq, none, RC_NOT_FOUND, "none.age");
	refused(p->hq, p->stick, RC_CORRUPT, "no signature");
	unlink(path);
	assert_int_equal(mkdir(path, 0700), 0);
	refused(p->hq, path, RC_INVALID, "not an ordinary file");
	rmdir(path);
	mem_free(link);
	mem_free(beside);
	mem_free(path);
	mem_free(signature);
	mem_free(none);
}

/* Signed by ACA and sealed for head office, and no bundle. */
static void
what_is_signed_is_still_looked_at(void **state)
{
	struct places *p = *state;
	char *path = path_join(p->stick, "ACA-note.age");
	char *signature = signature_of(path);
	unsigned char hash[MINISIGN_HASH_SIZE];
	struct stream_bytes bytes = { "Hello, head office.", 19 };
	struct buf sealed = BUF_INIT, text = BUF_INIT;
	struct age_recipient hq;
	struct age_lock lock = { .recipients = &hq, .count = 1 };
	struct identity aca;
	struct site site;

	must(site_of_ours(p->hq->app, &site, e));
	must(age_recipient_parse(site.age_recipient, &hq, e));
	must(age_encrypt(&lock, source_bytes(&bytes), sink_buf(&sealed), e));
	bytes = (struct stream_bytes){ sealed.ptr, sealed.len };
	must(minisign_hash_source(source_bytes(&bytes), hash, e));
	must(identity_open(p->aca->app->vault, &aca, e));
	must(minisign_sign(&aca.sign, hash, "A note", &text, e));
	write_file(path, &sealed);
	write_file(signature, &text);
	refused(p->hq, path, RC_INVALID, "not what Throughgate writes");
	identity_release(&aca);
	buf_release(&sealed);
	buf_release(&text);
	mem_free(path);
	mem_free(signature);
}

/* ---- older ---- */

static void
what_is_older_is_refused_and_named(void **state)
{
	struct places *p = *state;
	char *first = send_return(p, p->aca), *second;

	next_day(p);
	record(p->aca, &p->aca->nia, "U-1", PROGRESS_COMPLETE);
	second = send_return(p, p->aca);
	take_in(p->hq, second);
	refused(p->hq, first, RC_CORRUPT, "older than what came from ACA");
	mem_free(first);
	mem_free(second);
}

static void
what_was_taken_in_long_ago_is_named(void **state)
{
	struct places *p = *state;
	char *first = send_return(p, p->aca), *second;

	take_in(p->hq, first);
	next_day(p);
	record(p->aca, &p->aca->nia, "U-1", PROGRESS_COMPLETE);
	second = send_return(p, p->aca);
	take_in(p->hq, second);
	refused(p->hq, first, RC_CONFLICT, "was taken in already");
	mem_free(first);
	mem_free(second);
}

/* ---- who may ---- */

static void
instructors_do_not_take_sticks_in(void **state)
{
	struct places *p = *state;
	char *path = send_return(p, p->aca);

	act_as(p->hq, ROLE_INSTRUCTOR);
	refused(p->hq, path, RC_DENIED, "Instructors cannot");
	mem_free(path);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, places_set_up, places_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_unsigned_is_opened),
		TEST(nothing_of_strangers_is_opened),
		TEST(nothing_of_the_retired_is_opened),
		TEST(a_key_that_was_replaced_is_named),
		TEST(another_trusted_signature_is_noticed),
		TEST(signatures_stay_with_their_file),
		TEST(what_is_for_another_stays_closed),
		TEST(to_be_able_to_read_is_not_enough),
		TEST(every_altered_byte_is_refused),
		TEST(a_file_that_changes_between_looks_is_refused),
		TEST(what_is_no_file_is_refused),
		TEST(what_is_signed_is_still_looked_at),
		TEST(what_is_older_is_refused_and_named),
		TEST(what_was_taken_in_long_ago_is_named),
		TEST(instructors_do_not_take_sticks_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
