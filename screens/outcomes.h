/* SPDX-License-Identifier: ISC */
/*
 * outcomes: the people behind one figure of the outcome statement.
 */
#ifndef SCREENS_OUTCOMES_H
#define SCREENS_OUTCOMES_H

#include "screens/room.h"

/* cell: enum outcome_cell. place: of that academy alone, by code; "": of
 * everybody. */
void outcome_people_open(struct session *s, int cell, const char *place);

#endif
