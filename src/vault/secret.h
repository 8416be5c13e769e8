/* SPDX-License-Identifier: ISC */
/*
 * secret: a passphrase or a key, in memory that is locked, fenced and wiped.
 *
 * The bytes are in sodium_malloc() memory that cannot be touched but between
 * secret_open() and secret_close(). A secret has a fixed capacity: text past it
 * is refused, nothing is ever moved. Owner: whoever called secret_new().
 */
#ifndef VAULT_SECRET_H
#define VAULT_SECRET_H

#include <stddef.h>

#include "base/id.h"
#include "base/rc.h"

enum { SECRET_MAX = 1024 };	/* longest passphrase, in bytes */

struct secret;

/* Aborts when memory cannot be had: there is nothing safe to go on with. */
struct secret *secret_new(size_t capacity);
void secret_free(struct secret *secret);
MUST_USE enum rc secret_append(struct secret *secret, const void *bytes,
			       size_t size);
/* Takes count bytes off the end; all of them when there are fewer. */
void secret_cut(struct secret *secret, size_t count);
void secret_clear(struct secret *secret);
size_t secret_length(const struct secret *secret);
/* The bytes, readable until secret_close(); NUL-terminated. */
const char *secret_open(struct secret *secret);
void secret_close(struct secret *secret);
/* Constant time for equal lengths. */
int secret_equal(struct secret *a, struct secret *b);
/* The next line of a descriptor, read byte by byte so that what follows stays
 * there; without its line end. RC_INVALID at the end of the file. */
MUST_USE enum rc secret_read_line(struct secret *secret, int fd,
				  struct err *err);
/* The operating system's random bytes, as libsodium gets them. */
struct random_source secret_random(void);

#endif
