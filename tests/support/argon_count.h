/* SPDX-License-Identifier: ISC */
/*
 * argon_count: how often libsodium's crypto_pwhash() was called by this
 * process. The test support library stands before libsodium and passes each
 * call on; so a test can say that a wrong name costs what a wrong passphrase
 * costs, without a clock.
 */
#ifndef TESTS_SUPPORT_ARGON_COUNT_H
#define TESTS_SUPPORT_ARGON_COUNT_H

unsigned argon_count(void);

#endif
