/* SPDX-License-Identifier: ISC */
/* Asking for a file, of CSV or other, and saying why it is none. */
#include "screens/curriculum.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"

/* "~/" is the home folder, as in a shell; spaces around are not meant. */
static char *
plain_path(const char *typed)
{
	const char *home = getenv("HOME");
	size_t len;

	typed += strspn(typed, " ");
	len = strlen(typed);
	while (len > 0 && typed[len - 1] == ' ')
		len--;
	if (home != NULL && strncmp(typed, "~/", 2) == 0)
		return xasprintf("%s%.*s", home, (int)len - 1, typed + 1);
	return xstrndup(typed, len);
}

static enum rc
read_file(const char *path, size_t max, struct buf *data, struct err *err)
{
	return path_is_dir(path)
		       ? err_set(err, RC_INVALID, "path",
				 "%s is a folder; add the file's name.", path)
		       : path_read(path, max, data, err);
}

/* A stick has several lists: the next one is asked for beside this one. */
static void
remember_folder(struct session *s, const char *path)
{
	size_t len = strlen(path) - strlen(path_base(path));

	if (len < sizeof(s->list_dir))
		snprintf(s->list_dir, sizeof(s->list_dir), "%.*s", (int)len,
			 path);
}

void
show_refusal(struct session *s, const char *title, const struct err *err,
	     const char *advice)
{
	char *text = xasprintf("%s\n\n%s", err->text, advice);

	ui_show_text(s->ui, title, text);
	mem_free(text);
}

bool
ask_file(struct session *s, const char *title, const char *question,
	 size_t max, take_file_fn *take, void *ctx, char **name)
{
	struct buf typed = BUF_INIT;
	bool done = false;

	buf_adds(&typed, s->list_dir);
	while (!done && !ui_is_interrupted(s->ui) &&
	       ask_path(s, title, question, &typed)) {
		struct err err = { .code = RC_OK };
		struct buf data = BUF_INIT;
		char *path = plain_path(typed.ptr);

		done = read_file(path, max, &data, &err) == RC_OK &&
		       take(ctx, &data, &err) == RC_OK;
		if (done) {
			*name = xstrdup(path_base(path));
			remember_folder(s, path);
		} else {
			show_refusal(s, "This file cannot be read", &err,
				     "Enter goes back to the path. Nothing "
				     "was changed.");
		}
		buf_release(&data);
		mem_free(path);
	}
	buf_release(&typed);
	return done;
}

static enum rc
take_csv(void *csv, const struct buf *data, struct err *err)
{
	return csv_parse(data->ptr, data->len, csv, err);
}

bool
ask_csv(struct session *s, const char *title, const char *question,
	struct csv *csv, char **name)
{
	return ask_file(s, title, question, CSV_MAX_BYTES, take_csv, csv,
			name);
}
