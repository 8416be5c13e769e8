# shellcheck shell=sh disable=SC2034
# Drives the real program in a private tmux; sourced by test_*.sh.
# Never sleeps for effect: polls until the text is there, then looks once more
# so that a half-drawn screen is not taken for a whole one.
bin=$PWD/${BUILD:-build}/throughgate
starts=0
sock=throughgate-test-$$
tmp=$(mktemp -d)
count=0
export TERM=xterm-256color LC_ALL=C.UTF-8

t() { tmux -L "$sock" -f /dev/null "$@"; }

cleanup() {
	t kill-server 2>/dev/null
	rm -rf "$tmp"
}
trap cleanup EXIT INT TERM

# start COLUMNS ROWS COMMAND: a fresh terminal running the command.
start() {
	cols=$1 rows=$2
	shift 2
	t kill-server 2>/dev/null
	# A server that is ending would still take the new session in.
	starts=$((starts + 1))
	sock=throughgate-test-$$-$starts
	t new-session -d -s s -x "$cols" -y "$rows" "$*; echo EXIT=\$?; cat"
}

screen() { t capture-pane -p -t s; }
keys() { t send-keys -t s "$@"; }
typed() { t send-keys -t s -l -- "$1"; }
pane_pid() { t display-message -p -t s '#{pane_pid}'; }

# wait_for TEXT [TENTHS]: 0 once the screen shows it and has come to rest.
wait_for() {
	left=${2:-100}
	while [ "$left" -gt 0 ]; do
		if screen | grep -qF -- "$1"; then
			a=$(screen)
			sleep 0.03
			[ "$a" = "$(screen)" ] && return 0
		fi
		sleep 0.1
		left=$((left - 1))
	done
	return 1
}

pass() { count=$((count + 1)); echo "ok $count - $1"; }
fail() {
	count=$((count + 1))
	echo "not ok $count - $1"
	screen 2>/dev/null | sed 's/^/# /'
}

# shows TEXT NAME: the screen comes to show the text.
shows() { if wait_for "$1"; then pass "$2"; else fail "$2"; fi; }
# hides TEXT NAME: the screen does not show the text now.
hides() { if screen | grep -qF -- "$1"; then fail "$2"; else pass "$2"; fi; }
