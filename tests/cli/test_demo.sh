#!/bin/sh
# SPDX-License-Identifier: ISC
# What "make demo" writes without a terminal, and that it can be run again.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

make_demo() {
	sh src/demo.sh "$bin" "$tmp" >"$out" 2>"$messages"
	code=$?
}

demo
make_demo
ok 'the demo writes its files' printed "$tmp/outcomes.txt"
for file in sheet.txt class.txt outcomes.txt; do
	ok "$file is there" [ -s "$tmp/$file" ]
done
bundle=$(sed -n 's/^A return, sealed and signed: *//p' "$out")
ok 'so is a sealed return' [ -s "$bundle" ]
ok 'and its signature' [ -s "$bundle.minisig" ]
vault=$tmp/office.vault user=hana lines='a fictional head office'
tg import list --format csv
ok 'which head office has read' printed 'DEM'
make_demo
ok 'a second time is a second return' printed '000002.sqlite.age'
bin=/nonexistent
make_demo
ok 'what fails is said' refused "$code" 'not found'
finish
