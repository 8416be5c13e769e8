#!/bin/sh
# shellcheck disable=SC1091,SC2154 # lib.sh sets them
# The real program in a real terminal: unlock, type, lock, stop, hang up.
. "$(dirname "$0")/lib.sh"

vault=$tmp/demo.vault
"$bin" demo "$vault" >/dev/null 2>&1 || { echo "not ok 1 - demo"; exit 1; }
program="$bin --vault $vault --user demo"

unlock() {
	keys Enter
	wait_for "Your user name" || return 1
	keys Enter
	wait_for "Your passphrase" || return 1
	typed demo
	keys Enter
	wait_for "Needs attention today"
}

# open_form: from home to a new student, with part of a name typed.
open_form() {
	typed 1
	wait_for "Filter" || return 1
	typed n
	wait_for "Students > A new student"
}

type_name() {
	typed "Zelda Zéphyr 日本"
	wait_for "Zelda Zéphyr 日本"
}

# signal NAME: to the program in the terminal.
signal() { kill -"$1" "$(pgrep -f "^$bin --vault $vault" | head -n 1)"; }

# ---- what was typed outlives every end --------------------------------------

start 80 24 "$program"
shows "The academy is locked." "begins locked"
if unlock && open_form && type_name; then
	pass "a form is open, and a name typed"
else
	fail "a form is open, and a name typed"
fi
for name in TERM HUP INT; do
	signal $name
	shows "EXIT=0" "SIG$name ends it cleanly"
	hides "Zelda" "and leaves no name behind"
	start 80 24 "$program"
	wait_for "The academy is locked." && unlock && open_form
	shows "Zelda Zéphyr 日本" "what was typed is offered again"
done

# ---- ^L and F12 -------------------------------------------------------------

keys C-l
shows "The academy is locked." "^L locks inside a form"
hides "Zelda" "and the name is gone from the screen"
shows "is kept, sealed" "it says that the text is kept"

# ---- a second process is told -----------------------------------------------

unlock || fail "unlocks again"
second=$("$bin" --vault "$vault" --user demo --passphrase-fd 3 student list \
	3<<-END 2>&1
	demo
	END
)
case $second in
*"open"*) pass "a second process is told that it is open: $second" ;;
*) fail "a second process is told: $second" ;;
esac

# ---- sizes ------------------------------------------------------------------

open_form
wait_for "is here again"
t resize-window -t s -x 70 -y 20
shows "Make the window 80x24" "below 80x24 there is one sentence"
hides "Zelda" "and nothing else"
t resize-window -t s -x 100 -y 30
shows "Zelda Zéphyr" "the form is there when it is large enough"
keys Escape
shows "Leave without saving" "Esc asks"
t resize-window -t s -x 80 -y 24
shows "Leave without saving" "the question survives a new size"
typed n
shows "Students > A new student" "no goes back to the form"

# ---- ^Z in a shell ----------------------------------------------------------

start 80 24 "env PS1='prompt> ' ENV= bash --norc --noprofile -i"
wait_for "prompt>"
typed "$program"
keys Enter
wait_for "The academy is locked." && unlock && open_form
wait_for "is here again"
keys C-z
shows "Stopped" "^Z goes to the shell"
hides "Zelda" "and leaves no name on it"
typed "echo back-in-the-shell"
keys Enter
shows "back-in-the-shell" "the shell works as before"
t resize-window -t s -x 110 -y 35
typed "fg"
keys Enter
shows "The academy is locked." "fg comes back locked"
hides "Zelda" "with no name"
hides "prompt>" "and nothing of the shell on the screen"
if screen | sed -n 35p | grep -q "Unlock"; then
	pass "drawn for the new size"
else
	fail "drawn for the new size"
fi
unlock && open_form
shows "Zelda Zéphyr" "the text is offered after fg"

# ---- stopped from outside, unasked ------------------------------------------

signal TSTP
shows "Stopped" "SIGTSTP stops it as ^Z does"
hides "Zelda" "and locks it first"

# ---- keys that the terminal's description lacks ------------------------------

# tmux sends F4 and Shift-F5 as xterm does; TERM=linux has other ones.
start 80 24 "env TERM=linux $program"
wait_for "The academy is locked." && unlock
typed 1
wait_for "Filter"
keys F4 S-F5
typed j
keys Enter
shows "Students > DEM-0002" "an unknown key is not Esc and letters"
keys Escape
shows "Filter" "and Esc is Esc"
typed q
wait_for "Where to"

echo "1..$count"
