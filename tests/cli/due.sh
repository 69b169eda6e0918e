#!/bin/bash
# What is due: the list and its status, words and their undo, the rhythm.
. "$(dirname "$0")/lib.sh"

at() { CAIRN_NOW="$1T10:00:00Z" "$bin" --db "$db" "${@:2}"; }
keys() { at "$@" --json | py '" ".join(x["key"] for x in d)'; }
whats() { at "$@" --json | py '"; ".join(x["what"] for x in d)'; }

check_fail "without a file of data" 3 "cairn init" cairn due
cairn init >/dev/null
run cairn due
check_eq "nothing is due: status 1, as grep has it" "$status $(cat "$tmp/out")" "1 Nothing is due."
run cairn due --json
check_eq "as JSON too" "$status $(cat "$tmp/out")" "1 []"
check_fail "days that are none" 2 "days" cairn due --days -1
check_fail "a kind there is not" 3 "kind" cairn due --kind nothing

job=$(at 2026-05-01 job add --company Globex --title "ML Engineer" --json | py 'd["id"]')
at 2026-05-01 job event "$job" applied >/dev/null
check_eq "not yet" "$(keys 2026-05-07 due)" ""
check_eq "seven days after" "$(whats 2026-05-08 due)" "Follow up: Globex, ML Engineer"
run at 2026-05-08 due
check_eq "then the status is 0" "$status" 0
check_eq "looked ahead" "$(keys 2026-05-07 due --days 1)" "$(keys 2026-05-08 due)"
check_eq "of another kind" "$(keys 2026-05-08 due --kind touch)" ""
check_out "it says why" "applied 8 days ago, no word since" at 2026-05-09 due

key=$(keys 2026-05-08 due)
check_fail "put off into the past" 2 "ahead" at 2026-05-08 due snooze "$key" --until 2026-05-08
check_fail "a day that does not exist" 2 "until" at 2026-05-08 due snooze "$key" --until 2026-02-30
check_fail "a key that is not there" 3 "key" at 2026-05-08 due snooze follow:1:1
id=$(at 2026-05-08 due snooze "$key" --until 2026-05-20 --json | py 'd["id"]')
check_eq "put off" "$(keys 2026-05-19 due)" ""
check_eq "until its day" "$(keys 2026-05-20 due)" "$key"
check_ok "taken back" at 2026-05-09 due undo "$id"
check_eq "it is there again" "$(keys 2026-05-09 due)" "$key"
check_fail "taken back twice" 3 "." at 2026-05-09 due undo "$id"
check_fail "done on a day to come" 2 "future" at 2026-05-08 due done "$key" --on 2026-05-09
check_out "done" "^Settled" at 2026-05-08 due done "$key" --note "by mail"
check_eq "the second a week later" "$(keys 2026-05-14 due)" ""
second=$(keys 2026-05-15 due)
check "under a key of its own" test -n "$second" -a "$second" != "$key"
at 2026-05-15 due done "$second" >/dev/null
check_eq "then a silence is proposed, once" "$(whats 2026-05-22 due)" "No word: Globex, ML Engineer"
id=$(at 2026-05-22 due drop "$(keys 2026-05-22 due)" --json | py 'd["id"]')
check_eq "dropped for good" "$(keys 2027-05-22 due)" ""
at 2026-05-22 due undo "$id"
check_eq "and back" "$(whats 2026-05-22 due)" "No word: Globex, ML Engineer"
at 2026-05-23 job event "$job" screen >/dev/null
check_eq "when they answer, the move is mine" "$(whats 2026-05-24 due)" "Answer: Globex, ML Engineer"
check_eq "what was said is listed" "$(at 2026-05-24 due words --json | py '[w["word"] for w in d]')" "['done', 'done']"
at 2026-05-24 job event "$job" rejected >/dev/null
check_eq "after a no, feedback" "$(whats 2026-05-26 due)" "Ask for feedback: Globex, ML Engineer"

check_eq "the rhythm" "$(cairn rhythm list --json | py '[(r["first"], r["then"], r["most"], r["own"]) for r in d if r["name"] == "applied"]')" "[(7, 7, 2, False)]"
id=$(cairn rhythm set feedback --first 10 --json | py 'd["id"]')
check_eq "one's own" "$(keys 2026-05-26 due)$(whats 2026-06-03 due)" "Ask for feedback: Globex, ML Engineer"
check_ok "taken back" cairn rhythm undo "$id"
check_eq "as before" "$(whats 2026-05-26 due)" "Ask for feedback: Globex, ML Engineer"
for bad in -1 366 x 1.5; do check_fail "a rhythm of $bad days" 2 "first" cairn rhythm set applied --first "$bad"; done
check_fail "a rhythm that is not there" 3 "rhythm list" cairn rhythm set never --first 1
