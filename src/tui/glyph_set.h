/* SPDX-License-Identifier: ISC */
/* glyph_set: which characters the font of a Linux console has. */
#ifndef TUI_GLYPH_SET_H
#define TUI_GLYPH_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct glyph_set {
	uint16_t *points;	/* sorted; NULL: not known */
	size_t count;
};

/* Asks the kernel (GIO_UNIMAP, ioctl_console(2)) about a descriptor; points
 * stays NULL where that is no console. */
void glyph_set_init(struct glyph_set *font, int fd);
void glyph_set_release(struct glyph_set *font);
bool glyph_set_has(const struct glyph_set *font, uint32_t cp);

#endif
