/* SPDX-License-Identifier: ISC */
#include "exchange/card.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/age_key.h"
#include "exchange/minisign.h"
#include "model/rule.h"

static const char title[] = "Throughgate card 1";
static const char fingerprint_label[] = "fingerprint: ";

/* ---- the lines ---- */

static void
put_id(const struct site *site, char *text)
{
	id_format(&site->id, text);
}

static enum rc
take_id(const char *text, struct site *site, struct err *err)
{
	char again[ID_TEXT_SIZE];

	if (id_parse(text, &site->id) && !id_is_zero(&site->id) &&
	    strcmp(id_format(&site->id, again), text) == 0)
		return RC_OK;
	return err_set(err, RC_INVALID, NULL, "That is not an id.");
}

static void
put_kind(const struct site *site, char *text)
{
	snprintf(text, NAME_SIZE, "%s",
		 term_code(&term_site_kind, (int)site->kind));
}

static enum rc
take_kind(const char *text, struct site *site, struct err *err)
{
	int kind = term_value(&term_site_kind, text);

	if (kind < 0)
		return err_set(err, RC_INVALID, NULL,
			       "That is not a kind of place.");
	site->kind = (enum site_kind)kind;
	return RC_OK;
}

static enum rc
check_recipient(const char *text, struct err *err)
{
	struct age_recipient recipient;
	char again[AGE_RECIPIENT_TEXT_SIZE];
	enum rc rc = age_recipient_parse(text, &recipient, err);

	if (rc != RC_OK)
		return rc;
	age_recipient_format(&recipient, again);
	if (strcmp(again, text) != 0)
		return err_set(err, RC_INVALID, NULL, "It is not in lower "
			       "case.");
	return RC_OK;
}

static enum rc
check_sign_key(const char *text, struct err *err)
{
	struct minisign_public public;

	if (strchr(text, '\n') != NULL)
		return err_set(err, RC_INVALID, NULL, "It is not one line.");
	return minisign_public_parse(text, strlen(text), &public, err);
}

/* Either a member of text with its rule, or a pair of functions. */
static const struct line {
	const char *label;
	size_t offset, size;
	rule_fn *rule;
	void (*put)(const struct site *site, char *text);
	enum rc (*take)(const char *text, struct site *site, struct err *err);
} lines[] = {
#define TEXT(member) offsetof(struct site, member), \
	sizeof(((struct site *)NULL)->member)
	{ "code", TEXT(code), rule_site_code, NULL, NULL },
	{ "name", TEXT(name), rule_title, NULL, NULL },
	{ "kind", 0, 0, NULL, put_kind, take_kind },
	{ "id", 0, 0, NULL, put_id, take_id },
	{ "age", TEXT(age_recipient), check_recipient, NULL, NULL },
	{ "minisign", TEXT(sign_key), check_sign_key, NULL, NULL },
#undef TEXT
};

enum rc
card_check(const struct site *site, struct err *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		const struct line *l = &lines[i];
		const char *text = (const char *)site + l->offset;

		if (l->rule != NULL && l->rule(text, NULL) != RC_OK)
			return err_set(err, RC_INVALID, NULL,
				       "What is inside is not what Throughgate "
				       "writes: the line \"%s\" of one place "
				       "is wrong. Nothing was taken from it.",
				       l->label);
	}
	return RC_OK;
}

/* ---- writing ---- */

static void
add_lines(const struct site *site, struct buf *out)
{
	buf_addf(out, "%s\n", title);
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		const struct line *l = &lines[i];
		char text[NAME_SIZE];

		if (l->put != NULL)
			l->put(site, text);
		else
			snprintf(text, sizeof(text), "%s",
				 (const char *)site + l->offset);
		buf_addf(out, "%s: %s\n", l->label, text);
	}
}

void
card_fingerprint(const struct site *site, char text[FINGERPRINT_SIZE])
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	struct buf card = BUF_INIT;

	add_lines(site, &card);
	crypto_hash_sha256(hash, (const unsigned char *)card.ptr, card.len);
	buf_release(&card);
	for (int i = 0; i < 8; i++) {
		const unsigned char *b = hash + 4 * i;
		uint32_t n = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
			     (uint32_t)b[2] << 8 | b[3];

		snprintf(text + 6 * i, 7, "%05u%s", (unsigned)(n % 100000),
			 i < 7 ? " " : "");
	}
}

void
card_format(const struct site *site, struct buf *out)
{
	char fingerprint[FINGERPRINT_SIZE];

	card_fingerprint(site, fingerprint);
	add_lines(site, out);
	buf_addf(out, "%s%s\n", fingerprint_label, fingerprint);
}

/* ---- reading ---- */

static enum rc
not_a_card(struct err *err, const char *why)
{
	return err_set(err, RC_INVALID, "card",
		       "That is not the card of a place: %s. \"throughgate "
		       "key show --output FILE\" writes one there.", why);
}

/* The line at *at without its end, CRLF or LF; NULL when none ends there. */
static char *
next_line(char **at)
{
	char *line = *at, *end = strchr(line, '\n');

	if (end == NULL)
		return NULL;
	*at = end + 1;
	*end = '\0';
	if (end > line && end[-1] == '\r')
		end[-1] = '\0';
	return line;
}

static enum rc
take_line(const struct line *l, const char *text, struct site *site,
	  struct err *err)
{
	size_t label = strlen(l->label);
	char why[80];
	enum rc rc = RC_INVALID;

	if (text != NULL && strncmp(text, l->label, label) == 0 &&
	    strncmp(text + label, ": ", 2) == 0) {
		text += label + 2;
		if (l->take != NULL)
			rc = l->take(text, site, NULL);
		else if (strlen(text) < l->size)
			rc = l->rule(text, NULL);
		if (rc == RC_OK && l->take == NULL)
			snprintf((char *)site + l->offset, l->size, "%s",
				 text);
	}
	if (rc == RC_OK)
		return RC_OK;
	snprintf(why, sizeof(why), "its line \"%s\" is missing or wrong",
		 l->label);
	return not_a_card(err, why);
}

static enum rc
take_card(char *at, struct site *site, struct err *err)
{
	char fingerprint[FINGERPRINT_SIZE];
	const char *line = next_line(&at);
	size_t label = strlen(fingerprint_label);

	if (line == NULL || strcmp(line, title) != 0)
		return not_a_card(err, "it does not begin as one");
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		if (take_line(&lines[i], next_line(&at), site, err) != RC_OK)
			return RC_INVALID;
	card_fingerprint(site, fingerprint);
	line = next_line(&at);
	if (line == NULL || *at != '\0' ||
	    strncmp(line, fingerprint_label, label) != 0 ||
	    strcmp(line + label, fingerprint) != 0)
		return not_a_card(err, "its fingerprint is not of what stands "
				  "above it");
	return RC_OK;
}

enum rc
card_parse(const char *text, size_t len, struct site *site, struct err *err)
{
	char *copy;
	enum rc rc;

	memset(site, 0, sizeof(*site));
	if (len > CARD_FILE_MAX || memchr(text, '\0', len) != NULL)
		return not_a_card(err, "it is not a short text");
	copy = xstrndup(text, len);
	rc = take_card(copy, site, err);
	mem_free(copy);
	site->state = SITE_TRUSTED;
	site->on = DATE_NONE;
	return rc;
}
