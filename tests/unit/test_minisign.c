/* SPDX-License-Identifier: ISC */
/* minisign: the program's own signatures, ours, and none that was altered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "exchange/age.h"
#include "exchange/base64.h"
#include "exchange/minisign_key.h"
#include "tests/support/vault_fixture.h"

#define MESSAGE "The gate opens at nine.\n"

/* ---- made by minisign 0.11 -W, of MESSAGE ---- */

static const char public_file[] =
	"untrusted comment: minisign public key F2BB226E5BA0CCFD\n"
	"RWT9zKBbbiK78iz5KNfWcG8XRhof3lWoi6Jfl6GCjFpAGbegWjvglO37\n";
static const char signature_lines[] =
	"RUT9zKBbbiK78tvBiIrUm3k2OkfD0fqax5iMX40sQ/p512P1GdLQCE0/bzMAgO+iir0X"
	"yLoizFPJ1HxZZ8SPr91Zl9XhX9zuiAI=\n"
	"trusted comment: for the record\n"
	"bOWQJyiTkJzCgnImkq6lRNcKOnnOeCXTocF2sx6khMDPbRHhOS0Xv7gTKde/R8BrcyOS"
	"/eVZaMB84iTdz1xWCg==\n";
static const char legacy_file[] =
	"untrusted comment: signature from minisign secret key\n"
	"RWT9zKBbbiK78iFd1w1bl8HZik1rs5raYHcZhLmHOtuLdwIHYBUAbeED0RAJVxZ99sktSY"
	"9lnX7O9ZepazEzLtT3/tr/XF/AYwg=\n"
	"trusted comment: old kind\n"
	"usycmgFrWLlj5wJWxuZfRP1hHRyFC+3al9AvTH5iuuXlu2pIoKb+Pr7d9I9uvb3rq90Xi0"
	"arjF+vdzZY6upfBw==\n";
static const char bare_secret_file[] =
	"untrusted comment: minisign encrypted secret key\n"
	"RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	"AA/cygW24iu/JJC5L+veR/EpGVCKB1rlcoQko20rXEe7IIR1OQgniBkSz5KNfWcG8XRhof"
	"3lWoi6Jfl6GCjFpAGbegWjvglO37AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	"A=\n";

static const struct minisign_cost cheap = { 32768, 16 * 1024 * 1024 };

static void
hash_of(const char *text, unsigned char hash[MINISIGN_HASH_SIZE])
{
	struct stream_bytes bytes = { text, strlen(text) };
	struct err err;

	assert_int_equal(minisign_hash_source(source_bytes(&bytes), hash,
					      &err), RC_OK);
}

static void
known_public(struct minisign_public *public)
{
	struct err err;

	assert_int_equal(minisign_public_parse(public_file,
					       strlen(public_file), public,
					       &err), RC_OK);
}

/* What -W left in clear. */
static void
known_secret(struct minisign_secret *secret)
{
	const char *line = strchr(bare_secret_file, '\n') + 1;
	unsigned char bytes[158];

	assert_true(base64_decode_exactly(line, strlen(line) - 1,
					  BASE64_PADDED, bytes,
					  sizeof(bytes)));
	known_public(&secret->public);
	secret->key = secret_new(MINISIGN_SECRET_SIZE);
	assert_int_equal(secret_append(secret->key, bytes + 62,
				       MINISIGN_SECRET_SIZE), RC_OK);
}

static enum rc
verify(const struct minisign_public *public, const struct buf *file,
       const char *message, struct err *err)
{
	struct minisign_signature signature;
	unsigned char hash[MINISIGN_HASH_SIZE];
	enum rc rc = minisign_parse(file->ptr, file->len, &signature, err);

	hash_of(message, hash);
	return rc == RC_OK ? minisign_verify(public, &signature, hash, err)
			   : rc;
}

/* ---- both ways ---- */

static void
verifies_what_minisign_signed(void **state)
{
	struct minisign_public public;
	struct minisign_signature signature;
	unsigned char hash[MINISIGN_HASH_SIZE];
	struct buf file = BUF_INIT;
	struct err err;

	(void)state;
	known_public(&public);
	buf_addf(&file, "untrusted comment: whoever\n%s", signature_lines);
	assert_int_equal(verify(&public, &file, MESSAGE, &err), RC_OK);
	assert_int_equal(verify(&public, &file, "Another\n", &err),
			 RC_CORRUPT);
	assert_non_null(strstr(err.text, "F2BB226E5BA0CCFD"));
	assert_int_equal(minisign_parse(file.ptr, file.len, &signature, &err),
			 RC_OK);
	assert_string_equal(signature.trusted, "for the record");
	memset(hash, 0, sizeof(hash));
	assert_int_equal(minisign_verify(&public, &signature, hash, &err),
			 RC_CORRUPT);
	buf_release(&file);
}

/* Ed25519 is deterministic: the same key signs to the same bytes. */
static void
signs_as_minisign_does(void **state)
{
	struct minisign_secret secret;
	unsigned char hash[MINISIGN_HASH_SIZE];
	struct buf file = BUF_INIT, expected = BUF_INIT;
	struct err err;

	(void)state;
	known_secret(&secret);
	hash_of(MESSAGE, hash);
	assert_int_equal(minisign_sign(&secret, hash, "for the record", &file,
				       &err), RC_OK);
	buf_addf(&expected, "untrusted comment: signature from minisign "
		 "secret key\n%s", signature_lines);
	assert_string_equal(file.ptr, expected.ptr);
	minisign_secret_release(&secret);
	buf_release(&file);
	buf_release(&expected);
}

static void
legacy_only_where_it_is_asked_for(void **state)
{
	struct minisign_public public;
	struct minisign_signature signature;
	struct buf file = BUF_INIT;
	struct err err;

	(void)state;
	known_public(&public);
	buf_adds(&file, legacy_file);
	assert_int_equal(verify(&public, &file, MESSAGE, &err), RC_INVALID);
	assert_int_equal(minisign_parse(file.ptr, file.len, &signature, &err),
			 RC_OK);
	assert_true(signature.legacy);
	assert_int_equal(minisign_verify_legacy(&public, &signature, MESSAGE,
						strlen(MESSAGE), &err),
			 RC_OK);
	assert_int_equal(minisign_verify_legacy(&public, &signature, MESSAGE,
						strlen(MESSAGE) - 1, &err),
			 RC_CORRUPT);
	/* a new one is not an old one, whatever it is called */
	buf_reset(&file);
	buf_addf(&file, "untrusted comment: whoever\n%s", signature_lines);
	assert_int_equal(minisign_parse(file.ptr, file.len, &signature, &err),
			 RC_OK);
	assert_int_equal(minisign_verify_legacy(&public, &signature, MESSAGE,
						strlen(MESSAGE), &err),
			 RC_INVALID);
	signature.legacy = true;
	assert_int_equal(minisign_verify_legacy(&public, &signature, MESSAGE,
						strlen(MESSAGE), &err),
			 RC_CORRUPT);
	buf_release(&file);
}

static void
another_key_is_named(void **state)
{
	struct minisign_secret other;
	struct buf file = BUF_INIT;
	char id[MINISIGN_ID_TEXT_SIZE];
	struct err err;

	(void)state;
	minisign_secret_new(&other);
	buf_addf(&file, "untrusted comment: whoever\n%s", signature_lines);
	assert_int_equal(verify(&other.public, &file, MESSAGE, &err),
			 RC_CORRUPT);
	minisign_id_format(other.public.id, id);
	assert_non_null(strstr(err.text, "by key F2BB226E5BA0CCFD"));
	assert_non_null(strstr(err.text, id));
	/* the same id, so that the signature itself must tell them apart */
	known_public(&other.public);
	other.public.key[5] ^= 1;
	assert_int_equal(verify(&other.public, &file, MESSAGE, &err),
			 RC_CORRUPT);
	minisign_secret_release(&other);
	buf_release(&file);
}

/* ---- what was altered ---- */

/* All but the text of the untrusted comment, which nobody reads. */
static void
every_altered_byte_is_refused(void **state)
{
	static const unsigned char changes[] = { 0x01, 0x20, 0x80, 0x07 };
	static const char head[] = "untrusted comment: ";
	struct minisign_public public;
	struct buf file = BUF_INIT;
	struct err err;

	(void)state;
	known_public(&public);
	buf_addf(&file, "%swhoever\n%s", head, signature_lines);
	for (size_t i = 0; i < file.len; i++)
		for (size_t k = 0; k < sizeof(changes); k++) {
			size_t comment = strlen(head);
			char was = file.ptr[i];

			if (i >= comment && i < comment + strlen("whoever"))
				continue;
			file.ptr[i] = (char)(was ^ changes[k]);
			assert_int_not_equal(verify(&public, &file, MESSAGE,
						    &err), RC_OK);
			file.ptr[i] = was;
		}
	while (file.len > 0) {
		file.len--;
		assert_int_equal(verify(&public, &file, MESSAGE, &err),
				 RC_CORRUPT);
	}
	buf_release(&file);
}

static void
parse_refuses(const char *text)
{
	struct minisign_signature signature;
	struct err err;

	assert_int_equal(minisign_parse(text, strlen(text), &signature, &err),
			 RC_CORRUPT);
	assert_string_equal(err.where, "signature");
}

static void
the_four_lines_and_no_more(void **state)
{
	struct minisign_public public;
	struct buf file = BUF_INIT;
	struct err err;

	(void)state;
	known_public(&public);
	parse_refuses("");
	parse_refuses(public_file);
	parse_refuses(signature_lines);
	buf_addf(&file, "untrusted comment: a\n%s\n", signature_lines);
	parse_refuses(file.ptr);
	buf_reset(&file);
	buf_addf(&file, "untrusted comment: \x1b[2J\n%s", signature_lines);
	parse_refuses(file.ptr);
	buf_reset(&file);
	buf_addf(&file, "untrusted comment: %01004d\n%s", 0, signature_lines);
	parse_refuses(file.ptr);
	/* an empty comment, and the ends of line that Windows writes */
	buf_reset(&file);
	buf_adds(&file, "untrusted comment: \r\n");
	for (const char *p = signature_lines; *p != '\0'; p++) {
		if (*p == '\n')
			buf_addc(&file, '\r');
		buf_addc(&file, *p);
	}
	assert_int_equal(verify(&public, &file, MESSAGE, &err), RC_OK);
	buf_release(&file);
}

static void
comments_are_one_line_of_text(void **state)
{
	static const char *const bad[] = {
		"two\nlines", "a\rb", "\x1b[31mred", "\xff", "\x7f",
		"\xe2\x80\xaeturned",
	};
	struct minisign_secret secret;
	unsigned char hash[MINISIGN_HASH_SIZE];
	struct buf file = BUF_INIT, longest = BUF_INIT;
	struct err err;

	(void)state;
	known_secret(&secret);
	hash_of(MESSAGE, hash);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_equal(minisign_sign(&secret, hash, bad[i], &file,
					       &err), RC_INVALID);
	assert_int_equal(file.len, 0);
	buf_pad(&longest, 'a', MINISIGN_TRUSTED_MAX);
	assert_int_equal(minisign_sign(&secret, hash, longest.ptr, &file,
				       &err), RC_OK);
	assert_int_equal(verify(&secret.public, &file, MESSAGE, &err), RC_OK);
	buf_addc(&longest, 'a');
	assert_int_equal(minisign_sign(&secret, hash, longest.ptr, &file,
				       &err), RC_INVALID);
	minisign_secret_release(&secret);
	buf_release(&file);
	buf_release(&longest);
}

/* ---- public keys ---- */

static void
public_keys(void **state)
{
	struct minisign_public public, again;
	char text[MINISIGN_PUBLIC_TEXT_SIZE], id[MINISIGN_ID_TEXT_SIZE];
	struct buf file = BUF_INIT;
	struct err err;

	(void)state;
	known_public(&public);
	minisign_id_format(public.id, id);
	assert_string_equal(id, "F2BB226E5BA0CCFD");
	minisign_public_file(&public, &file);
	assert_string_equal(file.ptr, public_file);
	minisign_public_format(&public, text);
	assert_int_equal(minisign_public_parse(text, strlen(text), &again,
					       &err), RC_OK);
	assert_memory_equal(again.key, public.key, MINISIGN_KEY_SIZE);
	for (size_t i = 0; i < strlen(text); i++)
		assert_int_equal(minisign_public_parse(text, i, &again, &err),
				 RC_INVALID);
	text[0] = 'S';
	assert_int_equal(minisign_public_parse(text, strlen(text), &again,
					       &err), RC_INVALID);
	buf_adds(&file, "more\n");
	assert_int_equal(minisign_public_parse(file.ptr, file.len, &again,
					       &err), RC_INVALID);
	buf_release(&file);
}

/* ---- secret key files ---- */

static void
a_secret_key_file_reads_back(void **state)
{
	struct minisign_secret secret, again;
	struct secret *right = secret_of("seven grey geese");
	struct secret *wrong = secret_of("seven grey goose");
	struct buf file = BUF_INIT;
	struct err err;

	(void)state;
	known_secret(&secret);
	assert_int_equal(minisign_secret_file(&secret, right, cheap, &file,
					      &err), RC_OK);
	assert_int_equal(minisign_secret_parse(file.ptr, file.len, right,
					       &again, &err), RC_OK);
	assert_true(secret_equal(secret.key, again.key));
	assert_memory_equal(&secret.public, &again.public,
			    sizeof(secret.public));
	minisign_secret_release(&again);
	assert_int_equal(minisign_secret_parse(file.ptr, file.len, wrong,
					       &again, &err), RC_DENIED);
	assert_null(again.key);
	minisign_secret_release(&secret);
	secret_free(right);
	secret_free(wrong);
	buf_release(&file);
}

/* Puts other bytes into the file at an offset of its binary form. */
static enum rc
parse_with(const struct buf *file, size_t at, const void *bytes, size_t size,
	   struct err *err)
{
	struct secret *passphrase = secret_of("p");
	struct minisign_secret secret;
	const char *line = strchr(file->ptr, '\n') + 1;
	unsigned char layout[158];
	struct buf changed = BUF_INIT;
	enum rc rc;

	assert_true(base64_decode_exactly(line, strlen(line) - 1,
					  BASE64_PADDED, layout,
					  sizeof(layout)));
	memcpy(layout + at, bytes, size);
	buf_adds(&changed, "untrusted comment: x\n");
	base64_add(&changed, layout, sizeof(layout), BASE64_PADDED);
	buf_addc(&changed, '\n');
	rc = minisign_secret_parse(changed.ptr, changed.len, passphrase,
				   &secret, err);
	secret_free(passphrase);
	buf_release(&changed);
	return rc;
}

static void
secret_key_files_that_are_refused(void **state)
{
	static const unsigned char much[8] = { 0, 0, 0, 0, 0, 1 };
	static const unsigned char more[8] = { 1, 0, 0, 0x40 };
	struct minisign_secret secret;
	struct secret *passphrase = secret_of("p"), *none = secret_of("");
	struct buf file = BUF_INIT, bare = BUF_INIT;
	struct err err;

	(void)state;
	known_secret(&secret);
	assert_int_equal(minisign_secret_file(&secret, passphrase, cheap,
					      &file, &err), RC_OK);
	assert_int_equal(parse_with(&file, 0, "ED", 2, &err), RC_CORRUPT);
	assert_int_equal(parse_with(&file, 2, "Ar", 2, &err), RC_CORRUPT);
	assert_int_equal(parse_with(&file, 4, "SH", 2, &err), RC_CORRUPT);
	assert_int_equal(parse_with(&file, 38, much, 8, &err), RC_INVALID);
	assert_int_equal(parse_with(&file, 46, much, 8, &err), RC_INVALID);
	assert_int_equal(parse_with(&file, 46, more, 8, &err), RC_INVALID);
	/* a salt, or a sealed byte, changed is a passphrase that is wrong */
	assert_int_equal(parse_with(&file, 6, "s", 1, &err), RC_DENIED);
	assert_int_equal(parse_with(&file, 100, "s", 1, &err), RC_DENIED);
	buf_adds(&bare, bare_secret_file);
	assert_int_equal(parse_with(&bare, 0, "Ed", 2, &err), RC_INVALID);
	assert_non_null(strstr(err.text, "minisign -C"));
	assert_int_equal(minisign_secret_file(&secret, none, cheap, &file,
					      &err), RC_INVALID);
	minisign_secret_release(&secret);
	secret_free(passphrase);
	secret_free(none);
	buf_release(&file);
	buf_release(&bare);
}

static void
cut_short_secret_key_files_are_refused(void **state)
{
	struct secret *passphrase = secret_of("p");
	struct minisign_secret secret;
	struct err err;

	(void)state;
	for (size_t i = 0; i < strlen(bare_secret_file); i++)
		assert_int_equal(minisign_secret_parse(bare_secret_file, i,
						       passphrase, &secret,
						       &err), RC_CORRUPT);
	secret_free(passphrase);
}

/* ---- one pass ---- */

/* What is encrypted is hashed as it goes by. */
static void
encrypts_and_signs_in_one_pass(void **state)
{
	struct age_identity identity;
	struct age_lock lock = { &identity.recipient, 1, NULL, 0, false };
	struct minisign_hash *hash = minisign_hash_new();
	struct minisign_secret secret;
	struct buf file = BUF_INIT, signature = BUF_INIT;
	struct stream_tee tee = { sink_buf(&file), minisign_hash_sink(hash) };
	struct stream_bytes bytes = { MESSAGE, strlen(MESSAGE) };
	unsigned char sum[MINISIGN_HASH_SIZE], expected[MINISIGN_HASH_SIZE];
	struct err err;

	(void)state;
	age_identity_new(&identity);
	minisign_secret_new(&secret);
	assert_int_equal(age_encrypt(&lock, source_bytes(&bytes),
				     sink_tee(&tee), &err), RC_OK);
	minisign_hash_end(hash, sum);
	bytes = (struct stream_bytes){ file.ptr, file.len };
	assert_int_equal(minisign_hash_source(source_bytes(&bytes), expected,
					      &err), RC_OK);
	assert_memory_equal(sum, expected, sizeof(sum));
	assert_int_equal(minisign_sign(&secret, sum, "one pass", &signature,
				       &err), RC_OK);
	minisign_hash_free(hash);
	minisign_secret_release(&secret);
	age_identity_release(&identity);
	buf_release(&file);
	buf_release(&signature);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verifies_what_minisign_signed),
		cmocka_unit_test(signs_as_minisign_does),
		cmocka_unit_test(legacy_only_where_it_is_asked_for),
		cmocka_unit_test(another_key_is_named),
		cmocka_unit_test(every_altered_byte_is_refused),
		cmocka_unit_test(the_four_lines_and_no_more),
		cmocka_unit_test(comments_are_one_line_of_text),
		cmocka_unit_test(public_keys),
		cmocka_unit_test(a_secret_key_file_reads_back),
		cmocka_unit_test(secret_key_files_that_are_refused),
		cmocka_unit_test(cut_short_secret_key_files_are_refused),
		cmocka_unit_test(encrypts_and_signs_in_one_pass),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
