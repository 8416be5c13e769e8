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

void
utf8_mend_end(char *s)
{
	size_t len = strlen(s);

	while (len > 0 && !utf8_is_valid(s, len))
		s[--len] = '\0';
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

/*
 * Pairs decide where a character ends, but for two rules of UAX 29 that need
 * what came before: pictures joined by U+200D (GB11), and flags, which are two
 * letters each (GB12).
 */
struct cluster {
	uint32_t last;
	bool picture;		/* a picture and its marks so far */
	bool joined;		/* that, and a joiner */
	bool half_flag;
};

static void
cluster_add(struct cluster *c, uint32_t cp)
{
	bool flag_letter = cp >= 0x1f1e6 && cp <= 0x1f1ff;
	bool mark = uc_graphemeclusterbreak_property(cp) == GBP_EXTEND;

	c->joined = c->picture && cp == 0x200d;
	c->picture = uc_is_property_extended_pictographic(cp) ||
		     (c->picture && mark);
	c->half_flag = flag_letter && !c->half_flag;
	c->last = cp;
}

static bool
cluster_ends_before(const struct cluster *c, uint32_t cp)
{
	if (c->joined && uc_is_property_extended_pictographic(cp))
		return false;
	if (c->half_flag && cp >= 0x1f1e6 && cp <= 0x1f1ff)
		return false;
	return uc_is_grapheme_break(c->last, cp);
}

size_t
utf8_next_cluster(const char *s, size_t len, size_t at)
{
	struct cluster c = { 0 };
	uint32_t cp = 0;
	size_t n = utf8_next(s + at, len - at, &cp);

	while (n > 0) {
		cluster_add(&c, cp);
		at += n;
		n = utf8_next(s + at, len - at, &cp);
		if (n > 0 && cluster_ends_before(&c, cp))
			break;
	}
	return at;
}

/* From the start, as only that is sure: u8_grapheme_prev() knows pairs only,
 * and crashes on broken bytes. */
size_t
utf8_prev_cluster(const char *s, size_t len, size_t at)
{
	size_t start = 0, next = utf8_next_cluster(s, len, 0);

	while (next < at) {
		start = next;
		next = utf8_next_cluster(s, len, start);
	}
	return start;
}

bool
utf8_is_word(uint32_t cp)
{
	return uc_is_general_category(cp, UC_LETTER) ||
	       uc_is_general_category(cp, UC_NUMBER) ||
	       uc_is_general_category(cp, UC_MARK);
}

bool
utf8_is_small(uint32_t cp)
{
	return uc_is_property_lowercase(cp);
}

bool
utf8_is_unspaced(uint32_t cp)
{
	return uc_is_property_ideographic(cp) ||
	       (cp >= 0x3040 && cp <= 0x30ff) ||	/* kana */
	       (cp >= 0x0e00 && cp <= 0x0eff) ||	/* Thai, Lao */
	       (cp >= 0x1000 && cp <= 0x109f) ||	/* Myanmar */
	       (cp >= 0x1780 && cp <= 0x17ff);		/* Khmer */
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

static bool
is_ascii(const char *s)
{
	while (*s != '\0' && (unsigned char)*s < 0x80)
		s++;
	return *s == '\0';
}

/* What the rest comes to where there are no marks: most names, and lists have
 * thousands. */
static void
fold_ascii(struct buf *out, const char *s)
{
	bool gap = false;

	for (; *s != '\0'; s++) {
		if (*s == ' ' || (*s >= '\t' && *s <= '\r')) {
			gap = out->len > 0;
			continue;
		}
		if (gap)
			buf_addc(out, ' ');
		gap = false;
		buf_addc(out, *s >= 'A' && *s <= 'Z' ? (char)(*s | 0x20) : *s);
	}
}

char *
utf8_fold(const char *s)
{
	struct buf out = BUF_INIT;
	size_t len = 0;
	uint8_t *folded;

	if (is_ascii(s)) {
		fold_ascii(&out, s);
		return buf_detach(&out);
	}
	folded = u8_casefold(u8(s), strlen(s), NULL, UNINORM_NFKD, NULL,
			     &len);
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
