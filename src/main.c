/* SPDX-License-Identifier: ISC */
/* Wiring and exit status; nothing else. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/machine.h"
#include "cli/cli.h"
#include "screens/screens.h"

static int
generate(const char *what)
{
	if (strcmp(what, "version") == 0)
		puts("throughgate " THROUGHGATE_VERSION);
	else if (strcmp(what, "man") == 0)
		cli_man(stdout);
	else if (strcmp(what, "completion") == 0)
		cli_completion(stdout);
	else
		return rc_exit_status(RC_USAGE);
	return fflush(stdout) == 0 && !ferror(stdout) ? 0
						    : rc_exit_status(RC_IO);
}

static enum rc
open_screens(const struct cli *cli, struct err *err)
{
	struct screens_config config = {
		.vault_dir = cli->vault_dir,
		.user = cli_option(cli, "user"),
		.theme = cli_option(cli, "theme"),
		.ascii = cli_option(cli, "ascii") != NULL,
		.clock = clock_system(),
	};

	return screens_run(&config, err);
}

int
main(int argc, char **argv)
{
	struct cli cli;
	struct err err = { .code = RC_OK };
	enum rc rc;

	machine_harden();
	if (!machine_confine())
		fputs("throughgate: this kernel cannot forbid networking.\n",
		      stderr);
	setlocale(LC_ALL, "");
	if (argc == 3 && strcmp(argv[1], "--generate") == 0)
		return generate(argv[2]);
	if (argc == 2 && strcmp(argv[1], "--version") == 0)
		return generate("version");
	rc = cli_parse(&cli, argc, (const char *const *)argv, &err);
	if (rc == RC_OK && cli.command == NULL)
		rc = open_screens(&cli, &err);
	else if (rc == RC_OK)
		rc = cli_run(&cli, clock_system(), &err);
	if (rc != RC_OK)
		fprintf(stderr, "throughgate: %s\n", err.text);
	cli_release(&cli);
	return rc_exit_status(rc);
}
