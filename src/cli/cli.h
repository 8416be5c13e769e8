/* SPDX-License-Identifier: ISC */
/*
 * cli: the command line. The tables of commands feed the parser, the help, the
 * manual page, the completion and a test; each row calls what a screen calls.
 * Results go to standard output, sentences to standard error.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "app/app.h"
#include "model/support_record.h"
#include "report/render.h"
#include "report/report.h"

enum { CLI_MAX_WORDS = 128, CLI_MAX_OPTIONS = 64 };

struct cli_option {
	const char *name;	/* without the dashes */
	const char *argument;	/* "DATE", or NULL when it takes none */
	const char *help;
};

enum cli_flags {
	CLI_UNLOCK = 1u << 0,	/* the academy is opened first */
	CLI_EMPLOYER = 1u << 1,	/* takes what an employer is made of, */
	CLI_VACANCY = 1u << 2,	/* or a vacancy: as CLI_FACT() does */
};
/* The command takes a fact of that kind: what its arguments do not name of it
 * are options. */
#define CLI_FACT(kind) (((unsigned)(kind) + 1) << 8)

struct cli;

struct cli_command {
	const char *name;	/* "student list" */
	/* "REF [FILE]": brackets are optional; "[REF...]" is any number */
	const char *arguments;
	const char *help;
	const struct cli_option *options;	/* ended by a NULL name */
	unsigned flags;
	enum rc (*run)(struct cli *cli, struct err *err);
};

struct cli {
	struct app *app;
	const struct cli_command *command;	/* NULL: the screens */
	const struct cli_command *asked;	/* "student list --help" */
	const char *words[CLI_MAX_WORDS];	/* after the command's own */
	size_t word_count;
	struct {
		const char *name, *value;
	} options[CLI_MAX_OPTIONS];
	size_t option_count;
	char *vault_dir;
	struct clock clock;	/* set by cli_run() */
	FILE *out, *messages;
};

/* The row at that place, in the order of help; NULL: there are no more. */
const struct cli_command *cli_command_at(size_t i);
extern const struct cli_option cli_globals[];

/* ---- options ---- */

enum { OPTION_SIZE = 32 };
struct cli_option_row {
	const char *name;
	char typed[OPTION_SIZE];	/* with its dashes */
	/* NULL: takes none; "[=no]": may have one after an equals sign */
	const char *argument;
	const char *help;
	const struct fact_member *member;	/* NULL: of the row itself */
	bool is_word;			/* the arguments name it, */
	size_t place;			/* there */
	char word[16];			/* "KIND" */
};

/* The option at that place, of a command or (NULL) of all; false: no more. */
bool cli_option_row(const struct cli_command *command, size_t i,
		    struct cli_option_row *row);
/* The same for the members of its fact, words too. */
bool cli_member(const struct cli_command *command, size_t i,
		struct cli_option_row *row);
/* "due_on" is typed --due-on */
const char *cli_typed(const char *name, char typed[OPTION_SIZE]);
/* The next word is its value. */
bool cli_takes_value(const struct cli_option_row *row);
/* Of a command that has one. */
enum fact_kind cli_fact(const struct cli_command *command);

/* Fills *cli from the words; RC_USAGE. Nothing is opened. */
MUST_USE enum rc cli_parse(struct cli *cli, int argc,
			   const char *const *argv, struct err *err);
void cli_release(struct cli *cli);
/* Runs cli->command. */
MUST_USE enum rc cli_run(struct cli *cli, struct clock clock,
			 struct err *err);

/* ---- for the commands ---- */

/* Its value ("" for one without), or NULL when it was not given. */
const char *cli_option(const struct cli *cli, const char *name);
/* For one that may be given again: its value at that place, or NULL. */
const char *cli_option_at(const struct cli *cli, const char *name,
			  size_t index);
/* The word at that place, or NULL. */
const char *cli_word(const struct cli *cli, size_t index);
/* DATE_NONE when it was not given. */
MUST_USE enum rc cli_date(const struct cli *cli, const char *option,
			  civil_date *date, struct err *err);
/* What --format says. */
MUST_USE enum rc cli_format(const struct cli *cli, enum report_format *format,
			    struct err *err);
/* Prints it in --format. */
MUST_USE enum rc cli_print(struct cli *cli, const struct report *report,
			   bool sheet, struct err *err);
/* Asks on the terminal without echo, or reads a line of --passphrase-fd. */
MUST_USE enum rc cli_ask_secret(struct cli *cli, const char *prompt,
				struct secret **secret, struct err *err);
/* The same, twice on a terminal; RC_INVALID when they differ. */
MUST_USE enum rc cli_ask_new_secret(struct cli *cli, const char *prompt,
				    struct secret **secret, struct err *err);
/* As CLI_UNLOCK does, for a command that decides for itself. */
MUST_USE enum rc cli_unlock(struct cli *cli, struct err *err);
/* --user, else asked for on the terminal. Into name. */
MUST_USE enum rc cli_ask_user(struct cli *cli, char *name, size_t size,
			      struct err *err);

/* ---- generated from the tables ---- */

void cli_usage(FILE *out, const struct cli_command *only);
void cli_man(FILE *out);
void cli_completion(FILE *out);

#endif
