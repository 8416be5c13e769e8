/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"

/* In the order in which help lists them. */
static const struct cli_command *const tables[] = {
	cli_records, cli_gate, cli_jobs, cli_case, cli_rights, cli_place,
};

const struct cli_command *
cli_command_at(size_t i)
{
	for (size_t t = 0; t < ARRAY_SIZE(tables); t++)
		for (const struct cli_command *c = tables[t]; c->name != NULL;
		     c++)
			if (i-- == 0)
				return c;
	return NULL;
}
