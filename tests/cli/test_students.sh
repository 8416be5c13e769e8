#!/bin/sh
# SPDX-License-Identifier: ISC
# Students from the command line: added, changed, imported, moved.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
demo

students() { tg student list --format csv && wc -l <"$out"; }

tg student add --name 'Zed Invented' --wing 'B, 2-14' --uln 9000554348
ok 'adding prints the next free reference' printed DEM-0062
tg student show dem-0062
ok 'a reference is taken in any case' printed 'Zed Invented'
tg student add --name 'Yan Invented' --reference X-1 --joined 2026-01-05 \
	--prison-number a0000aa
ok 'a reference of ones own' printed X-1
tg student show X-1
ok 'a prison number is written in capitals' printed A0000AA
tg student change X-1 --prison-number B0000BB --preferred-name Y
ok 'a change says nothing' silent
tg student show X-1 --format json
ok 'the changed number is there' printed '"prison_number": "B0000BB"'
before=$(students)
refuse 1 'another student' student add --name 'Xen Invented' --reference X-1
refuse 1 'A name is needed' student add --wing B
refuse 1 'year-month-day' student add --name X --joined 5/1/2026
refuse 1 "Unique Learner Number" student add --name X --uln 1234567890
refuse 1 'too long' student add --name "$(printf '%0400d' 1)"
refuse 1 'no student NONE-1' student show NONE-1
refuse 2 'Say what changes' student change X-1
refuse 1 'another student' student change X-1 --reference DEM-0001
ok 'nobody was added by a refusal' [ "$(students)" = "$before" ]

# A class list.
cat >"$tmp/class.csv" <<'CSV'
reference,name,wing
X-1,Yan Invented,C
X-2,Wyn Invented,D
,Vic Invented,E
CSV
tg student import "$tmp/class.csv" --dry-run
ok 'a dry run counts' printed '2 new, 1 changed'
ok 'a dry run changes nothing' [ "$(students)" = "$before" ]
tg student import "$tmp/class.csv"
ok 'an import counts' printed '2 new, 1 changed'
ok 'an import adds' [ "$(students)" -eq $((before + 2)) ]
tg undo
ok 'an import is one step' printed 'Undid: '
ok 'and is taken back whole' [ "$(students)" = "$before" ]
printf 'name,uln\nUna Invented,1\nTia Invented,\n' >"$tmp/class.csv"
refuse_import() {
	tg student import "$tmp/class.csv"
	ok 'a bad line refuses the file' refused 1 'Nothing was imported'
	ok 'and is named by line and column' grep -q 'line 2, column' \
		"$messages"
	ok 'and nobody was added' [ "$(students)" = "$before" ]
}
refuse_import
tg student import "$tmp/class.csv" --skip-bad
ok 'unless it is left out' [ "$(students)" -eq $((before + 1)) ]
refuse 1 'it does not exist' student import "$tmp/none.csv"
refuse 1 'not an ordinary file' student import "$tmp"

# The three axes.
refuse 1 'It may be: APPLIED' student enrol X-1 elsewhere
refuse 1 'reason is needed' student enrol X-1 withdrawn
refuse 1 'has not come yet' student enrol X-1 waiting --on 2199-01-01
refuse 1 'once every required item is done' student enrol X-1 graduated
tg student enrol X-1 withdrawn --reason TRANSFERRED --on 2026-02-01
[ "$code" -eq 0 ] || tg student enrol X-1 on_break --reason WORK
tg student enrol X-1 'on the waiting list' --note 'first in line'
ok 'a place is taken by its label' silent
refuse 1 'It may be: IN_THIS_PRISON' student custody X-1 mars
tg student custody X-1 released_on_licence --on 2026-03-01
ok 'custody is dated' silent
tg student show X-1 --format csv
ok 'changes are listed with their day' printed '2026-03-01,custody,'
refuse 1 'year-month-day' student release X-1 soon
refuse 1 'It may be: AUTOMATIC' student release X-1 2027-01-01 --kind early
tg student release X-1 2027-05-06 --kind automatic --confirmed
ok 'a release date' silent
tg student release X-1 none --note 'under appeal'
tg student show X-1
ok 'a release date is unknown again' printed 'not known'
ok 'and the one before is kept' printed '2027-05-06'
tg history X-1 --format csv
for what in Added Changed 'On the waiting list' 'release 6 May 2027'; do
	ok "the history of a student has: $what" printed "$what"
done

# Versions and graduates.
tg curriculum import web --as second
ok 'an import prints the code of the version' printed 'WEB@second'
refuse 1 'second' curriculum import web --as second
refuse 1 'no curriculum WEB@third' student pin X-1 WEB@third
tg student pin X-1 WEB@second
ok 'a student moves to it' silent
refuse 1 'keeps the version of WEB' student pin DEM-0001 WEB@second
refuse 1 'is a graduate already' student graduate DEM-0001
refuse 1 'of 171 required items' student graduate X-1
refuse 1 'has not come yet' student graduate DEM-0005 --on 2199-01-01
tg student graduate DEM-0005
ok 'a person confirms a graduate' silent
tg report student DEM-0005
ok 'who keeps the version they finished' printed 'WEB 1'
refuse 1 'no graduate yet' graduate course X-1 'Evening class'
tg graduate course DEM-0005 'Evening class' --note 'in the library'
ok 'a graduate has done a later course' printed 1
tg report student DEM-0005
ok 'and it is on the sheet' printed 'Evening class: done'
tg fact list DEM-0005 course
ok 'and in the list of its kind' printed 'Evening class'
finish
