/* SPDX-License-Identifier: ISC */
#include "model/progress.h"

#include <stdio.h>
#include <string.h>

bool
progress_is_done(enum progress status)
{
	return status == PROGRESS_COMPLETE || status == PROGRESS_CREDITED ||
	       status == PROGRESS_EXCUSED;
}

static bool
is_done_code(const char *code, size_t len, const struct item *items,
	     const struct mark *marks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(items[i].code) == len &&
		    memcmp(items[i].code, code, len) == 0)
			return progress_is_done(marks[i].status);
	return true;	/* not of this version: nothing to wait for */
}

int
progress_missing(const struct item *item, const struct item *items,
		 const struct mark *marks, size_t count, char *missing,
		 size_t size)
{
	const char *p = item->prerequisites;
	size_t used = 0;
	int n = 0;

	if (size > 0)
		missing[0] = '\0';
	for (p += strspn(p, " "); *p != '\0'; p += strspn(p, " ")) {
		size_t len = strcspn(p, " ");

		if (!is_done_code(p, len, items, marks, count)) {
			if (used + len + 2 < size)
				used += (size_t)snprintf(
					missing + used, size - used,
					"%s%.*s", n ? " " : "", (int)len, p);
			n++;
		}
		p += len;
	}
	return n;
}

static void
count_one(struct tally *t, const struct item *item, const struct mark *mark)
{
	bool done = progress_is_done(mark->status);

	if (item->required) {
		t->required++;
		t->required_done += done;
	} else {
		t->optional++;
		t->optional_done += done;
	}
	t->in_progress += mark->status == PROGRESS_IN_PROGRESS;
	t->submitted += mark->status == PROGRESS_SUBMITTED;
	t->needs_more_work += mark->status == PROGRESS_NEEDS_MORE_WORK;
	t->help += mark->help_needed;
	t->hours_min += item->hours_min;
	t->hours_done_min += done ? item->hours_min : 0;
}

static bool
is_work(const struct item *item)
{
	return item->kind == ITEM_UNIT || item->kind == ITEM_PROJECT;
}

struct tally
progress_tally(const struct item *items, const struct mark *marks, size_t from,
	       size_t to)
{
	struct tally t = { 0 };

	for (size_t i = from; i < to; i++)
		if (is_work(&items[i]))
			count_one(&t, &items[i], &marks[i]);
	return t;
}

size_t
progress_subtree_end(const struct item *items, size_t count, size_t at)
{
	size_t end = at + 1;

	while (end < count && items[end].depth > items[at].depth)
		end++;
	return end;
}

bool
progress_is_complete(const struct tally *tally)
{
	return tally->required > 0 && tally->required_done == tally->required;
}

size_t
progress_next(const struct item *items, const struct mark *marks,
	      size_t count, size_t *next, size_t max)
{
	size_t found = 0;
	char missing[LINE_SIZE];

	/* What the certificate needs comes before what is extra. */
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < count && found < max; i++)
			if (is_work(&items[i]) &&
			    items[i].required == (pass == 0) &&
			    marks[i].status == PROGRESS_NOT_STARTED &&
			    progress_missing(&items[i], items, marks, count,
					     missing, sizeof(missing)) == 0)
				next[found++] = i;
	return found;
}
