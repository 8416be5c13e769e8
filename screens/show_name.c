/* SPDX-License-Identifier: ISC */
#include "screens/room.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/term.h"

/* Without the marks that the terminal lacks; a capital stays one. */
static char *
plain_name(const char *name)
{
	struct buf plain = BUF_INIT;
	size_t len = strlen(name), at = 0, next;

	for (; at < len; at = next) {
		char *part, *base;
		uint32_t cp;

		next = utf8_next_cluster(name, len, at);
		utf8_next(name + at, len - at, &cp);
		part = xstrndup(name + at, next - at);
		base = utf8_fold(part);
		if (!utf8_is_small(cp) && base[0] >= 'a' && base[0] <= 'z')
			base[0] = (char)(base[0] - 'a' + 'A');
		buf_adds(&plain, term_shows(part) || base[0] == '\0' ? part
								    : base);
		mem_free(part);
		mem_free(base);
	}
	return buf_detach(&plain);
}

void
show_name(const char *name, const char *latin_name, struct buf *out)
{
	char *plain;

	if (term_shows(name)) {
		buf_adds(out, name);
		return;
	}
	plain = latin_name[0] != '\0' ? xstrdup(latin_name)
				      : plain_name(name);
	buf_addf(out, "%s%s", plain, term_shows(plain) ? "~" : "");
	mem_free(plain);
}
