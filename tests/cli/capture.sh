#!/bin/bash
# Capture by command: what is refused before and behind the network, and that nothing from outside makes it lenient.
. "$(dirname "$0")/lib.sh"

for bad in 'ftp://example.org/x' 'https://me:pw@example.org/' 'https://example.org:8080/' 'https://127.1/' 'https://0x7f000001/' \
	'https://exa"mple.org/' 'https://example.org\@127.0.0.1/'; do
	check_fail "refused as it stands: $bad" 2 "." cairn capture "$bad"
done
check_fail "no address" 2 "no web address" cairn capture jobs
check_fail "no argument" 2 "URL" cairn capture
check_fail "too many" 6 "more than 50" bash -c 'seq 51 | sed "s,^,https://example.org/," | "$0" --db "$1" capture -' "$bin" "$db"
port=$((10000 + RANDOM % 20000))
mkdir "$tmp/site" && cp "$data/page_jsonld.html" "$tmp/site/job.html"
python3 -m http.server "$port" --bind 127.0.0.1 --directory "$tmp/site" >"$tmp/site.log" 2>&1 &
site=$!
trap 'kill $site 2>/dev/null; at_end' EXIT
for _ in $(seq 100); do curl -s "http://127.0.0.1:$port/" >/dev/null && break; sleep 0.05; done
: >"$tmp/site.log"
check_fail "another port" 2 "80 and 443" cairn capture "http://127.0.0.1:$port/job.html"
for host in 127.0.0.1 localhost '[::1]' 10.0.0.1 192.168.0.1 169.254.169.254 '[::ffff:127.0.0.1]' '[fd00::1]' 0.0.0.0; do
	check_fail "an address of this machine or house: $host" 5 "leads to an address that is" cairn capture "http://$host/"
done
export http_proxy=http://127.0.0.1:$port https_proxy=http://127.0.0.1:$port ALL_PROXY=http://127.0.0.1:$port no_proxy= \
	CAIRN_FETCH_ANY=1 CURL_HOME=$tmp/site
printf 'proxy = http://127.0.0.1:%s\n' "$port" >"$tmp/site/.curlrc"
check_fail "nor by a proxy of the environment" 5 "loopback" cairn capture http://localhost/job.html
check_fail "a name that leads nowhere" 9 "could not fetch" cairn capture https://nowhere.invalid/
unset http_proxy https_proxy ALL_PROXY no_proxy CAIRN_FETCH_ANY CURL_HOME
check_eq "nobody was asked" "$(cat "$tmp/site.log")" ""
check_out "of several each has its reason" "10\.0\.0\.1. leads to an address that is private" \
	cairn capture http://10.0.0.1/ https://nowhere.invalid/
check_eq "nothing came in" "$(cairn posting list --json | py 'len(d)')" 0
check_eq "the worker alone fetches nothing" "$("$bin" worker fetch </dev/null 2>&1)" "standard input holds nothing to fetch"

check_ok "a key" cairn capture key add "Firefox here"
check_eq "it is listed" "$(cairn capture key --json | py '[(k["name"], k["used"], k["revoked"]) for k in d]')" "[('Firefox here', 0, False)]"
id=$(cairn capture key list --json | py 'd[0]["id"]')
check_ok "revoked" cairn capture key revoke "$id"
check_fail "twice" 3 "no such bookmark" cairn capture key revoke "$id"
check_out "it says so" "revoked" cairn capture key
check_ok "restored" cairn capture key restore "$id"
check_fail "without a name" 2 "name" cairn capture key add ""
check_fail "a verb there is not" 2 "revoke ID" cairn capture key drop "$id"
