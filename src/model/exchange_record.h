/* SPDX-License-Identifier: ISC */
/*
 * exchange_record: places, and what has crossed the air gap, as fixed-size
 * records like those of record.h.
 */
#ifndef MODEL_EXCHANGE_RECORD_H
#define MODEL_EXCHANGE_RECORD_H

#include "model/rights.h"

enum {
	RECIPIENT_SIZE = 72, SIGN_KEY_SIZE = 64, SHA256_TEXT_SIZE = 65,
	FINGERPRINT_SIZE = 48, FILE_NAME_SIZE = 96,
};

extern const struct term_set term_site_state, term_bundle_kind,
	term_line_state;

enum site_state { SITE_TRUSTED, SITE_RETIRED };
enum bundle_kind {
	BUNDLE_RETURN, BUNDLE_TRANSFER, BUNDLE_CURRICULUM, BUNDLE_SITE_PACK,
	BUNDLE_RECEIPT,
};
enum line_state { LINE_NEW, LINE_CHANGED, LINE_SAME, LINE_REFUSED };

struct site {
	struct id id;
	char code[CODE_SIZE], name[NAME_SIZE];
	enum site_kind kind;
	enum site_state state;
	char age_recipient[RECIPIENT_SIZE];	/* age1... */
	char sign_key[SIGN_KEY_SIZE];		/* minisign's base64 line */
	civil_date on;				/* trusted since */
	char by[NAME_SIZE];
	/* last heard of: number and head of the newest import, or 0 */
	int64_t last_number, last_head;
	struct instant last_at;
};

struct old_key {
	struct id site_id;
	char sign_key[SIGN_KEY_SIZE];
	civil_date until;
};

struct bundle_manifest {
	int format;
	enum bundle_kind kind;
	int64_t number;				/* the sender's */
	struct id from_id, to_id;
	char from_code[CODE_SIZE], from_name[NAME_SIZE], to_code[CODE_SIZE];
	enum site_kind from_kind;
	char recipients[LINE_SIZE * 2];		/* space-separated */
	struct instant created;
	int64_t head_seq, since_seq;
	unsigned char head_hash[32];
	char previous[SHA256_TEXT_SIZE];	/* SHA-256 of its export before */
	int64_t students, versions, rows;
};

/* What importing would do with one student, version, site or receipt, or with
 * all employers of the sender. */
struct bundle_line {
	struct id id;
	int64_t number;				/* of a receipt */
	enum line_state state;
	char reference[CODE_SIZE], name[NAME_SIZE];
	char why[LINE_SIZE];			/* of a refusal; what changed */
	bool employers;				/* and no student */
	bool erases;				/* CHANGED: it is erased here */
	enum erase_reason erased_as;
	civil_date erased_on;
};

struct export_row {
	int64_t number;
	enum bundle_kind kind;
	char to_code[CODE_SIZE], file[FILE_NAME_SIZE], medium[LINE_SIZE];
	char recipients[LINE_SIZE * 2], sha256[SHA256_TEXT_SIZE];
	char previous[SHA256_TEXT_SIZE], counts[LINE_SIZE];
	int64_t head_seq, since_seq;
	unsigned char head_hash[32];
	struct instant at, received;		/* received 0: no receipt yet */
	civil_date lost_on;
	bool finished;				/* its files were put in place */
	char by[NAME_SIZE];
};

struct import_row_log {
	struct id id, site_id;
	char from_code[CODE_SIZE];
	enum bundle_kind kind;
	int64_t number, head_seq;
	unsigned char head_hash[32];
	char file[FILE_NAME_SIZE], sha256[SHA256_TEXT_SIZE], counts[LINE_SIZE];
	struct instant at;
	/* From before its sender went back to an older copy. */
	bool superseded;
	int64_t left_out;	/* lines that somebody chose not to take */
	char by[NAME_SIZE];
};

#endif
