/* SPDX-License-Identifier: ISC */
/* What the files of minisign share: lines of base64 after a comment. */
#ifndef EXCHANGE_MINISIGN_PRIVATE_H
#define EXCHANGE_MINISIGN_PRIVATE_H

#include "exchange/minisign.h"

extern const char minisign_untrusted[], minisign_trusted[];

/* Takes a line off the front of *text; false when none ends there. CRLF ends
 * it as LF does. */
bool minisign_line(const char **text, size_t *left, const char **line,
		   size_t *len);
/* What follows prefix on a line; false when it is not there, when there is
 * more than max or when it has control characters other than tab. */
bool minisign_comment(const char **line, size_t *len, const char *prefix,
		      size_t max);

#endif
