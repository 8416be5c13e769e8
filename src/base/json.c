/* SPDX-License-Identifier: ISC */
#include "base/json.h"

#include <inttypes.h>

void
json_init(struct json *json, struct buf *out)
{
	*json = (struct json){ .out = out };
}

static void
quoted(struct buf *out, const char *s)
{
	buf_addc(out, '"');
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			buf_addf(out, "\\%c", c);
		else if (c == '\n')
			buf_adds(out, "\\n");
		else if (c < 0x20 || c == 0x7f)
			buf_addf(out, "\\u%04x", c);
		else
			buf_addc(out, *s);
	}
	buf_addc(out, '"');
}

static void
begin(struct json *json, const char *key)
{
	if (json->filled)
		buf_addc(json->out, ',');
	if (json->depth > 0) {
		buf_addc(json->out, '\n');
		buf_pad(json->out, ' ', 2 * (size_t)json->depth);
	}
	if (key != NULL) {
		quoted(json->out, key);
		buf_adds(json->out, ": ");
	}
	json->filled = true;
}

void
json_open(struct json *json, const char *key, char bracket)
{
	begin(json, key);
	buf_addc(json->out, bracket);
	json->depth++;
	json->filled = false;
}

void
json_close(struct json *json, char bracket)
{
	json->depth--;
	if (json->filled) {
		buf_addc(json->out, '\n');
		buf_pad(json->out, ' ', 2 * (size_t)json->depth);
	}
	buf_addc(json->out, bracket);
	json->filled = true;
	if (json->depth == 0)
		buf_addc(json->out, '\n');
}

void
json_string(struct json *json, const char *key, const char *value)
{
	begin(json, key);
	quoted(json->out, value);
}

void
json_int(struct json *json, const char *key, int64_t value)
{
	begin(json, key);
	buf_addf(json->out, "%" PRId64, value);
}

void
json_bool(struct json *json, const char *key, bool value)
{
	begin(json, key);
	buf_adds(json->out, value ? "true" : "false");
}

void
json_null(struct json *json, const char *key)
{
	begin(json, key);
	buf_adds(json->out, "null");
}
