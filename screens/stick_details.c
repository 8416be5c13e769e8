/* SPDX-License-Identifier: ISC */
/* All that is known of one stick, out or in. */
#include "screens/sticks.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"

static void
add_line(struct buf *out, const char *label, const char *value)
{
	buf_addf(out, "%-14s%s\n", label, value[0] != '\0' ? value : "none");
}

static void
add_hash(struct buf *out, const char *label, const char *hex)
{
	buf_addf(out, "%-14s%.32s\n%14s%s\n", label, hex, "",
		 strlen(hex) > 32 ? hex + 32 : "");
}

/* The journal's entry and the beginning of its hash, as on sheets. */
static void
add_head(struct buf *out, int64_t seq, const unsigned char hash[32])
{
	buf_addf(out, "%-14s%06" PRId64 "-%02x%02x%02x\n", "Journal head", seq,
		 hash[0], hash[1], hash[2]);
}

static void
add_out(const struct export_row *r, struct buf *out)
{
	char at[INSTANT_TEXT_SIZE], day[DATE_TEXT_SIZE + 4];

	add_line(out, "For", r->to_code);
	add_line(out, "Kind", term_label(&term_bundle_kind, (int)r->kind));
	add_line(out, "File", r->file);
	add_line(out, "Medium", r->medium);
	add_line(out, "Written", instant_format(r->at, at));
	add_line(out, "By", r->by);
	add_line(out, "In it", r->counts);
	add_line(out, "Received", r->received.utc_s == 0 ? "no receipt yet"
			: instant_format(r->received, at));
	if (!r->finished)
		add_line(out, "Not finished", "power was cut, or the stick was "
			 "pulled:\n              write it again");
	if (r->lost_on != DATE_NONE)
		add_line(out, "LOST", date_format_long(r->lost_on, day));
	buf_addc(out, '\n');
	add_hash(out, "SHA-256", r->sha256);
	add_head(out, r->head_seq, r->head_hash);
	if (r->previous[0] != '\0')
		add_hash(out, "The one before", r->previous);
	add_line(out, "Can be opened", "with the key of");
	buf_addf(out, "%s\n", r->recipients);
}

static void
add_in(const struct import_row_log *r, struct buf *out)
{
	char at[INSTANT_TEXT_SIZE];

	add_line(out, "From", r->from_code);
	add_line(out, "Kind", term_label(&term_bundle_kind, (int)r->kind));
	add_line(out, "File", r->file);
	add_line(out, "Taken in", instant_format(r->at, at));
	add_line(out, "By", r->by);
	add_line(out, "In it", r->counts);
	buf_addc(out, '\n');
	add_hash(out, "SHA-256", r->sha256);
	add_head(out, r->head_seq, r->head_hash);
}

static void
show(struct session *s, int64_t number, const struct buf *text)
{
	char *heading = xasprintf("Stick %06" PRId64, number);

	ui_show_text(s->ui, heading, text->ptr);
	mem_free(heading);
}

void
show_departure(struct session *s, const struct export_row *row)
{
	struct buf text = BUF_INIT;

	add_out(row, &text);
	show(s, row->number, &text);
	buf_release(&text);
}

void
show_arrival(struct session *s, const struct import_row_log *row)
{
	struct buf text = BUF_INIT;

	add_in(row, &text);
	show(s, row->number, &text);
	buf_release(&text);
}
