/* SPDX-License-Identifier: ISC */
#include "store/bundle_columns.h"

#include "model/rights.h"

const struct bundle_column retention_review[] = {
	FACT,
	AS("on_date", DATE),
	AS("keep_until", DATE),
	LINE("reason", LINE_SIZE),
	RECORDED,
};

const struct bundle_column data_request[] = {
	FACT,
	AS("on_date", DATE),
	CODE("request", request),
	AS("complex", FLAG),
	LINE("note", LINE_SIZE),
	RECORDED,
};

const struct bundle_column erasure[] = {
	AS("mark", HASH),
	CODE("reason", erase_reason),
	AS("on_date", DATE),
};
