/* SPDX-License-Identifier: ISC */
/*
 * machine: what this process asks of the machine it runs on.
 */
#ifndef BASE_MACHINE_H
#define BASE_MACHINE_H

#include <stdbool.h>

/* No core dumps, no ptrace by the same user, files for nobody else; signals
 * that end the process by default are left alone. Called once, first. */
void machine_harden(void);
/* From here on neither this process nor any it starts can make a socket of
 * any family but Unix's, by a seccomp filter (seccomp(2)). False where the
 * kernel has none; nothing is confined then. */
bool machine_confine(void);

#endif
