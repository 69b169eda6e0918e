#!/bin/bash
# Skills, minutes, evidence; undo and redo.
. "$(dirname "$0")/lib.sh"

check_eq "skills" "$(cairn skill list --json | py 'len(d) >= 90 and len(set(s["id"] for s in d)) == len(d)')" True
check_eq "at least 1,200 terms" "$(cairn skill list --json | py 'sum(s["terms"] for s in d) >= 1200')" True
check_out "as text" "^sw\.py +" cairn skill list
check_out "one skill" "^sw\.py +" cairn skill show sw.py
check_eq "as JSON" "$(cairn skill show ml.log --json | py 'all(d[k] for k in ("name", "what", "explain", "use", "build", "hard", "terms", "resources"))')" True
check_fail "one that is not there: the nearest is named" 3 "sw.py" cairn skill show sw.pyt
check_fail "a name of another kind" 3 "." cairn skill show "../../etc/passwd"
check "no file of data was made for that" test ! -e "$db"

check_out "log makes the file" "^Logged \(undo: [0-9]+\)$" cairn log 45 sw.py 'chapter 3; "quotes" and ünïcode'
check_eq "it is kept" "$(cairn log list --json | py '[(m["minutes"], m["skill"], m["on"], m["note"]) for m in d]')" \
	"[(45, 'sw.py', '2026-05-01', 'chapter 3; \"quotes\" and ünïcode')]"
check_out "on another day" "Logged" cairn log 30 da.sql --on 2026-04-20
check_eq "newest first" "$(cairn log list --json | py '[m["skill"] for m in d][0] in ("sw.py", "da.sql") and len(d)')" 2
check_eq "a log as JSON gives its id" "$(cairn log 5 sw.py --json | py 'type(d["id"]).__name__')" int
for bad in 0 -5 1441 1.5 1e2 0x10 '' many 99999999999999999999; do
	check_fail "minutes '$bad'" 2 "minutes" cairn log -- "$bad" sw.py
done
check_fail "a day in the future" 2 "future" cairn log 10 sw.py --on 2026-05-02
check_fail "a day that is none" 2 "." cairn log 10 sw.py --on 2026-02-30
check_fail "a day in words" 2 "." cairn log 10 sw.py --on yesterday
check_fail "a skill that is not there" 3 "sw.py" cairn log 10 sw.pyt
check_fail "a note that is too long" 6 "." cairn log 10 sw.py "$(head -c 10001 /dev/zero | tr '\0' x)"
check_fail "a note that is not UTF-8" 2 "UTF-8" cairn log 10 sw.py $'\xff\xfe'
check_eq "what was refused is not there" "$(cairn log list --json | py 'len(d)')" 3
id=$(cairn log list --json | py '[m["id"] for m in d if m["minutes"] == 45][0]')
check_ok "undo" cairn log undo "$id"
check_eq "it is gone" "$(cairn log list --json | py 'sorted(m["minutes"] for m in d)')" "[5, 30]"
check_fail "undo twice" 3 "." cairn log undo "$id"
check_ok "redo" cairn log undo "$id" --redo
check_eq "it is back" "$(cairn log list --json | py 'sorted(m["minutes"] for m in d)')" "[5, 30, 45]"
check_fail "redo twice" 3 "." cairn log undo "$id" --redo
check_fail "undo what is not there" 3 "." cairn log undo 12345
check_fail "undo what is no number" 2 "id" cairn log undo x

check_out "evidence" "^Recorded \(undo: [0-9]+\)$" cairn evidence add sw.py --level 2 --kind project --url https://example.org/p --note 'a parser'
check_eq "it is kept" "$(cairn evidence list --json | py '[(e["skill"], e["level"], e["kind"], e["url"], e["note"], e["on"]) for e in d]')" \
	"[('sw.py', 2, 'project', 'https://example.org/p', 'a parser', '2026-05-01')]"
for kind in claim course work exercise project exam; do
	check_out "kind $kind" "Recorded" cairn evidence add da.sql --level 1 --kind $kind --on 2026-03-01
done
check_eq "of one skill" "$(cairn evidence list --skill da.sql --json | py 'len(d)')" 6
check_fail "without a level" 2 "--level" cairn evidence add sw.py --kind work
check_fail "without a kind" 2 "--kind" cairn evidence add sw.py --level 1
check_fail "a kind there is not" 2 "claim, course" cairn evidence add sw.py --level 1 --kind degree
check_fail "a start is no evidence one adds" 2 "goal set" cairn evidence add sw.py --level 1 --kind preset
for bad in 4 -1 two 1.5; do check_fail "level $bad" 2 "level" cairn evidence add sw.py --level "$bad" --kind work; done
check_fail "level 0 of work" 2 "." cairn evidence add sw.py --level 0 --kind work
check_out "level 0 by one's own word" "Recorded" cairn evidence add sw.py --level 0 --kind claim
for bad in 'javascript:alert(1)' 'ftp://example.org' 'example.org' 'http://' 'https:///x' 'https://a b'; do
	check_fail "address ${bad:0:24}" 2 "web address" cairn evidence add sw.py --level 1 --kind work --url "$bad"
done
check_fail "an address that is too long" 6 "too long" \
	cairn evidence add sw.py --level 1 --kind work --url "https://$(head -c 2048 /dev/zero | tr '\0' x)"
check_fail "a day in the future" 2 "future" cairn evidence add sw.py --level 1 --kind work --on 2027-01-01
check_fail "a skill that is not there" 3 "." cairn evidence add sw.wizard --level 1 --kind work
check_eq "what was refused is not there" "$(cairn evidence list --json | py 'len(d)')" 8
have() { cairn skill show sw.py --json | py 'd["ability"]["mean"]'; }
one=$(have)
id=$(cairn evidence list --json | py '[e["id"] for e in d if e["kind"] == "project" and e["skill"] == "sw.py"][0]')
check_ok "undo evidence" cairn evidence undo "$id"
check_eq "the ability falls" "$(python3 -c "print($(have) < $one)")" True
check_ok "redo evidence" cairn evidence undo "$id" --redo
check_eq "the ability is as before" "$(have)" "$one"
check_eq "it fades with time" "$(CAIRN_NOW=2027-05-01T10:00:00Z "$bin" --db "$db" skill show sw.py --json | py 'd["ability"]["freshness"] < 0.9')" True
