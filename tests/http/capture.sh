#!/usr/bin/env bash
# The bookmark's form from outside: a page of another site comes in with the key, and nothing else does.
. "$(dirname "$0")/lib.sh"

page=$src/tests/data/postings/page_plain.html
# As a browser sends it from a page of jobs.example, without the session.
send() { # KEY [CURL...]
	local key=$1
	shift
	status=$(curl -sS -m 20 -D "$head" -o "$body" -w '%{http_code}' -H "Origin: https://jobs.example" \
		-H "Sec-Fetch-Site: cross-site" -H "Sec-Fetch-Mode: navigate" -H "Sec-Fetch-Dest: document" \
		-F "key=$key" -F "url=https://jobs.example/ml?x=1" -F "title=A job" -F "html=<$page" "$@" "$url/capture/page")
}
postings() { "$bin" --db "$tmp/cairn.db" posting list --limit 1000 --json | python3 -c 'import json, sys; print(len(json.load(sys.stdin)))'; }
wait_for() { # N
	for _ in $(seq 100); do [ "$(postings)" = "$1" ] && return 0; sleep 0.1; done
	return 1
}

serve
visit /welcome
submit /welcome /welcome -d role=ml-engineer -d hours=6
submit /capture/key /capture -d "name=test"
check "a bookmark is made" eq "$status" 303
visit /capture
key=$(grep -o "key&#39;,&#39;[0-9a-f]\{48\}" "$body" | head -n 1 | grep -o '[0-9a-f]\{48\}$')
check "its key stands in it" eq "${#key}" 48
check "with this server's address" has "http://$listen/capture/page"

send "$key"
check "a page is taken" eq "$status" 200
check "it says so" has "Taken"
for word in "ML engineer" "Machine learning" "<nav" "posting" "/plan" "href=\"/postings"; do check "and not: $word" hasnt "$word"; done
check "no session begins" eq "$(grep -ci '^set-cookie' "$head")" 0
check "it came in" wait_for 1
check "with its address" eq "$("$bin" --db "$tmp/cairn.db" posting list --json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["url"] is not None)')" True
check "the use is counted" eq "$("$bin" --db "$tmp/cairn.db" capture key --json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["used"])')" 1
send "$key" -H "Host: rebound.example:${listen##*:}"
check "by another name of this address: no" eq "$status" 403
send "${key%?}g"
check "with another key: no" eq "$status" 403
send "" && check "without a key: no" eq "$status" 403
send "$key" -H "X-Forwarded-For: 10.0.0.9"
check "through a proxy: no" eq "$status" 403
status=$(curl -sS -o "$body" -w '%{http_code}' "$url/capture/page?key=$key")
check "by a link: no" eq "$status" 405
status=$(curl -sS -o "$body" -w '%{http_code}' -H "Origin: https://jobs.example" -H "Sec-Fetch-Site: cross-site" -F "key=$key" -F "_t=$key" -F "urls=https://example.org" "$url/capture")
check "the key opens no other form" eq "$status" 403
head -c 5000000 /dev/zero | tr '\0' 'x' >"$tmp/large"
page=$tmp/large send "$key"
check "a page beyond the limit: no" eq "$([ "$status" = 413 ] || [ "$status" = 400 ] && echo yes)" yes
submit "/capture/key/$("$bin" --db "$tmp/cairn.db" capture key --json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')/revoke" /capture
check "revoked" eq "$status" 303
page=$src/tests/data/postings/page_jsonld.html
send "$key"
check "a revoked key: no" eq "$status" 403
for _ in $(seq 30); do send "$key" -F "x=y"; done
check "too many in a minute" eq "$status" 429
check "one posting, as before" eq "$(postings)" 1
kill "$pid" && wait "$pid"
pid=
