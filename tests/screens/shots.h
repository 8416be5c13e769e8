/* SPDX-License-Identifier: ISC */
/* shots: every screen, and the keys that reach it once unlocked. */
#ifndef TESTS_SCREENS_SHOTS_H
#define TESTS_SCREENS_SHOTS_H

static const struct shot {
	const char *name, *keys;
} shots[] = {
	{ "home", "" },
	{ "home_menu", "<Tab>" },
	{ "students", "1" },
	{ "students_filter", "1/ex<Enter>" },
	{ "students_marked", "1<Space><Space><Down>" },
	{ "students_act", "1<Space><Space>a" },
	{ "student", "1<Down><Down><Down><Down><Down><Down><Enter>" },
	{ "person_now", "1<Enter>g" },
	{ "person_plan", "1<Enter>g2" },
	{ "person_diary", "1<Enter>g3" },
	{ "person_destinations", "1<Enter>g4" },
	{ "person_mentor", "1<Enter>g5" },
	{ "person_consent", "1<Enter>g6" },
	{ "person_new", "1<Enter>g2n" },
	{ "fact_form", "1<Enter>g4n" },
	{ "student_form", "1<Down>e" },
	{ "student_new", "1n" },
	{ "class_grid", "2" },
	{ "class_grid_selected", "2v<Down><Down><Right>" },
	{ "attempt", "2<Enter>" },
	{ "curriculum", "3" },
	{ "import", "4" },
	{ "reports", "5" },
	{ "sheet", "1p" },
	{ "staff", "6" },
	{ "settings", "7" },
	{ "backup", "8" },
	{ "history", "9" },
	{ "sticks", "0" },
	{ "stick_write", "0n" },
	{ "places", "0p" },
	{ "gate", "g" },
	{ "graduates", "g1" },
	{ "graduates_who", "g1f" },
	{ "diary", "g2" },
	{ "diary_period", "g2f" },
	{ "release_board", "g3" },
	{ "outcomes", "g5" },
	{ "outcomes_end", "g5<End>" },
	{ "outcomes_two", "g5c<^U>2026-05-01<Enter>" },
	{ "outcomes_publish", "g5p" },
	{ "outcome_people", "g5<Down><Down><Enter>" },
	{ "help", "1?" },
	{ "palette", ":" },
	{ "leave", "q" },
};

#endif
