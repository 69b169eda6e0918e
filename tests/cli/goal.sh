#!/bin/bash
# init, goal, role, industry, setting; where the file of data lies.
. "$(dirname "$0")/lib.sh"

check_fail "nothing is there before init" 3 "cairn init" cairn goal show
check_out "init says where the data is" "^Your data is in $db\$" cairn init
check_out "init again changes nothing" "^Your data is in" cairn init
check_eq "the file is the owner's alone" "$(stat -c %a "$db")" 600
check_out "init as JSON" '"goal":false' cairn init --json
check_fail "without a goal there is no plan" 3 "goal set" cairn plan
check_fail "nor a gap" 3 "goal set" cairn gap
check_fail "nor a today" 3 "goal set" cairn today
check_fail "nor a goal" 3 "goal set" cairn goal show

check_fail "a goal needs a role" 2 "--role" cairn goal set --hours 6
check_fail "a goal needs hours" 2 "--hours 6" cairn goal set --role ai-engineer
check_fail "a role that is not known: the nearest is named" 3 "ai-engineer" cairn goal set --role ai-enginer --hours 6
check_fail "an industry that is not known: the nearest is named" 3 "health" \
	cairn goal set --role ai-engineer --industry helth --hours 6
check_fail "hours that are none" 2 "hours" cairn goal set --role ai-engineer --hours many
check_fail "no hours" 2 "hours" cairn goal set --role ai-engineer --hours 0
check_fail "more hours than a week has" 2 "hours" cairn goal set --role ai-engineer --hours 169
check_fail "hours that are not a number" 2 "hours" cairn goal set --role ai-engineer --hours nan
check_fail "a day that is none" 2 "--by" cairn goal set --role ai-engineer --hours 6 --by 2027-02-30
check_fail "a day in another order" 2 "--by" cairn goal set --role ai-engineer --hours 6 --by 30.06.2027
check_fail "a start that is no role" 3 "software-engineer" \
	cairn goal set --role ai-engineer --hours 6 --from software-enginer
check_fail "a claim of a skill that is not there" 3 "sw.py" cairn goal set --role ai-engineer --hours 6 --claim sw.pyy=1
check_fail "a claim past the levels" 2 "level" cairn goal set --role ai-engineer --hours 6 --claim sw.py=4
check_fail "a claim without a level" 2 "level" cairn goal set --role ai-engineer --hours 6 --claim sw.py
check_fail "a role to start from only is no goal" 2 "." cairn goal set --role none --hours 6
check_fail "none of these has set a goal" 3 "goal set" cairn goal show

check_out "a goal is set" "^Goal: AI engineer in .*, from Software engineer, 6\.0 hours a week, by 2027-06-30" \
	cairn goal set --role ai-engineer --industry health --hours 6 --by 2027-06-30 --from software-engineer \
	--claim sw.py=3,ml.lin=0
check_eq "it is shown" "$(cairn goal show --json | py '[d[k] for k in ("role", "industry", "from", "hours", "by")]')" \
	"['ai-engineer', 'health', 'software-engineer', 6, '2027-06-30']"
check_eq "the claims are kept as evidence" \
	"$(cairn evidence list --json | py 'sorted((e["skill"], e["level"]) for e in d if e["kind"] == "claim")')" \
	"[('ml.lin', 0), ('sw.py', 3)]"
check "so are the start's skills" grep -q preset <(cairn evidence list)
check_out "a later goal keeps what is not given" "Data scientist in .*6\.0 hours" cairn goal set --role data-scientist
check_ok "undo" cairn goal undo
check_eq "goes back to the goal before" "$(cairn goal show --json | py 'd["role"]')" ai-engineer
check_ok "undo again" cairn goal undo
check_fail "and then there is none" 3 "goal set" cairn goal show
check_fail "and nothing to undo" 3 "goal set" cairn goal undo

check_eq "at least ten roles to go to" "$(cairn role list --json | py 'sum(not r["start_only"] for r in d) >= 10')" True
check_eq "at least fifteen industries" "$(cairn industry list --json | py 'len(d) >= 15')" True
check_out "roles as text" "^ai-engineer  +AI engineer" cairn role list
check_out "industries as text" "^health " cairn industry list
check_ok "roles need no file of data" "$bin" --db "$tmp/nothing.db" role list
check "and make none" test ! -e "$tmp/nothing.db"

check_eq "settings have their first values" "$(cairn setting list --json | py 'd["theme"]')" system
check_ok "a setting is changed" cairn setting set theme dark
check_eq "and kept" "$(cairn setting list --json | py 'd["theme"]')" dark
check_fail "to a choice there is not" 2 "system light dark" cairn setting set theme pink
check_fail "to a number out of range" 2 "." cairn setting set review-share 61
check_fail "to no number" 2 "." cairn setting set review-share much
check_fail "a setting that is not there" 3 "no setting 'colour'" cairn setting set colour blue
check_fail "a name that is too long" 6 "." cairn setting set name "$(printf 'x%.0s' {1..201})"
check_eq "what was refused changed nothing" "$(cairn setting list --json | py 'd["theme"] + d["review-share"]')" dark15

# Where the file lies, weakest first.
check_out "the data folder is the default" "^Your data is in $tmp/data/cairn/cairn.db" "$bin" init
check_eq "its folder is the owner's alone" "$(stat -c %a "$tmp/data/cairn")" 700
mkdir -p "$tmp/config/cairn"
printf '# mine\n\n  db =  %s \n' "$tmp/conf.db" >"$tmp/config/cairn/cairn.conf"
check_out "the configuration names another" "in $tmp/conf.db" "$bin" init
check_out "the environment is stronger" "in $tmp/env.db" env CAIRN_DB="$tmp/env.db" "$bin" init
check_out "the command line is strongest" "in $tmp/line.db" env CAIRN_DB="$tmp/env.db" "$bin" --db="$tmp/line.db" init
check_out "also behind the command" "in $tmp/line.db" "$bin" init --db "$tmp/line.db"
echo 'port = 80' >"$tmp/config/cairn/cairn.conf"
check_fail "a key that is not known tells file and line" 2 "cairn.conf:1: no setting 'port'" "$bin" init
printf '\nlisten\n' >"$tmp/config/cairn/cairn.conf"
check_fail "a line without an equals sign too" 2 "cairn.conf:2: " "$bin" init
rm "$tmp/config/cairn/cairn.conf"
check_fail "a folder that is not there" 3 "no/such" "$bin" --db "$tmp/no/such/cairn.db" init
check_fail "a folder is no file" 9 "[Dd]irectory" "$bin" --db "$tmp" init
check_fail "--db without a value" 2 "--db needs a value" "$bin" init --db
check_fail "a clock that is none" 2 "CAIRN_NOW" env CAIRN_NOW=yesterday "$bin" --db "$db" today
