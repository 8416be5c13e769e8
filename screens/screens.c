/* SPDX-License-Identifier: ISC */
#include "screens/screens.h"

enum rc
screens_run(const struct screens_config *config, struct err *err)
{
	(void)config;
	return err_set(err, RC_IO, NULL, "There are no screens yet.");
}
