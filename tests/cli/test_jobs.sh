#!/bin/sh
# SPDX-License-Identifier: ISC
# Employers, vacancies, applications and kit, by command line: what the demo
# has, and one application from made to ended.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
demo

# ---- what the demo has ----

tg employer list
ok 'a key partner is listed' printed 'Fable Bank            Finance'
tg employer show 'fable'
ok 'what is to be asked about is said' \
	printed 'This employer decides case by case: ask the offender manager.'
tg application list --format csv
ok 'an offer was withdrawn after disclosure' \
	printed 'Offer withdrawn after disclosure'
tg application list DEM-0047 --format json
ok 'the first graduate started' printed '"step": "Started"'
ok 'brokered by us' printed '"brokered": "yes"'
ok 'and agreed before release' printed '"agreed_inside": "yes"'
tg application show DEM-0047 1
ok 'every step of it is there' printed 'Offer accepted'
tg report applications
ok 'the sheet counts them' printed 'Agreed before release   2 of 6'
tg report loans
ok 'and what is overdue of what is out' printed '1 of 2 out'

# ---- an employer and a vacancy ----

tg employer add 'North Example' --sector finance --exclusions arson,driving
ok 'an employer is added' silent
refuse 1 'There is an employer of that name' employer add 'NORTH EXAMPLE'
refuse 1 '"None" stands alone' employer change north --exclusions none,arson
refuse 1 'is not a kind of exclusion' employer change north --exclusions theft
tg vacancy add north Tester --level junior --salary-from-gbp 24000 \
	--field software-development
ok 'so is a vacancy' silent
refuse 1 'That is less than the 24000' vacancy change north tester \
	--salary-to-gbp 20000
tg vacancy change north tester --salary-to-gbp 26000
tg vacancy list north
ok 'and changed' printed '24,000 to 26,000'
refuse 1 'There is no vacancy "driver"' vacancy close north driver

# ---- an application, step by step ----

refuse 2 'Say which job' application make DEM-0009 north
tg application make DEM-0009 north --vacancy tester --brokered
ok 'an application is made, and its number printed' printed 1
ok 'with what to ask about' \
	grep -qF 'This employer excludes Arson, Driving' "$messages"
refuse 1 'is made already' application make DEM-0009 north --vacancy tester
refuse 1 'comes one of' application step DEM-0009 1 started
tg application step DEM-0009 1 interview-booked --next-on 2199-12-01
ok 'it is moved on' silent
tg application step DEM-0009 1 job-offer
tg application step DEM-0009 1 started --verified employer
ok 'to the first day' silent
tg fact list DEM-0009 destination --format csv
ok 'which recorded where they are' printed 'North Example'
tg undo
ok 'one step of history' printed 'Undid: DEM-0009'
tg fact list DEM-0009 destination
ok 'with the destination' printed 'None.'
tg redo
tg application step DEM-0009 1 ended --outcome own-choice
tg fact list DEM-0009 destination --format csv
ok 'the last day ends it' printed 'Own choice'
# step WORDS: by which number it is known.
step() {
	tg application show DEM-0009 1 --format csv
	awk -F, -v step="$1" '$2 == step { print $5 }' "$out"
}
tg fact void DEM-0009 step "$(step Ended)" --reason 'Still there'
tg fact list DEM-0009 destination --format csv
ok 'and is taken back with it' [ "$(grep -c 'Own choice' "$out")" -eq 0 ]
refuse 1 'came after it' fact void DEM-0009 step "$(step 'Job offered')" \
	--reason wrong
tg employer end north
refuse 1 'takes no applications any more' application make DEM-0010 north \
	--title Driver

# ---- kit ----

refuse 1 'KIT-02 is out to DEM-0058' loan add DEM-0009 Laptop --tag KIT-02
tg loan add DEM-0009 Laptop --tag KIT-12 --condition New
ok 'kit is lent' printed 1
tg loan return DEM-0009 1 --note 'Lid scratched'
tg loan list DEM-0009 --format csv
ok 'and comes back' printed 'Lid scratched'

# ---- who only looks ----

lines='demo
seven grey geese'
tg user add looker --name 'Vi Example' --role viewer
user=looker lines='seven grey geese'
refuse 3 'Viewers cannot' employer add 'South Example'
refuse 3 'Viewers cannot' application step DEM-0009 1 ended
tg application list
ok 'where people are on the way to is for everybody' printed 'Fable Bank'
finish
