/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"

#include <string.h>

#include "base/buf.h"

static bool
is_asked_for(const struct cli *cli, const struct cli_command *command)
{
	struct buf name = BUF_INIT;
	bool same;

	for (size_t i = 0; i < cli->word_count; i++)
		buf_addf(&name, "%s%s", i > 0 ? " " : "", cli->words[i]);
	same = strncmp(command->name, name.ptr, name.len) == 0 &&
	       (command->name[name.len] == '\0' ||
		command->name[name.len] == ' ');
	buf_release(&name);
	return same;
}

/* The codes of a set, as wide as a terminal. */
static void
print_terms(FILE *out, const struct term_set *set)
{
	enum { LEFT = 32, RIGHT = 80 };
	size_t at = RIGHT;

	for (size_t i = 0; i < set->count; i++) {
		const char *code = set->rows[i].code;
		size_t len = strlen(code) + 2;

		if (at + len > RIGHT) {
			fprintf(out, "%s%*s", i > 0 ? "\n" : "", LEFT, "");
			at = LEFT;
		}
		fprintf(out, " %s%s", code, i + 1 < set->count ? "," : "\n");
		at += len;
	}
}

static void
print_option(FILE *out, const struct cli_option_row *row)
{
	const char *argument = row->argument != NULL ? row->argument : "";
	char left[40];

	snprintf(left, sizeof(left), "%s%s%s", row->typed,
		 cli_takes_value(row) ? " " : "", argument);
	fprintf(out, "      %-26s %s\n", left, row->help);
	if (row->member != NULL && row->member->terms != NULL)
		print_terms(out, row->member->terms);
}

/* What the words may be, then what may be said with them. */
static void
print_options(FILE *out, const struct cli_command *c)
{
	struct cli_option_row row;

	for (size_t i = 0; cli_member(c, i, &row); i++)
		if (row.is_word && row.member->terms != NULL) {
			fprintf(out, "      %-26s %s\n", row.word, row.help);
			print_terms(out, row.member->terms);
		}
	for (size_t i = 0; cli_option_row(c, i, &row); i++)
		print_option(out, &row);
}

static void
print_command(FILE *out, const struct cli_command *c, bool with_options)
{
	char left[40];

	snprintf(left, sizeof(left), "%s%s%s", c->name,
		 c->arguments[0] != '\0' ? " " : "", c->arguments);
	if (strlen(left) > 30)
		fprintf(out, "  %s\n  %-30s", left, "");
	else
		fprintf(out, "  %-30s", left);
	fprintf(out, " %s\n", c->help);
	if (with_options)
		print_options(out, c);
}

void
cli_usage(FILE *out, const struct cli_command *only)
{
	const struct cli_command *c;

	if (only != NULL) {
		print_command(out, only, true);
		return;
	}
	fprintf(out, "Usage: throughgate [OPTIONS] [COMMAND ...]\n\n"
		"Without a command the screens open.\n\n");
	for (size_t i = 0; (c = cli_command_at(i)) != NULL; i++)
		print_command(out, c, false);
	fprintf(out, "\nOptions before or after a command:\n");
	print_options(out, NULL);
}

enum rc
cmd_help(struct cli *cli, struct err *err)
{
	const struct cli_command *c;
	bool found = false;

	if (cli->asked != NULL) {
		print_command(cli->out, cli->asked, true);
		return RC_OK;
	}
	if (cli->word_count == 0) {
		cli_usage(cli->out, NULL);
		return RC_OK;
	}
	for (size_t i = 0; (c = cli_command_at(i)) != NULL; i++)
		if (is_asked_for(cli, c)) {
			print_command(cli->out, c, true);
			found = true;
		}
	return found ? RC_OK
		     : err_set(err, RC_USAGE, NULL,
			       "There is no command \"%s\".", cli->words[0]);
}

/* ---- the manual page, in mdoc(7) ---- */

static const char man_head[] =
	".Dd November 23, 2026\n.Dt THROUGHGATE 1\n.Os\n"
	".Sh NAME\n.Nm throughgate\n"
	".Nd curriculum progress of a prison coding academy\n"
	".Sh SYNOPSIS\n.Nm\n.Op Ar options\n.Op Ar command ...\n"
	".Sh DESCRIPTION\n.Nm\n"
	"keeps the records of an academy, encrypted, on a machine without a\n"
	"network.\nWithout a command it opens its screens.\nA command prints\n"
	"its result on standard output, and sentences on standard error.\n"
	".Pp\nThe passphrase is asked for on the terminal, or read from the\n"
	"descriptor of\n.Fl -passphrase-fd ;\nit is never an argument.\n"
	"Where a command asks for two, they are two lines.\n"
	".Sh COMMANDS\n";

static const char man_tail[] =
	".Sh ENVIRONMENT\n.Bl -tag -width Ds\n"
	".It Ev THROUGHGATE_VAULT\nThe academy's folder.\nWithout it,\n"
	".Pa $XDG_DATA_HOME/throughgate/academy.vault .\n"
	".It Ev NO_COLOR\nWhen set, the screens use no colour.\n.El\n"
	".Sh FILES\n.Bl -tag -width Ds -compact\n"
	".It Pa keys\nWho can open the academy; sealed.\n"
	".It Pa records.db\nThe records; every page sealed.\n"
	".It Pa lock\nWho has it open.\n.El\n"
	".Sh EXIT STATUS\n.Bl -tag -width Ds -compact\n"
	".It 0\nDone.\n"
	".It 1\nRefused: the input or the state does not allow it.\n"
	".It 2\nThe command line was not understood.\n"
	".It 3\nWrong name or passphrase, or not permitted for this role.\n"
	".It 4\nIntegrity: not authentic, damaged or cut short.\n"
	".It 5\nThe machine: disk full, no printer, out of memory.\n.El\n"
	".Sh EXAMPLES\nA fictional academy to explore:\n"
	".Bd -literal -offset indent\n"
	"throughgate demo example.vault\n"
	"throughgate --vault example.vault --user demo\n.Ed\n"
	".Pp\nA class list into a spreadsheet:\n"
	".Bd -literal -offset indent\n"
	"throughgate --user ada report class --format csv\n.Ed\n";

/* The help of a row as sentences, each on a line of its own. */
static void
man_sentences(FILE *out, const char *help)
{
	bool first = true;

	for (const char *p = help; *p != '\0'; p++) {
		bool small = *p >= 'a' && *p <= 'z';

		fputc(first && small ? *p - 'a' + 'A' : *p, out);
		first = p[0] == '.' && p[1] == ' ';
		if (first) {
			fputc('\n', out);
			p++;
		}
	}
	fputs(".\n", out);
}

static void
man_terms(FILE *out, const struct cli_option_row *row)
{
	const struct term_set *set = row->member != NULL ? row->member->terms
							 : NULL;

	for (size_t i = 0; set != NULL && i < set->count; i++)
		fprintf(out, "%s%s%s\n", i == 0 ? "One of\n" : "",
			set->rows[i].code, i + 1 < set->count ? "," : ".");
}

/* Words that are of a set. */
static void
man_words(FILE *out, const struct cli_command *c)
{
	struct cli_option_row row;

	for (size_t i = 0; cli_member(c, i, &row); i++)
		if (row.is_word && row.member->terms != NULL) {
			man_sentences(out, row.help);
			man_terms(out, &row);
		}
}

static void
man_options(FILE *out, const struct cli_command *c)
{
	struct cli_option_row row;

	if (!cli_option_row(c, 0, &row))
		return;
	fprintf(out, ".Bl -tag -width Ds -compact\n");
	for (size_t i = 0; cli_option_row(c, i, &row); i++) {
		fprintf(out, ".It Fl %s", row.typed + 1);
		if (row.argument != NULL)
			fprintf(out, " Ar %s", row.argument);
		fputc('\n', out);
		man_sentences(out, row.help);
		man_terms(out, &row);
	}
	fprintf(out, ".El\n");
}

void
cli_man(FILE *out)
{
	const struct cli_command *c;

	fputs(man_head, out);
	fprintf(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; (c = cli_command_at(i)) != NULL; i++) {
		fprintf(out, ".It Cm %s%s%s\n", c->name,
			c->arguments[0] != '\0' ? " Ar " : "", c->arguments);
		man_sentences(out, c->help);
		man_words(out, c);
		man_options(out, c);
	}
	fprintf(out, ".El\n.Sh OPTIONS\n");
	man_options(out, NULL);
	fputs(man_tail, out);
}
