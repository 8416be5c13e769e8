/* SPDX-License-Identifier: ISC */
/* Any bytes: an age file for the known identity, or refused with a sentence
 * and nothing but whole chunks let out. A header that parses is written back
 * byte for byte; armor that is accepted has one text. */
#include "tests/fuzz/fuzz.h"

#include "exchange/age.h"
#include "exchange/age_armor.h"
#include "exchange/age_recipient.h"
#include "exchange/age_stream.h"
#include "exchange/base64.h"
#include "tests/support/age_cases.h"

static void
fuzz_decrypt(const uint8_t *data, size_t size)
{
	static struct age_identities identities;
	struct age_keys keys = { &identities, NULL, NULL };
	struct stream_bytes bytes = { (const char *)data, size };
	struct buf plain = BUF_INIT;
	struct err err = { .text = "" };
	enum rc rc;

	if (identities.count == 0) {
		struct secret *s = secret_new(SECRET_MAX);

		promise(secret_append(s, AGE_CASE_IDENTITY,
				      strlen(AGE_CASE_IDENTITY)) == RC_OK);
		promise(age_identities_parse(s, &identities, NULL) == RC_OK);
		secret_free(s);
	}
	rc = age_decrypt(&keys, source_bytes(&bytes), sink_buf(&plain), &err);
	if (rc != RC_OK) {
		promise(rc == RC_CORRUPT || rc == RC_DENIED ||
			rc == RC_INVALID);
		promise_sentence(rc, &err);
		promise(plain.len % AGE_CHUNK_SIZE == 0);
	}
	promise(plain.len <= size);
	buf_release(&plain);
}

/* Stanzas whose bodies are kept whole, so that they can be written again. */
static bool
all_kept(const struct age_header *header)
{
	for (size_t i = 0; i < header->count; i++)
		if (header->stanzas[i].body_size > AGE_BODY_SIZE)
			return false;
	return true;
}

static void
promise_same_header(const struct age_header *header)
{
	struct buf again = BUF_INIT;

	age_header_start(&again);
	for (size_t i = 0; i < header->count; i++) {
		const struct age_stanza *stanza = &header->stanzas[i];
		size_t len;

		promise(age_stanza_arg(stanza, stanza->arg_count - 1, &len) !=
			NULL);
		promise(age_stanza_arg(stanza, stanza->arg_count, &len) ==
			NULL);
		buf_addf(&again, "-> %.*s\n", (int)stanza->args_len,
			 stanza->args);
		base64_add(&again, stanza->body, stanza->body_size,
			   BASE64_BARE);
		buf_addc(&again, '\n');
	}
	buf_adds(&again, "--- ");
	base64_add(&again, header->mac, AGE_MAC_SIZE, BASE64_BARE);
	buf_addc(&again, '\n');
	promise(again.len == header->text.len);
	promise(memcmp(again.ptr, header->text.ptr, again.len) == 0);
	promise(header->signed_len == again.len - 45);
	buf_release(&again);
}

static void
fuzz_header(const uint8_t *data, size_t size)
{
	struct age_header header = { .text = BUF_INIT };
	struct err err = { .text = "" };
	enum rc rc;

	buf_add(&header.text, data, size);
	rc = age_header_parse(&header, &err);
	if (rc != RC_OK)
		promise_sentence(rc, &err);
	else if (all_kept(&header))
		promise_same_header(&header);
	age_header_release(&header);
}

static enum rc
read_armor(const char *data, size_t size, struct buf *binary, struct err *err)
{
	struct stream_bytes bytes = { data, size };
	struct age_armor_reader armor;
	struct reader text, reader;
	bool at_end = false;
	enum rc rc = RC_OK;

	reader_init(&text, source_bytes(&bytes));
	reader_init(&reader, age_armor_source(&armor, &text));
	while (rc == RC_OK && !at_end) {
		unsigned char piece[100];
		size_t got;

		rc = reader_read(&reader, piece, sizeof(piece), &got, err);
		if (rc == RC_OK)
			buf_add(binary, piece, got);
		if (rc == RC_OK)
			rc = reader_at_end(&reader, &at_end, err);
	}
	reader_release(&reader);
	reader_release(&text);
	age_armor_reader_release(&armor);
	return rc;
}

/* The text without what is tolerated: white space around it, and CR. */
static void
plain_armor(const char *data, size_t size, struct buf *out)
{
	const char *end = data + size;

	while (end > data && strchr(" \t\r\n\v\f", end[-1]) != NULL)
		end--;
	while (data < end && *data != '-')
		data++;
	for (; data < end; data++)
		if (*data != '\r')
			buf_addc(out, *data);
	buf_addc(out, '\n');
}

static void
fuzz_armor(const uint8_t *data, size_t size)
{
	struct buf binary = BUF_INIT, text = BUF_INIT, plain = BUF_INIT;
	struct age_armor_writer writer;
	struct sink sink = age_armor_sink(&writer, sink_buf(&text));
	struct err err = { .text = "" };
	enum rc rc = read_armor((const char *)data, size, &binary, &err);

	if (rc != RC_OK) {
		promise_sentence(rc, &err);
	} else {
		promise(sink.write(sink.ctx, binary.ptr, binary.len, &err) ==
			RC_OK);
		promise(age_armor_finish(&writer, &err) == RC_OK);
		plain_armor((const char *)data, size, &plain);
		promise(plain.len == text.len);
		promise(memcmp(plain.ptr, text.ptr, text.len) == 0);
	}
	age_armor_writer_release(&writer);
	buf_release(&binary);
	buf_release(&text);
	buf_release(&plain);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_decrypt(data, size);
	fuzz_header(data, size);
	fuzz_armor(data, size);
	return 0;
}
