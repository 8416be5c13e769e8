/* SPDX-License-Identifier: ISC */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <unistr.h>
#include <wchar.h>

#include "base/buf.h"
#include "base/mem.h"

static const uint8_t *
u8(const char *s)
{
	return (const uint8_t *)s;
}

bool
utf8_is_valid(const char *s, size_t len)
{
	return u8_check(u8(s), len) == NULL;
}

/* Overrides can make one name read as another on paper. */
static bool
is_bidi_control(ucs4_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static bool
is_clean(const char *s, size_t len, bool multiline)
{
	if (!utf8_is_valid(s, len))
		return false;
	while (len > 0) {
		ucs4_t c;
		int n = u8_mbtouc(&c, u8(s), len);
		bool space = multiline && (c == '\n' || c == '\t');

		if ((uc_is_cntrl(c) && !space) || is_bidi_control(c))
			return false;
		s += n;
		len -= (size_t)n;
	}
	return true;
}

bool
utf8_is_text(const char *s, size_t len)
{
	return is_clean(s, len, false);
}

bool
utf8_is_multiline(const char *s, size_t len)
{
	return is_clean(s, len, true);
}

size_t
utf8_next(const char *s, size_t len, uint32_t *cp)
{
	ucs4_t c;
	int n;

	if (len == 0)
		return 0;
	n = u8_mbtoucr(&c, u8(s), len);
	if (n <= 0) {
		*cp = 0xfffd;
		return 1;
	}
	*cp = c;
	return (size_t)n;
}

static uint32_t
code_point(const uint8_t *s, const uint8_t *end)
{
	uint32_t cp = 0;

	utf8_next((const char *)s, (size_t)(end - s), &cp);
	return cp;
}

static bool
is_flag_letter(uint32_t cp)
{
	return cp >= 0x1f1e6 && cp <= 0x1f1ff;
}

static bool
ends_in_joiner(const uint8_t *s, const uint8_t *end)
{
	return end - s >= 3 && memcmp(end - 3, "\xe2\x80\x8d", 3) == 0;
}

/* libunistring looks at pairs; two rules of UAX 29 need what came before:
 * joined pictures (GB11) and flags, which are two letters each (GB12). */
static bool
goes_on(const uint8_t *start, const uint8_t *at, const uint8_t *end)
{
	uint32_t first = code_point(start, end), next = code_point(at, end);

	if (is_flag_letter(first))
		return is_flag_letter(next) && at - start == 4;
	return ends_in_joiner(start, at) &&
	       uc_is_property_extended_pictographic(first) &&
	       uc_is_property_extended_pictographic(next);
}

size_t
utf8_next_cluster(const char *s, size_t len, size_t at)
{
	const uint8_t *start = u8(s) + at, *end = u8(s) + len;
	const uint8_t *p = u8_grapheme_next(start, end);

	while (p != NULL && p < end && goes_on(start, p, end))
		p = u8_grapheme_next(p, end);
	return p == NULL ? len : (size_t)(p - u8(s));
}

/* Goes back to where a cluster surely starts, then forward again. */
size_t
utf8_prev_cluster(const char *s, size_t len, size_t at)
{
	const uint8_t *end = u8(s) + len;
	const uint8_t *p = u8_grapheme_prev(u8(s) + at, u8(s));
	size_t start, next;

	while (p != NULL && p > u8(s) &&
	       (is_flag_letter(code_point(p, end)) ||
		ends_in_joiner(u8(s), p)))
		p = u8_grapheme_prev(p, u8(s));
	start = p == NULL ? 0 : (size_t)(p - u8(s));
	while (start < at && (next = utf8_next_cluster(s, len, start)) < at)
		start = next;
	return start;
}

static int
width_of(uint32_t cp)
{
	int w = wcwidth((wchar_t)cp);

	return w < 0 ? 1 : w;
}

int
utf8_width_n(const char *s, size_t len)
{
	int width = 0;

	while (len > 0) {
		uint32_t cp;
		size_t n = utf8_next(s, len, &cp);

		width += width_of(cp);
		s += n;
		len -= n;
	}
	return width;
}

int
utf8_width(const char *s)
{
	return utf8_width_n(s, strlen(s));
}

size_t
utf8_clip(const char *s, int columns)
{
	size_t len = strlen(s), at = 0;
	int width = 0;

	while (at < len) {
		size_t next = utf8_next_cluster(s, len, at);

		width += utf8_width_n(s + at, next - at);
		if (width > columns)
			break;
		at = next;
	}
	return at;
}

/* Letters that Unicode does not decompose, and what people type for them. */
static const struct {
	ucs4_t from;
	const char *to;
} letters[] = {
	{ 0x00e6, "ae" }, { 0x00f0, "d" }, { 0x00f8, "o" }, { 0x00fe, "th" },
	{ 0x0111, "d" }, { 0x0127, "h" }, { 0x0131, "i" }, { 0x0142, "l" },
	{ 0x0153, "oe" }, { 0x0167, "t" }, { 0x2019, "'" },
};

static void
add_folded(struct buf *out, const uint8_t *at, int n, ucs4_t c)
{
	for (size_t i = 0; i < ARRAY_SIZE(letters); i++) {
		if (letters[i].from == c) {
			buf_adds(out, letters[i].to);
			return;
		}
	}
	buf_add(out, at, (size_t)n);
}

static void
fold_into(struct buf *out, const uint8_t *s, size_t len)
{
	bool gap = false;

	while (len > 0) {
		ucs4_t c;
		int n = u8_mbtouc(&c, s, len);

		if (uc_is_property_white_space(c)) {
			gap = out->len > 0;
		} else if (!uc_is_general_category(c, UC_MARK)) {
			if (gap)
				buf_addc(out, ' ');
			gap = false;
			add_folded(out, s, n, c);
		}
		s += n;
		len -= (size_t)n;
	}
}

char *
utf8_fold(const char *s)
{
	struct buf out = BUF_INIT;
	size_t len = 0;
	uint8_t *folded = u8_casefold(u8(s), strlen(s), NULL, UNINORM_NFKD,
				      NULL, &len);

	if (folded != NULL)
		fold_into(&out, folded, len);
	mem_free(folded);
	return buf_detach(&out);
}

bool
utf8_fold_contains(const char *haystack_folded, const char *needle_folded)
{
	return strstr(haystack_folded, needle_folded) != NULL;
}
