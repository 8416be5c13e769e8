/* SPDX-License-Identifier: ISC */
/*
 * manifest: what a bundle says of itself, as text: one value a key in the
 * manifest table inside, and the gist of it in the signature's trusted comment,
 * where it can be read before anything is decrypted. Both are compared.
 */
#ifndef MODEL_MANIFEST_H
#define MODEL_MANIFEST_H

#include "model/exchange_record.h"

enum { MANIFEST_ROWS = 19, MANIFEST_VALUE_SIZE = LINE_SIZE * 2 };

extern const char *const manifest_keys[MANIFEST_ROWS];

struct manifest_rows {
	char values[MANIFEST_ROWS][MANIFEST_VALUE_SIZE];
};

void manifest_to_rows(const struct bundle_manifest *manifest,
		      struct manifest_rows *rows);
/* RC_CONFLICT for a later format, RC_INVALID for a value that no writer
 * writes. Rows run parallel to manifest_keys. */
MUST_USE enum rc manifest_from_rows(const struct manifest_rows *rows,
				    struct bundle_manifest *manifest,
				    struct err *err);

enum { MANIFEST_GIST_SIZE = 400 + LINE_SIZE * 2 };
/* "throughgate 1 return from=ACA number=12 to=HQ previous=... head=...
 * for=age1..." */
void manifest_gist(const struct bundle_manifest *manifest,
		   char text[MANIFEST_GIST_SIZE]);
/* "ACA-return-2026-11-23-000123.sqlite.age" */
void manifest_file_name(const struct bundle_manifest *manifest,
			char name[FILE_NAME_SIZE]);
/* "ACA-escrow-000123.age", which goes along with a return. */
void manifest_escrow_name(const char *from_code, int64_t number,
			  char name[FILE_NAME_SIZE]);

#endif
