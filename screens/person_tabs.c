/* SPDX-License-Identifier: ISC */
/* The tabs of a person, in the order of their numbers. */
#include "screens/person.h"

const struct person_tab *const person_tabs[] = {
	&person_tab_now, &person_tab_plan, &person_tab_diary,
	&person_tab_places, &person_tab_mentor, &person_tab_consent,
	&person_tab_work, &person_tab_cases,
};
const size_t person_tab_count = ARRAY_SIZE(person_tabs);
