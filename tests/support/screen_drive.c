/* SPDX-License-Identifier: ISC */
#include "screen_drive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tui/key.h"
#include "tui/term.h"

#define GOLDEN "tests/screens/golden"

enum { NAME_SIZE = 64, DEFAULT_ROWS = 24, DEFAULT_COLS = 80 };

/* ---- the terminal ---- */

void
screen_drive_start(struct screen_drive *drive,
		   const struct screen_drive_config *config)
{
	static const struct screen_drive_config usual;
	struct term_config term = { .type = "xterm-256color" };
	struct err err = { .code = RC_OK };

	memset(drive, 0, sizeof(*drive));
	if (config == NULL)
		config = &usual;
	/* 2026-11-23 09:00 UTC: a Monday, as any. */
	drive->now.utc_s = 1795424400;
	drive->script = "";
	buf_init(&drive->last);
	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
	unsetenv("NO_COLOR");
	if (config->type != NULL)
		term.type = config->type;
	term.theme = config->theme;
	term.ascii = config->ascii;
	term.rows = config->rows != 0 ? config->rows : DEFAULT_ROWS;
	term.cols = config->cols != 0 ? config->cols : DEFAULT_COLS;
	term.out = fopen("/dev/null", "we");
	assert_non_null(term.out);
	if (term_start(&term, &err) != RC_OK)
		fail_msg("%s", err.text);
}

void
screen_drive_stop(struct screen_drive *drive)
{
	term_stop();
	buf_release(&drive->last);
}

struct clock
screen_drive_clock(struct screen_drive *drive)
{
	return clock_fixed(&drive->now);
}

/* ---- looking ---- */

static char *
read_whole(const char *path)
{
	struct buf text = BUF_INIT;
	char part[4096];
	size_t got;
	FILE *file = fopen(path, "re");

	if (file == NULL)
		return NULL;
	while ((got = fread(part, 1, sizeof(part), file)) > 0)
		buf_add(&text, part, got);
	fclose(file);
	return buf_detach(&text);
}

static void
write_whole(const char *path, const struct buf *text)
{
	FILE *file = fopen(path, "we");

	if (file == NULL)
		fail_msg("%s cannot be written", path);
	assert_int_equal(fwrite(text->ptr, 1, text->len, file), text->len);
	assert_int_equal(fclose(file), 0);
}

/* Says the first line that differs: a screen in one line helps nobody. */
static void
same_lines(const char *name, const char *want, const char *got)
{
	for (int line = 1; *want != '\0' || *got != '\0'; line++) {
		size_t w = strcspn(want, "\n"), g = strcspn(got, "\n");

		if (w != g || strncmp(want, got, w) != 0)
			fail_msg("%s line %d\nwant |%.*s|\n got |%.*s|", name,
				 line, (int)w, want, (int)g, got);
		want += w + (want[w] == '\n');
		got += g + (got[g] == '\n');
	}
}

/* A test program has one terminal, and one such folder. */
static const char *masked;

void
screen_drive_mask(const char *text)
{
	masked = text;
}

static void
mask(char *text)
{
	char *at = text;

	if (masked != NULL)
		while ((at = strstr(at, masked)) != NULL)
			memset(at, '.', strlen(masked));
}

void
screen_drive_golden(const char *name)
{
	const char *update = getenv("UPDATE_GOLDEN");
	char *path = xasprintf(GOLDEN "/%s.txt", name);
	struct buf now = BUF_INIT;
	char *want;

	term_snapshot(&now);
	mask(now.ptr);
	if (update != NULL && strcmp(update, "1") == 0)
		write_whole(path, &now);
	want = read_whole(path);
	if (want == NULL)
		fail_msg("%s is missing; UPDATE_GOLDEN=1 writes it", path);
	same_lines(name, want, now.ptr);
	mem_free(want);
	mem_free(path);
	buf_release(&now);
}

int
screen_drive_find(const char *text)
{
	struct buf now = BUF_INIT;
	const char *at;
	int row = -1;

	term_snapshot(&now);
	at = strstr(now.ptr, text);
	if (at != NULL && at < strstr(now.ptr, "\n-- cursor")) {
		row = 0;
		for (const char *p = now.ptr; p < at; p++)
			row += *p == '\n';
	}
	buf_release(&now);
	return row;
}

bool
screen_drive_ended_with(const struct screen_drive *drive, const char *text)
{
	return strstr(drive->last.ptr, text) != NULL;
}

/* ---- keys ---- */

void
screen_drive_script(struct screen_drive *drive, const char *script)
{
	drive->script = script;
}

/* Does what a directive asks; true when a key comes of it. */
static bool
obey(struct screen_drive *drive, const char *words, uint32_t *key)
{
	char name[NAME_SIZE];
	int a, b;

	if (sscanf(words, "<snap %63[a-z0-9_]>", name) == 1) {
		screen_drive_golden(name);
		return false;
	}
	if (strncmp(words, "<now>", 5) == 0)
		return false;
	if (sscanf(words, "<wait %d>", &a) == 1) {
		drive->now.utc_s += a;
		*key = TK_TICK;
		return true;
	}
	if (sscanf(words, "<size %dx%d>", &a, &b) == 2) {
		resizeterm(b, a);
		*key = TK_RESIZE;
		return true;
	}
	fail_msg("no such key: %.20s", words);
	return false;
}

static uint32_t
next_key(void *ctx, int timeout_ms)
{
	struct screen_drive *drive = ctx;

	if (timeout_ms == 0 && strncmp(drive->script, "<now>", 5) != 0)
		return TK_TICK;
	for (;;) {
		const char *from = drive->script;
		uint32_t key;
		size_t used = key_parse(from, &key);

		if (used == 0) {
			buf_reset(&drive->last);
			term_snapshot(&drive->last);
			return TK_HANGUP;
		}
		drive->script += used;
		if (key != TK_NONE || obey(drive, from, &key))
			return key;
	}
}

struct key_source
screen_drive_keys(struct screen_drive *drive)
{
	return (struct key_source){ next_key, drive };
}
