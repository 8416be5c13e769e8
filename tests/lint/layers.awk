# Fails on an include that breaks the table of rooms: who may see what.
BEGIN {
	may["base"] = "base"
	may["model"] = "base model"
	may["vault"] = "base vault"
	may["store"] = "base model vault store"
	may["app"] = "base model vault store app"
	may["exchange"] = "base model vault store app exchange"
	may["report"] = "base model store app exchange report"
	may["tui"] = "base tui"
	may["cli"] = "base model vault store app exchange report cli"
	may["screens"] = "base model app report exchange tui screens"
	owner["sodium.h"] = "vault exchange"
	owner["sqlite3.h"] = "store vault"
	owner["curses.h"] = owner["ncurses.h"] = owner["form.h"] = "tui"
	owner["menu.h"] = owner["panel.h"] = "tui"
	owner["unistr.h"] = owner["uninorm.h"] = owner["unicase.h"] = "base"
}
/^#include/ {
	room = FILENAME
	sub(/^src\//, "", room)
	if (room !~ /\//)
		next
	sub(/\/.*/, "", room)
	split($2, part, /[<>"]/)
	name = part[2]
	ok = 1
	if ($2 ~ /^"/) {
		target = name
		sub(/\/.*/, "", target)
		ok = (" " may[room] " ") ~ (" " target " ")
		# prompts edit straight into locked memory
		if (room == "tui" && name == "vault/secret.h")
			ok = 1
		if (room == "screens" && name == "vault/secret.h")
			ok = 1
	} else {
		base = name
		sub(/.*\//, "", base)
		if (base in owner)
			ok = (" " owner[base] " ") ~ (" " room " ")
	}
	if (!ok) {
		printf "%s:%d: %s may not see %s\n", FILENAME, FNR, room, name
		bad = 1
	}
}
END { exit bad }
