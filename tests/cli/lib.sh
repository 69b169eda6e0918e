# Sourced by every test of this folder, which runs the program as a person would and says TAP.
#
#	. "$(dirname "$0")/lib.sh"
#	check_ok   NAME COMMAND...                 it ends well and says nothing on standard error
#	check_fail NAME STATUS PATTERN COMMAND...  it ends with the status, and the message fits the pattern (grep -E)
#	check_out  NAME PATTERN COMMAND...         it ends well and a line of its output fits
#	check_eq   NAME GOT WANTED
#	check      NAME COMMAND...                 it ends well
#	skip       NAME WHY
#
# `cairn` is the program on this test's own file of data; CAIRN_BIN names another build of it. Every call of it is one
# second later than the one before, so that what is newest is always told.
set -u
src=${CAIRN_SOURCE:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
bin=${CAIRN_BIN:-${CAIRN_BUILD:-$src/build}/cairn}
data=$src/tests/data/postings
tmp=$(mktemp -d /tmp/cairn-cli.XXXXXX)
db=$tmp/cairn.db
n_checks=0 n_failed=0

unset CAIRN_DB CAIRN_LISTEN CAIRN_HOSTS CAIRN_FAULT
export HOME=$tmp XDG_DATA_HOME=$tmp/data XDG_CONFIG_HOME=$tmp/config LC_ALL=C.UTF-8
echo 0 >"$tmp/tick"

at_end() {
	rm -rf "$tmp"
	[ "$n_checks" -gt 0 ] || { echo "not ok 1 - nothing was checked" && n_failed=1 n_checks=1; }
	echo "1..$n_checks"
	[ "$n_failed" -eq 0 ] || exit 1
}
trap at_end EXIT
trap 'exit 130' INT TERM

[ -x "$bin" ] || { echo "Bail out! there is no program at $bin" && exit 1; }

now() { # the instant of the next call
	local tick
	read -r tick <"$tmp/tick"
	echo $((tick + 1)) >"$tmp/tick"
	printf '2026-05-01T%02d:%02d:%02dZ' $((9 + tick / 3600)) $((tick / 60 % 60)) $((tick % 60))
}
cairn() { CAIRN_NOW=$(now) "$bin" --db "$db" "$@"; }

verdict() { # STATUS NAME [FILE...]: the files tell why it failed
	local bad=$1 name=$2
	shift 2
	n_checks=$((n_checks + 1))
	if [ "$bad" -eq 0 ]; then
		echo "ok $n_checks - $name"
	else
		n_failed=$((n_failed + 1))
		echo "not ok $n_checks - $name"
		for f in "$@"; do head -n 12 "$f" | cut -c 1-300 | sed 's/^/#   /'; done
	fi
}

run() { # COMMAND...: into $tmp/out and $tmp/err; its status in $status
	status=0
	"$@" >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
}

check() {
	local name=$1
	shift
	run "$@"
	verdict "$status" "$name" "$tmp/out" "$tmp/err"
}

check_ok() {
	local name=$1
	shift
	run "$@"
	[ "$status" -eq 0 ] && [ ! -s "$tmp/err" ]
	verdict $? "$name" "$tmp/err"
}

check_fail() {
	local name=$1 want=$2 pattern=$3
	shift 3
	run "$@"
	[ "$status" -eq "$want" ] && [ ! -s "$tmp/out" ] && head -n 1 "$tmp/err" | grep -q '^cairn: ' &&
		grep -Eq -- "$pattern" "$tmp/err"
	local bad=$?
	[ $bad -eq 0 ] || echo "(status $status, wanted $want and '$pattern')" >>"$tmp/err"
	verdict $bad "$name" "$tmp/err" "$tmp/out"
}

check_out() {
	local name=$1 pattern=$2
	shift 2
	run "$@"
	[ "$status" -eq 0 ] && grep -Eq -- "$pattern" "$tmp/out"
	local bad=$?
	[ $bad -eq 0 ] || echo "(wanted '$pattern')" >>"$tmp/err"
	verdict $bad "$name" "$tmp/out" "$tmp/err"
}

check_eq() {
	[ "$2" = "$3" ]
	local bad=$?
	printf 'got    %s\nwanted %s\n' "$2" "$3" >"$tmp/err"
	verdict $bad "$1" "$tmp/err"
}

skip() {
	n_checks=$((n_checks + 1))
	echo "ok $n_checks - $1 # SKIP $2"
}

# py EXPRESSION: what it makes of the JSON on standard input, as d.
py() { python3 -c 'import json, sys
d = json.load(sys.stdin)
print('"$1"')'; }

# An advert as a person would paste it: a title in the first line, long enough to be compared.
advert() { # TITLE COMPANY SKILL...
	printf '%s at %s\nLocation: Oslo, Norway\nType: Full-time\n\nAbout us\n' "$1" "$2"
	printf '%s runs the back office of hospitals in the north, and this is the team that keeps it well.\n' "$2"
	printf '\nWhat you will do\n- Build what doctors ask for, measure whether it helps, and tell them\n- Keep it running\n'
	shift 2
	printf '\nRequirements\n'
	printf -- '- Three years of experience with %s\n' "$@"
	printf '\nNice to have\n- You have seen a hospital from within\n'
}

# Everything of a file of data as text, without what tells when or by which archive; for comparing.
dump() { # ARCHIVE
	cairn export "$1" >/dev/null && tar --zstd -xOf "$1"
}
n_postings() { cairn posting list --limit 100000 --json | py 'len(d)'; }
