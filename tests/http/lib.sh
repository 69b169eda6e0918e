# Sourced by the tests of this folder: a server of their own, a browser made of curl, and TAP.
#
#	. "$(dirname "$0")/lib.sh"
#	serve [OPTIONS...]      starts (or starts again); $url is where, $log its words
#	visit PATH [CURL...]    a page as the owner's browser gets it: $status, $body, $head
#	submit PATH PAGE [CURL...]  a form of that page with its token; the same results, and $to
#	check NAME COMMAND...   it ends well
set -u
src=${CAIRN_SOURCE:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
bin=${CAIRN_BIN:-${CAIRN_BUILD:-$src/build}/cairn}
tmp=$(mktemp -d /tmp/cairn-http.XXXXXX)
log=$tmp/log
jar=$tmp/jar
n_checks=0 n_failed=0 pid=

unset CAIRN_DB CAIRN_LISTEN CAIRN_HOSTS CAIRN_FAULT http_proxy
export HOME=$tmp XDG_DATA_HOME=$tmp/data XDG_CONFIG_HOME=$tmp/config LC_ALL=C.UTF-8 CAIRN_NOW=2026-05-01T09:00:00Z

at_end() {
	[ -z "$pid" ] || kill "$pid" 2>/dev/null
	rm -rf "$tmp"
	echo "1..$n_checks"
	[ "$n_checks" -gt 0 ] && [ "$n_failed" -eq 0 ] || exit 1
}
trap at_end EXIT
trap 'exit 130' INT TERM

check() {
	local name=$1
	shift
	n_checks=$((n_checks + 1))
	if "$@" >"$tmp/check" 2>&1; then
		echo "ok $n_checks - $name"
	else
		n_failed=$((n_failed + 1))
		echo "not ok $n_checks - $name"
		{ echo "$*" && cat "$tmp/check" && echo "status ${status:-}"; } | head -n 8 | cut -c 1-300 | sed 's/^/#   /'
	fi
}
eq() { [ "$1" = "$2" ] || { echo "got '$1', wanted '$2'" && false; }; }
has() { grep -qF -- "$1" "$body"; }
hasnt() { ! grep -qF -- "$1" "$body"; }
head_has() { grep -qiF -- "$1" "$head"; }

head=$tmp/head body=$tmp/body
# Ports below those the system hands to clients, so that a restart finds its own free.
try_serve() {
	"$bin" --db "$tmp/cairn.db" serve --listen "$listen" "$@" 2>"$log" &
	pid=$!
	for _ in $(seq 400); do
		start=$(sed -n 's/^Cairn is ready: \(http:[^ ]*\)$/\1/p' "$log")
		[ -z "$start" ] || break
		kill -0 "$pid" 2>/dev/null || return 1
		sleep 0.05
	done
	url=http://$listen
	[ -n "$start" ]
}
serve() {
	local tries=0
	until listen=${listen:-127.0.0.1:$((10000 + RANDOM % 20000))} && try_serve "$@"; do
		listen= tries=$((tries + 1))
		[ "$tries" -lt 5 ] || { sed 's/^/# /' "$log" && echo "Bail out! the server did not start" && exit 1; }
	done
}
visit() {
	local path=$1
	shift
	status=$(curl -sS --path-as-is -m 20 -b "$jar" -c "$jar" -D "$head" -o "$body" -w '%{http_code}' "$@" "$url$path")
	to=$(sed -n 's/^[Ll]ocation: \(.*\)\r$/\1/p' "$head")
}
token() { # PATTERN-AS-PRINTED: the token of the form with this action on the page in $body
	tr '\n' ' ' <"$body" | grep -o "action=\"$1\"[^>]*>[^<]*<input type=\"hidden\" name=\"_t\" value=\"[0-9a-f]*" | head -n 1 |
		sed 's/.*value="//'
}
submit() {
	local path=$1 page=$2
	shift 2
	visit "$page"
	visit "$path" -H "Origin: $url" --data-urlencode "_t=$(token "$path")" "$@"
}
