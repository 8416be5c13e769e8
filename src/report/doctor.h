/* SPDX-License-Identifier: ISC */
/*
 * doctor: whether this machine keeps what the vault promises: swap, core
 * dumps, locked memory, clock, encoding, free space, private folder, printer.
 * Each is "ok", or what to do about it.
 */
#ifndef REPORT_DOCTOR_H
#define REPORT_DOCTOR_H

#include "report/report.h"

/* The vault need not be there. */
void report_doctor(const char *vault_dir, struct report *report);

#endif
