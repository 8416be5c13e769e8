/* SPDX-License-Identifier: ISC */
/*
 * Two academies and a head office, from their screens alone: set up, trusted, a
 * return and its receipt, a transfer, a key in escrow, and sticks that are not
 * what they seem. A folder stands for the stick. Each test goes on where the
 * one before it ended, as the weeks of such places do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/academy_drive.h"
#include "base/mem.h"
#include "exchange/exchange.h"
#include "vault/secret.h"

#define PASS "plum otter canoe glass"
#define ANSWER(text) text "<Enter>"
#define UNLOCK(user, pass) "<Enter><^U>" ANSWER(user) ANSWER(pass)
/* In the box that asks where. "@" is the folder that stands for the stick. */
#define STICK "f<^U>@<Enter>"

enum place { DEM, BBB, HQ, PLACES };

static const struct {
	const char *code, *unlock;
} places[PLACES] = {
	[DEM] = { "DEM", UNLOCK("demo", "demo") },
	[BBB] = { "BBB", UNLOCK("bo", PASS) },
	[HQ] = { "HQ", UNLOCK("hana", PASS) },
};

static struct academy_drive drive;
static char *dirs[PLACES], *folder;
static char *older, *newer;	/* copies of DEM's */

/* "@" is the folder, in what is typed, run or looked for. */
static char *
with_folder(const char *text)
{
	struct buf out = BUF_INIT;

	for (; *text != '\0'; text++)
		if (*text == '@')
			buf_adds(&out, folder);
		else
			buf_addc(&out, *text);
	return buf_detach(&out);
}

static void
shell(const char *words)
{
	char *command = with_folder(words);

	assert_int_equal(system(command), 0);
	mem_free(command);
}

static void
remove_folder(const char *path)
{
	char *words = xasprintf("rm -rf '%s'", path);

	shell(words);
	mem_free(words);
}

static void
copy_vault(const char *from, const char *to)
{
	char *words = xasprintf("cp -r '%s' '%s'", from, to);

	remove_folder(to);
	shell(words);
	mem_free(words);
}

static int
set_up(void **state)
{
	(void)state;
	academy_drive_start(&drive, NULL);
	folder = xasprintf("%s-stick", drive.dir);
	shell("mkdir @");
	dirs[DEM] = xstrdup(drive.dir);
	dirs[BBB] = xasprintf("%s-bbb", drive.dir);
	dirs[HQ] = xasprintf("%s-hq", drive.dir);
	older = xasprintf("%s-older", drive.dir);
	newer = xasprintf("%s-newer", drive.dir);
	return 0;
}

static int
tear_down(void **state)
{
	for (int i = 0; i < PLACES; i++) {
		remove_folder(dirs[i]);
		mem_free(dirs[i]);
	}
	remove_folder(older);
	remove_folder(newer);
	remove_folder(folder);
	mem_free(older);
	mem_free(newer);
	mem_free(folder);
	academy_drive_stop(&drive);
	return academy_drive_forget(state);
}

/* ---- a person who goes from place to place ---- */

static void
go_to(enum place place)
{
	mem_free(drive.dir);
	drive.dir = xstrdup(dirs[place]);
	drive.config.vault_dir = drive.dir;
	academy_drive_again(&drive);
}

static bool
is_shown(const char *text)
{
	return screen_drive_ended_with(&drive.screen, text);
}

static void
assert_shown(const char *text)
{
	char *wanted = with_folder(text);

	if (!is_shown(wanted))
		fail_msg("no \"%s\" on:\n%s", wanted, drive.screen.last.ptr);
	mem_free(wanted);
}

/* Unlocks there and presses the keys; the last screen has the text. */
static void
at(enum place place, const char *keys, const char *text)
{
	char *there = with_folder(keys);
	char *script = xasprintf("%s%s", places[place].unlock, there);

	go_to(place);
	academy_drive_run(&drive, script);
	mem_free(script);
	mem_free(there);
	assert_shown(text);
}

/* The records there, to see what the keys did. */
static struct app *
app_of(enum place place)
{
	struct secret *pass = secret_new(SECRET_MAX);
	const char *words = place == DEM ? "demo" : PASS;
	const char *user = place == DEM ? "demo" : place == HQ ? "hana" : "bo";
	struct err err = { .code = RC_OK };

	go_to(place);
	assert_int_equal(secret_append(pass, words, strlen(words)), RC_OK);
	if (app_unlock(drive.session.app, user, pass, &err) != RC_OK)
		fail_msg("%s", err.text);
	secret_free(pass);
	return drive.session.app;
}

/* What their list says of a student: "" when kept there, "-" when unknown. */
static void
keeper_of(enum place place, const char *ref, char owner[CODE_SIZE])
{
	struct app *app = app_of(place);
	struct student student;
	struct student_row row;
	struct err err;

	snprintf(owner, CODE_SIZE, "-");
	if (app_student_find(app, ref, &student, &err) != RC_OK)
		return;
	assert_int_equal(app_student_row(app, &student.id, &row, &err),
			 RC_OK);
	memcpy(owner, row.owner, CODE_SIZE);
}

static size_t
count_students(enum place place)
{
	struct err err;
	size_t count = 0;

	assert_int_equal(app_student_count(app_of(place), &count, &err),
			 RC_OK);
	return count;
}

static void
empty_stick(void)
{
	shell("rm -rf @/*");
}

/* ---- setting up ---- */

/* As the demo is: a passphrase that is opened at once, for all that follows. */
static void
make_again(enum place place, const struct app_new_academy *new)
{
	struct secret *pass = secret_new(SECRET_MAX), *key = NULL;
	struct err err = { .code = RC_OK };

	go_to(place);
	remove_folder(dirs[place]);
	assert_int_equal(secret_append(pass, PASS, strlen(PASS)), RC_OK);
	if (app_create(drive.session.app, new, pass, &key, &err) != RC_OK)
		fail_msg("%s", err.text);
	secret_free(key);
	secret_free(pass);
}

static void
places_are_made_from_the_first_screen(void **state)
{
	(void)state;
	go_to(BBB);
	academy_drive_run(&drive, "BBB<Tab>Beech Academy<Tab>bo<Tab>Bo Beech"
			  "<F2>" ANSWER(PASS) ANSWER(PASS));
	assert_shown("This recovery key opens the academy");
	go_to(HQ);
	academy_drive_run(&drive, "HQ<Tab>Head Office<Tab>hana<Tab>Hana Head"
			  "<Tab><Space><F2>" ANSWER(PASS) ANSWER(PASS));
	assert_shown("This recovery key opens the academy");
	at(HQ, "", "No academy is trusted yet");
	assert_int_equal(app_academy(app_of(HQ))->kind, SITE_HEAD_OFFICE);
	assert_int_equal(app_academy(app_of(BBB))->kind, SITE_ACADEMY);
	make_again(BBB, &(struct app_new_academy){
		.code = "BBB", .name = "Beech Academy", .user_name = "bo",
		.staff_name = "Bo Beech", .minimum_cost = true });
	make_again(HQ, &(struct app_new_academy){
		.code = "HQ", .name = "Head Office", .user_name = "hana",
		.staff_name = "Hana Head", .head_office = true,
		.minimum_cost = true });
}

static void
head_office_adds_nobody(void **state)
{
	(void)state;
	at(HQ, "4", "Head office reads the records");
	at(HQ, "1n", "Head office reads the records");
}

static void
a_place_without_others_says_what_to_do(void **state)
{
	(void)state;
	at(DEM, "0", "First trust the other places: p, then n");
	at(DEM, "0n<Enter>", "No head office is trusted here");
	at(DEM, "0pn" STICK, "There is no card in");
	at(HQ, "0pn" STICK, "There is no card in");
}

static void
a_card_is_trusted_once_the_digits_are_the_same(void **state)
{
	struct site *rows;
	size_t count;
	struct err err;

	(void)state;
	for (int i = 0; i < PLACES; i++)
		at((enum place)i, "0ps" STICK, "The card is saved");
	/* Our own is not among those to choose. */
	at(DEM, "0pn" STICK, "HQ-card.txt");
	assert_false(is_shown("DEM-card.txt"));
	at(DEM, "0pn" STICK "<Enter>", "Are the digits the same?");
	at(DEM, "0pn" STICK "<Enter>n", "Nothing was trusted");
	at(DEM, "0pn" STICK "<Enter>yn" "f<Enter><Down><Enter>y",
	   "BBB is trusted");
	at(BBB, "0pn" STICK "<Down><Enter>yn" "f<Enter><Enter>y",
	   "HQ is trusted");
	at(HQ, "0pn" STICK "<Enter>yn" "f<Enter><Down><Enter>y",
	   "BBB is trusted");
	assert_int_equal(exchange_sites(app_of(HQ), &rows, &count, &err),
			 RC_OK);
	assert_int_equal(count, 2);
	mem_free(rows);
	at(HQ, "0", "F3 writes one; F2 reads one");
}

static void
the_digits_are_those_that_the_other_reads_out(void **state)
{
	struct site site;
	char fingerprint[FINGERPRINT_SIZE], digits[6], *card;
	struct err err;

	(void)state;
	card = with_folder("@/HQ-card.txt");
	assert_int_equal(exchange_card_read(card, &site, fingerprint, &err),
			 RC_OK);
	mem_free(card);
	at(HQ, "0pc", fingerprint);
	at(DEM, "0pn" STICK "<Enter>", "Are the digits the same?");
	for (int i = 0; i < 8; i++) {
		snprintf(digits, sizeof(digits), "%.5s", fingerprint + 6 * i);
		assert_shown(digits);
	}
}

static void
only_an_administrator_trusts(void **state)
{
	(void)state;
	go_to(DEM);
	academy_drive_run(&drive, UNLOCK("teacher", "demo") "0pn");
	assert_shown("cannot manage keys");
	go_to(DEM);
	academy_drive_run(&drive, UNLOCK("teacher", "demo") "0n");
	assert_shown("cannot send or take in sticks");
}

/* ---- a return and its receipt ---- */

static void
what_will_leave_is_said_before_it_does(void **state)
{
	(void)state;
	empty_stick();
	at(DEM, "0n<Enter>" STICK, "61 students, everybody who is here");
	assert_shown("For HQ, Head Office. Only they can open it");
	at(DEM, "0n<Enter>" STICK "n", "Nothing was written");
	shell("rmdir @ && mkdir @");
}

/* Esc while it runs. */
static void
a_write_can_be_stopped(void **state)
{
	(void)state;
	at(DEM, "0n<Enter>" STICK "y<now><Esc>", "Stopped. Nothing was written");
	shell("test -z \"$(ls @)\"");
	at(DEM, "0", "No stick has gone out");
}

static void
a_return_is_written_and_checked(void **state)
{
	(void)state;
	copy_vault(dirs[DEM], older);
	at(DEM, "0n<Enter>" STICK "y", "Written and checked");
	assert_shown("DEM-return-2026-11-23-000001.sqlite.age.minisig");
	shell("test -f @/DEM-return-2026-11-23-000001.sqlite.age");
	at(DEM, "0", "no receipt yet");
	at(DEM, "0<Enter>", "SHA-256");
}

static void
a_line_can_be_left(void **state)
{
	(void)state;
	at(HQ, "0r" STICK "<now><Esc>", "Stopped. Nothing was taken in.");
	at(HQ, "0r" STICK, "62 new, 0 changed, 0 here already, 0 refused");
	assert_shown("Example Coding Academy");
	assert_shown("62 to be taken in");
	at(HQ, "0r" STICK "<Enter>", "What is in it");
	at(HQ, "0r" STICK "<Space>", "61 to be taken in");
	at(HQ, "0r" STICK "a", "  0 to be taken in");
	/* What is not all taken in is not said to have arrived. */
	at(HQ, "0r" STICK "a<Space><F2>", "Taken in: 1. Left out: 61;");
	assert_false(is_shown("Write the receipt"));
	assert_int_equal(count_students(HQ), 1);
	at(HQ, "0", "61 left out");
	at(HQ, "0c" STICK, "Nothing has come from DEM that was taken in");
}

static void
reading_it_again_takes_in_the_rest(void **state)
{
	(void)state;
	at(HQ, "0r" STICK "<F2>n", "Taken in: 60 students, and employers, from");
	assert_int_equal(count_students(HQ), 61);
	at(HQ, "0r" STICK, "61 here already");
	at(HQ, "0r" STICK "<Space>", "here already, just as it is");
}

static void
one_undo_takes_it_back(void **state)
{
	(void)state;
	at(HQ, "u", "Undid: Took in stick 000001");
	assert_int_equal(count_students(HQ), 1);
	/* A list that an undo has overtaken is read again. */
	at(HQ, "0r" STICK "u<F2>", "Something was changed");
	assert_int_equal(count_students(HQ), 0);
	at(HQ, "0r" STICK "<F2>n", "Taken in: 61 students, and employers, from");
}

static void
head_office_sees_academies(void **state)
{
	(void)state;
	at(HQ, "", "Example Coding");
	assert_shown("61    19");
	at(HQ, "<Down><Enter>", "61 of 61  at DEM");
	at(HQ, "1", "Academy");
	at(HQ, "1f<Down><Enter>", "0 of 61  at BBB");
	at(HQ, "1e", "is kept by DEM");
	at(HQ, "1<Enter>", "Kept by DEM: read only");
	at(HQ, "1<Enter>o", "is kept by DEM");
	at(HQ, "2c", "is kept by DEM");
}

static void
head_office_sees_outcomes_of_one_and_all(void **state)
{
	(void)state;
	at(HQ, "g5", "15 of 19");
	at(HQ, "g5a<Down><Down><Enter>", "Outcomes > DEM    known on");
	assert_shown("15 of 19");
	at(HQ, "g5a<Down><Down><Enter><Enter>", "Outcomes > DEM > Graduates");
	at(HQ, "g5a<Down><Enter>", "0 of 0");
	at(HQ, "g5a<Down><Enter><Enter>", "Nobody is counted in this figure");
	at(HQ, "g5pa", "all academies are taken together");
}

static void
a_return_that_is_late_is_marked(void **state)
{
	(void)state;
	drive.screen.now.utc_s += 15 * 24 * 3600;
	at(HQ, "<Down>", "for 15 days");
	drive.screen.now.utc_s -= 15 * 24 * 3600;
	at(HQ, "<Down>", "Example Coding");
	assert_false(is_shown("days."));
}

static void
a_receipt_comes_back(void **state)
{
	(void)state;
	at(HQ, "0r" STICK "<F2>y", "A receipt: which sticks of DEM");
	at(HQ, "0r" STICK "<F2>yy", "Written and checked");
	at(DEM, "0r" STICK "<F2>", "Noted: 1 of our sticks has arrived at HQ");
	at(DEM, "0", "received 23 Nov");
	at(DEM, "0n<Enter>" STICK, "0 students changed since stick 000001");
}

/* ---- a student who moves ---- */

static void
a_transfer_hands_the_record_over(void **state)
{
	char owner[CODE_SIZE];

	(void)state;
	empty_stick();
	at(DEM, "2", "31 students on the course or on a break");
	at(DEM, "0n<Down><Down><Enter><Enter>", "Who goes to BBB?");
	at(DEM, "0n<Down><Down><Enter><Enter>dem-0007<Space><^U>dem-0008"
	   "<Space>", "2 marked");
	at(DEM, "0n<Down><Down><Enter><Enter>dem-0007<Enter>" STICK,
	   "This hands the records over");
	assert_shown("DEM-0007 Callum Fictional.");
	at(DEM, "0n<Down><Down><Enter><Enter>dem-0007<Enter>" STICK "y",
	   "Written and checked");
	keeper_of(DEM, "DEM-0007", owner);
	assert_string_equal(owner, "BBB");
}

static void
the_sender_reads_on(void **state)
{
	(void)state;
	at(DEM, "1/0007<Enter>", "at BBB");
	at(DEM, "1/0007<Enter><Enter>", "Went to BBB: read only");
	assert_shown("DEM-0007 went to BBB on 23 Nov 2026");
	at(DEM, "1/0007<Enter>e", "DEM-0007 went to BBB");
	at(DEM, "1/0007<Enter><Enter>w", "DEM-0007 went to BBB");
	/* And teaches the others. */
	at(DEM, "2", "30 students on the course or on a break");
}

static void
the_receiver_goes_on(void **state)
{
	char owner[CODE_SIZE];

	(void)state;
	at(BBB, "0r" STICK "<F2>n", "Taken in: 1 student from DEM");
	keeper_of(BBB, "DEM-0007", owner);
	assert_string_equal(owner, "");
	at(BBB, "1e", "DEM-0007");
}

static void
an_administrator_takes_a_record_back(void **state)
{
	char owner[CODE_SIZE];

	(void)state;
	at(DEM, "1/0007<Enter><Enter>R", "Why does the record come back");
	at(DEM, "1/0007<Enter><Enter>RThe move was called off<Enter>",
	   "DEM-0007 is kept here again");
	keeper_of(DEM, "DEM-0007", owner);
	assert_string_equal(owner, "");
	at(DEM, "1/0007<Enter><Enter>R", "The record is kept here already");
	at(HQ, "1<Enter>R", "Head office reads records");
}

/* ---- what is not opened ---- */

static void
a_bundle_for_another_place_is_refused(void **state)
{
	(void)state;
	at(HQ, "0r" STICK, "Not opened");
	assert_shown("It was sealed for another place");
}

static void
a_bundle_that_was_altered_is_refused(void **state)
{
	(void)state;
	shell("for f in @/DEM-transfer*.age; do printf x >> \"$f\"; done");
	at(BBB, "0r" STICK, "Not opened");
	assert_shown("Nothing was changed here");
}

static void
a_bundle_without_a_signature_is_refused(void **state)
{
	(void)state;
	shell("rm @/DEM-transfer*.minisig");
	at(BBB, "0r" STICK, "has no signature beside it");
	empty_stick();
	at(BBB, "0r" STICK, "There is no bundle in");
	at(BBB, "0rf<^U>/nowhere/at/all<Enter>", "There is no such folder");
}

static void
nothing_is_opened_of_a_place_that_is_not_trusted_any_more(void **state)
{
	(void)state;
	at(DEM, "0n<Down><Enter>" STICK "y", "Written and checked");
	at(HQ, "0p<Down>x", "Stop trusting the keys of DEM");
	at(HQ, "0p<Down>xy", "DEM is not trusted any more");
	at(HQ, "0r" STICK, "It is signed by a key of DEM");
	at(DEM, "0ps" STICK, "The card is saved");
	at(HQ, "0pn" STICK "y", "DEM is trusted");
	at(HQ, "0r" STICK "<F2>n", "Taken in");
}

/* ---- lost things ---- */

static void
a_lost_stick_has_its_sheet(void **state)
{
	(void)state;
	at(BBB, "0x", "Choose a stick that went out first");
	at(DEM, "0x", "Where was it lost, and when?");
	at(DEM, "0xOn the train, today<Enter>", "Lost stick");
	assert_shown("What was on it");
	at(DEM, "0", "LOST 23 Nov");
	/* Reported once; the sheet can be had again. */
	at(DEM, "0x", "What was on it");
}

static void
head_office_opens_a_key_in_escrow(void **state)
{
	(void)state;
	at(DEM, "0po", "Only head office opens a key in escrow");
	at(HQ, "0po", "Open it only when");
	at(HQ, "0poy" STICK, "This key opens DEM once");
	at(HQ, "9", "Opened the key in escrow of DEM");
}

/* The line of a box that has a recovery key, as a person would type it. */
static char *
key_on_glass(void)
{
	static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ-";
	const char *at = drive.screen.last.ptr;
	size_t len = 0;

	for (; *at != '\0' && len < 39; at += len > 0 ? len : 1)
		if ((len = strspn(at, letters)) >= 39)
			break;
	if (*at == '\0')
		fail_msg("no key on:\n%s", drive.screen.last.ptr);
	return xasprintf("%.*s", (int)len, at);
}

/* Everybody there forgot: the key is read out on the telephone, and typed at
 * the locked screen. It works once. */
static void
an_academy_that_is_locked_out_comes_in_again(void **state)
{
	static const char new_pass[] = "seven grey herons";
	char *key, *script;

	(void)state;
	empty_stick();
	at(DEM, "0n<Enter>" STICK "y", "Written and checked");
	at(HQ, "0poy" STICK, "This key opens DEM once");
	key = key_on_glass();
	script = xasprintf("<F6><^U>demo<Enter>%s<Enter>%s<Enter>%s<Enter>",
			   key, new_pass, new_pass);
	go_to(DEM);
	academy_drive_run(&drive, script);
	assert_shown("Your new passphrase is set, Dana Example.");
	go_to(DEM);
	academy_drive_run(&drive, script);
	assert_shown("recovery key");
	assert_false(is_shown("Dana Example"));
	mem_free(script);
	script = xasprintf("<Enter><^U>demo<Enter>%s<Enter>9", new_pass);
	go_to(DEM);
	academy_drive_run(&drive, script);
	assert_shown("one-time key");
	mem_free(script);
	mem_free(key);
}

static void
fingerprints_are_on_a_sheet(void **state)
{
	(void)state;
	at(DEM, "0p<F9>", "Places known here");
	assert_shown("Fingerprint");
	at(HQ, "0p<F9><PgDn>", "DEM       trusted");
}

static void
head_office_sends_a_site_pack(void **state)
{
	(void)state;
	empty_stick();
	at(HQ, "0n<Down><Enter><Down><Enter>" STICK "y",
	   "Written and checked");
	at(DEM, "0r" STICK, "Site pack");
}

static void
help_is_written_for_all(void **state)
{
	(void)state;
	at(DEM, "0?", "What went out and what came in");
	at(DEM, "0p?", "Each place has a card");
	at(DEM, "0r" STICK "?", "What a stick brings");
}

/* ---- sticks that come and go ---- */

static struct key_source person;

/* While they wait, somebody plugs a stick in. */
static uint32_t
plugged_in_meanwhile(void *ctx, int timeout_ms)
{
	uint32_t key = person.next(ctx, timeout_ms);

	if (key == TK_TICK && timeout_ms > 0)
		shell("echo '40 25 8:17 / @ rw - vfat /dev/sdb1 rw' "
		      "> @/proc/self/mountinfo");
	return key;
}

static void
wait_for_a_stick(const char *keys, const char *text)
{
	char *script = xasprintf("%s%s", places[DEM].unlock, keys);

	go_to(DEM);
	ui_free(drive.session.ui);
	person = screen_drive_keys(&drive.screen);
	screens_new(&drive.session_ptr, (struct key_source){
		plugged_in_meanwhile, person.ctx });
	screens_begin(&drive.session);
	academy_drive_run(&drive, script);
	mem_free(script);
	assert_shown(text);
}

static void
a_stick_that_is_plugged_in_shows_by_itself(void **state)
{
	char *proc = with_folder("@/proc"), *sys = with_folder("@/sys");
	char *dev = with_folder("@/dev");
	struct volume_roots roots = { proc, sys, dev };

	(void)state;
	empty_stick();
	shell("d=@/sys/devices/usb/block/sdb; mkdir -p $d @/sys/dev/block "
	      "@/proc/self; echo 1 > $d/removable; ln -s $d "
	      "@/sys/dev/block/8:17; : > @/proc/self/mountinfo");
	drive.config.volumes = &roots;
	wait_for_a_stick("0r", "Plug a stick in");
	assert_false(is_shown("vfat"));
	wait_for_a_stick("0r<wait 1>", "1 stick is plugged in");
	assert_shown("vfat");
	/* It is chosen like any; there is nothing for us on it. */
	wait_for_a_stick("0r<Enter>", "There is no bundle in");
	drive.config.volumes = NULL;
	mem_free(proc);
	mem_free(sys);
	mem_free(dev);
}

/* ---- a place that went back to an older copy ---- */

static void
a_place_that_went_back_is_accepted(void **state)
{
	(void)state;
	at(HQ, "0p<Down>w", "Accept this only when their people");
	at(HQ, "0p<Down>wy", "Who told you");
	at(HQ, "0p<Down>wyDisk failed, said Dee<Enter>",
	   "The next full return of DEM is read as a");
	at(HQ, "0p<Down>w", "No stick of DEM was taken in here");
	/* The newest stick is the last, whatever its number. */
	empty_stick();
	copy_vault(dirs[DEM], newer);
	copy_vault(older, dirs[DEM]);
	drive.screen.now.utc_s += 24 * 3600;
	at(DEM, "0n<Down><Enter>" STICK "y", "DEM-return-2026-11-24-000001");
	at(HQ, "0r" STICK "<F2>n", "60 here already, 1 refused");
	at(HQ, "", "1 24 Nov");
	copy_vault(newer, dirs[DEM]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_are_made_from_the_first_screen),
		cmocka_unit_test(head_office_adds_nobody),
		cmocka_unit_test(a_place_without_others_says_what_to_do),
		cmocka_unit_test(
			a_card_is_trusted_once_the_digits_are_the_same),
		cmocka_unit_test(
			the_digits_are_those_that_the_other_reads_out),
		cmocka_unit_test(only_an_administrator_trusts),
		cmocka_unit_test(what_will_leave_is_said_before_it_does),
		cmocka_unit_test(a_write_can_be_stopped),
		cmocka_unit_test(a_return_is_written_and_checked),
		cmocka_unit_test(a_line_can_be_left),
		cmocka_unit_test(reading_it_again_takes_in_the_rest),
		cmocka_unit_test(one_undo_takes_it_back),
		cmocka_unit_test(head_office_sees_academies),
		cmocka_unit_test(head_office_sees_outcomes_of_one_and_all),
		cmocka_unit_test(a_return_that_is_late_is_marked),
		cmocka_unit_test(a_receipt_comes_back),
		cmocka_unit_test(a_transfer_hands_the_record_over),
		cmocka_unit_test(the_sender_reads_on),
		cmocka_unit_test(the_receiver_goes_on),
		cmocka_unit_test(an_administrator_takes_a_record_back),
		cmocka_unit_test(a_bundle_for_another_place_is_refused),
		cmocka_unit_test(a_bundle_that_was_altered_is_refused),
		cmocka_unit_test(a_bundle_without_a_signature_is_refused),
		cmocka_unit_test(
			nothing_is_opened_of_a_place_that_is_not_trusted_any_more),
		cmocka_unit_test(a_lost_stick_has_its_sheet),
		cmocka_unit_test(head_office_opens_a_key_in_escrow),
		cmocka_unit_test(head_office_sends_a_site_pack),
		cmocka_unit_test(help_is_written_for_all),
		cmocka_unit_test(fingerprints_are_on_a_sheet),
		cmocka_unit_test(a_stick_that_is_plugged_in_shows_by_itself),
		cmocka_unit_test(a_place_that_went_back_is_accepted),
		/* The last: from then on it has another passphrase. */
		cmocka_unit_test(an_academy_that_is_locked_out_comes_in_again),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
