#!/bin/bash
# Help, version, completion, the manual pages, and a command line that is wrong.
. "$(dirname "$0")/lib.sh"

check_out "version" "^cairn [0-9]+\.[0-9]+\.[0-9]+$" "$bin" --version
check_out "help" "^usage: cairn" "$bin" --help
check_out "-h" "^usage: cairn" "$bin" -h
check_out "help as a command" "^usage: cairn" "$bin" help
run "$bin"
check_eq "no command at all: the usage, and a status that says so" "$status $(head -c 12 "$tmp/out")" "2 usage: cairn"
check "help hides what is internal" test -z "$("$bin" help | grep -E 'worker|--run|--assets')"
check "help of a noun too" test -z "$({ "$bin" help import; "$bin" help serve; } | grep -E 'internal')"
nouns=$("$bin" help | sed -n 's/^cairn \([a-z]*\).*/\1/p' | sort -u)
check_eq "there are nouns" "$(echo "$nouns" | grep -c .)" "$(echo "$nouns" | wc -w)"
for noun in $nouns; do
	check_out "help of $noun" "^cairn $noun" "$bin" help "$noun"
	check_out "$noun --help" "^cairn $noun" "$bin" "$noun" --help
done
check_fail "help of what is not there" 2 "no command 'fly'" "$bin" help fly
check_fail "a command that is not there" 2 "cairn help" "$bin" fly
check_fail "a noun without its verb" 2 "one more word" "$bin" goal
check_fail "a verb that is not there" 2 "." "$bin" goal fly
check_fail "an option that is not there" 2 "no option '--fast'" "$bin" plan --fast
check_fail "an option of another command" 2 "no option '--week'" "$bin" gap --week
check_fail "an option without its value" 2 "--until needs a value" "$bin" plan later sw.py --until
check_fail "a switch with a value" 2 "--week" "$bin" plan --week=2
check_fail "an argument too many" 2 "one word too many" "$bin" today twice
check_fail "an argument too few" 2 "needs: MINUTES SKILL" "$bin" log 30
check_fail "an option with one dash" 2 "." "$bin" plan -week
check_fail "an empty word" 2 "." "$bin" ""
check_fail "a worker that is not there" 2 "no worker" "$bin" worker fly
check_fail "control characters in a word come out harmless" 2 "no command" "$bin" $'\e[31mred'
check "none of them reaches the terminal" test -z "$(tr -d '\n' <"$tmp/err" | tr -dc '\000-\037\177')"
check_fail "nor do those above ASCII" 2 "no command" "$bin" $'\302\23331mred'
check "which terminals obey too" test -z "$(LC_ALL=C grep -aP '\xc2[\x80-\x9f]' "$tmp/err")"

# Who has read enough goes away; that is no error to speak of.
{ sleep 0.3; "$bin" role list 2>"$tmp/err"; echo $? >"$tmp/status"; } | true
check_eq "a reader that went away is no error" "$(cat "$tmp/status" "$tmp/err")" 141
"$bin" --db "$tmp/closed.db" init <&- >&- 2>&-
check_eq "closed standard files are no place for the database" "$(head -c 15 "$tmp/closed.db")" "SQLite format 3"

# Completion is a script that bash takes, and that answers from the table.
complete() { # WORD...: what may follow
	bash -c 'set -eu; source <("$1" completion); shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); cd /var/empty 2>/dev/null || cd /
		_cairn; printf "%s\n" "${COMPREPLY[@]}"' - "$bin" "$@"
}
check_out "completion of nouns" "^posting$" complete cairn po
check_out "completion of verbs" "^skills$" complete cairn posting sk
check_out "completion of options" "^--dry-run$" complete cairn import --d
check "completion hides what is internal" test -z "$("$bin" completion | grep -Ew 'worker|--run|--assets')"

# The manual has every command and option of the table, the configuration every key, and both are clean.
page() { mandoc -T ascii -O width=900 "$src/docs/man/$1" | sed 's/.\x08//g' | tr -s ' '; }
missing() { # what of the table cairn(1) has not
	local manual command option
	manual=$(page cairn.1)
	"$bin" help | sed -n 's/^cairn //p' | while read -r line; do
		command=$(echo "$line" | grep -oE '^[a-z]+( [a-z]+)?')
		entry=$(echo "$manual" | grep -E "^ $command( |\$)") || echo "$command"
		for option in $(echo "$line" | grep -oE -- '--[a-z-]+'); do
			grep -qF -- "$option" <<<"$entry" || echo "$command $option"
		done
	done
}
if command -v mandoc >/dev/null; then
	check_eq "the table has commands to look for" "$("$bin" help | grep -c '^cairn ')" "$("$bin" help | grep -cP '^\t')"
	check_eq "cairn(1) has every command and option" "$(missing)" ""
	keys=$(sed -n 's/^ *{"\([a-z_]*\)", "\(CAIRN_[A-Z_]*\)".*/\1 \2/p' "$src/src/cli/config.c")
	check_eq "the configuration has keys to look for" "$(echo "$keys" | grep -c CAIRN_)" 3
	lacking=$(echo "$keys" | while read -r key env; do
		page cairn.conf.5 | grep -q "^ $key = " || echo "$key"
		page cairn.conf.5 | grep -q "$env" || echo "$env"
		page cairn.1 | grep -q "$env" || echo "$env in cairn(1)"
	done)
	check_eq "cairn.conf(5) has every key" "$lacking" ""
	statuses=$(sed -n 's/.*{"[a-z_]*", \([0-9]*\), [0-9]*},/\1/p' "$src/src/base/err.c")
	lacking=$(for s in $statuses; do page cairn.1 | sed -n '/^EXIT/,/^EXAMPLES/p' | grep -q "^ $s " || echo "$s"; done)
	check_eq "cairn(1) has every exit status" "$(echo "$statuses" | wc -w) $lacking" "11 "
	for f in cairn.1 cairn.conf.5; do check_ok "$f is clean" mandoc -T lint -W warning "$src/docs/man/$f"; done
else
	skip "the manual pages" "mandoc is not installed"
fi
