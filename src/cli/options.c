/* SPDX-License-Identifier: ISC */
/* The options of a command: those of its row, and the members of its fact. */
#include "cli/cli.h"

#include <string.h>
#include <strings.h>

#include "model/employer.h"

const char *
cli_typed(const char *name, char typed[OPTION_SIZE])
{
	snprintf(typed, OPTION_SIZE, "--%s", name);
	for (char *p = typed; *p != '\0'; p++)
		if (*p == '_')
			*p = '-';
	return typed;
}

static const struct fact_spec *
spec_of(const struct cli_command *c)
{
	unsigned fact = c != NULL ? c->flags / CLI_FACT(0) : 0;

	return fact > 0 ? &fact_specs[fact - 1] : NULL;
}

enum fact_kind
cli_fact(const struct cli_command *c)
{
	return (enum fact_kind)(spec_of(c) - fact_specs);
}

static const struct fact_member *
members_of(const struct cli_command *c, size_t *count)
{
	const struct fact_spec *spec = spec_of(c);

	*count = 0;
	if (spec != NULL) {
		*count = spec->count;
		return spec->members;
	}
	if (c == NULL || (c->flags & (CLI_EMPLOYER | CLI_VACANCY)) == 0)
		return NULL;
	*count = c->flags & CLI_EMPLOYER ? employer_member_count
					 : vacancy_member_count;
	return c->flags & CLI_EMPLOYER ? employer_members : vacancy_members;
}

/* The place of a member among the words: "REF KIND" names `kind`. */
static bool
find_word(const char *arguments, struct cli_option_row *row)
{
	for (row->place = 0; *arguments != '\0'; row->place++) {
		size_t len = strcspn(arguments, " ");

		snprintf(row->word, sizeof(row->word), "%.*s", (int)len,
			 arguments);
		if (strcasecmp(row->word, row->name) == 0)
			return true;
		arguments += len;
		arguments += strspn(arguments, " ");
	}
	return false;
}

static const char *
argument_of(const struct fact_member *m)
{
	switch (m->kind) {
	case MEMBER_DATE:
		return "DATE";
	case MEMBER_NUMBER:
		return "N";
	case MEMBER_FLAG:
		return "[=no]";
	case MEMBER_TERM:
		return "WORD";
	case MEMBER_TERMS:
		return "WORD,...";
	default:
		return "TEXT";
	}
}

bool
cli_member(const struct cli_command *c, size_t i, struct cli_option_row *row)
{
	size_t count;
	const struct fact_member *members = members_of(c, &count);

	for (size_t k = 0; k < count; k++) {
		const struct fact_member *m = &members[k];

		if (m->kind == MEMBER_ID || m->kind == MEMBER_ID_OR_NULL ||
		    i-- > 0)
			continue;
		*row = (struct cli_option_row){
			.name = m->id, .argument = argument_of(m),
			.help = m->label, .member = m,
		};
		cli_typed(row->name, row->typed);
		row->is_word = find_word(c->arguments, row);
		return true;
	}
	return false;
}

bool
cli_option_row(const struct cli_command *c, size_t i,
	       struct cli_option_row *row)
{
	const struct cli_option *own = c != NULL ? c->options : cli_globals;

	for (; own != NULL && own->name != NULL; own++)
		if (i-- == 0) {
			*row = (struct cli_option_row){
				.name = own->name, .argument = own->argument,
				.help = own->help,
			};
			cli_typed(row->name, row->typed);
			return true;
		}
	for (size_t k = 0; cli_member(c, k, row); k++)
		if (!row->is_word && i-- == 0)
			return true;
	return false;
}

bool
cli_takes_value(const struct cli_option_row *row)
{
	return row->argument != NULL && row->argument[0] != '[';
}
