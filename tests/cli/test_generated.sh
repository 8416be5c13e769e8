#!/bin/sh
# SPDX-License-Identifier: ISC
# What is made from the table of commands, and what make install puts where.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

bare --generate man
ok 'a manual page is made' exited 0
cp "$out" "$tmp/throughgate.1"
if command -v mandoc >/dev/null 2>&1; then
	mandoc -T lint -W warning "$tmp/throughgate.1" >"$out" 2>&1
	code=$?
	ok 'which mandoc finds nothing wrong with' exited 0
	mandoc -T utf8 "$tmp/throughgate.1" | col -b >"$out"
	ok 'and prints' printed 'progress record REF ITEM STATUS'
fi
bare help
sed -n 's/^  \([a-z-]*\( [a-z-]*\)\{0,1\}\).*/\1/p' "$out" |
	sed 's/ $//' | grep '[a-z]' >"$tmp/commands"
ok 'help lists commands' [ "$(wc -l <"$tmp/commands")" -gt 30 ]
missing=$(while read -r name; do
	grep -q "^\.It Cm $name" "$tmp/throughgate.1" || echo "$name"
done <"$tmp/commands")
ok "every command is in the manual page $missing" [ -z "$missing" ]
bare --generate nothing
ok 'nothing else is made' exited 2

# completes WORDS...: what bash would offer for the last of them.
bare --generate completion
cp "$out" "$tmp/completion"
completes() {
	bash -c '. "$1"; shift; COMP_WORDS=(throughgate "$@")
		COMP_CWORD=$#; _throughgate; printf "%s\n" "${COMPREPLY[@]}"' \
		- "$tmp/completion" "$@" >"$out" 2>"$messages"
	code=$?
}
if command -v bash >/dev/null 2>&1; then
	completes ''
	ok 'first words are offered' printed student
	ok 'each once' [ "$(sort "$out" | uniq -d | wc -l)" -eq 0 ]
	completes stu
	ok 'what is begun is ended' [ "$(cat "$out")" = student ]
	completes student ''
	ok 'second words' printed graduate
	completes --vault /tmp --ascii student en
	ok 'after options too' [ "$(cat "$out")" = enrol ]
	completes student enrol DEM-0001 --rea
	ok 'options of the command' [ "$(cat "$out")" = --reason ]
	completes report s
	ok 'kinds of sheet' [ "$(cat "$out")" = student ]
	completes report student DEM-0001 --out
	ok 'options after them' [ "$(cat "$out")" = --output ]
	completes student list --format ''
	ok 'formats' [ "$(tr '\n' ' ' <"$out")" = 'text csv json ' ]
	completes student import "$tmp/comp"
	ok 'files' printed "$tmp/completion"
	ok 'without a word of complaint' [ ! -s "$messages" ]
fi

stage=$tmp/stage
make --no-print-directory -s "BUILD=${BUILD:-build}" \
	DESTDIR="$stage" PREFIX=/usr install >"$out" 2>"$messages"
code=$?
ok 'make install' exited 0
for f in bin/throughgate share/man/man1/throughgate.1 \
	share/bash-completion/completions/throughgate; do
	ok "$f is installed" [ -f "$stage/usr/$f" ]
done
"$stage/usr/bin/throughgate" --version >"$out"
ok 'what is installed runs' printed throughgate
make --no-print-directory -s "BUILD=${BUILD:-build}" \
	DESTDIR="$stage" PREFIX=/usr uninstall >"$out" 2>"$messages"
code=$?
ok 'make uninstall' exited 0
ok 'leaves no file' [ -z "$(find "$stage" -type f)" ]
finish
