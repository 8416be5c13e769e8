/* SPDX-License-Identifier: ISC */
/*
 * json: writes JSON (RFC 8259) to a buffer, two spaces an indent.
 *
 * Calls nest as the text does; commas are the writer's. Keys are given before
 * each value inside an object and are NULL inside an array.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

struct json {
	struct buf *out;
	unsigned depth;
	bool filled;	/* the open object or array has a member already */
};

void json_init(struct json *json, struct buf *out);
void json_open(struct json *json, const char *key, char bracket);
void json_close(struct json *json, char bracket);
void json_string(struct json *json, const char *key, const char *value);
void json_int(struct json *json, const char *key, int64_t value);
void json_bool(struct json *json, const char *key, bool value);
void json_null(struct json *json, const char *key);

#endif
