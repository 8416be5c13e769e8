/* SPDX-License-Identifier: ISC */
/*
 * out_file: a new file that has its name only once it is whole.
 *
 * Where the file system allows, what is being written has no name at all, so
 * that not even a killed process leaves a part of it; elsewhere it is
 * NAME.part until then. A file that exists is never written over.
 */
#ifndef EXCHANGE_OUT_FILE_H
#define EXCHANGE_OUT_FILE_H

#include "exchange/stream.h"

struct out_file {
	struct stream_fd stream;
	char *path, *temporary;		/* temporary: NULL when it has no name */
};

/* RC_CONFLICT, with the sentence, when path exists. */
MUST_USE enum rc out_file_is_new(const char *path, struct err *err);
/* RC_CONFLICT when path exists. Then only finish or abandon end it. */
MUST_USE enum rc out_file_open(struct out_file *file, const char *path,
			       struct err *err);
struct sink out_file_sink(struct out_file *file);
/* Makes it safe on the disk and gives it its name; abandons it on failure. */
MUST_USE enum rc out_file_finish(struct out_file *file, struct err *err);
void out_file_abandon(struct out_file *file);

#endif
