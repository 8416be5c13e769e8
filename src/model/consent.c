/* SPDX-License-Identifier: ISC */
#include "model/consent.h"

#include <stdio.h>
#include <string.h>

#include "base/embed.h"

#define FOLDER "consent/"
#define PART "== "

const struct consent *
consent_said(const struct consent *rows, size_t count,
	     enum consent_purpose purpose, civil_date on)
{
	const struct consent *said = NULL;

	for (size_t i = 0; i < count; i++)
		if (rows[i].purpose == purpose && rows[i].fact.on <= on)
			said = &rows[i];
	return said;
}

enum consent_state
consent_state(const struct consent *said)
{
	if (said == NULL)
		return CONSENT_NOT_ASKED;
	return said->given ? CONSENT_GIVEN : CONSENT_WITHDRAWN;
}

const char *
consent_wording(char version[SHORT_SIZE])
{
	const struct embedded *file, *last = NULL;

	for (size_t i = 0; (file = embed_at(FOLDER, i)) != NULL; i++)
		last = file;
	snprintf(version, SHORT_SIZE, "%s",
		 last != NULL ? last->name + strlen(FOLDER) : "");
	version[strcspn(version, ".")] = '\0';
	return version;
}

/* What follows a part's code, NULL when there is no such part. */
static const char *
find_part(const char *text, const char *part)
{
	while ((text = strstr(text, PART)) != NULL) {
		size_t len = strcspn(text += strlen(PART), ":\n");

		if (strlen(part) == len && strncmp(text, part, len) == 0)
			return text + len;
	}
	return NULL;
}

static void
add_trimmed(struct buf *out, const char *from, const char *to)
{
	from += strspn(from, ": \n");
	while (to > from && to[-1] == '\n')
		to--;
	/* Lines of the file are no lines of the paper. */
	for (; from < to; from++)
		buf_addc(out, *from == '\n' ? ' ' : *from);
}

bool
consent_words(const char *version, const char *part, struct buf *heading,
	      struct buf *words)
{
	char name[sizeof(FOLDER) + SHORT_SIZE + 4];
	const struct embedded *file;
	const char *from, *line, *to;

	snprintf(name, sizeof(name), FOLDER "%.*s.txt", SHORT_SIZE, version);
	file = embed_find(name);
	from = file != NULL ? find_part(file->data, part) : NULL;
	if (from == NULL)
		return false;
	line = from + strcspn(from, "\n");
	to = strstr(line, "\n" PART);
	if (heading != NULL && line > from)
		add_trimmed(heading, from, line);
	add_trimmed(words, line, to != NULL ? to : line + strlen(line));
	return true;
}
