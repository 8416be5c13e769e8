/* SPDX-License-Identifier: ISC */
/*
 * utf8: the text people write, in any script.
 *
 * Strings are NUL-terminated UTF-8 (RFC 3629) unless a length is given. Text
 * is stored as it was typed once utf8_check() has passed it; it is folded
 * only to search and sort. Widths are terminal columns by wcwidth(3), so the
 * locale must be UTF-8. Validation, normalisation and folding are
 * libunistring's.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Valid UTF-8 without control characters or bidirectional overrides. */
bool utf8_is_text(const char *s, size_t len);
/* The same, newlines and tabs allowed. */
bool utf8_is_multiline(const char *s, size_t len);
bool utf8_is_valid(const char *s, size_t len);
/* Takes away the part of a character that is left at the end of a text which
 * was cut to a size in bytes. */
void utf8_mend_end(char *s);

/* Bytes of the first character of s (len bytes), its code point; 0 at the
 * end. An invalid byte counts as one character, U+FFFD. */
size_t utf8_next(const char *s, size_t len, uint32_t *cp);
/* Start of the character (grapheme cluster) before/after byte offset at. */
size_t utf8_prev_cluster(const char *s, size_t len, size_t at);
size_t utf8_next_cluster(const char *s, size_t len, size_t at);

/* A letter, a digit, or a mark on one. */
bool utf8_is_word(uint32_t cp);
bool utf8_is_small(uint32_t cp);
/* Of a script that is written without spaces between words. */
bool utf8_is_unspaced(uint32_t cp);

/* Terminal columns of a string. */
int utf8_width(const char *s);
int utf8_width_n(const char *s, size_t len);
/* Longest prefix in bytes that fits in columns and splits no character. */
size_t utf8_clip(const char *s, int columns);

/*
 * The form names are searched and sorted by: compatibility decomposition,
 * marks dropped, case folded, spaces collapsed; letters such as l-stroke
 * that do not decompose become their base letter. The caller's to mem_free.
 */
char *utf8_fold(const char *s);
/* True when folded needle is part of folded haystack; "" always is. */
bool utf8_fold_contains(const char *haystack_folded, const char *needle_folded);

#endif
