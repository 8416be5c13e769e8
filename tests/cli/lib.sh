# shellcheck shell=sh disable=SC2034
# SPDX-License-Identifier: ISC
# Runs the program as a script would; sourced by test_*.sh. What it printed is
# in $out and $messages, its exit status in $code.
case ${BUILD:-build} in
/*) bin=$BUILD/throughgate ;;
*) bin=$PWD/${BUILD:-build}/throughgate ;;
esac
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
vault=$tmp/academy.vault
user=demo
lines=demo		# what is given to --passphrase-fd, line by line
out=$tmp/out
messages=$tmp/messages
count=0 bad=0
unset THROUGHGATE_VAULT XDG_DATA_HOME 2>/dev/null

# bare ARGUMENT...: the program as it is, without a vault or a passphrase.
bare() {
	"$bin" "$@" >"$out" 2>"$messages" </dev/null
	code=$?
}

# tg ARGUMENT...: unlocks $vault as $user with $lines.
tg() {
	printf '%s\n' "$lines" | "$bin" --vault "$vault" --user "$user" \
		--passphrase-fd 0 "$@" >"$out" 2>"$messages"
	code=$?
}

demo() {
	"$bin" demo "$vault" 2>/dev/null || exit 1
}

# academy CODE NAME [--head-office]: a new one in $vault, as init makes it, but
# opened at once. Nothing is printed.
academy() {
	printf '%s\n' "$lines" |
		"${bin%/*}/tests/academy" "$vault" "$user" "$@" || exit 1
}

# ok NAME CONDITION...: one line of TAP.
ok() {
	name=$1
	shift
	count=$((count + 1))
	if "$@"; then
		echo "ok $count - $name"
		return
	fi
	echo "not ok $count - $name"
	bad=$((bad + 1))
	echo "# exit $code; $*"
	sed 's/^/# > /' "$out" | head -n 5
	sed 's/^/# ! /' "$messages"
}

exited() { [ "$code" -eq "$1" ]; }
# Exit status, and a sentence on standard error that has the words.
refused() { [ "$code" -eq "$1" ] && grep -qF -e "$2" "$messages"; }
# All went well, and the result has the words.
printed() { [ "$code" -eq 0 ] && grep -qF -e "$1" "$out"; }
silent() { [ "$code" -eq 0 ] && [ ! -s "$out" ] && [ ! -s "$messages" ]; }

# refuse CODE WORDS ARGUMENT...: the command is refused so, and prints nothing.
refuse() {
	want=$1 words=$2
	shift 2
	tg "$@"
	ok "$* is refused with $want" refused "$want" "$words"
	ok "$* prints no result" [ ! -s "$out" ]
}

finish() {
	echo "1..$count"
	[ "$bad" -eq 0 ]
}
