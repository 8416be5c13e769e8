/* SPDX-License-Identifier: ISC */
#include "tests/support/marks.h"

#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	PREFIX = 3, LETTERS = 10, LENGTH = 12, MAX_MARKS = 200,
	MAX_SECRETS = 64, SECRET_MOST = 64, SECRET_LEAST = 7, MASK = 0x5a,
	CHUNK = 1 << 16, OVERLAP = 80,
};

static const char *planted[MAX_MARKS];
static unsigned planted_count;

static struct masked {
	unsigned char bytes[SECRET_MOST];
	size_t size;
	const char *what;
} secrets[MAX_SECRETS];
static size_t secret_count;
static bool begins_secret[256];

/* ---- marks ---- */

/* The at-th letter of the number-th mark, from 0. */
static unsigned char
letter(unsigned number, int at)
{
	uint64_t x = (number + 1) * UINT64_C(0x9e3779b97f4a7c15);

	if (at < PREFIX)
		return (unsigned char)(at == 0 ? 'q' : at == 1 ? 'z' : 'k');
	x ^= x >> 29;
	x *= UINT64_C(0xbf58476d1ce4e5b9);
	x ^= x >> 32;
	return (unsigned char)('a' + (x >> (5 * (at - PREFIX))) % 26);
}

/* The two letters after those of a mark, which are in any case. */
static unsigned
check_of(const unsigned char *p)
{
	unsigned sum = 0;

	for (int i = PREFIX; i < LETTERS; i++)
		sum = sum * 31 + (p[i] | 0x20u);
	return sum % (26 * 26);
}

char *
mark_plant(char out[MARK_SIZE], const char *what)
{
	unsigned number = planted_count++, check;

	if (number >= MAX_MARKS)
		abort();
	planted[number] = what;
	for (int i = 0; i < LETTERS; i++)
		out[i] = (char)letter(number, i);
	check = check_of((unsigned char *)out);
	out[LETTERS] = (char)('a' + check / 26);
	out[LETTERS + 1] = (char)('a' + check % 26);
	out[LENGTH] = '\0';
	return out;
}

static const char *
mark_at(const unsigned char *p)
{
	unsigned check;

	if ((p[0] | 0x20) != 'q' || (p[1] | 0x20) != 'z' ||
	    (p[2] | 0x20) != 'k')
		return NULL;
	check = check_of(p);
	if ((p[LETTERS] | 0x20u) != 'a' + check / 26 ||
	    (p[LETTERS + 1] | 0x20u) != 'a' + check % 26)
		return NULL;
	for (unsigned n = 0; n < planted_count; n++) {
		int at = PREFIX;

		while (at < LETTERS && (p[at] | 0x20) == letter(n, at))
			at++;
		if (at == LETTERS)
			return planted[n];
	}
	return NULL;
}

/* ---- other secrets ---- */

void
mark_secret(const void *bytes, size_t size, const char *what)
{
	struct masked *m = &secrets[secret_count++];
	const unsigned char *p = bytes;

	if (secret_count > MAX_SECRETS || size < SECRET_LEAST)
		abort();
	m->size = size < SECRET_MOST ? size : SECRET_MOST;
	m->what = what;
	for (size_t i = 0; i < m->size; i++)
		m->bytes[i] = p[i] ^ MASK;
	begins_secret[p[0]] = true;
}

static const char *
secret_at(const unsigned char *p, size_t left)
{
	if (!begins_secret[p[0]])
		return NULL;
	for (size_t n = 0; n < secret_count; n++) {
		const struct masked *m = &secrets[n];
		size_t at = 0;

		while (at < m->size && at < left &&
		       (p[at] ^ MASK) == m->bytes[at])
			at++;
		if (at == m->size)
			return m->what;
	}
	return NULL;
}

const char *
marks_in(const void *data, size_t size)
{
	const unsigned char *p = data;

	for (size_t i = 0; i + SECRET_LEAST <= size; i++) {
		const char *what = size - i >= LENGTH ? mark_at(p + i) : NULL;

		if (what == NULL)
			what = secret_at(p + i, size - i);
		if (what != NULL)
			return what;
	}
	return NULL;
}

/* ---- files and memory ---- */

/* What is read is looked at here; wiped, so that it is not found again. */
static unsigned char window[CHUNK + OVERLAP];

/* From `from` to `to`, or the end; *at says where. */
static const char *
marks_in_range(int fd, uint64_t from, uint64_t to, uint64_t *at)
{
	const char *what = NULL;

	for (; from < to && what == NULL; from += CHUNK) {
		size_t want = to - from < sizeof(window) ? to - from
							  : sizeof(window);
		ssize_t n = pread(fd, window, want, (off_t)from);

		if (n <= 0)
			break;
		what = marks_in(window, (size_t)n);
		*at = from;
	}
	explicit_bzero(window, sizeof(window));
	return what;
}

/* nftw() takes no context. */
static struct {
	const char *what;
	char *found;
} walk;

static int
look_at_file(const char *path, const struct stat *st, int type,
	     struct FTW *info)
{
	uint64_t at;
	int fd;

	(void)st;
	walk.what = marks_in(path + info->base, strlen(path + info->base));
	if (walk.what == NULL && type == FTW_F) {
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd >= 0) {
			walk.what = marks_in_range(fd, 0, UINT64_MAX, &at);
			close(fd);
		}
	}
	if (walk.what != NULL)
		snprintf(walk.found, FOUND_SIZE, "%s", path);
	return walk.what != NULL;
}

const char *
marks_below(const char *dir, char found[FOUND_SIZE])
{
	walk.what = NULL;
	walk.found = found;
	nftw(dir, look_at_file, 8, FTW_PHYS);
	return walk.what;
}

/* Our own window is not looked at. */
static bool
is_window(uint64_t from, uint64_t to)
{
	uint64_t own = (uint64_t)(uintptr_t)window;

	return own >= from && own < to;
}

static const char *
marks_in_mapping(int fd, const char *line, char found[FOUND_SIZE])
{
	uint64_t from, to, at = 0;
	uint64_t own = (uint64_t)(uintptr_t)window;
	char access[5];
	const char *what;

	if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %4s", &from, &to, access) !=
		    3 ||
	    strstr(line, "[vvar") != NULL || strstr(line, "[vsyscall") != NULL)
		return NULL;
	/* A file that is only read holds what it held. */
	if (access[1] != 'w' && strchr(line, '/') != NULL)
		return NULL;
	if (is_window(from, to)) {
		what = marks_in_range(fd, from, own, &at);
		if (what == NULL)
			what = marks_in_range(fd, own + sizeof(window), to,
					      &at);
	} else {
		what = marks_in_range(fd, from, to, &at);
	}
	if (what != NULL)
		snprintf(found, FOUND_SIZE, "near %#" PRIx64 ", %.120s", at,
			 line);
	return what;
}

const char *
marks_in_memory(char found[FOUND_SIZE])
{
	int fd = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[512];
	const char *what = NULL;

	if (fd < 0 || maps == NULL)
		abort();
	while (what == NULL && fgets(line, sizeof(line), maps) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		what = marks_in_mapping(fd, line, found);
	}
	fclose(maps);
	close(fd);
	return what;
}
