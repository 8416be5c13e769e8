#!/bin/sh
# SPDX-License-Identifier: ISC
# What people may ask of those who hold records about them, from the command
# line: access, requests, reviews, erasing.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
demo

tg student access DEM-0007
ok 'everything that is held is printed' printed 'Callum Fictional'
tg student access DEM-0007 --format json
ok 'with its codes in JSON' printed '"value_code": "ACTIVE"'
tg student access DEM-0007 --output "$tmp/callum.txt"
ok 'a file is written' silent
ok 'and holds the record' grep -q 'Moves' "$tmp/callum.txt"
tg history DEM-0007 --count 1
ok 'and is in the history' printed 'Saved a sheet: access'

tg request add DEM-0007 access --on 2025-11-24
ok 'a request has its day' printed 'To be answered by 24 Dec 2025.'
tg request list
ok 'it waits' printed 'DEM-0007'
refuse 1 'is not a request about data' request add DEM-0007 lunch
tg request answered DEM-0007 1 --note 'handed over'
ok 'it is answered' silent
tg request list
ok 'nothing waits' printed 'Nothing waits for an answer.'

tg retention list
ok 'nobody is due' printed 'No record is due'
refuse 1 'Say until which day' retention keep DEM-0007 2020-01-01 --reason x

refuse 1 'is not a reason' student erase DEM-0007 --yes
refuse 1 'no student NONE-1' student erase NONE-1 --reason ERASURE_REQUEST
user=lead
refuse 3 'Lead instructors cannot erase records' student erase DEM-0007 \
	--reason ERASURE_REQUEST --yes
user=demo
tg backup "$tmp"
tg student erase DEM-0007 --reason ERASURE_REQUEST --yes
ok 'a record is erased, and the backup named' printed 'Backup to DEM-'
refuse 1 'no student DEM-0007' student show DEM-0007
tg erasure list
ok 'that it happened is kept' printed 'Request to erase'
tg verify
ok 'the whole journal still verifies' printed 'as it was written'
finish
