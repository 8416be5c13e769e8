/* SPDX-License-Identifier: ISC */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"

const struct cli_option cli_globals[] = {
	{ "vault", "DIR", "the academy's folder" },
	{ "user", "NAME", "whose key opens it" },
	{ "passphrase-fd", "N", "read the passphrase from descriptor N" },
	{ "as-at", "DATE", "report as if today were that day" },
	{ "today", "DATE", "today's date, where the machine's is wrong" },
	{ "format", "FORMAT", "of what is printed: text, csv or json" },
	{ "theme", "NAME", "of the screens: colour, mono or contrast" },
	{ "ascii", NULL, "draw the screens with ASCII alone" },
	{ "help", NULL, "explain the command instead of running it" },
	{ NULL, NULL, NULL },
};

/* typed has its dashes. */
static bool
find_in(const struct cli_command *c, const char *typed, size_t len,
	struct cli_option_row *row)
{
	for (size_t i = 0; cli_option_row(c, i, row); i++)
		if (strlen(row->typed) == len &&
		    strncmp(row->typed, typed, len) == 0)
			return true;
	return false;
}

/* An option means the same wherever it is taken, so that words can be told
 * from values before the command is known. */
static bool
find_anywhere(const char *typed, size_t len, struct cli_option_row *row)
{
	const struct cli_command *c;
	bool found = find_in(NULL, typed, len, row);

	for (size_t i = 0; !found && (c = cli_command_at(i)) != NULL; i++)
		found = find_in(c, typed, len, row);
	return found;
}

static enum rc
add_option(struct cli *cli, const char *name, const char *value,
	   struct err *err)
{
	if (cli->option_count == CLI_MAX_OPTIONS)
		return err_set(err, RC_USAGE, NULL, "Too many options.");
	cli->options[cli->option_count].name = name;
	cli->options[cli->option_count++].value = value;
	return RC_OK;
}

static enum rc
take_option(struct cli *cli, const char *const *argv, int *at, int argc,
	    struct err *err)
{
	const char *typed = argv[*at], *value = "";
	size_t len = strcspn(typed, "=");
	struct cli_option_row option;

	if (!find_anywhere(typed, len, &option))
		return err_set(err, RC_USAGE, NULL,
			       "There is no option %.*s. \"throughgate "
			       "help\" lists them.", (int)len, typed);
	if (option.argument == NULL && typed[len] == '=')
		return err_set(err, RC_USAGE, NULL, "%s takes no value.",
			       option.typed);
	if (typed[len] == '=')
		value = typed + len + 1;
	else if (cli_takes_value(&option) && *at + 1 < argc)
		value = argv[++*at];
	else if (cli_takes_value(&option))
		return err_set(err, RC_USAGE, NULL, "%s needs a %s.",
			       option.typed, option.argument);
	return add_option(cli, option.name, value, err);
}

/* How many words of the line are this command's name; 0: another. */
static size_t
matches(const struct cli *cli, const char *name)
{
	size_t words = 0;

	while (*name != '\0') {
		size_t len = strcspn(name, " ");

		if (words >= cli->word_count ||
		    strlen(cli->words[words]) != len ||
		    strncmp(cli->words[words], name, len) != 0)
			return 0;
		words++;
		name += len;
		name += *name == ' ';
	}
	return words;
}

static enum rc
no_such_command(const struct cli *cli, struct err *err)
{
	const char *first = cli->words[0];
	size_t len = strlen(first);
	const struct cli_command *c;

	for (size_t i = 0; (c = cli_command_at(i)) != NULL; i++)
		if (strncmp(c->name, first, len) == 0 && c->name[len] == ' ')
			return err_set(err, RC_USAGE, NULL,
				       "\"%s\" is the first word of several "
				       "commands. \"throughgate help %s\" lists "
				       "them.", first, first);
	return err_set(err, RC_USAGE, NULL,
		       "There is no command \"%.40s\". \"throughgate help\" "
		       "lists them.", first);
}

static enum rc
find_command(struct cli *cli, struct err *err)
{
	const struct cli_command *c;
	size_t best = 0;

	for (size_t i = 0; (c = cli_command_at(i)) != NULL; i++) {
		size_t words = matches(cli, c->name);

		if (words > best) {
			best = words;
			cli->command = c;
		}
	}
	if (best == 0)
		return no_such_command(cli, err);
	cli->word_count -= best;
	memmove(cli->words, cli->words + best,
		cli->word_count * sizeof(*cli->words));
	return RC_OK;
}

static void
count_arguments(const char *arguments, size_t *needed, size_t *allowed)
{
	*needed = *allowed = 0;
	while (*(arguments += strspn(arguments, " ")) != '\0') {
		size_t len = strcspn(arguments, " ");

		*needed += *arguments != '[';
		(*allowed)++;
		if (len > 4 && strncmp(arguments + len - 4, "...]", 4) == 0)
			*allowed = CLI_MAX_WORDS;
		arguments += len;
	}
}

static bool
has_option(const struct cli_command *c, const char *name)
{
	struct cli_option_row row;

	for (size_t i = 0; cli_option_row(c, i, &row); i++)
		if (strcmp(row.name, name) == 0)
			return true;
	return false;
}

static enum rc
check_words(const struct cli *cli, struct err *err)
{
	const struct cli_command *c = cli->command;
	size_t needed, allowed;

	count_arguments(c->arguments, &needed, &allowed);
	if (cli->word_count < needed || cli->word_count > allowed)
		return err_set(err, RC_USAGE, NULL,
			       "Usage: throughgate %s%s%s", c->name,
			       c->arguments[0] != '\0' ? " " : "",
			       c->arguments);
	for (size_t i = 0; i < cli->option_count; i++) {
		const char *name = cli->options[i].name;
		char typed[OPTION_SIZE];

		if (!has_option(NULL, name) && !has_option(c, name))
			return err_set(err, RC_USAGE, NULL,
				       "\"%s\" has no option %s.", c->name,
				       cli_typed(name, typed));
	}
	return RC_OK;
}

/* "student list --help", "student --help", "--help". */
static enum rc
turn_into_help(struct cli *cli)
{
	if (cli->word_count > 0 && find_command(cli, NULL) == RC_OK)
		cli->asked = cli->command;
	cli->command = cli_command_at(0);	/* help */
	return RC_OK;
}

/* Without a command the screens open, and they ask for what they need. */
static enum rc
check_for_screens(const struct cli *cli, struct err *err)
{
	static const char *const theirs[] = { "vault", "user", "theme",
					      "ascii" };

	for (size_t i = 0; i < cli->option_count; i++) {
		const char *name = cli->options[i].name;
		size_t at = 0;

		while (at < ARRAY_SIZE(theirs) && strcmp(theirs[at], name) != 0)
			at++;
		if (at == ARRAY_SIZE(theirs))
			return err_set(err, RC_USAGE, NULL,
				       "--%s goes with a command; \"throughgate "
				       "help\" lists them.", name);
	}
	return RC_OK;
}

static enum rc
choose_command(struct cli *cli, struct err *err)
{
	enum rc rc;

	if (cli_option(cli, "help") != NULL)
		return turn_into_help(cli);
	if (cli->word_count == 0)
		return check_for_screens(cli, err);
	rc = find_command(cli, err);
	return rc == RC_OK ? check_words(cli, err) : rc;
}

static char *
default_vault(void)
{
	const char *vault = getenv("THROUGHGATE_VAULT");
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

	if (vault != NULL && vault[0] != '\0')
		return xstrdup(vault);
	if (data != NULL && data[0] == '/')
		return xasprintf("%s/throughgate/academy.vault", data);
	return xasprintf("%s/.local/share/throughgate/academy.vault",
			 home != NULL ? home : "");
}

enum rc
cli_parse(struct cli *cli, int argc, const char *const *argv,
	  struct err *err)
{
	enum rc rc = RC_OK;
	bool options = true;

	memset(cli, 0, sizeof(*cli));
	cli->out = stdout;
	cli->messages = stderr;
	for (int i = 1; i < argc && rc == RC_OK; i++) {
		if (options && strcmp(argv[i], "--") == 0)
			options = false;
		else if (options && strcmp(argv[i], "-h") == 0)
			rc = add_option(cli, "help", "", err);
		else if (options && strncmp(argv[i], "--", 2) == 0)
			rc = take_option(cli, argv, &i, argc, err);
		else if (cli->word_count == CLI_MAX_WORDS)
			rc = err_set(err, RC_USAGE, NULL, "Too many words.");
		else
			cli->words[cli->word_count++] = argv[i];
	}
	if (rc == RC_OK)
		rc = choose_command(cli, err);
	if (rc == RC_OK && cli_option(cli, "vault") != NULL)
		cli->vault_dir = xstrdup(cli_option(cli, "vault"));
	else if (rc == RC_OK)
		cli->vault_dir = default_vault();
	return rc;
}

void
cli_release(struct cli *cli)
{
	mem_free(cli->vault_dir);
	cli->vault_dir = NULL;
}

const char *
cli_option(const struct cli *cli, const char *name)
{
	for (size_t i = cli->option_count; i-- > 0;)
		if (strcmp(cli->options[i].name, name) == 0)
			return cli->options[i].value;
	return NULL;
}

const char *
cli_option_at(const struct cli *cli, const char *name, size_t index)
{
	for (size_t i = 0; i < cli->option_count; i++)
		if (strcmp(cli->options[i].name, name) == 0 && index-- == 0)
			return cli->options[i].value;
	return NULL;
}

const char *
cli_word(const struct cli *cli, size_t index)
{
	return index < cli->word_count ? cli->words[index] : NULL;
}

enum rc
cli_date(const struct cli *cli, const char *option, civil_date *date,
	 struct err *err)
{
	const char *text = cli_option(cli, option);

	*date = DATE_NONE;
	if (text == NULL)
		return RC_OK;
	if (date_parse(text, date, err) != RC_OK)
		return err_where(err, option);
	return RC_OK;
}
