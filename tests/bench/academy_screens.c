/* SPDX-License-Identifier: ISC */
/*
 * From a key to what it brought on the glass. The screens are the program's
 * own, on a curses terminal that goes nowhere; keys come from a script, and
 * the clock runs from the moment a key is given until the next is asked for:
 * by then everything is drawn. Each leg starts from a locked academy.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "screens/room.h"
#include "tests/bench/academy.h"
#include "tests/support/screen_drive.h"
#include "tui/key.h"

#define UNLOCK "<Enter><^U>" BENCH_USER "<Enter>" BENCH_USER "<Enter>"

enum { MAX_KEYS = 1000, SCREEN_MS = 10, UNLOCK_MS = 100 };

static const struct leg {
	const char *label;
	const char *reach;	/* keys that do not count */
	const char *keys, *again;	/* that do; again many times */
	int times;
	const char *shows;	/* else the keys went elsewhere */
} legs[] = {
	{ "home", "", "", "<Down><PgDn><End><Home><Tab>", 30, "Needs att" },
	{ "students", "", "1", "<Down><PgDn><PgDn><End><Up><Home>", 30,
	  "ACA-0001" },
	{ "students, filtering", "1", "/nia", "<Backspace>a", 40, "Nia" },
	{ "one student", "1<PgDn>", "<Enter>",
	  "<Down><PgDn><PgDn><End><Up><Home>", 30, "Part 1" },
	{ "class grid", "", "2", "<Right><Down><PgDn><Right><End><Up><Home>",
	  30, "ACA-" },
	{ "graduates", "g", "1", "<Down><PgDn><PgDn><End><Up><Home>", 30,
	  "All graduates" },
	{ "follow-up diary", "g", "2", "<Down><PgDn><PgDn><End><Up><Home>",
	  30, "Follow-up diary >" },
	{ "release board", "g", "3", "<Down><PgDn><PgDn><End><Up><Home>", 30,
	  "Release board >" },
	{ "curriculum", "", "3", "<Down><PgDn><PgDn><End><Up><Home>", 30,
	  "Part 1" },
	{ "history", "", "9", "<Down><PgDn><PgDn><Up><Home>", 30, "Ada Ex" },
	{ "one student's history", "1<PgDn><Enter>", "b",
	  "<Down><PgDn><PgDn><Up><Home>", 30, "48 items" },
};

/* One leg, being walked. */
struct walk {
	struct screen_drive drive;
	struct key_source inner;
	const char *counts_from, *unlocked_at;
	double given_s, unlock_s;	/* given_s 0: no key is out */
	double key_s[MAX_KEYS];
	size_t keys;
};

static void
note_key(struct walk *w, double took_s)
{
	if (w->drive.script == w->unlocked_at)
		w->unlock_s = took_s;
	else if (w->drive.script > w->counts_from && w->keys < MAX_KEYS)
		w->key_s[w->keys++] = took_s;
}

static uint32_t
next_key(void *ctx, int timeout_ms)
{
	struct walk *w = ctx;
	uint32_t key;

	if (w->given_s > 0)
		note_key(w, bench_now().wall_s - w->given_s);
	key = w->inner.next(w->inner.ctx, timeout_ms);
	w->given_s = key == TK_HANGUP ? 0 : bench_now().wall_s;
	return key;
}

static void
write_script(const struct leg *leg, struct buf *script, struct walk *w)
{
	size_t reach;

	buf_adds(script, UNLOCK);
	buf_adds(script, leg->reach);
	reach = script->len;
	buf_adds(script, leg->keys);
	for (int i = 0; i < leg->times; i++)
		buf_adds(script, leg->again);
	w->unlocked_at = script->ptr + strlen(UNLOCK);
	w->counts_from = script->ptr + reach;
}

static void
walk_leg(const struct leg *leg, const char *dir, struct walk *w)
{
	struct screens_config config = { .vault_dir = dir };
	struct session session = { .config = &config }, *s = &session;
	struct buf script = BUF_INIT;

	screen_drive_start(&w->drive, NULL);
	w->drive.now = academy_now();
	w->inner = screen_drive_keys(&w->drive);
	config.clock = screen_drive_clock(&w->drive);
	write_script(leg, &script, w);
	screen_drive_script(&w->drive, script.ptr);
	session.app = app_new(dir, config.clock);
	screens_new(&s, (struct key_source){ next_key, w });
	screens_begin(s);
	ui_run(s->ui);
	ui_free(s->ui);
	app_free(session.app);
	if (!screen_drive_ended_with(&w->drive, leg->shows))
		bench_fail("%s was not reached: it shows\n%s", leg->label,
			   w->drive.last.ptr);
	screen_drive_stop(&w->drive);
	buf_release(&script);
}

static void
print_leg(const struct leg *leg, struct walk *w)
{
	double first = w->key_s[0] * 1000, middle, most;
	double p99 = bench_at(w->key_s, w->keys, 0.99) * 1000;

	middle = bench_at(w->key_s, w->keys, 0.5) * 1000;
	most = bench_at(w->key_s, w->keys, 1) * 1000;
	printf("  %-26s %5zu %9.2f%s %8.2f %9.2f %9.2f of %d%s\n", leg->label,
	       w->keys, first, first > SCREEN_MS ? "!" : " ", middle, most,
	       p99, SCREEN_MS, p99 > SCREEN_MS ? "!" : "");
}

void
academy_screens(const char *dir)
{
	double unlock_s[ARRAY_SIZE(legs)], middle;

	printf("From a key to its screen, in ms:\n\n  %-26s %5s %9s %9s %9s "
	       "%9s\n", "", "keys", "opening", "median", "worst", "p99");
	for (size_t i = 0; i < ARRAY_SIZE(legs); i++) {
		struct walk walk = { .keys = 0 };

		walk_leg(&legs[i], dir, &walk);
		unlock_s[i] = walk.unlock_s;
		print_leg(&legs[i], &walk);
	}
	middle = bench_at(unlock_s, ARRAY_SIZE(legs), 0.5) * 1000;
	printf("\n  %-40s %9.1f ms of %d%s\n",
	       "unlock to first screen, beyond Argon2id", middle, UNLOCK_MS,
	       middle > UNLOCK_MS ? "!" : "");
}
