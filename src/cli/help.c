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

static void
print_options(FILE *out, const struct cli_option *options)
{
	for (; options != NULL && options->name != NULL; options++) {
		char left[40];

		snprintf(left, sizeof(left), "--%s%s%s", options->name,
			 options->argument ? " " : "",
			 options->argument ? options->argument : "");
		fprintf(out, "      %-26s %s\n", left, options->help);
	}
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
		print_options(out, c->options);
}

void
cli_usage(FILE *out, const struct cli_command *only)
{
	if (only != NULL) {
		print_command(out, only, true);
		return;
	}
	fprintf(out, "Usage: throughgate [OPTIONS] [COMMAND ...]\n\n"
		"Without a command the screens open.\n\n");
	for (size_t i = 0; i < cli_command_count; i++)
		print_command(out, &cli_commands[i], false);
	fprintf(out, "\nOptions before or after a command:\n");
	print_options(out, cli_globals);
}

enum rc
cmd_help(struct cli *cli, struct err *err)
{
	bool found = false;

	if (cli->asked != NULL) {
		print_command(cli->out, cli->asked, true);
		return RC_OK;
	}
	if (cli->word_count == 0) {
		cli_usage(cli->out, NULL);
		return RC_OK;
	}
	for (size_t i = 0; i < cli_command_count; i++)
		if (is_asked_for(cli, &cli_commands[i])) {
			print_command(cli->out, &cli_commands[i], true);
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
	"network. Without a command it opens its screens. A command prints\n"
	"its result on standard output, and sentences on standard error.\n"
	".Pp\nThe passphrase is asked for on the terminal, or read from the\n"
	"descriptor of\n.Fl -passphrase-fd ;\nit is never an argument.\n"
	"Where a command asks for two, they are two lines.\n"
	".Sh COMMANDS\n";

static const char man_tail[] =
	".Sh ENVIRONMENT\n.Bl -tag -width Ds\n"
	".It Ev THROUGHGATE_VAULT\nThe academy's folder. Without it,\n"
	".Pa $XDG_DATA_HOME/throughgate/academy.vault .\n"
	".It Ev NO_COLOR\nWhen set, the screens use no colour.\n.El\n"
	".Sh EXIT STATUS\n.Bl -tag -width Ds -compact\n"
	".It 0\nDone.\n"
	".It 1\nRefused: the input or the state does not allow it.\n"
	".It 2\nThe command line was not understood.\n"
	".It 3\nWrong name or passphrase, or not permitted for this role.\n"
	".It 4\nIntegrity: not authentic, damaged or cut short.\n"
	".It 5\nThe machine: disk full, no printer, out of memory.\n.El\n"
	".Sh FILES\n.Bl -tag -width Ds -compact\n"
	".It Pa keys\nWho can open the academy; sealed.\n"
	".It Pa records.db\nThe records; every page sealed.\n"
	".It Pa lock\nWho has it open.\n.El\n"
	".Sh SEE ALSO\n.Xr lp 1\n";

static void
man_options(FILE *out, const struct cli_option *options)
{
	if (options == NULL)
		return;
	fprintf(out, ".Bl -tag -width Ds -compact\n");
	for (; options->name != NULL; options++) {
		fprintf(out, ".It Fl -%s", options->name);
		if (options->argument != NULL)
			fprintf(out, " Ar %s", options->argument);
		fprintf(out, "\n%c%s\n", options->help[0] & ~0x20,
			options->help + 1);
	}
	fprintf(out, ".El\n");
}

void
cli_man(FILE *out)
{
	fputs(man_head, out);
	fprintf(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; i < cli_command_count; i++) {
		const struct cli_command *c = &cli_commands[i];

		fprintf(out, ".It Cm %s%s%s\n%s.\n", c->name,
			c->arguments[0] != '\0' ? " Ar " : "", c->arguments,
			c->help);
		man_options(out, c->options);
	}
	fprintf(out, ".El\n.Sh OPTIONS\n");
	man_options(out, cli_globals);
	fputs(man_tail, out);
}

/* ---- bash completion ---- */

static void
completion_words(FILE *out, const struct cli_option *options)
{
	for (; options != NULL && options->name != NULL; options++)
		fprintf(out, " --%s", options->name);
}

static void
first_words(FILE *out)
{
	const char *last = "";
	size_t last_len = 0;

	for (size_t i = 0; i < cli_command_count; i++) {
		const char *name = cli_commands[i].name;
		size_t len = strcspn(name, " ");

		if (len != last_len || strncmp(name, last, len) != 0)
			fprintf(out, " %.*s", (int)len, name);
		last = name;
		last_len = len;
	}
}

/* The second words of a first one, and the options of a whole name. */
static void
completion_cases(FILE *out)
{
	for (size_t i = 0; i < cli_command_count; i++) {
		const char *name = cli_commands[i].name;
		size_t len = strcspn(name, " ");

		fprintf(out, "\t'%s') words='", name);
		completion_words(out, cli_commands[i].options);
		fprintf(out, "' ;;\n");
		if (i > 0 && strncmp(cli_commands[i - 1].name, name, len + 1)
		    == 0)
			continue;
		if (name[len] == '\0')
			continue;
		fprintf(out, "\t'%.*s') words='", (int)len, name);
		for (size_t k = i; k < cli_command_count; k++)
			if (strncmp(cli_commands[k].name, name, len + 1) == 0)
				fprintf(out, " %s",
					cli_commands[k].name + len + 1);
		fprintf(out, "' ;;\n");
	}
}

void
cli_completion(FILE *out)
{
	fprintf(out, "# bash completion for throughgate; generated\n"
		"_throughgate()\n{\n"
		"\tlocal current=\"${COMP_WORDS[COMP_CWORD]}\" name='' "
		"words=''\n"
		"\tlocal i\n"
		"\tfor ((i = 1; i < COMP_CWORD && i < 3; i++)); do\n"
		"\t\tcase \"${COMP_WORDS[i]}\" in -*) break ;; esac\n"
		"\t\tname=\"${name:+$name }${COMP_WORDS[i]}\"\n"
		"\tdone\n"
		"\tcase \"$name\" in\n\t'') words='");
	first_words(out);
	fprintf(out, "' ;;\n");
	completion_cases(out);
	fprintf(out, "\tesac\n\twords=\"$words");
	completion_words(out, cli_globals);
	fprintf(out, "\"\n"
		"\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- "
		"\"$current\")\n"
		"\t[[ ${#COMPREPLY[@]} -gt 0 ]] || "
		"mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
		"}\ncomplete -F _throughgate throughgate\n");
}
