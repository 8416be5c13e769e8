#!/bin/sh
# SPDX-License-Identifier: ISC
# The outcome statement on the command line.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

# says LABEL FIGURE: a line of the statement, and nothing behind the figure.
says() { [ "$code" -eq 0 ] && grep -q "^ *$1  *$2\$" "$out"; }

demo

tg report outcomes
ok 'two are employed as developers' says 'Employed as software developers' \
	'2 of 15'
ok 'five work for themselves' says 'Self-employed, or own business' '5 of 15'
ok 'two are at a university' says 'Studying in higher education' '2 of 15'
ok 'six are supported' says 'Supported while they learn on' '6 of 15'
ok 'the others are still inside' says 'Still inside' '4 of 19'
ok 'nobody is not known' says 'Not known' '0 of 15'

tg report outcomes publish
ok 'small figures are kept back' \
	says 'Studying in higher education' 'kept back'
tg --as-at 2000-01-01 report outcomes
ok 'nobody was counted long ago' says 'Have left prison: counted below' \
	'0 of 0'
tg report outcomes --format csv
ok 'the same in CSV' \
	printed 'supported,supported,Supported while they learn on,6,15,6 of 15'
tg report outcomes --format json
ok 'the same in JSON' printed '"id": "self_employed"'
tg report outcomes --output "$tmp/outcomes.txt"
ok 'and in a file' grep -q '6 of 15' "$tmp/outcomes.txt"
refuse 1 'has not come yet' report outcomes 2099-01-01
refuse 1 'has not come yet' --as-at 2099-01-01 report outcomes
refuse 1 'is not understood' report outcomes tomorrow
refuse 1 'is not understood' report outcomes 2026-05-01..2026-04-01

finish
