/* SPDX-License-Identifier: ISC */
/*
 * suppress: which figures of a statement may be published. Figures under a
 * limit are kept back, and with them as many more as it takes that none of
 * these can be worked out from what is shown.
 *
 * The reader is taken to know every sum that holds between the figures, and the
 * limit. A figure is safe when another value of it fits all that is shown, and
 * even all that is not said: which of those kept back are small. Saying so
 * would help a reader who knows how they are chosen.
 *
 * Of two days beside each other the reader is taken to know by how much each
 * figure has changed: nobody is taken out of some, and one that was under the
 * limit and is not any more has hardly grown. So what is kept back of one day is
 * kept back of both, and is safe when another pair of values fits with the same
 * change.
 */
#ifndef MODEL_SUPPRESS_H
#define MODEL_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>

enum { SUPPRESS_UNDER = 5, SUM_PARTS = 16 };

/* cells[whole] is the sum of cells[parts[0..count)]. */
struct sum {
	int whole;
	int parts[SUM_PARTS];
	size_t count;
};

struct figures {
	const int *values;
	const int *before;		/* of another day beside it; or NULL */
	const int *ranks;		/* the higher, the longer it is shown */
	size_t count;
	const struct sum *sums;
	size_t sum_count;
};

enum shown {
	SHOWN,
	HIDDEN_SMALL,			/* under the limit; not for readers */
	HIDDEN_BESIDE,			/* or a small one would be known */
};

void suppress(const struct figures *figures, enum shown *shown);

#endif
