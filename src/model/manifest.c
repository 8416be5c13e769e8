/* SPDX-License-Identifier: ISC */
#include "model/manifest.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/rule.h"

enum key {
	KEY_FORMAT, KEY_KIND, KEY_NUMBER, KEY_FROM_ID, KEY_FROM_CODE,
	KEY_FROM_NAME, KEY_FROM_KIND, KEY_TO_ID, KEY_TO_CODE, KEY_RECIPIENTS,
	KEY_CREATED, KEY_OFFSET, KEY_HEAD_SEQ, KEY_HEAD_HASH, KEY_PREVIOUS,
	KEY_SINCE_SEQ, KEY_STUDENTS, KEY_VERSIONS, KEY_ROWS,
};

const char *const manifest_keys[MANIFEST_ROWS] = {
	"format", "kind", "number", "from_id", "from_code", "from_name",
	"from_kind", "to_id", "to_code", "recipients", "created",
	"created_offset_min", "head_seq", "head_hash", "previous",
	"since_seq", "students", "versions", "rows",
};

#define SET(key, ...) \
	snprintf(rows->values[key], MANIFEST_VALUE_SIZE, __VA_ARGS__)

static void
hex(const unsigned char *bytes, size_t size, char *text)
{
	for (size_t i = 0; i < size; i++)
		snprintf(text + 2 * i, 3, "%02x", bytes[i]);
}

void
manifest_to_rows(const struct bundle_manifest *m, struct manifest_rows *rows)
{
	char text[80];

	memset(rows, 0, sizeof(*rows));
	SET(KEY_FORMAT, "%d", m->format);
	SET(KEY_KIND, "%s", term_code(&term_bundle_kind, (int)m->kind));
	SET(KEY_NUMBER, "%" PRId64, m->number);
	SET(KEY_FROM_ID, "%s", id_format(&m->from_id, text));
	SET(KEY_FROM_CODE, "%s", m->from_code);
	SET(KEY_FROM_NAME, "%s", m->from_name);
	SET(KEY_FROM_KIND, "%s", term_code(&term_site_kind,
					   (int)m->from_kind));
	SET(KEY_TO_ID, "%s", id_format(&m->to_id, text));
	SET(KEY_TO_CODE, "%s", m->to_code);
	SET(KEY_RECIPIENTS, "%s", m->recipients);
	SET(KEY_CREATED, "%s", instant_format_utc(m->created, text));
	SET(KEY_OFFSET, "%" PRId32, m->created.offset_min);
	SET(KEY_HEAD_SEQ, "%" PRId64, m->head_seq);
	hex(m->head_hash, sizeof(m->head_hash), rows->values[KEY_HEAD_HASH]);
	SET(KEY_PREVIOUS, "%s", m->previous);
	SET(KEY_SINCE_SEQ, "%" PRId64, m->since_seq);
	SET(KEY_STUDENTS, "%" PRId64, m->students);
	SET(KEY_VERSIONS, "%" PRId64, m->versions);
	SET(KEY_ROWS, "%" PRId64, m->rows);
}

/* ---- reading, strictly ---- */

struct reading {
	const struct manifest_rows *rows;
	struct err *err;
	enum rc rc;
};

static void
refuse(struct reading *r, enum key key)
{
	if (r->rc == RC_OK)
		r->rc = err_set(r->err, RC_INVALID, manifest_keys[key],
				"The bundle's manifest has \"%.60s\" for "
				"\"%s\", which Throughgate does not write.",
				r->rows->values[key], manifest_keys[key]);
}

static int64_t
number(struct reading *r, enum key key, int64_t least, int64_t most)
{
	const char *text = r->rows->values[key];
	char *end, again[32];
	long long value;

	errno = 0;
	value = strtoll(text, &end, 10);
	snprintf(again, sizeof(again), "%lld", value);
	/* "+1", " 1" and "01" are not what is written. */
	if (errno != 0 || *end != '\0' || strcmp(text, again) != 0 ||
	    value < least || value > most) {
		refuse(r, key);
		return 0;
	}
	return value;
}

static int
code(struct reading *r, enum key key, const struct term_set *set)
{
	int value = term_value(set, r->rows->values[key]);

	if (value < 0)
		refuse(r, key);
	return value < 0 ? 0 : value;
}

static void
read_id(struct reading *r, enum key key, struct id *id)
{
	char again[ID_TEXT_SIZE];

	if (!id_parse(r->rows->values[key], id) ||
	    strcmp(id_format(id, again), r->rows->values[key]) != 0)
		refuse(r, key);
}

static void
text(struct reading *r, enum key key, char *out, size_t size, rule_fn *rule)
{
	const char *value = r->rows->values[key];

	if (strlen(value) >= size || rule(value, NULL) != RC_OK)
		refuse(r, key);
	snprintf(out, size, "%s", value);
}

static enum rc
hex_digits(const char *value, struct err *err)
{
	size_t len = strlen(value);

	if ((len != 0 && len != 64) ||
	    strspn(value, "0123456789abcdef") != len)
		return err_set(err, RC_INVALID, NULL,
			       "That is not a SHA-256 sum.");
	return RC_OK;
}

static enum rc
key_list(const char *value, struct err *err)
{
	if (!utf8_is_text(value, strlen(value)))
		return err_set(err, RC_INVALID, NULL,
			       "That is not a list of keys.");
	return RC_OK;
}

static void
read_hash(struct reading *r, unsigned char hash[32])
{
	const char *value = r->rows->values[KEY_HEAD_HASH];

	if (strlen(value) != 64 || hex_digits(value, NULL) != RC_OK) {
		refuse(r, KEY_HEAD_HASH);
		return;
	}
	for (size_t i = 0; i < 32; i++) {
		unsigned byte = 0;

		sscanf(value + 2 * i, "%2x", &byte);
		hash[i] = (unsigned char)byte;
	}
}

static void
read_created(struct reading *r, struct instant *at)
{
	char again[INSTANT_TEXT_SIZE];
	const char *value = r->rows->values[KEY_CREATED];

	if (instant_parse_utc(value, at, NULL) != RC_OK ||
	    strcmp(instant_format_utc(*at, again), value) != 0)
		refuse(r, KEY_CREATED);
	at->offset_min = (int32_t)number(r, KEY_OFFSET, -1440, 1440);
}

enum rc
manifest_from_rows(const struct manifest_rows *rows,
		   struct bundle_manifest *m, struct err *err)
{
	struct reading r = { rows, err, RC_OK };

	memset(m, 0, sizeof(*m));
	m->format = (int)number(&r, KEY_FORMAT, 1, 1000000);
	if (r.rc == RC_OK && m->format > 1)
		return err_set(err, RC_CONFLICT, "format",
			       "The bundle was written by a newer Throughgate "
			       "(format %d). Install that version here first.",
			       m->format);
	m->kind = (enum bundle_kind)code(&r, KEY_KIND, &term_bundle_kind);
	m->number = number(&r, KEY_NUMBER, 1, INT64_MAX);
	read_id(&r, KEY_FROM_ID, &m->from_id);
	text(&r, KEY_FROM_CODE, m->from_code, sizeof(m->from_code),
	     rule_site_code);
	text(&r, KEY_FROM_NAME, m->from_name, sizeof(m->from_name),
	     rule_title);
	m->from_kind = (enum site_kind)code(&r, KEY_FROM_KIND,
					    &term_site_kind);
	read_id(&r, KEY_TO_ID, &m->to_id);
	text(&r, KEY_TO_CODE, m->to_code, sizeof(m->to_code),
	     rule_site_code);
	text(&r, KEY_RECIPIENTS, m->recipients, sizeof(m->recipients),
	     key_list);
	read_created(&r, &m->created);
	m->head_seq = number(&r, KEY_HEAD_SEQ, 0, INT64_MAX);
	read_hash(&r, m->head_hash);
	text(&r, KEY_PREVIOUS, m->previous, sizeof(m->previous), hex_digits);
	m->since_seq = number(&r, KEY_SINCE_SEQ, 0, INT64_MAX);
	m->students = number(&r, KEY_STUDENTS, 0, INT32_MAX);
	m->versions = number(&r, KEY_VERSIONS, 0, INT32_MAX);
	m->rows = number(&r, KEY_ROWS, 0, INT64_MAX);
	return r.rc;
}

/* ---- outside ---- */

void
manifest_gist(const struct bundle_manifest *m, char out[MANIFEST_GIST_SIZE])
{
	char head[65];

	hex(m->head_hash, sizeof(m->head_hash), head);
	snprintf(out, MANIFEST_GIST_SIZE,
		 "throughgate %d %s from=%s number=%" PRId64 " to=%s "
		 "previous=%s head=%" PRId64 "-%s for=%s", m->format,
		 term_code(&term_bundle_kind, (int)m->kind), m->from_code,
		 m->number, m->to_code,
		 m->previous[0] != '\0' ? m->previous : "none", m->head_seq,
		 head, m->recipients);
}

void
manifest_file_name(const struct bundle_manifest *m,
		   char name[FILE_NAME_SIZE])
{
	char day[DATE_TEXT_SIZE];

	snprintf(name, FILE_NAME_SIZE, "%s-%s-%s-%06" PRId64 ".sqlite.age",
		 m->from_code, term_code(&term_bundle_kind, (int)m->kind),
		 date_format(date_of_instant(m->created), day), m->number);
}

void
manifest_escrow_name(const char *from_code, int64_t number,
		     char name[FILE_NAME_SIZE])
{
	snprintf(name, FILE_NAME_SIZE, "%s-escrow-%06" PRId64 ".age",
		 from_code, number);
}
