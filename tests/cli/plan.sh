#!/bin/bash
# Gap, plan and its overrides, today; the main job from a goal to a plan that the postings have moved.
. "$(dirname "$0")/lib.sh"

cairn goal set --role ai-engineer --hours 6 --from software-engineer >/dev/null
tasks() { cairn plan --week --json | py "$1"; }
check_out "plan" "^Week of 2026-04-27: 0 of 360 minutes spent" cairn plan
check_out "each task has a reason" "demand [0-9.]+ x unlocks" cairn plan --week
check_out "the way has a range" "Half a chance to be there by .*, four in five by" cairn plan
check_out "the whole way" "can begin" cairn plan --all
check_eq "the week is packed" "$(tasks '0 < sum(t["minutes"] for t in d["tasks"]) <= 360')" True
check_eq "every task has a reason" "$(tasks 'all(t["reason"] for t in d["tasks"])')" True
check_eq "no two tasks are one" "$(tasks 'len(d["tasks"]) == len(set((t["kind"], t["skill"]) for t in d["tasks"]))')" True
check_eq "a task's prerequisites are met or come before" "$(cairn plan --json | py 'all(s["frontier"] or s["skipped"] for s in d["steps"] if s["skill"] in set(t["skill"] for t in d["tasks"] if t["kind"] == "learn") and s["kind"] == "learn" and s["level"] == [t["level"] for t in d["tasks"] if t["skill"] == s["skill"]][0])')" True
check_eq "half a chance comes first" "$(tasks 'd["eta_p50"] <= d["eta_p80"]')" True
check_eq "the same plan twice" "$(CAIRN_NOW=2026-05-01T12:00:00Z "$bin" --db "$db" plan --json | sha256sum)" \
	"$(CAIRN_NOW=2026-05-01T12:00:00Z "$bin" --db "$db" plan --json | sha256sum)"

check_out "gap without postings says so" "demand is the role's own" cairn gap
check_eq "gap: demand minus ability" "$(cairn gap --json | py 'all(g["gap"] >= 0 and 0 <= g["have"] <= 3 and 1 <= g["need"] <= 3 for g in d["skills"])')" True
met=$(cairn gap --json | py 'd["met"]')

# The postings move the demand, the plan says how far, and from how many.
for i in 1 2 3 4 5 6; do
	advert "AI Engineer, team $i" "Nord $i" Terraform Kubernetes Python >"$tmp/$i.txt"
done
before=$(cairn gap --json | py '{g["skill"]: g["weight"] for g in d["skills"]}')
check_out "postings come in" "6 new" cairn import "$tmp"/[1-6].txt
check_eq "the demand is measured" "$(cairn gap --json | py '(d["demand"]["postings"], d["demand"]["few"], d["demand"]["moved"] > 0)')" "(6, True, True)"
check_out "and says so" "measured from 6 postings, which moved the role's weights by [0-9]+%. That is few" cairn gap
check_eq "what they ask for weighs more than before" "$(cairn gap --json | py 'any(g["weight"] > ('"$before"').get(g["skill"], 0) + 0.01 and g["postings"] == 6 for g in d["skills"])')" True
id=$(cairn posting list --json | py 'd[0]["id"]')
cairn posting hide "$id"
check_eq "one put aside does not count" "$(cairn gap --json | py 'd["demand"]["postings"]')" 5
cairn posting unhide "$id"

# Overrides: one action, remembered, taken back.
skill=$(tasks 'd["tasks"][0]["skill"]')
check_out "skip" "undo: cairn plan undo [0-9]+" cairn plan skip "$skill"
check_eq "it is left out" "$(tasks "'$skill' in [t['skill'] for t in d['tasks'] if t['kind'] == 'learn']")" False
check_out "the plan names it" "Override: skip $skill" cairn plan
undo=$(tasks 'd["overrides"][0]["id"]')
check_ok "undo" cairn plan undo "$undo"
check_eq "it is back" "$(tasks "'$skill' in [t['skill'] for t in d['tasks']]")" True
check_fail "undo twice" 3 "." cairn plan undo "$undo"
last=$(cairn plan --json | py '[s["skill"] for s in d["steps"] if s["frontier"] and s["kind"] == "learn"][-1]')
check_ok "pin" cairn plan pin "$last"
check_eq "it is first" "$(tasks '[t["skill"] for t in d["tasks"] if t["kind"] == "learn"][0]')" "$last"
check_ok "later" cairn plan later "$skill" --until 2026-06-01
check_eq "it waits" "$(tasks "'$skill' in [t['skill'] for t in d['tasks'] if t['kind'] == 'learn']")" False
check_eq "until the day" "$(CAIRN_NOW=2026-06-02T10:00:00Z "$bin" --db "$db" plan --week --json | py "'$skill' in [t['skill'] for t in d['tasks']]")" True
check_fail "later than a day that is none" 2 "--until" cairn plan later "$skill" --until soon
check_fail "a skill that is not there" 3 "." cairn plan skip sw.wizard
check_fail "undo what is no number" 2 "id" cairn plan undo last

check_out "today" "^Now, [0-9]+ minutes: " cairn today
check_out "today says what to do afterwards" "Afterwards: cairn log [0-9]+ " cairn today
check_eq "today as JSON" "$(cairn today --json | py '(d["day"], d["next"] is not None, d["minutes_today"])')" "('2026-05-01', True, 0)"
next=$(cairn today --json | py 'd["next"]["skill"]')
cairn log 30 "$next" >/dev/null
check_eq "minutes count in the week" "$(tasks 'd["spent"]')" 30
check_eq "and today" "$(cairn today --json | py 'd["minutes_today"]')" 30
wanted=$(cairn gap --json | py '[g["skill"] for g in d["skills"] if g["weight"] > 0 and g["gap"] > 1][0]')
cairn evidence add "$wanted" --level 3 --kind exam >/dev/null
cairn evidence add "$wanted" --level 3 --kind project --url https://example.org/x >/dev/null
check_eq "evidence closes the gap" "$(cairn gap --json | py "d['met'] > $met")" True
check_eq "a week off costs nothing" "$(CAIRN_NOW=2026-05-11T10:00:00Z "$bin" --db "$db" plan --week --json | py '(d["spent"], d["minutes"])')" "(0, 360)"
