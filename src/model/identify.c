/* SPDX-License-Identifier: ISC */
#include "model/identify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/embed.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/identify_date.h"
#include "model/member_tables.h"

static const struct term finding[] = {
	{ "OWN_NAME", "Their own name", "", 0, "" },
	{ "OWN_NUMBER", "Their own number", "", 0, "" },
	{ "NUMBER", "Prison number", "", 0, "" },
	{ "STUDENT", "Name of a student", "", 0, "" },
	{ "STAFF", "Name of staff", "", 0, "" },
	{ "MENTOR", "Name of a mentor", "", 0, "" },
	{ "PROFESSIONAL", "Name of a professional", "", 0, "" },
	{ "EMPLOYER", "Employer or college", "", 0, "" },
	{ "PLACE", "Name of an academy", "", 0, "" },
	{ "PRISON", "Prison", "", 0, "" },
	{ "DATE", "Date", "", 0, "" },
	{ "OFFENCE", "Word of an offence", "", 0, "" },
};
SET(finding, "finding", "kind of detail");

/* ---- words ---- */

void
text_words(const char *text, struct text_word **words, size_t *count)
{
	size_t len = strlen(text), at = 0;
	int line = 1;

	*words = NULL;
	*count = 0;
	while (at < len) {
		struct text_word w = { .at = at, .line = line };
		uint32_t first, cp;
		size_t n = utf8_next(text + at, len - at, &first);
		char *piece;

		line += first == '\n';
		at += n;
		if (!utf8_is_word(first))
			continue;
		while (!utf8_is_unspaced(first) && at < len &&
		       (n = utf8_next(text + at, len - at, &cp)) > 0 &&
		       utf8_is_word(cp) && !utf8_is_unspaced(cp))
			at += n;
		w.len = at - w.at;
		w.small = utf8_is_small(first);
		piece = xstrndup(text + w.at, w.len);
		w.folded = utf8_fold(piece);
		mem_free(piece);
		/* A mark by itself says nothing. */
		if (w.folded[0] == '\0') {
			mem_free(w.folded);
			continue;
		}
		*words = xgrow(*words, *count, sizeof(**words));
		(*words)[(*count)++] = w;
	}
}

void
text_words_free(struct text_word *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mem_free(words[i].folded);
	mem_free(words);
}

bool
words_are_close(const char *text, const struct text_word *word)
{
	size_t from = word->at + word->len;
	size_t gap = (word + 1)->at - from;

	return gap <= 3 || strspn(text + from, " \t\r\n") >= gap;
}

/* ---- what is looked for ---- */

enum {
	ANY_CASE = 1 << 0,	/* without a capital, too */
	AND_NAME = 1 << 1,	/* with the capitalised words that follow */
	ONE_PART = 1 << 2,	/* of a person's name */
	NAME_WORDS = 5,
};

struct phrase {
	char *words;		/* folded, one space between two */
	enum finding_kind kind;
	unsigned flags;
};

struct phrases {
	struct phrase *rows;
	size_t count;
};

static bool
is_plain(const char *word)
{
	const struct embedded *list = embed_find(
		"case-study/plain-words.txt");
	char *line = xasprintf("\n%s\n", word);
	bool found = list != NULL && strstr(list->data, line) != NULL;

	mem_free(line);
	return found;
}

/* Of a name's parts, those that tell of somebody: no initial, no "The". */
static bool
is_telling(const char *words, unsigned flags)
{
	return words[0] != '\0' && (!(flags & ONE_PART) ||
				    (words[1] != '\0' && !is_plain(words)));
}

static void
add_phrase(struct phrases *p, const char *text, enum finding_kind kind,
	   unsigned flags)
{
	struct text_word *words;
	size_t count;
	struct buf out = BUF_INIT;

	text_words(text, &words, &count);
	for (size_t i = 0; i < count; i++)
		buf_addf(&out, "%s%s", i > 0 ? " " : "", words[i].folded);
	text_words_free(words, count);
	if (is_telling(out.ptr, flags)) {
		p->rows = xgrow(p->rows, p->count, sizeof(*p->rows));
		p->rows[p->count++] = (struct phrase){
			buf_detach(&out), kind, flags,
		};
	}
	buf_release(&out);
}

static bool
is_person(enum finding_kind kind)
{
	return kind == FINDING_OWN_NAME || kind == FINDING_STUDENT ||
	       kind == FINDING_STAFF || kind == FINDING_MENTOR ||
	       kind == FINDING_PROFESSIONAL;
}

static void
add_parts(struct phrases *p, const struct known_name *name)
{
	const char *at = name->text;

	while (*(at += strspn(at, " ")) != '\0') {
		size_t len = strcspn(at, " ");
		char *part = xstrndup(at, len);

		add_phrase(p, part, name->kind, ONE_PART);
		mem_free(part);
		at += len;
	}
}

/* "Example Bank plc" is called Example Bank. */
static void
add_organisation(struct phrases *p, const struct known_name *name)
{
	static const char *const forms[] = { " ltd", " limited", " plc",
					     " llp", " cic" };
	struct phrase *last;

	add_phrase(p, name->text, name->kind, ANY_CASE);
	if (p->count == 0)
		return;
	last = &p->rows[p->count - 1];
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		size_t len = strlen(last->words), n = strlen(forms[i]);

		if (len > n && strcmp(last->words + len - n, forms[i]) == 0)
			last->words[len - n] = '\0';
	}
}

/* A file of data/case-study: a phrase a line; "#" begins a comment. */
static void
add_list(struct phrases *p, const char *file, enum finding_kind kind)
{
	const struct embedded *list = embed_find(file);
	const char *at = list != NULL ? list->data : "";

	while (*at != '\0') {
		size_t len = strcspn(at, "\n");
		char *line = xstrndup(at, len);
		unsigned flags = ANY_CASE;

		/* Humber is a prison; humble is not, nor is "in full sutton". */
		if (line[0] == '^')
			flags = 0;
		if (len > 0 && line[len - 1] == '*')
			flags |= AND_NAME;
		if (line[0] != '#')
			add_phrase(p, line, kind, flags);
		mem_free(line);
		at += len + (at[len] == '\n');
	}
}

static int
compare_phrases(const void *a, const void *b)
{
	const struct phrase *x = a, *y = b;
	int order = strcmp(x->words, y->words);

	return order != 0 ? order : (int)x->kind - (int)y->kind;
}

static void
gather(struct phrases *p, const struct known_name *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!is_person(names[i].kind)) {
			add_organisation(p, &names[i]);
			continue;
		}
		add_phrase(p, names[i].text, names[i].kind, ANY_CASE);
		add_parts(p, &names[i]);
	}
	add_list(p, "case-study/prisons.txt", FINDING_PRISON);
	add_list(p, "case-study/offences.txt", FINDING_OFFENCE);
	qsort(p->rows, p->count, sizeof(*p->rows), compare_phrases);
}

static void
release(struct phrases *p)
{
	for (size_t i = 0; i < p->count; i++)
		mem_free(p->rows[i].words);
	mem_free(p->rows);
}

/* ---- looking ---- */

struct look {
	const char *text;
	const struct text_word *words;
	size_t count;
	const struct phrases *phrases;
	struct finding *rows;
	size_t found;
};

/* How many words of the text are that phrase; 0: another. */
static size_t
matches(const struct look *l, size_t at, const struct phrase *phrase)
{
	const char *rest = phrase->words;
	size_t n = 0;

	if (!(phrase->flags & ANY_CASE) && l->words[at].small)
		return 0;
	while (at + n < l->count) {
		const char *word = l->words[at + n].folded;
		size_t len = strlen(word);

		if (strncmp(rest, word, len) != 0 ||
		    (rest[len] != ' ' && rest[len] != '\0'))
			return 0;
		n++;
		if (rest[len] == '\0')
			break;
		rest += len + 1;
		if (at + n == l->count ||
		    !words_are_close(l->text, &l->words[at + n - 1]))
			return 0;
	}
	while (phrase->flags & AND_NAME && n < NAME_WORDS &&
	       at + n < l->count &&
	       !l->words[at + n].small &&
	       words_are_close(l->text, &l->words[at + n - 1]))
		n++;
	return n;
}

static size_t
first_phrase(const struct phrases *p, const char *word)
{
	size_t from = 0, to = p->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (strcmp(p->rows[middle].words, word) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* The longest that begins there; of two, the first kind. */
static size_t
longest(const struct look *l, size_t at, enum finding_kind *kind)
{
	const char *word = l->words[at].folded;
	size_t len = strlen(word), best = 0;

	for (size_t i = first_phrase(l->phrases, word);
	     i < l->phrases->count &&
	     strncmp(l->phrases->rows[i].words, word, len) == 0; i++) {
		size_t n = matches(l, at, &l->phrases->rows[i]);

		if (n > best || (n > 0 && n == best &&
				 l->phrases->rows[i].kind < *kind)) {
			best = n;
			*kind = l->phrases->rows[i].kind;
		}
	}
	return best;
}

/* Of anybody, on record or not. */
static bool
is_prison_number(const char *folded)
{
	static const char shape[] = "a0000aa";

	for (size_t i = 0; i < strlen(shape); i++) {
		char least = shape[i], most = least == 'a' ? 'z' : '9';

		if (folded[i] < least || folded[i] > most)
			return false;
	}
	return folded[strlen(shape)] == '\0';
}

static void
add_finding(struct look *l, size_t from, size_t count, enum finding_kind kind)
{
	const struct text_word *first = &l->words[from];
	const struct text_word *last = &l->words[from + count - 1];
	struct finding *f;
	size_t size;

	l->rows = xgrow(l->rows, l->found, sizeof(*l->rows));
	f = &l->rows[l->found++];
	memset(f, 0, sizeof(*f));
	f->kind = kind;
	f->line = first->line;
	f->at = first->at;
	f->len = last->at + last->len - first->at;
	size = f->len < sizeof(f->words) ? f->len : sizeof(f->words) - 1;
	memcpy(f->words, l->text + f->at, size);
	for (char *c = f->words; *c != '\0'; c++)
		if (*c == '\n' || *c == '\t' || *c == '\r')
			*c = ' ';
	utf8_mend_end(f->words);
}

void
identify(const char *text, const struct known_name *names, size_t count,
	 struct finding **rows, size_t *found)
{
	struct phrases phrases = { NULL, 0 };
	struct text_word *words;
	struct look l = { .text = text, .phrases = &phrases };

	gather(&phrases, names, count);
	text_words(text, &words, &l.count);
	l.words = words;
	for (size_t at = 0; at < l.count;) {
		enum finding_kind kind = FINDING_DATE;
		size_t date = date_words(text, words + at, l.count - at);
		size_t n = longest(&l, at, &kind);

		if (date > n) {
			n = date;
			kind = FINDING_DATE;
		}
		if (n == 0 && is_prison_number(words[at].folded)) {
			n = 1;
			kind = FINDING_NUMBER;
		}
		if (n > 0)
			add_finding(&l, at, n, kind);
		at += n > 0 ? n : 1;
	}
	text_words_free(words, l.count);
	release(&phrases);
	*rows = l.rows;
	*found = l.found;
}

bool
finding_same(const struct finding *f, enum finding_kind kind,
	     const char *words)
{
	char *a, *b;
	bool same;

	if (f->kind != kind)
		return false;
	a = utf8_fold(f->words);
	b = utf8_fold(words);
	same = strcmp(a, b) == 0;
	mem_free(a);
	mem_free(b);
	return same;
}
