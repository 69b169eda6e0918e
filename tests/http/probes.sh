#!/usr/bin/env bash
# The program's server from outside: the way in, the walls, forms, an import, hostile text in every field, and its end.
. "$(dirname "$0")/lib.sh"

serve
visit /
check "the owner is in without a log-in" eq "$status $to" "303 /welcome"
check "the cookie is for this browser alone" head_has "HttpOnly; SameSite=Strict"
for path in / /welcome /nothing /import /a/0-app.css /start?key=1; do
	visit "$path"
	for h in "Content-Security-Policy: default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'" \
		"X-Content-Type-Options: nosniff" "Referrer-Policy: same-origin" "Cross-Origin-Opener-Policy: same-origin" \
		"Cross-Origin-Resource-Policy: same-origin" "Cache-Control: no-store"; do
		check "$path has ${h%%:*}" head_has "$h"
	done
done
visit /welcome
css=$(grep -o '/a/[0-9a-f]*-app.css' "$body")
visit "$css"
check "a style sheet may be kept for ever" head_has "immutable"
check "and is one" eq "$status" 200

visit / -H "Host: evil.example"
check "a foreign name is refused" eq "$status" 403
visit /welcome -H "Sec-Fetch-Site: cross-site" -H "Sec-Fetch-Mode: no-cors"
check "another site's request is refused" eq "$status" 403
visit /minutes -d 'skill=ml.log&minutes=5'
check "a form without anything is refused" eq "$status" 403
for path in /a/..%2f..%2fetc/passwd /a/0-../../etc/passwd /../etc/passwd /skills/%00 /%2e%2e/; do
	visit "$path"
	check "no way out of the program: $path" test "$status" -ge 400 -a "$status" -lt 500
done
visit /minutes -X POST -H "Content-Type: application/x-www-form-urlencoded" --data-binary @<(head -c 1100000 /dev/zero)
check "a body that is too large is refused" eq "$status" 413
if [ "$(id -u)" -eq 0 ] && setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null; then
	got=$(setpriv --reuid 65534 --regid 65534 --clear-groups curl -s -o /dev/null -w '%{http_code}' "$url/welcome")
	check "another user of the machine is refused" eq "$got" 403
else
	n_checks=$((n_checks + 1)) && echo "ok $n_checks - another user of the machine # SKIP only root can become one"
fi

submit /welcome /welcome -d start_role=data-analyst -d role=ai-engineer -d hours=6 -d level.sw.py=2
check "the first run ends in a plan" eq "$status $to" "303 /plan?done=goal"
visit /plan
check "and there it is" has "This week"
submit /minutes / -d skill=ml.log -d minutes=9999 --data-urlencode 'note=typed by hand'
check "a wrong number is refused" eq "$status" 400
check "and what was typed is kept" has "typed by hand"

while IFS= read -r line; do
	for path in "/postings?q=" "/skills/" "/postings?role=" "/map?by="; do
		visit "$path$(printf %s "$line" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g')"
		check "$path holds: $line" test "$status" -lt 500
		check "and shows it as text" hasnt "<script>alert"
		check "or not at all" hasnt "onerror=alert(1)>"
	done
	submit /minutes /skills/ml.log -d skill=ml.log -d minutes=1 --data-urlencode "note=$line" -d back=/skills/ml.log
	check "a note holds: $line" test "$status" -lt 500
done <"$src/tests/http/naughty.txt"
visit /skills/ml.log
check "notes are text" hasnt "<script>alert"
check "all of it" hasnt "<img src=x"
check "and they are there" has "DROP TABLE posting"

visit /import
visit /import -H "Origin: $url" -F "_t=$(token /import)" -F "text=<$src/tests/data/postings/advert.txt" \
	-F "files=@$src/tests/http/naughty.txt;filename=<img src=x onerror=alert(1)>.txt"
check "an import begins" eq "$status" 303
run=$to
for _ in $(seq 100); do
	visit "$run"
	has 'hx-trigger="every' || break
	sleep 0.1
done
check "and ends" has "Done."
check "a file's name is text" hasnt "<img src=x"
visit /postings
check "the posting is in the list" has 'class="postings"'
posting=$(grep -o '/postings/[0-9]*"' "$body" | head -n 1 | tr -d '"')
visit "$posting"
check "its skills are marked" has "<mark class="
submit "$posting/hide" "$posting" -d hidden=1
check "it can be put aside" eq "$status" 303

submit /data/export /data
check "the export is a file" head_has 'Content-Disposition: attachment; filename="cairn-2026-05-01.tar.zst"'
cp "$body" "$tmp/export.tar.zst"
visit /data
visit /data/restore -H "Origin: $url" -F "_t=$(token /data/restore)" -F "archive=@$tmp/export.tar.zst"
check "and can be brought back" has "Restored: 0 rows new"
visit /data
visit /data/restore -H "Origin: $url" -F "_t=$(token /data/restore)" -F "archive=@$src/tests/http/naughty.txt"
check "what is no archive is refused" test "$status" -ge 400
submit /data/check /data
check "the database is whole" has "The database is whole."

visit /due/nothing/cairn.ics
check "what cannot be had as a file is a page that says so" eq "$status" 404
check "of its own type" head_has "Content-Type: text/html"
check "and no download" eq "$(grep -ci "^content-disposition" "$head")" 0
submit /calendar/feed /calendar -d word=new
visit /calendar
check "the feed's address" has "http://$listen/feed/"
feed=$(grep -o "/feed/[0-9a-f]*[.]ics" "$body" | head -n 1)
rm "$jar"
visit "$feed"
check "whoever knows it reads" head_has "Content-Type: text/calendar"
visit "$feed" -H "Host: rebound.example"
check "not by another name" eq "$status" 403
visit "${feed%?.ics}.ics"
check "nor with a part of it" eq "$status" 404
visit "$feed" -X POST -d x=1
check "nor to write" eq "$status" 405

"$bin" --db "$tmp/cairn.db" serve --listen "$listen" 2>"$tmp/second"
check "a second server on the same port says so" grep -q -- "--listen" "$tmp/second"
visit /goal
kept=$(token /goal)
kill -TERM "$pid"
wait "$pid"
check "it ends well when asked to" eq "$?" 0
serve
visit /goal -H "Origin: $url" --data-urlencode "_t=$kept" -d role=ai-engineer -d hours=7
check "a form that was open survives the restart" eq "$status $to" "303 /plan?done=goal"
kill -TERM "$pid"
wait "$pid"

listen=
serve --host cairn.example
check "with a further name there is a start address" grep -q "/start?key=" "$log"
rm -f "$jar"
visit / -H "Host: cairn.example"
check "nobody is in by asking" eq "$status" 403
visit "${start#"$url"}" -H "Host: cairn.example"
check "but with the key" eq "$status" 303
visit /calendar -H "Host: cairn.example" -H "X-Forwarded-Proto: https"
check "behind a proxy with https, the feed's secret is not sent in the clear" has "https://cairn.example/feed/"
