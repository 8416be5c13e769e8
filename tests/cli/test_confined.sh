#!/bin/sh
# SPDX-License-Identifier: ISC
# The program as it runs, seen by the kernel: confined before it asks for a
# passphrase, no core dump, nobody may look into it.
set -u
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh
demo
mkfifo "$tmp/fifo"
"$bin" --vault "$vault" --user demo --passphrase-fd 3 student list \
	3<"$tmp/fifo" >/dev/null 2>&1 &
pid=$!
exec 4>"$tmp/fifo"
# It waits for a passphrase now, or will: what it forbids itself comes first.
until grep -qs '^Seccomp:[[:space:]]*2' "/proc/$pid/status"; do
	kill -0 $pid 2>/dev/null || break
done
code=0
status() { grep -q "^$1:[[:space:]]*$2\$" "/proc/$pid/status"; }
cp "/proc/$pid/status" "$out"
ok 'a filter forbids it every socket but Unix ones' status Seccomp 2
ok 'nor can what it starts get rid of it' status NoNewPrivs 1
ok 'it dumps no core' grep -Eq '^Max core file size +0 +0' "/proc/$pid/limits"
inodes() {
	for fd in "/proc/$pid/fd"/*; do readlink "$fd"; done |
		sed -n 's/^socket:\[\(.*\)\]$/\1/p'
}
ok 'it has no socket open' [ -z "$(inodes)" ]
echo demo >&4
exec 4>&-
wait $pid
code=$?
ok 'and does its work so' exited 0
finish
