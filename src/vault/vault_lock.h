/* SPDX-License-Identifier: ISC */
/*
 * vault_lock: one process at a time has a vault. The lock is flock(2) on the
 * file `lock`, so it ends with its process whatever happens; the text in the
 * file tells the next person who has it, on which terminal, since when.
 */
#ifndef VAULT_VAULT_LOCK_H
#define VAULT_VAULT_LOCK_H

#include "base/date.h"
#include "base/rc.h"

/* *fd holds the lock until vault_lock_release(). RC_BUSY says who has it. */
MUST_USE enum rc vault_lock_take(const char *dir, const struct clock *clock,
				 int *fd, struct err *err);
void vault_lock_release(int fd);

#endif
