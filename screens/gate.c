/* SPDX-License-Identifier: ISC */
#include "screens/sides.h"

static struct session *
session_of(void *data)
{
	return *(struct session **)data;
}

static void
run_graduates(void *data, struct ui *ui)
{
	(void)ui;
	graduates_open(session_of(data));
}

static void
run_diary(void *data, struct ui *ui)
{
	(void)ui;
	diary_open(session_of(data));
}

static void
run_board(void *data, struct ui *ui)
{
	(void)ui;
	release_board_open(session_of(data));
}

static void
run_outcomes(void *data, struct ui *ui)
{
	(void)ui;
	outcomes_open(session_of(data));
}

static void
run_employers(void *data, struct ui *ui)
{
	(void)ui;
	employers_open(session_of(data));
}

static void
run_cases(void *data, struct ui *ui)
{
	(void)ui;
	case_studies_open(session_of(data));
}

static void
run_data_protection(void *data, struct ui *ui)
{
	(void)ui;
	data_protection_open(session_of(data));
}

static const struct command gate_commands[] = {
	{ "gate.graduates", '1', 0, "Graduates", "who they are, and where "
	  "they are now", 0, NULL, run_graduates },
	{ "gate.diary", '2', 0, "Follow-up diary", "whom to call, and what "
	  "else has its day", 0, may_support, run_diary },
	{ "gate.board", '3', 0, "Release board", "who goes out soon, and what "
	  "is not ready", 0, may_support, run_board },
	{ "gate.employers", '4', 0, "Employers", "their vacancies, and who is "
	  "on the way there", 0, NULL, run_employers },
	{ "gate.outcomes", '5', 0, "Outcome statement", "what has become of "
	  "the graduates, in figures", 0, NULL, run_outcomes },
	{ "gate.cases", '6', 0, "Case studies", "stories told, with consent",
	  0, may_support, run_cases },
	{ "gate.rights", '7', 0, "Data protection", "subject access, reviews, "
	  "erasing", 0, NULL, run_data_protection },
	{ "gate.open", TK_ENTER, 0, "Open", "open what is selected",
	  CMD_FOOTER, NULL, sides_run_open },
};

static void
title(void *data, struct buf *out)
{
	char day[DATE_TEXT_SIZE + 4];

	buf_addf(out, "Through the gate    %s",
		 date_format_long(app_as_at(session_of(data)->app), day));
}

static const struct screen_ops ops = {
	.id = "gate", .title = title, .draw = sides_draw, .key = sides_key,
	.commands = gate_commands, .command_count = ARRAY_SIZE(gate_commands),
	.refresh = sides_refresh, .free = sides_free,
};

void
gate_open(struct session *s)
{
	sides_push(s, &ops, left_gate(s));
}
