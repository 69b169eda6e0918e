#!/bin/bash
# Calendars: busy times in, what is due out, the feed.
. "$(dirname "$0")/lib.sh"

ics() { # LINES...: a calendar with one event
	printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u\r\nSUMMARY:Meeting\r\n'
	printf '%s\r\n' "$@"
	printf 'END:VEVENT\r\nEND:VCALENDAR\r\n'
}
busy() { cairn calendar busy --from "${1:-2026-05-01}" --days "${2:-30}" --json | py '" ".join(x["start"] for x in d)'; }

cairn init >/dev/null
ics DTSTART:20260504T090000Z DTEND:20260504T100000Z 'RRULE:FREQ=WEEKLY;COUNT=3' >"$tmp/work.ics"
check_out "a file is shown and not stored" "Meeting" cairn calendar show "$tmp/work.ics"
check_eq "nothing is there yet" "$(cairn calendar list --json)" "[]"
check_out "what to do then" "cairn calendar import" cairn calendar list
first=$(cairn calendar import "$tmp/work.ics" --json | py 'd[0]["id"]')
check_eq "its busy times" "$(busy)" "2026-05-04T09:00:00Z 2026-05-11T09:00:00Z 2026-05-18T09:00:00Z"
check_eq "called as the file" "$(cairn calendar list --json | py '[(k["name"], k["events"], k["busy"]) for k in d]')" "[('work', 1, 3)]"
check_eq "overlap counts" "$(cairn calendar busy --from 2026-05-11 --days 1 --json | py 'len(d)')" 1
ics DTSTART:20260505T090000Z DTEND:20260505T100000Z >"$tmp/work.ics"
second=$(cairn calendar import "$tmp/work.ics" --json | py 'd[0]["id"]')
check_eq "again: it takes the place" "$(busy)" "2026-05-05T09:00:00Z"
check_fail "an older one cannot be undone" 4 "newest" cairn calendar undo "$first"
check_ok "undone" cairn calendar undo "$second"
check_eq "the one before is back" "$(busy)" "2026-05-04T09:00:00Z 2026-05-11T09:00:00Z 2026-05-18T09:00:00Z"
gone=$(cairn calendar remove work --json | py 'd["id"]')
check_eq "taken out" "$(busy)$(cairn calendar list --json)" "[]"
check_fail "twice" 3 "no calendar 'work'" cairn calendar remove work
check_ok "brought back" cairn calendar undo "$gone"
check_eq "it is there" "$(cairn calendar list --json | py 'len(d)')" 1
check_out "another name" "^home " cairn calendar import "$tmp/work.ics" --name home
check_eq "both count" "$(cairn calendar busy --from 2026-05-01 --days 30 --json | py 'sorted(set(x["calendar"] for x in d))')" "['home', 'work']"

# A rule that never ends, dates that do not exist, files that are none.
ics DTSTART:19700101T090000Z DURATION:PT1H RRULE:FREQ=DAILY >"$tmp/ever.ics"
check_eq "one that never ends, ends with the window" "$(cairn calendar import "$tmp/ever.ics" --json | py '(d[0]["busy"], d[0]["from"], d[0]["to"])')" \
	"(427, '2026-03-31', '2027-05-31')"
ics DTSTART:19700101T090000Z DURATION:PT1H RRULE:FREQ=SECONDLY >"$tmp/bad.ics"
check_out "one that repeats by the second" "by the second" cairn calendar show "$tmp/bad.ics"
ics DTSTART:20260101T000000Z DURATION:PT1H 'RRULE:FREQ=MINUTELY;BYYEARDAY=366;BYMONTH=2' >"$tmp/bad.ics"
run timeout 60 "$bin" calendar show "$tmp/bad.ics"
check "one that finds nothing for ever comes to an end" test "$status" -lt 12
ics DTSTART:20260231T090000Z >"$tmp/bad.ics"
check_out "a date that does not exist" "'20260231T090000Z' does not exist" cairn calendar show "$tmp/bad.ics"
check_eq "is not stored" "$(cairn calendar import "$tmp/bad.ics" --json | py '(d[0]["refused"], d[0]["busy"])')" "(1, 0)"
echo "<html>" >"$tmp/page.ics"
check_fail "a page" 2 "not an iCalendar file" cairn calendar import "$tmp/page.ics"
: >"$tmp/empty.ics"
check_fail "an empty file" 2 "not an iCalendar file" cairn calendar import "$tmp/empty.ics"
{ echo BEGIN:VCALENDAR; yes BEGIN:VEVENT | head -n 100000; } >"$tmp/deep.ics"
check_fail "parts within parts" 6 "more than 16 parts" cairn calendar show "$tmp/deep.ics"
head -c 17000000 /dev/zero >"$tmp/large.ics"
check_fail "a file that is too large" 6 "." cairn calendar import "$tmp/large.ics"
check_fail "a window that is too wide" 2 "days" cairn calendar show "$tmp/work.ics" --days 99999
check_fail "no such file" 3 "." cairn calendar show "$tmp/none.ics"

# Out.
job=$(cairn job add --company Globex --title "ML Engineer" --on 2026-04-20 --json | py 'd["id"]')
cairn job event "$job" applied --on 2026-04-22 >/dev/null
check_ok "exported" cairn calendar export --to "$tmp/out.ics"
check "in lines of CRLF" test "$(grep -c $'\r$' "$tmp/out.ics")" = "$(wc -l <"$tmp/out.ics")"
cairn calendar export >"$tmp/out2.ics"
check "the same on standard output" cmp "$tmp/out.ics" "$tmp/out2.ics"
check_eq "what is due, whole day" "$(tr -d '\r' <"$tmp/out.ics" | grep -E '^(DTSTART|SUMMARY)')" "$(printf 'DTSTART;VALUE=DATE:20260429\nSUMMARY:Follow up: Globex\\, ML Engineer')"
check_out "read back: a task is no busy time" "1 event: 0 times in the window, 1 free" cairn calendar show "$tmp/out.ics"
cairn calendar export --todo --to "$tmp/todo.ics"
check "as to-dos" grep -q '^BEGIN:VTODO' "$tmp/todo.ics"
key=$(cairn due --json | py 'd[0]["key"]')
cairn calendar export --key "$key" --to "$tmp/one.ics"
check_eq "one of them" "$(grep -c '^BEGIN:VEVENT' "$tmp/one.ics")" 1
uid=$(grep '^UID' "$tmp/out.ics")
sequence() { tr -d '\r' <"$tmp/out.ics" | sed -n 's/^SEQUENCE://p'; }
before=$(sequence)
cairn due snooze "$key" --until 2026-05-09 >/dev/null
cairn calendar export --to "$tmp/out.ics"
check_eq "put off: the same UID" "$(grep '^UID' "$tmp/out.ics")" "$uid"
check "and a sequence that rises" test "$(sequence)" -gt "$before"

# The feed.
check_fail "no feed yet" 3 "feed --new" cairn calendar feed
path=$(cairn calendar feed --new)
check_eq "an address of 128 bits" "$(sed -E 's/[0-9a-f]{32}/SECRET/' <<<"$path")" /feed/SECRET.ics
check_eq "it stays" "$(cairn calendar feed)" "$path"
check "a new one is another" test "$(cairn calendar feed --new)" != "$path"
check_ok "off" cairn calendar feed --off
check_fail "then there is none" 3 "." cairn calendar feed
check_fail "off twice" 3 "." cairn calendar feed --off

# Served: the secret opens it without a session, and nothing else does.
path=$(cairn calendar feed --new)
"$bin" --db "$db" serve --listen 127.0.0.1:0 >"$tmp/served" 2>&1 </dev/null &
server=$!
for _ in $(seq 100); do grep -q 'http://' "$tmp/served" && break || sleep 0.1; done
at=$(sed -n 's/.*\(http:\/\/[0-9.:]*\).*/\1/p' "$tmp/served" | head -n 1)
fetch() { curl -s -m 20 -o "$tmp/feed" -w '%{http_code} %{content_type}' "$@"; }
check_eq "the feed" "$(fetch "$at$path")" "200 text/calendar; charset=utf-8"
check "is the calendar" grep -q '^BEGIN:VCALENDAR' "$tmp/feed"
check_eq "no cookie comes with it" "$(curl -s -m 20 -D - -o /dev/null "$at$path" | grep -ci '^set-cookie')" 0
check_eq "another secret" "$(fetch "$at/feed/00000000000000000000000000000000.ics") $(cat "$tmp/feed")" "404 text/plain; charset=utf-8 there is no such calendar"
check_eq "half of it says the same" "$(fetch "$at${path%??????.ics}.ics") $(cat "$tmp/feed")" "404 text/plain; charset=utf-8 there is no such calendar"
check_eq "it is only read" "$(fetch -X POST -d x=1 "$at$path" | cut -c 1-3)" 405
cairn calendar feed --off >/dev/null
check_eq "ended, it is gone at once" "$(fetch "$at$path" | cut -c 1-3)" 404
kill "$server" && wait "$server" 2>/dev/null

# Every real file is read or refused with a reason.
real=$src/../shared/data/calendars
if [ -d "$real" ]; then
	bad=0 n=0
	while IFS= read -r -d '' f; do
		n=$((n + 1))
		run timeout 60 "$bin" calendar show "$f" --json
		[ "$status" -eq 0 ] || { { [ "$status" -eq 2 ] || [ "$status" -eq 6 ]; } && [ -s "$tmp/err" ]; } || {
			bad=$((bad + 1))
			echo "# $f: status $status, $(head -n 1 "$tmp/err")"
		}
	done < <(find "$real" -type f -print0)
	check_eq "$n real files are read or refused with a reason" "$bad" 0
else
	skip "real files" "there are none at $real"
fi
