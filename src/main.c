/* SPDX-License-Identifier: ISC */
/* Wiring and exit status; nothing else. */
#include <stdio.h>

int
main(void)
{
	puts("throughgate " THROUGHGATE_VERSION);
	return 0;
}
