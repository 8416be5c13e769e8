/* SPDX-License-Identifier: ISC */
/* Completion for bash, from the tables of commands and of sheets. */
#include "cli/cli.h"

#include <string.h>

#include "report/kinds.h"

static const char tail[] =
	"\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
	"\t[[ ${#COMPREPLY[@]} -gt 0 ]] ||\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
	"}\ncomplete -o filenames -F _throughgate throughgate\n";

/* The command's words so far, without options and their values. */
static const char find_name[] =
	"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	"\t\tif [[ $valued == *\" ${COMP_WORDS[i]} \"* ]]; then\n"
	"\t\t\t((i++))\n"
	"\t\telif [[ ${COMP_WORDS[i]} != -* ]]; then\n"
	"\t\t\tname=\"${name:+$name }${COMP_WORDS[i]}\"\n"
	"\t\tfi\n\tdone\n";

static size_t
first_length(const struct cli_command *c)
{
	return strcspn(c->name, " ");
}

/* Rows of one first word stand together in the table. */
static bool
begins_group(size_t i)
{
	const struct cli_command *c = cli_command_at(i);
	const struct cli_command *last = i > 0 ? cli_command_at(i - 1) : NULL;
	size_t len = first_length(c);

	return last == NULL || first_length(last) != len ||
	       strncmp(last->name, c->name, len) != 0;
}

static void
options_of(FILE *out, const struct cli_command *c)
{
	struct cli_option_row row;

	for (size_t i = 0; cli_option_row(c, i, &row); i++)
		fprintf(out, " %s", row.typed);
}

/* Options whose next word is their value, not a command's. */
static void
valued_options(FILE *out, const struct cli_command *c)
{
	struct cli_option_row row;

	for (size_t i = 0; cli_option_row(c, i, &row); i++)
		if (cli_takes_value(&row))
			fprintf(out, " %s", row.typed);
}

static void
first_words(FILE *out)
{
	const struct cli_command *c;

	for (size_t i = 0; (c = cli_command_at(i)) != NULL; i++)
		if (begins_group(i))
			fprintf(out, " %.*s", (int)first_length(c), c->name);
}

/* What may follow the first word: second words, and its own options. */
static void
group_case(FILE *out, size_t at)
{
	const struct cli_command *first = cli_command_at(at), *c;
	size_t len = first_length(first);

	fprintf(out, "\t'%.*s'*) words='", (int)len, first->name);
	for (size_t i = at; (c = cli_command_at(i)) != NULL; i++) {
		if (i > at && begins_group(i))
			break;
		if (c->name[len] == ' ')
			fprintf(out, " %s", c->name + len + 1);
		else
			options_of(out, c);
	}
	if (strncmp(first->name, "report", len) == 0)
		for (size_t i = 0; i < report_kind_count; i++)
			fprintf(out, " %s", report_kinds[i].id);
	fprintf(out, "' ;;\n");
}

static void
variables(FILE *out)
{
	const struct cli_command *c;

	fprintf(out, "# bash completion for throughgate; generated\n"
		"_throughgate()\n{\n"
		"\tlocal current=\"${COMP_WORDS[COMP_CWORD]}\"\n"
		"\tlocal before=\"${COMP_WORDS[COMP_CWORD - 1]}\"\n"
		"\tlocal name='' words='' i\n\tlocal valued='");
	valued_options(out, NULL);
	for (size_t i = 0; (c = cli_command_at(i)) != NULL; i++)
		valued_options(out, c);
	fprintf(out, " '\n\tCOMPREPLY=()\n");
}

static void
values(FILE *out)
{
	fprintf(out, "\tif [[ $before == --format ]]; then\n\t\twords='");
	for (int i = 0; i < FORMAT_COUNT; i++)
		fprintf(out, " %s", report_format_names[i]);
	fprintf(out, "'\n\telif [[ $valued == *\" $before \"* ]]; then\n"
		"\t\twords=''\n\tfi\n");
}

void
cli_completion(FILE *out)
{
	const struct cli_command *c;

	variables(out);
	fputs(find_name, out);
	fprintf(out, "\tcase \"$name\" in\n\t'') words='");
	first_words(out);
	fprintf(out, "' ;;\n");
	for (size_t i = 0; (c = cli_command_at(i)) != NULL; i++) {
		if (strchr(c->name, ' ') == NULL)
			continue;
		fprintf(out, "\t'%s'*) words='", c->name);
		options_of(out, c);
		fprintf(out, "' ;;\n");
	}
	for (size_t i = 0; cli_command_at(i) != NULL; i++)
		if (begins_group(i))
			group_case(out, i);
	fprintf(out, "\tesac\n\twords+='");
	options_of(out, NULL);
	fprintf(out, "'\n");
	values(out);
	fputs(tail, out);
}
