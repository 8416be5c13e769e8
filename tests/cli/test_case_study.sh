#!/bin/sh
# SPDX-License-Identifier: ISC
# A case study, from its consent to the day it is taken down.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
demo
ref=DEM-0001
draft=$tmp/draft.txt
printf 'I learned on the wing.\nIn May 2024 I left HMP Made Up.\n' >"$draft"
printf 'I learned to make pages, and now I do.\n' >"$tmp/clean.txt"

# as USER ARGUMENT...: somebody else is at the desk.
as() {
	user=$1
	shift
	tg "$@"
	user=demo
}
# consent yes|no: to this kind of case study.
consent() { tg consent set $ref CASE_STUDY_ANONYMOUS "$1"; }

refuse 1 'none was given' case-study new $ref "$draft" \
	--title 'A new trade' --anonymous
consent yes
ok 'a consent is noted' exited 0
tg case-study new $ref "$draft" --title 'A new trade' --anonymous
ok 'one begins with a text' printed "$ref.1"
tg case-study check $ref
ok 'the wing is pointed at' printed 'wing'
ok 'and the date' printed 'May 2024'
ok 'and the prison' printed 'HMP Made Up'
refuse 1 'details may say who it is' case-study send $ref
tg case-study draft $ref.1 "$tmp/clean.txt"
ok 'a new text is taken' silent
tg case-study send $ref
ok 'it is sent' silent
refuse 3 'You wrote this text' case-study approve $ref
as teacher case-study approve $ref
ok 'an instructor does not approve' refused 3 'cannot publish case studies'
as lead case-study approve $ref
ok 'another person does' silent
tg case-study publish $ref www.example.org/stories --as 'web page'
ok 'it is published' silent
tg case-study list --format csv
ok 'the list says so' printed "$ref.1,Published,Anonymous,1,A new trade"
tg case-study text $ref --output "$tmp/out.txt"
ok 'the text leaves' cmp -s "$tmp/out.txt" "$tmp/clean.txt"
refuse 1 'Choose another name' case-study text $ref --output "$tmp/out.txt"
tg report case-study $ref
ok 'and is printed' printed 'I learned to make pages'

consent no
tg case-study list
ok 'a withdrawal is first on the list' printed 'To take down'
refuse 1 'it was withdrawn on' case-study text $ref
refuse 1 'it was withdrawn on' report case-study $ref
refuse 1 'it was withdrawn on' case-study publish $ref elsewhere
tg case-study take-down $ref 1 --note 'They did it at once'
ok 'it is taken down' silent
tg case-study show $ref
ok 'and looks like it' printed 'Taken down'
tg undo
ok 'undo says what' printed 'taken down'
refuse 1 'There is no case study DEM-0002' case-study show DEM-0002
finish
