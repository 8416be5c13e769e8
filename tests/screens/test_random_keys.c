/* SPDX-License-Identifier: ISC */
/*
 * A person who leans on the keyboard: RANDOM_KEYS keys (1,000 unless it is set)
 * from each screen on, always the same for a RANDOM_SEED. Nothing may crash,
 * and what is in the academy afterwards must verify.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "tests/screens/shots.h"
#include "tests/support/academy_drive.h"

enum { EVENING = 500 };		/* keys before a fresh academy */

/* Often pressed keys stand several times. ^Z would stop the test itself. */
static const char *const named[] = {
	"<Up>", "<Down>", "<Left>", "<Right>", "<Up>", "<Down>", "<Left>",
	"<Right>", "<Enter>", "<Enter>", "<Enter>", "<Tab>", "<BackTab>",
	"<Esc>", "<Esc>", "<Space>", "<PgUp>", "<PgDn>", "<Home>", "<End>",
	"<Ins>", "<Del>", "<Backspace>", "<F1>", "<F2>", "<F3>", "<F4>",
	"<F5>", "<F6>", "<F7>", "<F8>", "<F9>", "<F10>", "<F11>", "<^A>",
	"<^D>", "<^E>", "<^K>", "<^O>", "<^R>", "<^S>", "<^U>", "<^X>",
	"<wait 40>", "<size 80x24>", "<size 132x50>", "<size 40x10>",
	"<size 80x24>", "<size 80x24>", "<<", "é", "日", "ا", "y", "y", "n",
};

static void
add_key(struct buf *script, struct random_source *random)
{
	uint32_t roll;

	random->fill(random->ctx, &roll, sizeof(roll));
	if (roll % 5 < 3)
		buf_adds(script, named[roll / 8 % ARRAY_SIZE(named)]);
	else if (roll / 8 % 95 + 32 != '<')
		buf_addc(script, (char)(roll / 8 % 95 + 32));
}

static unsigned long
from_environment(const char *name, unsigned long usual)
{
	const char *text = getenv(name);

	return text != NULL ? strtoul(text, NULL, 10) : usual;
}

static void
spend_evening(const struct shot *shot, struct random_source *random,
	      unsigned long keys)
{
	struct academy_drive drive;
	struct buf script = BUF_INIT, report = BUF_INIT;
	struct err err = { .code = RC_OK };

	buf_addf(&script, UNLOCK_DEMO "%s", shot->keys);
	for (unsigned long i = 0; i < keys; i++) {
		/* Whoever locked it or left comes back before long. */
		if (i % 100 == 99)
			buf_adds(&script, "<Esc><Esc>" UNLOCK_DEMO);
		add_key(&script, random);
	}
	academy_drive_start(&drive, NULL);
	academy_drive_run(&drive, script.ptr);
	while (*drive.screen.script != '\0') {
		academy_drive_again(&drive);
		academy_drive_run(&drive, drive.screen.script);
	}
	if (app_verify(academy_drive_app(&drive), &report, NULL, NULL, &err) !=
	    RC_OK)
		fail_msg("%s: %s", shot->name, err.text);
	academy_drive_stop(&drive);
	buf_release(&report);
	buf_release(&script);
}

static void
test_leaning_on_the_keyboard(void **state)
{
	const struct shot *shot = *state;
	unsigned long keys = from_environment("RANDOM_KEYS", 1000);
	struct random_seeded seed;
	struct random_source random = random_seeded(&seed,
		from_environment("RANDOM_SEED", 1) +
		(uint64_t)(shot - shots));

	for (; keys > EVENING; keys -= EVENING)
		spend_evening(shot, &random, EVENING);
	spend_evening(shot, &random, keys);
}

/* What a stray "save" writes must not land in the work tree, and no stray
 * "print" reach a printer. */
static char dir[] = "/tmp/tg-keys-XXXXXX";

static int
go_elsewhere(void **state)
{
	(void)state;
	setenv("PATH", "/nonexistent", 1);
	return mkdtemp(dir) == NULL || chdir(dir) != 0;
}

static int
remove_entry(const char *path, const struct stat *st, int type,
	     struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static int
come_back(void **state)
{
	academy_drive_forget(state);
	return nftw(dir, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

int
main(void)
{
	struct CMUnitTest tests[ARRAY_SIZE(shots)];

	for (size_t i = 0; i < ARRAY_SIZE(shots); i++)
		tests[i] = (struct CMUnitTest){
			.name = shots[i].name,
			.test_func = test_leaning_on_the_keyboard,
			.initial_state = (void *)(uintptr_t)&shots[i],
		};
	return cmocka_run_group_tests(tests, go_elsewhere,
				      come_back);
}
