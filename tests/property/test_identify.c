/* SPDX-License-Identifier: ISC */
/*
 * A known name is pointed at wherever it is put, on its line, and what is
 * pointed at is always a piece of the text; whatever bytes the text has.
 */
#include "tests/property/property.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/identify.h"

enum { ROUNDS = 400, PIECES = 12 };

/* None of them is a name, a date or on a list. */
static const char *const filler[] = {
	"learned ", "HTML, ", "and then\n", "é\n\n", "(a page) ", "\t",
	"日本語", " สวัสดี ", "zzz-zzz ", "\r\n", "שלום ", "𝒳 ",
};

static const char *const people[] = {
	"Nia Example", "Óscar Ñandú", "李小例", "Ana-Maria O'Neill",
	"Łukasz Żółw", "สมชาย",
};

static void
add_filler(struct property *p, struct buf *text)
{
	for (uint32_t n = property_below(p, PIECES); n > 0; n--)
		buf_adds(text, filler[property_below(p,
						ARRAY_SIZE(filler))]);
	buf_addc(text, ' ');
}

static int
line_of(const char *text, size_t at)
{
	int line = 1;

	for (size_t i = 0; i < at; i++)
		line += text[i] == '\n';
	return line;
}

static void
a_name_is_found_wherever_it_stands(void **state)
{
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		const struct known_name name = {
			people[property_below(&p, ARRAY_SIZE(people))],
			FINDING_STUDENT,
		};
		struct buf text = BUF_INIT;
		struct finding *rows;
		size_t count, at;

		add_filler(&p, &text);
		identify(text.ptr, &name, 1, &rows, &count);
		property_holds(&p, round, count == 0);
		mem_free(rows);
		at = text.len;
		buf_addf(&text, "%s ", name.text);
		add_filler(&p, &text);
		identify(text.ptr, &name, 1, &rows, &count);
		property_holds(&p, round, count == 1);
		property_holds(&p, round, rows[0].at == at);
		property_holds(&p, round, rows[0].len == strlen(name.text));
		property_holds(&p, round,
			       rows[0].line == line_of(text.ptr, at));
		property_holds(&p, round, finding_same(&rows[0],
				FINDING_STUDENT, name.text));
		mem_free(rows);
		buf_release(&text);
	}
}

/* Bytes of any kind, and pieces that begin something. */
static void
add_anything(struct property *p, struct buf *text)
{
	static const char *const begun[] = {
		"HMP ", "12 May", "2024-", "Nia", " of ", "murder", "\xe2\x80",
		"\xf0\x9f", "\xff", "A0000", "12th",
	};

	for (uint32_t n = property_below(p, 40); n > 0; n--) {
		char byte = (char)(1 + property_below(p, 255));

		if (property_below(p, 2))
			buf_adds(text, begun[property_below(p,
						ARRAY_SIZE(begun))]);
		else
			buf_addc(text, byte);
	}
}

static void
any_bytes_give_pieces_of_the_text(void **state)
{
	struct property p;

	(void)state;
	property_init(&p);
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct known_name known[2] = {
			{ "Nia Example", FINDING_OWN_NAME },
			{ "", FINDING_STAFF },
		};
		struct buf text = BUF_INIT, name = BUF_INIT;
		struct finding *rows;
		size_t count, end = 0;

		add_anything(&p, &text);
		add_anything(&p, &name);
		known[1].text = name.ptr;
		identify(text.ptr, known, 2, &rows, &count);
		for (size_t i = 0; i < count; i++) {
			const struct finding *f = &rows[i];

			property_holds(&p, round, f->at >= end && f->len > 0);
			end = f->at + f->len;
			property_holds(&p, round, end <= text.len);
			property_holds(&p, round,
				       f->line == line_of(text.ptr, f->at));
			property_holds(&p, round,
				       utf8_is_valid(f->words,
						     strlen(f->words)) ||
				       !utf8_is_valid(text.ptr, text.len));
		}
		mem_free(rows);
		buf_release(&text);
		buf_release(&name);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_is_found_wherever_it_stands),
		cmocka_unit_test(any_bytes_give_pieces_of_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
