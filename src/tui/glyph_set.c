/* SPDX-License-Identifier: ISC */
#include "tui/glyph_set.h"

#include <linux/kd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "base/mem.h"

enum { MAX_POINTS = 8192 };

static int
compare(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

void
glyph_set_init(struct glyph_set *font, int fd)
{
	struct unipair *pairs = xcalloc(MAX_POINTS, sizeof(*pairs));
	struct unimapdesc map = { MAX_POINTS, pairs };

	memset(font, 0, sizeof(*font));
	if (ioctl(fd, GIO_UNIMAP, &map) == 0) {
		font->points = xcalloc((size_t)map.entry_ct + 1,
				       sizeof(*font->points));
		font->count = map.entry_ct;
		for (size_t i = 0; i < font->count; i++)
			font->points[i] = pairs[i].unicode;
		qsort(font->points, font->count, sizeof(*font->points),
		      compare);
	}
	mem_free(pairs);
}

void
glyph_set_release(struct glyph_set *font)
{
	mem_free(font->points);
	memset(font, 0, sizeof(*font));
}

bool
glyph_set_has(const struct glyph_set *font, uint32_t cp)
{
	uint16_t key = (uint16_t)cp;

	return cp <= 0xffff &&
	       bsearch(&key, font->points, font->count, sizeof(key),
		       compare) != NULL;
}
