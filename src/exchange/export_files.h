/* SPDX-License-Identifier: ISC */
/* export_files: between working an export out and the stick it goes to. */
#ifndef EXCHANGE_EXPORT_FILES_H
#define EXCHANGE_EXPORT_FILES_H

#include "exchange/exchange_private.h"
#include "exchange/stick.h"

enum {
	EXPORT_FILES = 3, EXPORT_NAME_SIZE = FILE_NAME_SIZE +
					     SIGNATURE_ENDING_SIZE,
};

struct export_file {
	char name[EXPORT_NAME_SIZE];
	struct stick_file *file;	/* NULL once it is in place */
};

struct export_files {
	struct app *app;
	const struct export_request *request;
	const struct export_plan *plan;
	exchange_progress_fn *progress;
	void *ctx;
	struct export_file rows[EXPORT_FILES];
	size_t count;
	bool escrow_made;
};

uint64_t export_sealed_size(const struct export_plan *plan, int64_t size);
/* A key in escrow goes along with each return. */
bool export_has_escrow(enum bundle_kind kind);
/* All under temporary names, read back. Fills row->sha256. Whatever is
 * returned, they are then put in place or removed. */
MUST_USE enum rc export_files_write(struct export_files *files,
				    const struct payload *payload,
				    struct export_row *row, struct err *err);
MUST_USE enum rc export_files_place(struct export_files *files,
				    struct err *err);
/* False: whether one is still there cannot be told. */
bool export_files_remove(struct export_files *files);

#endif
