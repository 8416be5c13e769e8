#!/bin/sh
# SPDX-License-Identifier: ISC
# Every listing in every format; the first column of its CSV is a word that
# another command takes.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
demo

# The first cell of a row of the last CSV: first ROW.
first() { sed -n "$(($1 + 1))p" "$out" | cut -d, -f1 | tr -d '\r"'; }

# listing HEADING TAKER COMMAND...: TAKER is a command for the first cell.
listing() {
	heading=$1 taker=$2
	shift 2
	tg "$@"
	ok "$*: text" exited 0
	ok "$*: no line is wider than the paper" \
		[ "$(wc -L <"$out")" -le 80 ]
	tg "$@" --format json
	ok "$*: JSON" printed '"sections"'
	tg "$@" --format csv
	ok "$*: CSV begins with $heading" \
		[ "$(head -n 1 "$out" | cut -d, -f1)" = "$heading" ]
	ok "$*: CSV ends its lines as RFC 4180 asks" \
		[ "$(tail -c 2 "$out" | od -An -tx1 | tr -d ' ')" = 0d0a ]
	cell=$(first 1)
	[ -n "$taker" ] || return
	# shellcheck disable=SC2086 # words
	tg ${taker%@*} "$cell" ${taker#*@}
	ok "$*: $cell is taken by ${taker%@*}" exited 0
}

tg student list --format text
cp "$out" "$tmp/text"
NO_COLOR=1 tg student list
ok 'text, without colour, is what is printed unasked' cmp -s "$out" "$tmp/text"
listing reference 'student show@' student list
listing reference 'report student@' report class
listing reference 'progress show@' report attention
listing reference 'student show@' report consents
listing id 'case-study show@' case-study list
listing code 'curriculum show@' curriculum list
listing code 'progress help DEM-0040@' report student DEM-0001
listing item 'progress help DEM-0041@' progress show DEM-0041
listing entry 'undo@' history
listing user 'user change@--name Dana' user list
listing setting 'setting set@12' setting list
listing kind 'report@DEM-0002' report list
listing check '' doctor
listing code '' curriculum show
listing code '' report curriculum
listing date '' student show DEM-0001

# What a spreadsheet would run stays text.
tg student add --name "Ann Other" --wing '=1+1'
ok 'a wing may look like a formula' exited 0
ref=$(cat "$out")
tg student show "$ref" --format json
ok 'JSON keeps it as it is' printed '"=1+1"'
tg progress record "$ref" START-01 complete --note '=cmd'
tg progress show "$ref" --format csv
ok 'CSV keeps it from being run' printed "'=cmd"

# A sheet that could not be written has used up its number: the history says so.
refuse 1 'cannot be written' report class --output "$tmp/nowhere/class.txt"
tg history --count 1
ok 'a sheet that did not come out is in the history as that' \
	printed 'did not come out'
finish
