#!/bin/bash
# The report: funnel, flows, times, rates, activities, by a tracker whose numbers are counted by hand.
. "$(dirname "$0")/lib.sh"

cairn init >/dev/null
check_out "nothing to count" "No applications" cairn report
{
	echo "Company,Title,Applied on,Status,Updated,Source"
	# Six by LinkedIn, of which two were invited; three by a friend, all of them.
	for i in 1 2 3 4; do echo "L$i,ML,2026-03-01,Rejected,2026-03-11,LinkedIn"; done
	for i in 5 6; do echo "L$i,ML,2026-03-01,Interview,2026-03-21,LinkedIn"; done
	for i in 1 2 3; do echo "F$i,ML,2026-04-01,Screening,2026-04-04,friend"; done
	echo "Y1,ML,2026-04-28,Applied,,LinkedIn" # three days old
} >"$tmp/t.csv"
check_out "ten applications" "10 new" cairn job import "$tmp/t.csv"
check_eq "the funnel" "$(cairn report --json | py '[f["n"] for f in d["funnel"]]')" "[10, 10, 9, 5, 0, 0]"
check_eq "the flows" "$(cairn report --json | py 'sorted((f["from"], f["to"], f["n"]) for f in d["flows"])')" \
	"[('applied', 'open', 1), ('applied', 'rejected', 4), ('applied', 'round', 2), ('applied', 'screen', 3), ('found', 'applied', 10), ('round', 'open', 2), ('screen', 'open', 3)]"
# 4 after 10 days, 2 after 20, 3 after 3 days, one waits since 3 days. S: 1 - 3/10 = 0.7 at 3; x (1 - 4/6) = 0.233 at 10.
check_eq "half have moved on after ten days" "$(cairn report --json | py '[(t["n"], t["moved_on"], t["waiting"], t["median_days"]) for t in d["times"] if t["stage"] == "applied"]')" "[(10, 9, 1, 10)]"
check_eq "rates: the young one is left out, three are too few" "$(cairn report --json | py '[(r["name"], r["n"], r["too_young"], r["invited"], r["too_few"]) for r in d["rates"]["source"]]')" \
	"[('LinkedIn', 6, 1, 2, False), ('friend', 3, 0, 3, True)]"
# Wilson, 2 of 6: 0.0968 to 0.7000.
check_eq "the interval" "$(cairn report --json | py '[(round(r["low"], 4), round(r["high"], 4)) for r in d["rates"]["source"] if not r["too_few"]]')" "[(0.0968, 0.7)]"
check_out "as text" "friend +3 +3 +3 +too few" cairn report
check_out "as CSV" "^source,LinkedIn,,6,2,6," cairn report --csv
check_eq "of a period" "$(cairn report --json --from 2026-04-01 --to 2026-04-02 | py 'd["applications"]')" 3
check_fail "a period that ends before it begins" 2 "before" cairn report --from 2026-04-02 --to 2026-04-01
check_fail "a day that is none" 2 "from" cairn report --from 2026-02-30
check_eq "activities of a period" "$(cairn report activity --json --from 2026-04-01 --to 2026-04-30 | py 'len(d)')" 11
check_out "with their history, as CSV" "^2026-03-21,L5,ML,Round" cairn report activity --csv
check_eq "a line an event" "$(cairn report activity --csv | wc -l)" 30
